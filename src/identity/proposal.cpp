#include "identity/proposal.hpp"

#include <algorithm>
#include <array>

#include "identity/proposal_sql.hpp"
#include "identity/second_factor.hpp"
#include "identity/second_factor_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {
namespace {

constexpr std::array<const char*, 3> kKindNames = {"role", "link", "second_factor"};

Error own_proposal() { return Error{ErrorCode::Forbidden, "identity.own_proposal", {}, {}, {}, {}}; }
Error unknown() { return not_found("identity.proposal_unknown"); }

Result<Account> own_account(store::ReadTx& tx, const std::string& username) {
  SEN_LET(const auto found, find_account(tx, normal_username(username)));
  if (!found || found->unit != tx.unit()) return not_found("identity.account_unknown", "username");
  return *found;
}

Result<Done> record(store::WriteTx& tx, const Context& ctx, const char* kind, const Proposal& proposal) {
  SEN_LET(const auto account, load_account(tx, proposal.account));
  Json facts = Json::object();
  facts.set("proposal", Json::number(proposal.id));
  facts.set("kind", Json::string(name_of(proposal.kind)));
  if (proposal.role) facts.set("role", Json::string(sen::name_of(*proposal.role)));
  SEN_TRY(ledger::append(tx, ctx, {.kind = kind, .subject = {"person", account.person.value}, .facts = std::move(facts)}));
  return Done{};
}

/// Does the act itself, as one that was agreed on.
Result<Outcome> carry_out(store::WriteTx& tx, const Context& ctx, const Proposal& proposal, const Account& account) {
  // Who confirms may be a chair, who manages no people otherwise: the two together may.
  Actor both = ctx.actor;
  both.role = Role::Admin;
  const Context agreed{both, ctx.unit, ctx.clock, ctx.random, ctx.packs, ctx.chain_key, ctx.batch};
  Outcome outcome;
  switch (proposal.kind) {
    case ProposalKind::Role:
      SEN_ASSERT(proposal.role.has_value());
      SEN_TRY(change_role(tx, agreed, {account.username.reveal(Purpose::SignIn), *proposal.role, Agreed::ByTwo}));
      break;
    case ProposalKind::Link: {
      SEN_LET(outcome.link, reset_password(tx, agreed, account.username.reveal(Purpose::SignIn)));
      break;
    }
    case ProposalKind::SecondFactor:
      SEN_TRY(remove_factor(tx, agreed, account.id));
      break;
  }
  return outcome;
}

Result<Outcome> propose(store::WriteTx& tx, const Context& ctx, Proposal proposal, const Account& account) {
  SEN_LET(const auto waiting, waiting_proposals(tx));
  const bool there = std::any_of(waiting.begin(), waiting.end(), [&](const Proposal& other) {
    return other.kind == proposal.kind && other.account == proposal.account;
  });
  if (there) return conflict("identity.proposal_waiting");
  proposal.id = ctx.random.id();
  proposal.asked_by = ctx.actor.person;
  proposal.asked_at = ctx.clock.now();
  SEN_LET(const int others, confirmers_besides(tx, ctx.actor.person, account.person));
  // A way into a privileged account is never one person's alone: the server's console has `sen user reset`.
  if (others == 0 && proposal.kind == ProposalKind::Role) {
    SEN_TRY(record(tx, ctx, "proposal.alone", proposal));
    return carry_out(tx, ctx, proposal, account);
  }
  SEN_TRY(insert_proposal(tx, proposal));
  SEN_TRY(record(tx, ctx, "proposal.made", proposal));
  return Outcome{.waiting = proposal.id, .link = {}};
}

Error own_account_refused(const char* field) {
  return Error{ErrorCode::Forbidden, "identity.own_role", field, {}, {}, {}};
}

}  // namespace

const char* name_of(ProposalKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::optional<ProposalKind> parse_proposal_kind(std::string_view name) {
  const auto found = std::find(kKindNames.begin(), kKindNames.end(), name);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<ProposalKind>(found - kKindNames.begin());
}

bool is_privileged(Role role) { return role == Role::Chair || role == Role::Admin || role == Role::Auditor; }

Result<Outcome> give_role(store::WriteTx& tx, const Context& ctx, const RoleChange& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  if (ctx.actor.is_system || !is_privileged(input.role)) {
    SEN_TRY(change_role(tx, ctx, input));
    return Outcome{};
  }
  SEN_LET(const auto account, own_account(tx, input.username));
  if (account.person == ctx.actor.person) return own_account_refused("role");
  if (account.closed) return conflict("identity.account_closed", "username");
  return propose(tx, ctx, {.kind = ProposalKind::Role, .account = account.id, .role = input.role, .asked_by = {}, .asked_at = {}}, account);
}

Result<Outcome> give_link(store::WriteTx& tx, const Context& ctx, const std::string& username) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  SEN_LET(const auto account, own_account(tx, username));
  if (account.closed) return conflict("identity.account_closed", "username");
  // Who never had a password has nothing that a link could take over: a new chair's first way in.
  const bool fresh = !account.password_set_at;
  if (ctx.actor.is_system || !is_privileged(account.role) || fresh) {
    SEN_LET(auto link, reset_password(tx, ctx, username));
    return Outcome{.waiting = {}, .link = std::move(link)};
  }
  if (account.person == ctx.actor.person) return own_account_refused("username");
  return propose(tx, ctx, {.kind = ProposalKind::Link, .account = account.id, .role = {}, .asked_by = {}, .asked_at = {}}, account);
}

Result<Outcome> take_second_factor(store::WriteTx& tx, const Context& ctx, const std::string& username) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  SEN_LET(const auto account, own_account(tx, username));
  SEN_LET(const auto factor, find_factor(tx, account.id));
  if (!factor || !factor->confirmed_at) return conflict("identity.factor_not_enrolled");
  if (ctx.actor.is_system || !is_privileged(account.role)) {
    SEN_TRY(remove_factor(tx, ctx, account.id));
    return Outcome{};
  }
  if (account.person == ctx.actor.person) return own_account_refused("username");
  return propose(tx, ctx, {.kind = ProposalKind::SecondFactor, .account = account.id, .role = {}, .asked_by = {}, .asked_at = {}}, account);
}

Result<Outcome> confirm_proposal(store::WriteTx& tx, const Context& ctx, std::int64_t id) {
  if (ctx.actor.role != Role::Chair && ctx.actor.role != Role::Admin) return forbidden(Right::PersonManage);
  SEN_LET(const auto proposal, find_waiting(tx, id));
  if (!proposal) return unknown();
  SEN_LET(const auto account, load_account(tx, proposal->account));
  if (ctx.actor.person == proposal->asked_by || ctx.actor.person == account.person) return own_proposal();
  SEN_LET(const bool first, decide(tx, {id, "confirmed", ctx.actor.person, ctx.clock.now()}));
  if (!first) return unknown();
  SEN_TRY(record(tx, ctx, "proposal.confirmed", *proposal));
  return carry_out(tx, ctx, *proposal, account);
}

Result<Done> refuse_proposal(store::WriteTx& tx, const Context& ctx, std::int64_t id) {
  if (ctx.actor.role != Role::Chair && ctx.actor.role != Role::Admin) return forbidden(Right::PersonManage);
  SEN_LET(const auto proposal, find_waiting(tx, id));
  if (!proposal) return unknown();
  SEN_LET(const bool first, decide(tx, {id, "refused", ctx.actor.person, ctx.clock.now()}));
  if (!first) return unknown();
  return record(tx, ctx, "proposal.refused", *proposal);
}

}  // namespace sen::identity
