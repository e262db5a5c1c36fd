#pragma once
// Accounts: the name a person signs in with, the role it gives, and one-time links. A password is never
// chosen for somebody: who makes or resets an account gets a link to hand over.

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "identity/password.hpp"
#include "identity/person.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::identity {

struct Account {
  std::int64_t id{};
  Personal<std::string> username;
  UnitId unit;
  PersonId person;
  Role role = Role::Staff;
  std::string password_hash;  ///< PHC; empty until a password is set
  bool closed = false;
  std::optional<Instant> password_set_at;
  static Account from_row(store::Row& row);
};

/// Why a link was made. A set-up or reset link lets its session choose a password.
enum class LinkPurpose { SetUp, Reset, SignIn };
const char* name_of(LinkPurpose purpose);
std::optional<LinkPurpose> parse_purpose(std::string_view name);

constexpr std::int64_t kLinkLifeMs = 30 * kMinuteMs;

/// A link's secret half: shown once, kept nowhere.
struct OneTimeLink {
  std::string token;
  Instant ends_at;
  /// Path of the page that posts it; the secret is in the fragment, so it reaches no log.
  [[nodiscard]] std::string path() const { return "/vao#" + token; }
};

struct NewAccount {
  PersonId person;
  std::string username;       ///< 3 to 40 small letters, digits, . _ -
  Role role = Role::Staff;
  std::string password_hash;  ///< from PasswordHasher; empty: set with the first link
};
/// Errors: "identity.username", "identity.account_role" (public has no account), Conflict
/// "identity.username_taken", NotFound "identity.person_unknown".
Result<Account> add_account(store::WriteTx& tx, const Context& ctx, const NewAccount& input);

/// Who stands behind a change: a role of chair, administrator or auditor takes two people (proposal.hpp).
enum class Agreed { ByOne, ByTwo };
struct RoleChange {
  std::string username;
  Role role = Role::Staff;
  Agreed agreed = Agreed::ByOne;
};
/// The account's sessions end. Errors: NotFound "identity.account_unknown", "identity.account_role",
/// Forbidden "identity.own_role" (nobody changes their own), "identity.two_people" (the role takes two).
Result<Done> change_role(store::WriteTx& tx, const Context& ctx, const RoleChange& input);

/// No sign-in from now on; its sessions and links end. Errors as above.
Result<Done> close_account(store::WriteTx& tx, const Context& ctx, const std::string& username);

/// Ends sessions and earlier links, takes the password away, and makes a one-time link (30 minutes).
/// Error NotFound "identity.account_unknown".
Result<OneTimeLink> reset_password(store::WriteTx& tx, const Context& ctx, const std::string& username);

struct NewLink {
  std::string username;
  LinkPurpose purpose = LinkPurpose::SignIn;
  std::int64_t life_ms = kLinkLifeMs;  ///< longer only for a demonstration
};
/// Error NotFound "identity.account_unknown".
Result<OneTimeLink> make_link(store::WriteTx& tx, const Context& ctx, const NewLink& input);

struct PasswordChange {
  std::int64_t account{};
  std::string password_hash;  ///< from PasswordHasher
  std::string keep_session;   ///< token hash of the session that goes on; every other one ends
};
/// Saves the password its owner chose. The caller has checked the session's right to do so
/// (`Sessions::set_password`).
Result<Done> save_password(store::WriteTx& tx, const Context& ctx, const PasswordChange& input);

/// The form that is stored and compared: small letters, trimmed.
std::string normal_username(std::string_view typed);
/// Of any unit; the sign-in does not know the unit yet.
Result<std::optional<Account>> find_account(store::ReadTx& tx, const std::string& username);
Result<Account> load_account(store::ReadTx& tx, std::int64_t id);
/// Of the transaction's unit, by username.
Result<std::vector<Account>> accounts_of(store::ReadTx& tx);

}  // namespace sen::identity
