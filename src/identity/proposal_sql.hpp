#pragma once
// Rows of proposals. Inside the identity room only.

#include "identity/proposal.hpp"

namespace sen::identity {

Result<Done> insert_proposal(store::WriteTx& tx, const Proposal& proposal);
Result<std::optional<Proposal>> find_waiting(store::ReadTx& tx, std::int64_t id);
struct Decision {
  std::int64_t id{};
  const char* state = "confirmed";  ///< or "refused"
  PersonId by;
  Instant at;
};
/// False when somebody decided first.
Result<bool> decide(store::WriteTx& tx, const Decision& decision);
/// How many accounts, also closed ones, of people other than these could ever confirm.
Result<int> confirmers_besides(store::ReadTx& tx, PersonId actor, PersonId subject);

}  // namespace sen::identity
