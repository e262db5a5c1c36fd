#pragma once
// Are the files still what their names say? For `sen verify`, beside the ledger's own checks.

#include <vector>

#include "evidence/blobs.hpp"
#include "ledger/verify.hpp"

namespace sen::evidence {

/// Every file that the transaction's unit names: "evidence.verify_missing" or "evidence.verify_altered",
/// each `where` its SHA-256. The shape of ledger::MoreChecks once `blobs` is bound.
Result<Done> check_files(store::ReadTx& tx, const Blobs& blobs, std::vector<ledger::VerifyFinding>& findings);

/// Files that no unit names: "evidence.verify_orphan". A crash between file and row leaves one; it harms
/// nothing.
Result<Done> check_orphans(store::ReadTx& tx, const Blobs& blobs, std::vector<ledger::VerifyFinding>& findings);

}  // namespace sen::evidence
