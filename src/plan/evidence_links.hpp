#pragma once
// Files that show what was done for a task: the one place where the plan meets the evidence room.

#include <vector>

#include "base/id.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::plan {

/// Links each file to the task. Errors: NotFound "evidence.unknown" for a file that is not the unit's; LimitExceeded
/// "evidence.link_limit".
Result<Done> link_evidence(store::WriteTx& tx, const Context& ctx, TaskId task, const std::vector<EvidenceId>& evidence);

}  // namespace sen::plan
