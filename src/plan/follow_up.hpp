#pragma once
// How a unit follows its tasks up: how many working days before and after a due day who is told, from which hour, and
// who stands for the plan. Data (packs/follow-up/, schema sen.follow-up/1). Pure: policy, calendar and days in, steps out.
// Source: Kế hoạch 97/KH-UBND ngày 01/04/2024, part II.8 and part III; the days are the unit's own setting.

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "law/calendar.hpp"
#include "ledger/context.hpp"
#include "plan/task_state.hpp"
#include "store/store.hpp"

namespace sen::plan {

enum class Told {
  Responsible,  ///< the person it was given to, else who answers for the lead body
  BodyLead,     ///< who answers for the lead body
  ViceChair,    ///< who leads in the directing body; the chair when there is none
  Chair
};

struct FollowUpStep {
  std::string code;
  int working_days = 0;  ///< before (negative), on, or after the due day
  std::vector<Told> tell;
};

struct FollowUpPolicy {
  std::vector<FollowUpStep> steps;  ///< in the order of their days
  std::string standing_body;        ///< follows up what bodies outside the commune lead
  std::string directing_body;       ///< chair and vice chairs sit there
  int tell_from = 0;                ///< minute of the day before which nobody is told
  int week_from = 1;                ///< weekday on which the week's list is made, 1 Monday
  std::string source;
};

/// Errors: "plan.follow_up_invalid" with one field error "plan.follow_up_field" a fault.
Result<FollowUpPolicy> read_follow_up(const Json& json);
/// The unit's own entry, else its province's, else the usual one. Error NotFound "plan.no_follow_up" when none is in
/// force.
Result<FollowUpPolicy> follow_up_in_force(store::ReadTx& tx, const Context& ctx, Date on);

/// Steps whose day has come, in order; those before the run began are left out.
std::vector<const FollowUpStep*> reached_steps(const FollowUpPolicy& policy, const law::Calendar& calendar, const TaskRun& run, Date today);

}  // namespace sen::plan
