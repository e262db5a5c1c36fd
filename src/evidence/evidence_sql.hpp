#pragma once
// Rows of evidence and links. Inside the evidence room only.

#include "evidence/evidence.hpp"

namespace sen::evidence {

Result<std::optional<Evidence>> find_by_hash(store::ReadTx& tx, const std::string& sha256);
Result<std::int64_t> bytes_added_since(store::ReadTx& tx, PersonId person, Instant since);
Result<Done> insert_evidence(store::WriteTx& tx, const Evidence& evidence);
/// False when it is there already.
Result<bool> insert_link(store::WriteTx& tx, const NewLink& link, PersonId by, Instant at);
Result<std::int64_t> link_count(store::ReadTx& tx, SubjectRef subject);
/// Hashes of the unit's files after that one, in order: for verify, page by page.
Result<std::vector<std::string>> hashes_after(store::ReadTx& tx, const std::string& after, int limit);
/// Which of these hashes (a JSON array) any unit names.
Result<std::vector<std::string>> hashes_known(store::ReadTx& tx, const std::string& hashes_json);

}  // namespace sen::evidence
