#include "record/open.hpp"

#include "base/text.hpp"
#include "identity/unit.hpp"
#include "jobs/deadline.hpp"
#include "ledger/ledger.hpp"
#include "record/check.hpp"
#include "record/numbers.hpp"
#include "record/wake.hpp"

namespace sen::record {
namespace {

struct Setting {
  pack::Place place;
  SharedType type;
  SharedCalendar calendar;
  Catalogue catalogue;
};

Result<Setting> setting_of(store::ReadTx& tx, const Context& ctx, Rules& rules, const std::string& type) {
  const Date today = date_of(ctx.clock.now());
  Setting out;
  SEN_LET(out.place, identity::place_of(tx));
  SEN_LET(out.type, rules.type_on(ctx, type, today, out.place));
  SEN_LET(out.calendar, rules.calendar(ctx, today, out.place));
  if (out.type->has_catalogue) {
    SEN_LET(out.catalogue, rules.catalogue(ctx, today, out.place));
  }
  return out;
}

Error check(const Context& ctx, const Setting& setting, const Action* action, const Procedure* procedure, const OpenInput& input) {
  const RecordType& type = *setting.type;
  Error error = invalid("record.open_refused");
  if (action == nullptr) error.fields.push_back({"action", "record.action_unknown", {{"action", input.action}}});
  if (type.has_catalogue && procedure == nullptr) error.fields.push_back({"procedure", "record.procedure_unknown", {}});
  if (procedure != nullptr && !input.case_code.empty() && procedure->find_case(input.case_code) == nullptr) {
    error.fields.push_back({"case", "record.case_unknown", {}});
  }
  if (type.has_applicant) check_applicant(error, input.applicant, date_of(ctx.clock.now()));
  check_fields(error, type, input.fields);
  if (procedure != nullptr) check_papers(error, *procedure, input.papers, action != nullptr && action->needs_a(Need::Papers));
  check_reason(error, input.reason, action != nullptr && action->needs_a(Need::Reason));
  return error;
}

Result<Done> start_clocks(Record& record, const Setting& setting, const Action& action, const Procedure* procedure, Instant now) {
  const Moment moment{now, setting.calendar->calendar, setting.calendar->hash};
  for (const auto& [code, effect] : action.clocks) {
    const ClockRule& rule = *setting.type->clock(code);
    if (effect != ClockEffect::Start) continue;
    const Limit limit = rule.limit ? *rule.limit : procedure->limit_of(record.case_code);
    SEN_LET(auto clock, start_clock(rule, limit, moment));
    record.clocks.push_back(std::move(clock));
  }
  return Done{};
}

Result<Done> draw_numbers(store::WriteTx& tx, const Context& ctx, const Setting& setting, Record& record) {
  const Date today = date_of(ctx.clock.now());
  SEN_LET(record.code, draw_number(tx, *setting.type, *setting.type->register_for(RegisterUse::Code), setting.place.unit, today));
  if (const Register* book = setting.type->register_for(RegisterUse::Number)) {
    SEN_LET(record.number, draw_number(tx, *setting.type, *book, setting.place.unit, today));
  }
  if (setting.type->has_lookup) record.lookup = draw_lookup(ctx.random);
  return Done{};
}

}  // namespace

Result<Record> open_record(store::WriteTx& tx, const Context& ctx, Rules& rules, const OpenInput& input) {
  if (!ctx.actor.may(Right::RecordAct)) return forbidden(Right::RecordAct);
  SEN_LET(const Setting setting, setting_of(tx, ctx, rules, input.type));
  const RecordType& type = *setting.type;
  SEN_TRY(check_own(tx, ctx, type.desk, type.desk));
  const Action* action = input.action.empty() ? &type.opening() : type.action(input.action);
  if (action != nullptr && !action->opens()) action = nullptr;
  const Procedure* procedure = type.has_catalogue ? setting.catalogue.find(input.procedure) : nullptr;
  if (Error error = check(ctx, setting, action, procedure, input); !error.fields.empty()) return error;

  const Instant now = ctx.clock.now();
  Record record{.id = ctx.random.id(), .type = type.id, .type_hash = type.hash, .state = action->to, .body = type.desk, .received_at = now};
  record.open = type.state(action->to)->open;
  if (!record.open) record.closed_at = now;
  if (!ctx.actor.is_system) record.person = ctx.actor.person;
  if (procedure != nullptr) {
    record.procedure = procedure->code;
    record.procedure_hash = procedure->entry;
    record.field = procedure->field;
    record.case_code = input.case_code;
    SEN_TRY(rules.keep(tx, ctx, procedure->entry));
  }
  SEN_TRY(rules.keep(tx, ctx, type.hash));
  record.applicant = input.applicant;
  record.applicant.name = Personal(squeeze(nfc(input.applicant.name.reveal(Purpose::Keep))));
  record.fields = input.fields;
  record.papers = input.papers;
  record.acts[action->code] = 1;
  SEN_TRY(draw_numbers(tx, ctx, setting, record));
  SEN_TRY(start_clocks(record, setting, *action, procedure, now));
  record.wake_at = next_wake(record, type, setting.calendar->calendar);
  SEN_TRY(insert_record(tx, record, type));

  ledger::EventDraft event{.kind = action->event, .subject = {type.id.c_str(), record.id}, .facts = facts_of(record, type)};
  if (const CaseClock* clock = record.main_clock(type)) {
    event.facts.set("due_on", Json::string(to_string(clock->due_on)));
    SEN_TRY(jobs::set_deadline(tx, ctx, {.subject = {type.id.c_str(), record.id}, .kind = deadline_kind(type, clock->code),
                                         .due_at = clock->late_after(), .facts = facts_of(record, type)}));
  }
  event.payload.set("action", Json::string(action->code));
  event.payload.set("code", Json::string(record.code));
  if (!input.reason.empty()) event.payload.set("reason", Json::string(input.reason));
  SEN_TRY(ledger::append(tx, ctx, event));
  return record;
}

Result<bool> may_receive(store::ReadTx& tx, const Context& ctx, const RecordType& type) {
  if (!ctx.actor.may(Right::RecordAct)) return false;
  const auto own = check_own(tx, ctx, type.desk, type.desk);
  if (!own && own.error().code != ErrorCode::Forbidden) return own.error();
  return own.has_value();
}

Result<Promise> promise(store::ReadTx& tx, const Context& ctx, Rules& rules, const PromiseInput& input) {
  SEN_LET(const Setting setting, setting_of(tx, ctx, rules, input.type));
  const ClockRule* rule = setting.type->main_clock();
  if (rule == nullptr) return not_found("record.type_unknown", "type");
  const Procedure* procedure = setting.catalogue.find(input.procedure);
  if (setting.type->has_catalogue && procedure == nullptr) return not_found("record.procedure_unknown", "procedure");
  if (!input.case_code.empty() && (procedure == nullptr || procedure->find_case(input.case_code) == nullptr)) return invalid("record.case_unknown", "case");
  const Limit limit = rule->limit ? *rule->limit : procedure->limit_of(input.case_code);
  SEN_LET(const auto clock, start_clock(*rule, limit, {ctx.clock.now(), setting.calendar->calendar, setting.calendar->hash}));
  SEN_LET(auto deadline, walk(clock, setting.calendar->calendar));
  return Promise{std::move(deadline), limit, rule->law};
}

}  // namespace sen::record
