#include "plan/evidence_links.hpp"

#include "evidence/evidence.hpp"

namespace sen::plan {

Result<Done> link_evidence(store::WriteTx& tx, const Context& ctx, TaskId task, const std::vector<EvidenceId>& evidence) {
  for (const EvidenceId file : evidence) {
    SEN_TRY(evidence::link_evidence(tx, ctx, {file, {"task", task.value}}));
  }
  return Done{};
}

}  // namespace sen::plan
