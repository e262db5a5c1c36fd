#include "plan/duty.hpp"

#include "identity/service.hpp"
#include "ledger/ledger.hpp"
#include "plan/plan_sql.hpp"

namespace sen::plan {

StandingDuty StandingDuty::from_row(store::Row& row) {
  StandingDuty duty;
  duty.id = row.next<std::int64_t>();
  duty.plan = row.next<PlanId>();
  duty.section = row.next<std::string>();
  duty.text = row.next<std::string>();
  duty.owner_text = row.next<std::string>();
  duty.owner_body = row.next<std::string>();
  duty.state = row.next<std::string>();
  duty.source_line = row.next<int>();
  return duty;
}

Result<std::vector<StandingDuty>> duties_of(store::ReadTx& tx, PlanId plan) { return tx.select<StandingDuty>(sql::kSelectDuties, plan); }

Result<StandingDuty> change_duty(store::WriteTx& tx, const Context& ctx, const DutyInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(auto found, tx.find<StandingDuty>(sql::kSelectDuty, input.duty));
  if (!found) return not_found("plan.duty_unknown", "duty_id");
  StandingDuty duty = *std::move(found);
  if (input.state != "open" && input.state != "kept" && input.state != "ended") return invalid("plan.duty_state", "state");
  if (!input.owner_body.empty()) {
    SEN_LET(const auto body, identity::find_body(tx, input.owner_body));
    if (!body || body->outside) return invalid("plan.duty_owner", "owner_body", {{"body", input.owner_body}});
  }
  ledger::EventDraft event{.kind = "duty.changed", .subject = {"duty", duty.id}};
  event.facts.set("state", Json::string(input.state));
  event.payload.set("before", Json::string(duty.state));
  event.payload.set("owner_before", Json::string(duty.owner_body));
  event.payload.set("owner", Json::string(input.owner_body));
  duty.owner_body = input.owner_body;
  duty.state = input.state;
  SEN_TRY(tx.execute(sql::kUpdateDuty, duty.id, duty.owner_body, duty.state));
  SEN_TRY(ledger::append(tx, ctx, event));
  return duty;
}

}  // namespace sen::plan
