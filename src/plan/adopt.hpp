#pragma once
// A plan that was read (and corrected) becomes the commune's work: plan, groups, tasks with their first run,
// duties, cited documents, links to criteria; one event for the plan and one for each task.

#include <string>
#include <vector>

#include "base/id.hpp"
#include "ledger/context.hpp"
#include "plan/document.hpp"
#include "store/store.hpp"

namespace sen::plan {

struct AdoptInput {
  PlanDocument document;
  std::vector<std::string> accepted_proposals;  ///< ids of problems, "p1" …
};

struct Adopted {
  PlanId id;
  int task_count = 0;
  int duty_count = 0;
};

/// Errors: forbidden; "plan.proposal_unknown"; Conflict "plan.already_adopted" (same number and date); all at once
/// under "plan.adopt_refused": "plan.number_missing", "plan.date_missing", "plan.date_future", "plan.title_missing",
/// "plan.no_work" (neither task nor duty), "plan.too_much" (over 2,000 tasks or duties).
Result<Adopted> adopt_plan(store::WriteTx& tx, const Context& ctx, const AdoptInput& input);

}  // namespace sen::plan
