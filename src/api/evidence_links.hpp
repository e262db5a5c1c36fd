#pragma once
// Files that prove something, as the other pages show them.

#include <vector>

#include "api/index_json.hpp"
#include "api/services.hpp"
#include "evidence/evidence.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::api {

EvidenceJson evidence_json(const evidence::Evidence& file);
Result<std::vector<EvidenceJson>> evidence_of(store::ReadTx& tx, const char* kind, std::int64_t id);
/// Says "match" when the bytes on the disk still are what their name says; small files only.
void check_bytes(const Services& services, EvidenceJson& file);
Result<Done> link_evidence(store::WriteTx& tx, const Context& ctx, EvidenceId evidence, SubjectRef subject);

}  // namespace sen::api
