#include "identity/proposal_sql.hpp"

namespace sen::identity {
namespace {

using store::Statement;

const Statement kInsertProposal{"identity.insert_proposal",
    "INSERT INTO account_proposal (unit_id, id, kind, account_id, role, state, asked_by, asked_at, decided_by,"
    " decided_at) VALUES ({unit}, $1, $2, $3, $4, 'waiting', $5, $6, NULL, NULL)"};
const Statement kSelectProposal{"identity.select_proposal",
    "SELECT id, kind, account_id, role, asked_by, asked_at FROM account_proposal WHERE unit_id = {unit}"
    " AND id = $1 AND state = 'waiting' LIMIT 1"};
// Index: account_proposal_by_state.
const Statement kSelectWaiting{"identity.select_waiting_proposals",
    "SELECT id, kind, account_id, role, asked_by, asked_at FROM account_proposal WHERE unit_id = {unit}"
    " AND state = 'waiting' ORDER BY asked_at, id LIMIT 1000"};
const Statement kDecideProposal{"identity.decide_proposal",
    "UPDATE account_proposal SET state = $2, decided_by = $3, decided_at = $4 WHERE unit_id = {unit}"
    " AND id = $1 AND state = 'waiting'"};
const Statement kCountConfirmers{"identity.count_confirmers",
    "SELECT COUNT(*) FROM account WHERE unit_id = {unit} AND role IN ('chair', 'admin') AND person_id <> $1"
    " AND person_id <> $2 LIMIT 1"};

}  // namespace

Proposal Proposal::from_row(store::Row& row) {
  Proposal proposal;
  proposal.id = row.next<std::int64_t>();
  const auto kind = parse_proposal_kind(row.next<std::string>());
  SEN_ASSERT(kind.has_value());
  proposal.kind = *kind;
  proposal.account = row.next<std::int64_t>();
  const auto role = row.next<std::optional<std::string>>();
  if (role) proposal.role = role_of(*role);
  proposal.asked_by = row.next<PersonId>();
  proposal.asked_at = row.next<Instant>();
  return proposal;
}

Result<Done> insert_proposal(store::WriteTx& tx, const Proposal& proposal) {
  std::optional<std::string> role;
  if (proposal.role) role = sen::name_of(*proposal.role);
  SEN_TRY(tx.execute(kInsertProposal, proposal.id, name_of(proposal.kind), proposal.account, role, proposal.asked_by,
                     proposal.asked_at));
  return Done{};
}

Result<std::optional<Proposal>> find_waiting(store::ReadTx& tx, std::int64_t id) {
  return tx.find<Proposal>(kSelectProposal, id);
}

Result<std::vector<Proposal>> waiting_proposals(store::ReadTx& tx) { return tx.select<Proposal>(kSelectWaiting); }

Result<bool> decide(store::WriteTx& tx, const Decision& decision) {
  SEN_LET(const auto rows, tx.execute(kDecideProposal, decision.id, decision.state, decision.by, decision.at));
  return rows == 1;
}

Result<int> confirmers_besides(store::ReadTx& tx, PersonId actor, PersonId subject) {
  SEN_LET(const auto count, tx.one<std::int64_t>(kCountConfirmers, actor, subject));
  return static_cast<int>(count);
}

}  // namespace sen::identity
