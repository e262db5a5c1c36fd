#pragma once
// Accepted proposals put into a plan before it is adopted: the words found in a line are replaced there and
// nowhere else. What was printed stays in the document that is kept with the plan.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "plan/document.hpp"

namespace sen::plan {

/// @param accepted  ids as shape A numbers them: "p1" is the first problem.
/// Error "plan.proposal_unknown" naming the id (no such problem, or one without a proposal).
Result<PlanDocument> with_proposals(PlanDocument document, const std::vector<std::string>& accepted);

}  // namespace sen::plan
