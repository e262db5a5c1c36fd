#include "record/import.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "identity/unit.hpp"
#include "jobs/deadline.hpp"
#include "ledger/ledger.hpp"
#include "record/check.hpp"
#include "record/record_rows.hpp"

namespace sen::record {
namespace {

constexpr int kMorning = 8 * 60;   // a day without an hour was worked from its opening …
constexpr int kEvening = 17 * 60;  // … to its closing
constexpr std::size_t kApplicantMax = 200;
constexpr int kReturnedCode = 10;  // of the national list of states
constexpr int kWithdrawnCode = 7;

const Action* action_to(const RecordType& type, int national) {
  for (const Action& action : type.actions) {
    const State* state = type.state(action.to);
    if (!action.opens() && state != nullptr && state->national == national) return &action;
  }
  return nullptr;
}

int national_of(const RecordType& type, const Record& record) {
  const State* state = type.state(record.state);
  return state == nullptr ? 0 : state->national;
}

const Action* action_with(const RecordType& type, Outcome outcome) {
  const auto found = std::find_if(type.actions.begin(), type.actions.end(), [&](const Action& action) { return action.outcome == outcome; });
  return found == type.actions.end() ? nullptr : &*found;
}

bool is_code(const std::string& text) {
  const bool control = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
  return !text.empty() && !control && is_utf8(text) && code_point_count(text) <= kSourceCodeMax;
}

Instant received_at(const ImportInput& input) { return at(input.received.day, input.received.minute.value_or(kMorning)); }

/// The end, as the clock sees it: a day without an hour that is the due day is in time.
Instant resolved_at(const ImportInput& input, const CaseClock* clock) {
  const SourceTime& time = *input.resolved;
  Instant out = at(time.day, time.minute.value_or(kEvening));
  if (!time.minute && clock != nullptr && clock->by_hours() && date_of(clock->due_at) == time.day) out = std::min(out, clock->due_at);
  return time.minute ? out : std::max(out, received_at(input));
}

Instant returned_at(const ImportInput& input, Instant resolved) {
  const Instant out = at(input.returned->day, input.returned->minute.value_or(kEvening));
  return input.returned->minute ? out : std::max(out, resolved);
}

bool is_before(const SourceTime& a, const SourceTime& b) {
  if (a.day != b.day) return a.day < b.day;
  return a.minute && b.minute && *a.minute < *b.minute;
}

bool is_decision(SourceState state) { return state == SourceState::Granted || state == SourceState::Refused || state == SourceState::Withdrawn; }

class Faults {
 public:
  void add(const char* field, const char* code, TextArguments arguments = {}) { error_.fields.push_back({field, code, std::move(arguments)}); }
  [[nodiscard]] bool any() const { return !error_.fields.empty(); }
  Error take() { return std::move(error_); }
  Error& error() { return error_; }

 private:
  Error error_ = invalid("record.import_refused");
};

/// What the row says of itself.
void check_row(Faults& faults, const ImportInput& input, Instant now) {
  if (!is_code(input.code)) faults.add("code", "record.import_code", {{"max", std::to_string(kSourceCodeMax)}});
  const Date today = date_of(now);
  if (today < input.received.day) faults.add("received", "record.import_future");
  if (input.due_on && *input.due_on < input.received.day) faults.add("due_on", "record.import_due_before");
  const std::string& name = input.applicant.reveal(Purpose::Compare);
  if (!is_utf8(name) || code_point_count(name) > kApplicantMax) faults.add("applicant", "record.applicant_name");
  if (input.resolved) {
    if (is_before(*input.resolved, input.received)) faults.add("resolved", "record.import_resolved_before");
    if (today < input.resolved->day) faults.add("resolved", "record.import_future");
    if (input.state == SourceState::Open) faults.add("state", "record.import_still_open");
  } else if (is_decision(input.state) || input.returned) {
    faults.add("resolved", "record.import_resolved_missing");
  }
  if (!input.returned) return;
  if (today < input.returned->day) faults.add("returned", "record.import_future");
  if (input.resolved && is_before(*input.returned, *input.resolved)) faults.add("returned", "record.import_returned_before");
}

/// A value of another system may be absent; one that is there must be of the type's.
void check_values(Faults& faults, const RecordType& type, const ImportInput& input) {
  Error error = invalid("record.import_refused");
  check_fields(error, type, input.fields);
  for (FieldError& each : error.fields) {
    if (each.code == "record.field_missing") continue;
    faults.error().fields.push_back({each.field.substr(each.field.find('/') + 1), each.code, each.arguments});
  }
}

const std::string& outcome_of(SourceState state) {
  static const std::string kGranted = name_of(Outcome::Granted);
  static const std::string kRefused = name_of(Outcome::Refused);
  return state == SourceState::Refused ? kRefused : kGranted;
}

/// What a row says against what is kept, and whether it says more.
bool compare(Faults& faults, const RecordType& type, const Record& known, const ImportInput& input) {
  if (date_of(known.received_at) != input.received.day) {
    faults.add("received", "record.import_received_other", {{"kept", localized_date(to_string(date_of(known.received_at)))}});
  }
  if (known.procedure != input.procedure) faults.add("procedure", "record.import_procedure_other", {{"kept", known.procedure}});
  bool more = input.due_on && input.due_on != known.source_due_on;
  const int national = national_of(type, known);
  const bool withdrawn = national == kWithdrawnCode;
  if (!input.resolved) return more;
  if (!known.resolved_at && !withdrawn) return true;
  const Instant ended = withdrawn ? known.closed_at.value_or(Instant{}) : *known.resolved_at;
  if (date_of(ended) != input.resolved->day) {
    faults.add("resolved", "record.import_resolved_other", {{"kept", localized_date(to_string(date_of(ended)))}});
  }
  const bool outcome_other = withdrawn != (input.state == SourceState::Withdrawn) ||
                             (!withdrawn && input.state != SourceState::Unsaid && known.outcome != outcome_of(input.state));
  if (outcome_other && input.state != SourceState::Unsaid) faults.add("state", "record.import_outcome_other");
  if (input.returned && known.open && national != kReturnedCode) more = true;
  return more;
}

/// A record that grows: its state, its clock, and the events that tell of it.
class Growth {
 public:
  Growth(const RecordType& type, Record& record, const ImportInput& input) : type_(type), record_(record), input_(input) {}

  Result<Done> begin(const Procedure& procedure, const DatedCalendar& calendar) {
    const Action& action = type_.opening();
    record_.state = action.to;
    record_.open = type_.state(action.to)->open;
    const Moment moment{record_.received_at, calendar.calendar, calendar.hash};
    for (const auto& [code, effect] : action.clocks) {
      if (effect != ClockEffect::Start) continue;
      const ClockRule& rule = *type_.clock(code);
      SEN_LET(auto clock, start_clock(rule, rule.limit ? *rule.limit : procedure.limit_of({}), moment));
      record_.clocks.push_back(std::move(clock));
    }
    ledger::EventDraft& event = add(action.event, record_.received_at);
    if (const CaseClock* clock = record_.main_clock(type_)) event.facts.set("due_on", Json::string(to_string(clock->due_on)));
    return Done{};
  }

  /// Resolved, withdrawn, returned: whatever is not there yet.
  void go_on() {
    const CaseClock* main = record_.main_clock(type_);
    if (input_.resolved && !record_.resolved_at && record_.open) {
      const Instant ended = resolved_at(input_, main);
      if (input_.state == SourceState::Withdrawn) withdraw(ended);
      else resolve(ended);
    }
    const Action* action = action_to(type_, kReturnedCode);
    if (!input_.returned || !record_.resolved_at || !record_.open || action == nullptr) return;
    const Instant moment = returned_at(input_, *record_.resolved_at);
    move(*action, moment);
    add(action->event, moment);
  }

  [[nodiscard]] std::vector<ledger::EventDraft>& events() { return events_; }
  /// The main clock came to its end, late, with this.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  ledger::EventDraft& add(const std::string& kind, Instant when) {
    ledger::EventDraft event{.kind = kind, .subject = {type_.id.c_str(), record_.id}, .facts = facts_of(record_, type_)};
    event.facts.set("imported", Json::boolean(true));
    event.effective_at = when;
    event.payload.set("code", Json::string(record_.code));
    events_.push_back(std::move(event));
    return events_.back();
  }

  void move(const Action& action, Instant when) {
    record_.state = action.to;
    record_.open = type_.state(action.to)->open;
    if (!record_.open) record_.closed_at = when;
    if (action.holder == Holder::Desk) record_.body = type_.desk;
  }

  void stop_clocks(Instant when) {
    for (CaseClock& clock : record_.clocks) {
      if (clock.state == CaseClock::State::Stopped) continue;
      clock.state = CaseClock::State::Stopped;
      clock.stopped_at = when;
    }
    ended_ = true;
  }

  void resolve(Instant when) {
    const bool refused = input_.state == SourceState::Refused;
    const Action* action = action_with(type_, refused ? Outcome::Refused : Outcome::Granted);
    SEN_ASSERT(action != nullptr);
    stop_clocks(when);
    record_.outcome = name_of(action->outcome);
    record_.resolved_at = when;
    move(*action, when);
    ledger::EventDraft& event = add(action->event, when);
    event.facts.set("outcome", Json::string(record_.outcome));
    const CaseClock* clock = record_.main_clock(type_);
    if (clock == nullptr) return;
    put_verdict(event.facts, *clock, when);
    event.facts.set("passed", Json::boolean(clock->was_late(when)));
  }

  void withdraw(Instant when) {
    const Action* action = action_to(type_, kWithdrawnCode);
    SEN_ASSERT(action != nullptr);
    stop_clocks(when);
    move(*action, when);
    record_.closed_at = when;
    const CaseClock* clock = record_.main_clock(type_);
    add(action->event, when).facts.set("passed", Json::boolean(clock != nullptr && clock->was_late(when)));
  }

  const RecordType& type_;
  Record& record_;
  const ImportInput& input_;
  std::vector<ledger::EventDraft> events_;
  bool ended_ = false;
};

/// Deadlines that lie behind leave no trace unless they passed: then the passing counts on its own day.
Result<Done> settle(store::WriteTx& tx, const Context& ctx, const Record& record, const RecordType& type, bool is_new, ImportRules& rules) {
  const CaseClock* clock = record.main_clock(type);
  if (clock == nullptr) return Done{};
  const SubjectRef subject{type.id.c_str(), record.id};
  const std::string kind = deadline_kind(type, clock->code);
  const bool stopped = clock->state == CaseClock::State::Stopped;
  if (is_new && stopped && *clock->stopped_at <= clock->late_after()) return Done{};
  SEN_TRY(rules.end(tx));  // deadlines append by themselves
  if (is_new && (!stopped || clock->late_after() < *clock->stopped_at)) {
    SEN_TRY(jobs::set_deadline(tx, ctx, {.subject = subject, .kind = kind, .due_at = clock->late_after(), .facts = facts_of(record, type)}));
  }
  if (stopped && (!is_new || clock->late_after() < *clock->stopped_at)) {
    SEN_TRY(jobs::meet_deadline(tx, ctx, {.subject = subject, .kind = kind, .done_at = *clock->stopped_at}));
  }
  return Done{};
}

Record record_from(const Context& ctx, const ImportDay& day, const Procedure& procedure, const ImportInput& input) {
  Record record{.id = ctx.random.id(), .type = day.type->id, .type_hash = day.type->hash, .code = input.code,
                .body = input.body.empty() ? day.type->desk : input.body, .received_at = received_at(input)};
  record.procedure = procedure.code;
  record.procedure_hash = procedure.entry;
  record.field = procedure.field;
  record.applicant.name = Personal(squeeze(nfc(input.applicant.reveal(Purpose::Keep))));
  record.fields = input.fields;
  record.imported = true;
  record.source_due_on = input.due_on;
  return record;
}

/// The faults of a row, and the plan when there are none.
Result<ImportPlan> plan(const ImportDay& day, const Record* known, const ImportInput& input, Instant now) {
  const RecordType& type = *day.type;
  Faults faults;
  check_row(faults, input, now);
  check_values(faults, type, input);
  const Procedure* procedure = day.catalogue.find(input.procedure);
  if (procedure == nullptr && known == nullptr) faults.add("procedure", "record.procedure_unknown");
  ImportPlan out;
  if (known != nullptr) {
    out.state = known->state;
    if (const CaseClock* clock = known->main_clock(type)) out.due_on = clock->due_on;
    if (!known->kept_elsewhere()) {
      if (faults.any()) return faults.take();
      out.effect = ImportEffect::Ours;
      return out;
    }
    out.effect = compare(faults, type, *known, input) ? ImportEffect::More : ImportEffect::Same;
    const bool returned = national_of(type, *known) == kReturnedCode;
    out.ahead = (!input.resolved && (known->resolved_at || !known->open)) || (input.resolved && !input.returned && returned);
    if (faults.any()) return faults.take();
    return out;
  }
  if (faults.any()) return faults.take();
  const ClockRule* rule = type.main_clock();
  if (rule == nullptr) return out;
  SEN_LET(const auto clock, start_clock(*rule, rule->limit ? *rule->limit : procedure->limit_of({}),
                                        {received_at(input), day.calendar->calendar, day.calendar->hash}));
  out.due_on = clock.due_on;
  return out;
}

}  // namespace

const Procedure* ImportDay::named(const std::string& text) const {
  if (const Procedure* found = catalogue.find(text)) return found;
  const std::string wanted = lower(squeeze(nfc(text)));
  for (const auto& field : catalogue.fields) {
    for (const auto& procedure : field->procedures) {
      if (procedure.in_force(catalogue.day) && lower(squeeze(nfc(procedure.name))) == wanted) return &procedure;
    }
  }
  return nullptr;
}

Result<const ImportDay*> ImportRules::on(store::ReadTx& tx, const Context& ctx, Date day) {
  if (const auto found = days_.find(day.days); found != days_.end()) return &found->second;
  if (!place_) {
    SEN_LET(place_, identity::place_of(tx));
  }
  ImportDay out;
  SEN_LET(out.type, rules_.type_on(ctx, type_, day, *place_));
  SEN_LET(out.calendar, rules_.calendar(ctx, day, *place_));
  if (out.type->has_catalogue) {
    SEN_LET(out.catalogue, rules_.catalogue(ctx, day, *place_));
  }
  return &days_.emplace(day.days, std::move(out)).first->second;
}

Result<Done> ImportRules::check_actor(store::ReadTx& tx, const Context& ctx) {
  if (allowed_) return Done{};
  if (!ctx.actor.may(Right::RecordAct)) return forbidden(Right::RecordAct);
  SEN_LET(const auto* day, on(tx, ctx, date_of(ctx.clock.now())));
  SEN_TRY(check_own(tx, ctx, day->type->desk, day->type->desk));
  allowed_ = true;
  return Done{};
}

Result<Done> ImportRules::keep(store::WriteTx& tx, const Context& ctx, const std::string& hash) {
  if (hash.empty() || kept_.contains(hash)) return Done{};
  SEN_TRY(rules_.keep(tx, ctx, hash));
  kept_.insert(hash);
  return Done{};
}

Result<ImportPlan> plan_import(store::ReadTx& tx, const Context& ctx, ImportRules& rules, const Record* known, const ImportInput& input) {
  const auto day = rules.on(tx, ctx, input.received.day);
  if (!day) {
    Faults faults;
    faults.add("received", "record.type_unknown");
    return faults.take();
  }
  return plan(**day, known, input, ctx.clock.now());
}

Result<ImportedRecord> import_record(store::WriteTx& tx, const Context& ctx, ImportRules& rules, const ImportInput& input) {
  SEN_TRY(rules.check_actor(tx, ctx));
  SEN_LET(auto known, record_of_code(tx, input.code));
  SEN_LET(const auto planned, plan_import(tx, ctx, rules, known ? &*known : nullptr, input));
  if (planned.effect == ImportEffect::Same || planned.effect == ImportEffect::Ours) return ImportedRecord{known->id, planned.effect};
  SEN_LET(const auto* day, rules.on(tx, ctx, input.received.day));
  SharedType type = day->type;
  const Procedure* procedure = day->catalogue.find(input.procedure);
  const bool is_new = !known;
  if (is_new) {
    known = record_from(ctx, *day, *procedure, input);
  } else {
    SEN_LET(type, rules.rules().type_by_hash(tx, ctx, known->type_hash));
  }
  Record& record = *known;
  Growth growth(*type, record, input);
  if (is_new) {
    SEN_TRY(rules.keep(tx, ctx, record.type_hash));
    SEN_TRY(rules.keep(tx, ctx, record.procedure_hash));
    SEN_TRY(growth.begin(*procedure, *day->calendar));
  }
  growth.go_on();
  const bool moved = input.due_on && input.due_on != record.source_due_on;
  if (moved) record.source_due_on = input.due_on;
  SEN_TRY(is_new ? insert_record(tx, record, *type) : update_record(tx, record, *type));
  if (moved) {
    ledger::EventDraft event{.kind = "dossier.source_noted", .subject = {type->id.c_str(), record.id}, .facts = facts_of(record, *type)};
    event.facts.set("source_due_on", Json::string(to_string(*record.source_due_on)));
    SEN_TRY(ledger::append(tx, ctx, event, rules.burst()));
  }
  if (is_new || growth.ended()) SEN_TRY(settle(tx, ctx, record, *type, is_new, rules));
  for (const ledger::EventDraft& event : growth.events()) SEN_TRY(ledger::append(tx, ctx, event, rules.burst()));
  return ImportedRecord{record.id, planned.effect};
}

}  // namespace sen::record
