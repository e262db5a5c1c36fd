#pragma once
// Acts on accounts that one person alone must not do: giving the role of chair, administrator or auditor, and
// making a way into an account that has one (a link, or taking its second factor away). One proposes, another
// who is chair or administrator confirms. Where the unit has never had anybody else who could confirm (a fresh
// installation), the act is done at once, and its event says so.

#include <optional>
#include <vector>

#include "identity/account.hpp"

namespace sen::identity {

enum class ProposalKind { Role, Link, SecondFactor };
const char* name_of(ProposalKind kind);
std::optional<ProposalKind> parse_proposal_kind(std::string_view name);

/// Chair, admin, auditor: two people give them.
bool is_privileged(Role role);

struct Proposal {
  std::int64_t id{};
  ProposalKind kind = ProposalKind::Role;
  std::int64_t account{};
  std::optional<Role> role;  ///< that is to be given
  PersonId asked_by;
  Instant asked_at;
  static Proposal from_row(store::Row& row);
};

/// What became of a wish: done, with the link it made, or waiting for a second person.
struct Outcome {
  std::optional<std::int64_t> waiting;  ///< number of the proposal
  std::optional<OneTimeLink> link;
};

/// Errors: NotFound "identity.account_unknown", those of change_role, Conflict "identity.proposal_waiting" (the same
/// account has one of this kind).
Result<Outcome> give_role(store::WriteTx& tx, const Context& ctx, const RoleChange& input);
/// A link that sets a new password; the old one ends when the link is made. Errors as above.
Result<Outcome> give_link(store::WriteTx& tx, const Context& ctx, const std::string& username);
/// Takes the second factor of somebody who lost the device and the codes. Errors as above,
/// "identity.factor_not_enrolled".
Result<Outcome> take_second_factor(store::WriteTx& tx, const Context& ctx, const std::string& username);

/// Does what was proposed. Errors: Forbidden "identity.own_proposal" (by the one who proposed or whom it is about),
/// NotFound "identity.proposal_unknown" (also when decided), those of the act.
Result<Outcome> confirm_proposal(store::WriteTx& tx, const Context& ctx, std::int64_t id);
/// Errors: forbidden, NotFound "identity.proposal_unknown". Who proposed may take it back.
Result<Done> refuse_proposal(store::WriteTx& tx, const Context& ctx, std::int64_t id);
/// Those that wait, oldest first.
Result<std::vector<Proposal>> waiting_proposals(store::ReadTx& tx);

}  // namespace sen::identity
