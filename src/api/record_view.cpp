#include "api/record_view.hpp"

#include <algorithm>
#include <map>

#include "identity/unit.hpp"
#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"
#include "report/record_paper.hpp"

namespace sen::api {
namespace {

constexpr int kStepsMax = 200;
constexpr int kNewDateWorkingDays = 2;

ApplicantJson applicant_json(const record::Applicant& who) {
  return {.name = who.name.reveal(Purpose::Show), .identity_number = masked_number(who.identity_number), .born_on = who.born_on,
          .address = who.address.reveal(Purpose::Show), .phone = masked_number(who.phone), .mail = masked_mail(who.mail),
          .submitter = who.submitter.reveal(Purpose::Show)};
}

/// How the main clock stands.
void put_due(RecordRowJson& row, const record::Record& record, const record::RecordType& type, const RecordWords& words) {
  const record::CaseClock* clock = record.main_clock(type);
  row.due = record.open ? "none" : "done";
  if (clock == nullptr) return;
  row.promised_on = clock->promised_on;
  if (clock->state == record::CaseClock::State::Paused) {
    row.due = "paused";
    return;
  }
  row.due_on = clock->due_on;
  row.due_at = clock->due_at;
  if (clock->state == record::CaseClock::State::Stopped) {
    row.due = "done";
    row.days = clock->due_on - date_of(clock->stopped_at.value_or(words.now));
    return;
  }
  const Date today = date_of(words.now);
  row.days = law::working_days_until(words.calendar->calendar, today, clock->due_on);
  if (clock->over(words.now)) {
    row.due = "late";
    row.days = std::min(row.days, -1);
  } else if (clock->due_on <= today) {
    row.due = "today";
    row.minutes = std::min<std::int64_t>(law::working_minutes(words.calendar->calendar, words.now, clock->due_at), 1'440);
  } else {
    row.due = row.days <= type.main_clock()->warn_working_days ? "soon" : "later";
  }
}

RecordRowJson make_row(const record::Record& record, const record::RecordRules& of, const RecordWords& words) {
  RecordRowJson row{.id = {record.id}, .code = record.code,
                    .title = record::title_of(of, words.language),
                    .applicant = record.applicant.name.reveal(Purpose::Show),
                    .state = {record.state, of.type->state(record.state)->label.in(words.language)},
                    .body = words.body(record.body), .received_at = record.received_at, .open = record.open};
  put_due(row, record, *of.type, words);
  return row;
}

Result<RecordClockJson> clock_json(const record::CaseClock& clock, const record::RecordType& type, const RecordWords& words) {
  const record::ClockRule& rule = *type.clock(clock.code);
  RecordClockJson out{.code = clock.code, .label = rule.label.in(words.language), .state = record::name_of(clock.state), .main = rule.main,
                      .limit = record::limit_text(words.language, clock.limit), .law = rule.law, .due_on = clock.due_on, .due_at = clock.due_at,
                      .first_due_on = clock.first_due_on, .promised_on = clock.promised_on};
  SEN_LET(const auto deadline, record::walk(clock, words.calendar->calendar));
  out.steps = steps_json(words.language, deadline);
  return out;
}

RecordLetterJson letter_json(const record::Record& record, const record::CaseDuty& duty, const record::RecordType& type, const RecordWords& words) {
  const record::DutyRule& rule = *type.duty(duty.code);
  RecordLetterJson out{.code = duty.code, .label = rule.label.in(words.language), .state = record::name_of(duty.state), .by = duty.by,
                       .number = duty.number, .reason = duty.reason};
  if (duty.state != record::CaseDuty::State::Draft) return out;
  out.suggested_reason = record::letter_reason(words.language, record);
  if (const auto* clock = record.clock(rule.clock); clock != nullptr && clock->state == record::CaseClock::State::Running) {
    const Date from = std::max(date_of(words.now), clock->due_on);
    out.suggested_date = law::step_day(words.calendar->calendar, from, kNewDateWorkingDays);
  }
  return out;
}

std::vector<RecordPaperJson> papers_json(const record::Record& record, const record::Procedure* procedure) {
  std::vector<RecordPaperJson> out;
  if (procedure == nullptr) return out;
  for (const auto& listed : procedure->papers) {
    RecordPaperJson paper{.code = listed.code, .name = listed.name, .form = {}, .required = listed.required};
    for (const auto& handed : record.papers) {
      if (handed.code != listed.code) continue;
      paper.form = record::name_of(handed.form);
      paper.count = handed.count;
      paper.there = true;
    }
    out.push_back(std::move(paper));
  }
  return out;
}

std::vector<RecordActionJson> actions_json(const Context& ctx, const record::Record& record, const record::RecordRules& of, const RecordWords& words) {
  std::vector<RecordActionJson> out;
  const std::string& next = of.type->state(record.state)->next;
  for (const record::Action* action : of.type->actions_in(record.state)) {
    const Right right = action->who == record::Who::Decide ? Right::RecordDecide : Right::RecordAct;
    if (!ctx.actor.may(right)) continue;
    const auto error = record::obstacle(record, of, *action, words.now);
    // What can never be done to this record again is not offered.
    if (error && (error->rule == "record.action_once" || error->rule == "record.pause_ground" || !action->duties.empty())) continue;
    RecordActionJson made = action_json(words.language, *action);
    made.next = action->code == next;
    if (error) made.blocked = render(words.language, *error);
    out.push_back(std::move(made));
  }
  return out;
}

Result<std::vector<RecordStepJson>> timeline(store::ReadTx& tx, const Context& ctx, const record::Record& record, const RecordWords& words) {
  SEN_LET(const auto events, ledger::events(tx, {.subject_kind = record.type, .subject_id = record.id, .limit = kStepsMax}));
  SEN_LET(const auto people, identity::everybody(tx));
  std::map<std::int64_t, std::string> names;
  for (const auto& person : people) names[person.id.value] = person.name.reveal(Purpose::Show);
  std::vector<RecordStepJson> out;
  for (const auto& event : events) {
    const auto* kind = ctx.packs.vocabulary().find(event.kind);
    RecordStepJson step{.at = event.at, .by = names[event.actor], .text = kind == nullptr ? event.kind : words.language == Language::En ? kind->label_en : kind->label_vi,
                        .reason = event.payload.string_or("reason")};
    if (const std::string to = event.payload.string_or("to"); !to.empty()) step.text += " – " + words.body(to).label;
    out.push_back(std::move(step));
  }
  return out;
}

}  // namespace

LabelledJson RecordWords::body(const std::string& code) const {
  for (const auto& one : bodies) {
    if (one.code == code) return {code, language == Language::En && !one.name_en.empty() ? one.name_en : one.name};
  }
  return {code, code};
}

Result<RecordWords> record_words(Services& services, store::ReadTx& tx, const Context& ctx, Language language) {
  RecordWords words{.language = language, .now = ctx.clock.now(), .place = {}, .calendar = {}, .bodies = {}};
  SEN_LET(words.place, identity::place_of(tx));
  SEN_LET(words.calendar, services.records.calendar(ctx, date_of(words.now), words.place));
  SEN_LET(words.bodies, identity::bodies_of(tx));
  return words;
}

std::vector<DueStepJson> steps_json(Language language, const law::Deadline& deadline) {
  std::vector<DueStepJson> out;
  for (const auto& step : deadline.steps) {
    std::string why = render(language, step.why);
    if (step.entry != nullptr) {
      const std::string& name = language == Language::En && !step.entry->name_en.empty() ? step.entry->name_en : step.entry->name_vi;
      if (!name.empty()) why += " (" + name + ")";
    }
    out.push_back({step.day, step.counts, std::move(why)});
  }
  return out;
}

RecordActionJson action_json(Language language, const record::Action& action) {
  RecordActionJson out{.code = action.code, .label = action.label.in(language), .needs = {}, .letter = !action.duties.empty(), .blocked = {}, .law = action.law};
  for (const auto need : action.needs) out.needs.emplace_back(record::name_of(need));
  const bool asks_ground = std::any_of(action.guards.begin(), action.guards.end(), [](const auto& guard) { return guard.kind == record::GuardKind::PauseNamed; });
  if (asks_ground) out.needs.emplace_back("ground");
  return out;
}

ProcedureJson procedure_json(Language language, const record::Procedure& procedure, const record::ProcedureField& field) {
  ProcedureJson out{.code = procedure.code, .name = procedure.name, .shortcut = procedure.shortcut, .field = field.label.in(language),
                    .limit = record::limit_text(language, procedure.limit), .result = procedure.result, .online = procedure.online, .fee = procedure.fee,
                    .law = procedure.law, .handler = procedure.body, .cases = {}, .papers = {}};
  for (const auto& one : procedure.cases) out.cases.push_back({one.code, one.name + " – " + record::limit_text(language, one.limit)});
  for (const auto& paper : procedure.papers) out.papers.push_back({.code = paper.code, .name = paper.name, .form = {}, .required = paper.required});
  return out;
}

Result<RecordRowJson> row_json(Services& services, store::ReadTx& tx, const Context& ctx, const RecordWords& words, const record::Record& record) {
  SEN_LET(const auto of, record::rules_of(tx, ctx, services.records, record));
  return make_row(record, of, words);
}

Result<RecordJson> record_json(Services& services, store::ReadTx& tx, const Context& ctx, const RecordWords& words, const record::Record& record) {
  SEN_LET(const auto of, record::rules_of(tx, ctx, services.records, record));
  RecordJson out{.row = make_row(record, of, words), .type = record.type, .type_label = of.type->label.in(words.language), .act = of.type->act,
                 .number = record.number, .lookup = record.lookup, .outcome = record.outcome, .receiver = record.receiver.reveal(Purpose::Show),
                 .applicant = applicant_json(record.applicant), .papers = papers_json(record, of.procedure)};
  if (of.procedure != nullptr) {
    out.procedure = {of.procedure->code, of.procedure->name};
    out.result = of.procedure->result;
    out.handler = of.procedure->body;
    for (const auto& ground : of.procedure->pauses) out.grounds.push_back({ground.code, ground.name});
  }
  for (const auto& field : of.type->fields) {
    const auto found = record.fields.find(field.code);
    if (found == record.fields.end()) continue;
    out.fields.push_back({field.code, field.label.in(words.language), record::value_text(words.language, field, found->second)});
  }
  for (const auto& clock : record.clocks) {
    SEN_LET(auto made, clock_json(clock, *of.type, words));
    out.clocks.push_back(std::move(made));
  }
  for (const auto& duty : record.duties) out.letters.push_back(letter_json(record, duty, *of.type, words));
  out.actions = actions_json(ctx, record, of, words);
  for (const auto* form : report::forms_now(record, *of.type)) out.forms.push_back({form->code, form->name});
  for (const auto& body : words.bodies) {
    if (!body.outside) out.bodies.push_back(words.body(body.code));
  }
  SEN_LET(out.steps, timeline(tx, ctx, record, words));
  return out;
}

}  // namespace sen::api
