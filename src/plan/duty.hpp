#pragma once
// Standing duties: sentences of a plan's body that somebody carries out without end. They have an owner and a
// state, no date.

#include <string>
#include <vector>

#include "base/id.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::plan {

struct StandingDuty {
  std::int64_t id{};
  PlanId plan;
  std::string section;
  std::string text;
  std::string owner_text;  ///< as the plan names it, or empty
  std::string owner_body;  ///< code, or empty
  std::string state;       ///< "open", "kept" (somebody looks after it), "ended"
  int source_line = 0;
  static StandingDuty from_row(store::Row& row);
};

Result<std::vector<StandingDuty>> duties_of(store::ReadTx& tx, PlanId plan);

struct DutyInput {
  std::int64_t duty{};
  std::string owner_body;
  std::string state;
};
/// Errors: forbidden (needs the right to assign); NotFound "plan.duty_unknown"; "plan.duty_state",
/// "plan.duty_owner" (no body of the unit; empty is allowed).
Result<StandingDuty> change_duty(store::WriteTx& tx, const Context& ctx, const DutyInput& input);

}  // namespace sen::plan
