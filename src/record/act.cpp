#include "record/act.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "identity/person.hpp"
#include "identity/unit.hpp"
#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"
#include "record/check.hpp"
#include "record/numbers.hpp"
#include "record/wake.hpp"
#include "record/words.hpp"

namespace sen::record {
namespace {

constexpr std::size_t kReceiverMax = 200;

int done(const Record& record, const Action& action) {
  const auto found = record.acts.find(action.code);
  return found == record.acts.end() ? 0 : found->second;
}

bool is_signed(const CaseDuty& duty) { return duty.state == CaseDuty::State::Signed || duty.state == CaseDuty::State::Sent; }

std::optional<Error> held_by(const Record& record, const RecordType& type, const Guard& guard, Instant now) {
  const CaseClock* clock = record.clock(guard.of);
  switch (guard.kind) {
    case GuardKind::PauseNamed:
      return std::nullopt;  // the ground is the input's: check_needs
    case GuardKind::NotLate:
      if (clock != nullptr && clock->over(now)) return conflict("record.is_late");
      return std::nullopt;
    case GuardKind::ClockOver:
      if (clock == nullptr || !clock->over(now)) return conflict("record.not_over");
      return std::nullopt;
    case GuardKind::DutyWhenLate: {
      const CaseDuty* duty = record.duty(guard.of);
      const CaseClock* late = record.clock(type.duty(guard.of)->clock);
      const bool is_signed_already = duty != nullptr && is_signed(*duty);
      if (late != nullptr && late->over(now) && !is_signed_already) return conflict("record.letter_unsigned");
      return std::nullopt;
    }
  }
  return std::nullopt;
}

/// A record under an action: what was loaded, and what comes of it.
class Act {
 public:
  Act(store::WriteTx& tx, const Context& ctx, const ActInput& input, Record& record, const RecordRules& rules, const Action& action)
      : tx_(tx), ctx_(ctx), input_(input), record_(record), rules_(rules), action_(action), now_(ctx.clock.now()) {}

  Result<Done> check() {
    Error error = invalid("record.act_refused");
    check_reason(error, input_.reason, action_.needs_a(Need::Reason));
    if (action_.needs_a(Need::Body)) SEN_TRY(check_body(error));
    const CaseClock* clock = record_.main_clock(*rules_.type);
    const bool may_promise = clock != nullptr && clock->state != CaseClock::State::Stopped;
    if (action_.needs_a(Need::NewDate) && may_promise && !input_.new_date) error.fields.push_back({"new_date", "record.date_missing", {}});
    if (action_.needs_a(Need::Receiver) && (trim(input_.receiver).empty() || code_point_count(input_.receiver) > kReceiverMax)) {
      error.fields.push_back({"receiver", "record.receiver_missing", {}});
    }
    if (!error.fields.empty()) return error;
    if (asks_ground() && (rules_.procedure == nullptr || rules_.procedure->pause(input_.ground) == nullptr)) return conflict("record.pause_ground", "ground");
    return Done{};
  }

  Result<Done> run(const pack::Place& place, const DatedCalendar& calendar) {
    SEN_TRY(move_duties(place));
    SEN_TRY(move_clocks(calendar));
    decide();
    if (!action_.to.empty()) record_.state = action_.to;
    const bool was_open = record_.open;
    record_.open = rules_.type->state(record_.state)->open;
    if (was_open && !record_.open) record_.closed_at = now_;
    hand_over();
    if (!input_.receiver.empty() && action_.needs_a(Need::Receiver)) record_.receiver = Personal(squeeze(nfc(input_.receiver)));
    ++record_.acts[action_.code];
    const auto dropped = drop_letters();
    record_.wake_at = next_wake(record_, *rules_.type, calendar.calendar);
    SEN_TRY(update_record(tx_, record_, *rules_.type));
    SEN_TRY(settle());
    for (const DutyRule* rule : dropped) {
      SEN_TRY(ledger::append(tx_, ctx_, {.kind = rule->event_dropped, .subject = {rules_.type->id.c_str(), record_.id}, .facts = facts_of(record_, *rules_.type)}));
    }
    return tell();
  }

 private:
  [[nodiscard]] bool asks_ground() const {
    return std::any_of(action_.guards.begin(), action_.guards.end(), [](const Guard& guard) { return guard.kind == GuardKind::PauseNamed; });
  }

  Result<Done> check_body(Error& error) {
    SEN_LET(const auto body, identity::find_body(tx_, input_.body));
    if (!body || body->outside) error.fields.push_back({"body", "record.body_unknown", {}});
    if (!input_.person) return Done{};
    SEN_LET(const bool sits, identity::sits_in(tx_, {*input_.person, input_.body, date_of(now_)}));
    if (!sits) error.fields.push_back({"person_id", "record.person_unknown", {}});
    return Done{};
  }

  Result<Done> move_duties(const pack::Place& place) {
    for (const auto& [code, effect] : action_.duties) {
      const DutyRule& rule = *rules_.type->duty(code);
      const CaseClock* clock = record_.clock(rule.clock);
      CaseDuty* duty = record_.duty(code);
      if (duty == nullptr && clock != nullptr) {
        record_.duties.push_back({.code = code, .opened_at = now_, .by = clock->apology_by});
        duty = &record_.duties.back();
      }
      SEN_ASSERT(duty != nullptr);  // obstacle() asked
      if (effect == DutyEffect::Send) {
        duty->state = CaseDuty::State::Sent;
        duty->sent_at = now_;
        facts_.set("in_time", Json::boolean(date_of(now_) <= duty->by));
      } else {
        SEN_LET(duty->number, draw_number(tx_, *rules_.type, *rules_.type->register_of(rule.number_register), place.unit, date_of(now_)));
        duty->state = CaseDuty::State::Signed;
        duty->signed_at = now_;
        duty->signed_by = ctx_.actor.person.value;
        duty->reason = input_.reason;
      }
      duty->late = clock != nullptr && clock->was_late(now_);
      facts_.set("late", Json::boolean(duty->late));
    }
    return Done{};
  }

  Result<Done> move_clocks(const DatedCalendar& calendar) {
    const Moment moment{now_, calendar.calendar, calendar.hash};
    for (const auto& [code, effect] : action_.clocks) {
      CaseClock* clock = record_.clock(code);
      if (effect == ClockEffect::Start) {
        const ClockRule& rule = *rules_.type->clock(code);
        const Limit limit = rule.limit ? *rule.limit : rules_.procedure->limit_of(record_.case_code);
        SEN_LET(auto started, start_clock(rule, limit, moment));
        std::erase_if(record_.clocks, [&](const CaseClock& one) { return one.code == started.code; });
        record_.clocks.push_back(std::move(started));
        continue;
      }
      if (clock == nullptr) continue;  // a type may stop what was never started
      if (effect == ClockEffect::Stop && clock->state == CaseClock::State::Stopped) continue;
      SEN_TRY(apply(*clock, effect, input_.new_date, moment));
      if (effect == ClockEffect::Stop && clock == record_.main_clock(*rules_.type)) ends_ = true;
      if (effect == ClockEffect::Extend && clock->promised_on) facts_.set("promised_on", Json::string(to_string(*clock->promised_on)));
    }
    return Done{};
  }

  /// Compares a decision with the due time; late stays late.
  void decide() {
    const CaseClock* clock = record_.main_clock(*rules_.type);
    if (ends_) facts_.set("passed", Json::boolean(clock->was_late(now_)));
    if (action_.outcome == Outcome::None) return;
    record_.outcome = name_of(action_.outcome);
    record_.resolved_at = now_;
    facts_.set("outcome", Json::string(record_.outcome));
    if (clock == nullptr) return;
    put_verdict(facts_, *clock, now_);
    for (const DutyRule& rule : rules_.type->duties) {
      const CaseDuty* duty = record_.duty(rule.code);
      // One that goes out after the due time is counted when it goes out.
      facts_.set(rule.code + "_done", Json::boolean(duty != nullptr && duty->state == CaseDuty::State::Sent && !duty->late));
    }
  }

  void hand_over() {
    if (action_.holder == Holder::Desk) {
      record_.body = rules_.type->desk;
      record_.person.reset();
    }
    if (action_.holder != Holder::Input) return;
    record_.body = input_.body;
    record_.person = input_.person;
  }

  /// Deadlines, and the event.
  Result<Done> settle() {
    const RecordType& type = *rules_.type;
    const SubjectRef subject{type.id.c_str(), record_.id};
    const CaseClock* clock = record_.main_clock(type);
    if (clock != nullptr && !action_.clocks.empty()) {
      const std::string kind = deadline_kind(type, clock->code);
      if (clock->state == CaseClock::State::Running) {
        SEN_TRY(jobs::set_deadline(tx_, ctx_, {.subject = subject, .kind = kind, .due_at = clock->late_after(), .facts = facts_of(record_, type)}));
        facts_.set("due_on", Json::string(to_string(clock->due_on)));
      } else if (clock->state == CaseClock::State::Paused) {
        SEN_TRY(jobs::drop_deadline(tx_, ctx_, {.subject = subject, .kind = kind}));
      } else if (ends_) {
        SEN_TRY(jobs::meet_deadline(tx_, ctx_, {.subject = subject, .kind = kind, .done_at = now_}));
      }
    }
    ledger::EventDraft event{.kind = action_.event, .subject = subject, .facts = facts_of(record_, type)};
    for (const auto& [name, value] : facts_.members()) {
      if (known(name)) event.facts.set(name, value);
    }
    if (asks_ground()) event.facts.set("ground", Json::string(input_.ground));
    event.payload.set("action", Json::string(action_.code));
    event.payload.set("code", Json::string(record_.code));
    // What lists of causes call it.
    if (action_.outcome != Outcome::None) event.payload.set("title", Json::string(record_.code + " – " + title_of(rules_)));
    if (action_.holder == Holder::Input) event.payload.set("to", Json::string(record_.body));
    if (!input_.reason.empty()) event.payload.set("reason", Json::string(input_.reason));
    SEN_TRY(ledger::append(tx_, ctx_, event));
    return Done{};
  }

  /// A kind that a pack names takes the facts named there and no others.
  [[nodiscard]] bool known(const std::string& fact) const {
    const auto* words = ctx_.packs.vocabulary().find(action_.event);
    return words == nullptr || words->facts.contains(fact);
  }

  /// A draft that the end or the pause of its clock makes needless is gone, not marked: when the clock begins anew it may
  /// fall due again.
  std::vector<const DutyRule*> drop_letters() {
    std::vector<const DutyRule*> out;
    for (const DutyRule& rule : rules_.type->duties) {
      const CaseDuty* duty = record_.duty(rule.code);
      const CaseClock* clock = record_.clock(rule.clock);
      const bool in_time = clock != nullptr && clock->state != CaseClock::State::Running && !clock->was_late(now_);
      if (duty == nullptr || duty->state != CaseDuty::State::Draft || !in_time) continue;
      std::erase_if(record_.duties, [&](const CaseDuty& one) { return one.code == rule.code; });
      out.push_back(&rule);
    }
    return out;
  }

  Result<Done> tell() {
    if (action_.holder != Holder::Input) return Done{};
    const Text text{"record.notice.handed", {{"code", record_.code}, {"title", title_of(rules_)}}};
    const std::string href = rules_.type->page + std::to_string(record_.id);
    if (record_.person) return jobs::notify(tx_, ctx_, {.person = *record_.person, .text = text, .href = href});
    return jobs::notify_body(tx_, ctx_, {.body = record_.body, .text = text, .href = href});
  }

  store::WriteTx& tx_;
  const Context& ctx_;
  const ActInput& input_;
  Record& record_;
  const RecordRules& rules_;
  const Action& action_;
  Instant now_;
  Json facts_ = Json::object();
  bool ends_ = false;  ///< the main clock stopped with this
};

}  // namespace

std::optional<Error> obstacle(const Record& record, const RecordRules& rules, const Action& action, Instant now) {
  if (action.opens() || !action.allowed_in(record.state)) {
    return conflict("record.action_not_now", "action", {{"action", action.label.vi}, {"state", rules.type->state(record.state)->label.vi}});
  }
  if (action.times_max > 0 && done(record, action) >= action.times_max) return conflict("record.action_once", "action", {{"action", action.label.vi}});
  for (const auto& [code, effect] : action.duties) {
    const CaseDuty* duty = record.duty(code);
    const CaseClock* clock = record.clock(rules.type->duty(code)->clock);
    const bool may_be_late = clock != nullptr && clock->state == CaseClock::State::Running;
    if (effect == DutyEffect::Sign && (duty == nullptr ? !may_be_late : duty->state != CaseDuty::State::Draft)) return conflict("record.letter_not_due");
    if (effect == DutyEffect::Send && (duty == nullptr || duty->state != CaseDuty::State::Signed)) return conflict("record.letter_unsigned");
  }
  for (const Guard& guard : action.guards) {
    if (auto error = held_by(record, *rules.type, guard, now)) return error;
    if (guard.kind == GuardKind::PauseNamed && (rules.procedure == nullptr || rules.procedure->pauses.empty())) return conflict("record.pause_ground", "ground");
  }
  return std::nullopt;
}

Result<Applicant> reveal_applicant(store::WriteTx& tx, const Context& ctx, Rules& rules, const RevealInput& input) {
  if (!ctx.actor.may(Right::RecordReveal)) return forbidden(Right::RecordReveal);
  SEN_LET(const auto record, load_record(tx, input.record));
  SEN_LET(const auto of, rules_of(tx, ctx, rules, record));
  SEN_TRY(check_own(tx, ctx, of.type->desk, record.body));
  Error error = invalid("record.act_refused");
  check_reason(error, input.reason, true);
  if (!error.fields.empty()) return error;
  ledger::EventDraft event{.kind = "record.revealed", .subject = {of.type->id.c_str(), record.id}};
  event.payload.set("reason", Json::string(input.reason));
  event.payload.set("code", Json::string(record.code));
  SEN_TRY(ledger::append(tx, ctx, event));
  return record.applicant;
}

Result<Record> act_on_record(store::WriteTx& tx, const Context& ctx, Rules& rules, const ActInput& input) {
  SEN_LET(auto record, load_record(tx, input.record));
  SEN_LET(const auto of, rules_of(tx, ctx, rules, record));
  const Action* action = of.type->action(input.action);
  if (action == nullptr) return invalid("record.action_unknown", "action", {{"action", input.action}});
  const Right right = action->who == Who::Decide ? Right::RecordDecide : Right::RecordAct;
  if (!ctx.actor.may(right)) return forbidden(right);
  SEN_TRY(check_own(tx, ctx, of.type->desk, record.body));
  if (auto error = obstacle(record, of, *action, ctx.clock.now())) return *std::move(error);
  Act act(tx, ctx, input, record, of, *action);
  SEN_TRY(act.check());
  SEN_LET(const auto place, identity::place_of(tx));
  SEN_LET(const auto calendar, rules.calendar(ctx, date_of(ctx.clock.now()), place));
  SEN_TRY(act.run(place, *calendar));
  return record;
}

}  // namespace sen::record
