#include "identity/account.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "identity/account_sql.hpp"
#include "identity/change.hpp"
#include "identity/proposal.hpp"
#include "identity/session_sql.hpp"
#include "identity/token.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {
namespace {

constexpr std::array<const char*, 3> kPurposeNames = {"set_up", "reset", "sign_in"};
constexpr std::size_t kUsernameLengthMin = 3;
constexpr std::size_t kUsernameLengthMax = 40;

bool is_username(std::string_view text) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return text.size() >= kUsernameLengthMin && text.size() <= kUsernameLengthMax &&
         std::all_of(text.begin(), text.end(), is_allowed);
}

/// Of the transaction's unit: another unit's account is as unknown as none.
Result<Account> own_account(store::ReadTx& tx, const std::string& username) {
  SEN_LET(const auto found, find_account(tx, normal_username(username)));
  if (!found || found->unit != tx.unit()) return not_found("identity.account_unknown", "username");
  return *found;
}

Result<Done> record(store::WriteTx& tx, const Context& ctx, const char* kind, const Account& account,
                    Json facts = Json::object()) {
  Json payload = Json::object();
  payload.set("username", Json::string(account.username.reveal(Purpose::Keep)));
  SEN_TRY(ledger::append(tx, ctx, {.kind = kind, .subject = {"person", account.person.value},
                                   .facts = std::move(facts), .payload = std::move(payload)}));
  announce_change(tx);
  return Done{};
}

Json role_facts(Role role) {
  Json facts = Json::object();
  facts.set("role", Json::string(sen::name_of(role)));
  return facts;
}

Result<OneTimeLink> insert_new_link(store::WriteTx& tx, const Context& ctx, const Account& account,
                                    LinkPurpose purpose, std::int64_t life_ms) {
  SEN_ASSERT(life_ms > 0);
  const auto now = ctx.clock.now();
  OneTimeLink link{new_token(kLinkTokenBytes), now + life_ms};
  SEN_TRY(insert_link(tx, {token_hash(link.token), account.id, account.unit, purpose, link.ends_at}, now));
  return link;
}

}  // namespace

const char* name_of(LinkPurpose purpose) { return kPurposeNames[static_cast<std::size_t>(purpose)]; }

std::optional<LinkPurpose> parse_purpose(std::string_view name) {
  const auto found = std::find(kPurposeNames.begin(), kPurposeNames.end(), name);
  if (found == kPurposeNames.end()) return std::nullopt;
  return static_cast<LinkPurpose>(found - kPurposeNames.begin());
}

std::string normal_username(std::string_view typed) {
  return is_utf8(typed) ? lower(trim(typed)) : std::string();
}

Result<Account> add_account(store::WriteTx& tx, const Context& ctx, const NewAccount& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  if (!is_username(input.username)) return invalid("identity.username", "username", {{"value", input.username}});
  if (input.role == Role::Public || input.role == Role::Citizen) return invalid("identity.account_role", "role");
  SEN_TRY(load_person(tx, input.person));
  SEN_LET(const auto taken, find_account(tx, input.username));
  if (taken) return conflict("identity.username_taken", "username", {{"value", input.username}});
  Account account;
  account.id = ctx.random.id();
  account.username = Personal(input.username);
  account.unit = tx.unit();
  account.person = input.person;
  account.role = input.role;
  account.password_hash = input.password_hash;
  if (!input.password_hash.empty()) account.password_set_at = ctx.clock.now();
  SEN_TRY(insert_account(tx, account, ctx.clock.now()));
  SEN_TRY(record(tx, ctx, "account.added", account, role_facts(account.role)));
  return account;
}

Result<Done> change_role(store::WriteTx& tx, const Context& ctx, const RoleChange& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  if (input.role == Role::Public || input.role == Role::Citizen) return invalid("identity.account_role", "role");
  SEN_LET(const auto account, own_account(tx, input.username));
  if (account.person == ctx.actor.person) return Error{ErrorCode::Forbidden, "identity.own_role", "role", {}, {}, {}};
  if (account.closed) return conflict("identity.account_closed", "username");
  const bool needs_two = is_privileged(input.role) && !ctx.actor.is_system;
  if (needs_two && input.agreed == Agreed::ByOne) return Error{ErrorCode::Forbidden, "identity.two_people", "role", {}, {}, {}};
  SEN_TRY(update_role(tx, account.id, input.role));
  SEN_TRY(end_sessions_of(tx, account.id, {}));
  auto facts = role_facts(input.role);
  facts.set("before", Json::string(sen::name_of(account.role)));
  return record(tx, ctx, "account.role_changed", account, std::move(facts));
}

Result<Done> close_account(store::WriteTx& tx, const Context& ctx, const std::string& username) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  SEN_LET(const auto account, own_account(tx, username));
  if (account.person == ctx.actor.person) return Error{ErrorCode::Forbidden, "identity.own_role", "username", {}, {}, {}};
  SEN_TRY(update_closed(tx, account.id));
  SEN_TRY(end_sessions_of(tx, account.id, {}));
  SEN_TRY(end_links(tx, account.id, ctx.clock.now()));
  return record(tx, ctx, "account.closed", account);
}

Result<OneTimeLink> reset_password(store::WriteTx& tx, const Context& ctx, const std::string& username) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  SEN_LET(const auto account, own_account(tx, username));
  if (account.closed) return conflict("identity.account_closed", "username");
  SEN_TRY(update_password(tx, account.id, {}, ctx.clock.now()));
  SEN_TRY(end_sessions_of(tx, account.id, {}));
  SEN_TRY(forget_devices(tx, account.id));
  SEN_TRY(end_links(tx, account.id, ctx.clock.now()));
  SEN_LET(auto link, insert_new_link(tx, ctx, account, LinkPurpose::Reset, kLinkLifeMs));
  SEN_TRY(record(tx, ctx, "password.reset", account));
  return link;
}

Result<OneTimeLink> make_link(store::WriteTx& tx, const Context& ctx, const NewLink& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  SEN_LET(const auto account, own_account(tx, input.username));
  if (account.closed) return conflict("identity.account_closed", "username");
  SEN_LET(auto link, insert_new_link(tx, ctx, account, input.purpose, input.life_ms));
  Json facts = Json::object();
  facts.set("purpose", Json::string(name_of(input.purpose)));
  SEN_TRY(record(tx, ctx, "sign_in_link.made", account, std::move(facts)));
  return link;
}

Result<Done> save_password(store::WriteTx& tx, const Context& ctx, const PasswordChange& input) {
  SEN_ASSERT(!input.password_hash.empty());
  SEN_LET(const auto account, load_account(tx, input.account));
  SEN_ASSERT(account.unit == tx.unit());
  SEN_TRY(update_password(tx, account.id, input.password_hash, ctx.clock.now()));
  SEN_TRY(end_sessions_of(tx, account.id, input.keep_session));
  SEN_TRY(end_links(tx, account.id, ctx.clock.now()));
  return record(tx, ctx, "password.set", account);
}

}  // namespace sen::identity
