#include "identity/account_sql.hpp"

#include <algorithm>

namespace sen::identity {
namespace {

using store::Reach;
using store::Statement;

constexpr const char* kUsername = "account.username";
constexpr std::int64_t kFailureLifeMs = kDayMs;
constexpr std::int64_t kLinkKeptMs = 30 * kDayMs;
constexpr std::int64_t kDeviceLifeMs = 180 * kDayMs;

const Statement kInsertAccount{"identity.insert_account",
    "INSERT INTO account (id, username, unit_id, person_id, role, password_hash, state, made_at,"
    " password_set_at, username_sealed) VALUES ($1, $2, {unit}, $3, $4, $5, 'open', $6, $7, $8)", Reach::Installation};
// account.username holds the blind index of the name, which is unique in the installation.
const Statement kSelectByUsername{"identity.select_account_by_username",
    "SELECT id, unit_id, username_sealed, person_id, role, password_hash, state, password_set_at FROM account"
    " WHERE username = $1 LIMIT 1", Reach::Installation};
const Statement kSelectAccount{"identity.select_account",
    "SELECT id, unit_id, username_sealed, person_id, role, password_hash, state, password_set_at FROM account"
    " WHERE id = $1 LIMIT 1", Reach::Installation};
const Statement kSelectAccounts{"identity.select_accounts",
    "SELECT id, unit_id, username_sealed, person_id, role, password_hash, state, password_set_at FROM account"
    " WHERE unit_id = {unit} ORDER BY id LIMIT 2000"};
const Statement kUpdateRole{"identity.update_role",
    "UPDATE account SET role = $2 WHERE unit_id = {unit} AND id = $1"};
const Statement kUpdateClosed{"identity.update_closed",
    "UPDATE account SET state = 'closed' WHERE unit_id = {unit} AND id = $1"};
const Statement kUpdatePassword{"identity.update_password",
    "UPDATE account SET password_hash = $2, password_set_at = $3 WHERE unit_id = {unit} AND id = $1"};

// When one was set first or last stays known: an account that had none is nobody's to take over.
const Statement kTakePassword{"identity.take_password",
    "UPDATE account SET password_hash = NULL WHERE unit_id = {unit} AND id = $1"};

const Statement kInsertLink{"identity.insert_link",
    "INSERT INTO sign_in_link (token_hash, account_id, unit_id, purpose, made_at, ends_at, used_at)"
    " VALUES ($1, $2, {unit}, $3, $4, $5, NULL)", Reach::Installation};
const Statement kSelectLink{"identity.select_link",
    "SELECT token_hash, account_id, unit_id, purpose, ends_at FROM sign_in_link"
    " WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2 LIMIT 1", Reach::Installation};
const Statement kUseLink{"identity.use_link",
    "UPDATE sign_in_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2",
    Reach::Installation};
const Statement kEndLinks{"identity.end_links",
    "UPDATE sign_in_link SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL",
    Reach::Installation};
const Statement kPurgeLinks{"identity.purge_links",
    "DELETE FROM sign_in_link WHERE ends_at < $1", Reach::Installation};

const Statement kSelectDevice{"identity.select_device",
    "SELECT last_seen_at FROM known_device WHERE account_id = $1 AND device_hash = $2 LIMIT 1",
    Reach::Installation};
const Statement kRememberDevice{"identity.remember_device",
    "INSERT INTO known_device (account_id, device_hash, last_seen_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (account_id, device_hash) DO UPDATE SET last_seen_at = excluded.last_seen_at",
    Reach::Installation};
const Statement kForgetDevices{"identity.forget_devices",
    "DELETE FROM known_device WHERE account_id = $1", Reach::Installation};
const Statement kPurgeDevices{"identity.purge_devices",
    "DELETE FROM known_device WHERE last_seen_at < $1", Reach::Installation};

const Statement kSelectFailures{"identity.select_failures",
    "SELECT failures, last_at FROM sign_in_failure WHERE attempt_key = $1 LIMIT 1",
    Reach::Installation};
const Statement kCountFailure{"identity.count_failure",
    "INSERT INTO sign_in_failure (attempt_key, failures, last_at) VALUES ($1, 1, $2)"
    " ON CONFLICT (attempt_key) DO UPDATE SET failures = sign_in_failure.failures + 1,"
    " last_at = excluded.last_at", Reach::Installation};
const Statement kForgetFailures{"identity.forget_failures",
    "DELETE FROM sign_in_failure WHERE attempt_key = $1", Reach::Installation};
const Statement kPurgeFailures{"identity.purge_failures",
    "DELETE FROM sign_in_failure WHERE last_at < $1", Reach::Installation};

/// Without the installation's key nobody can guess whose failures a row counts.
store::Blind budget(const std::string& attempt_key) { return {"sign_in_failure.attempt_key", attempt_key}; }

}  // namespace

Account Account::from_row(store::Row& row) {
  Account account;
  account.id = row.next<std::int64_t>();
  account.unit = row.next<UnitId>();
  account.username = row.next_personal({kUsername, account.id, account.unit});
  account.person = row.next<PersonId>();
  const auto role = role_of(row.next<std::string>());
  SEN_ASSERT(role.has_value());
  account.role = *role;
  account.password_hash = row.next<std::optional<std::string>>().value_or("");
  account.closed = row.next<std::string>() != "open";
  account.password_set_at = row.next<std::optional<Instant>>();
  return account;
}

LinkRow LinkRow::from_row(store::Row& row) {
  LinkRow link;
  link.token_hash = row.next<std::string>();
  link.account = row.next<std::int64_t>();
  link.unit = row.next<UnitId>();
  const auto purpose = parse_purpose(row.next<std::string>());
  SEN_ASSERT(purpose.has_value());
  link.purpose = *purpose;
  link.ends_at = row.next<Instant>();
  return link;
}

Failures Failures::from_row(store::Row& row) {
  Failures failures;
  failures.count = row.next<int>();
  failures.last_at = row.next<Instant>();
  return failures;
}

Result<std::optional<Account>> find_account(store::ReadTx& tx, const std::string& username) {
  return tx.find<Account>(kSelectByUsername, store::Blind{kUsername, username});
}

Result<Account> load_account(store::ReadTx& tx, std::int64_t id) {
  return tx.one<Account>(kSelectAccount, id);
}

Result<std::vector<Account>> accounts_of(store::ReadTx& tx) {
  SEN_LET(auto accounts, tx.select<Account>(kSelectAccounts));
  std::sort(accounts.begin(), accounts.end(), [](const Account& a, const Account& b) {
    return a.username.reveal(Purpose::Compare) < b.username.reveal(Purpose::Compare);
  });
  return accounts;
}

Result<Done> insert_account(store::WriteTx& tx, const Account& account, Instant made_at) {
  std::optional<std::string> hash;
  if (!account.password_hash.empty()) hash = account.password_hash;
  SEN_TRY(tx.execute(kInsertAccount, account.id, store::Blind{kUsername, account.username}, account.person,
                     sen::name_of(account.role), hash, made_at, account.password_set_at,
                     store::Sealed{{kUsername, account.id, account.unit}, account.username}));
  return Done{};
}

Result<Done> update_role(store::WriteTx& tx, std::int64_t id, Role role) {
  SEN_TRY(tx.execute(kUpdateRole, id, sen::name_of(role)));
  return Done{};
}

Result<Done> update_closed(store::WriteTx& tx, std::int64_t id) {
  SEN_TRY(tx.execute(kUpdateClosed, id));
  return Done{};
}

Result<Done> update_password(store::WriteTx& tx, std::int64_t id, const std::string& hash, Instant at) {
  if (hash.empty()) {
    SEN_TRY(tx.execute(kTakePassword, id));
    return Done{};
  }
  SEN_TRY(tx.execute(kUpdatePassword, id, hash, at));
  return Done{};
}

Result<Done> insert_link(store::WriteTx& tx, const LinkRow& link, Instant made_at) {
  SEN_TRY(tx.execute(kInsertLink, link.token_hash, link.account, name_of(link.purpose), made_at, link.ends_at));
  return Done{};
}

Result<std::optional<LinkRow>> find_link(store::ReadTx& tx, const std::string& token_hash, Instant now) {
  return tx.find<LinkRow>(kSelectLink, token_hash, now);
}

Result<bool> use_link(store::WriteTx& tx, const std::string& token_hash, Instant now) {
  SEN_LET(const auto rows, tx.execute(kUseLink, token_hash, now));
  return rows == 1;
}

Result<Done> end_links(store::WriteTx& tx, std::int64_t account, Instant now) {
  SEN_TRY(tx.execute(kEndLinks, account, now));
  return Done{};
}

Result<bool> is_known_device(store::ReadTx& tx, std::int64_t account, const std::string& device_hash) {
  SEN_LET(const auto found, tx.find<Instant>(kSelectDevice, account, device_hash));
  return found.has_value();
}

Result<Done> remember_device(store::WriteTx& tx, std::int64_t account, const std::string& device_hash, Instant now) {
  SEN_TRY(tx.execute(kRememberDevice, account, device_hash, now));
  return Done{};
}

Result<Done> forget_devices(store::WriteTx& tx, std::int64_t account) {
  SEN_TRY(tx.execute(kForgetDevices, account));
  return Done{};
}

Result<Failures> failures_of(store::ReadTx& tx, const std::string& attempt_key) {
  SEN_LET(const auto found, tx.find<Failures>(kSelectFailures, budget(attempt_key)));
  return found.value_or(Failures{});
}

Result<Done> count_failure(store::WriteTx& tx, const std::string& attempt_key, Instant now) {
  SEN_TRY(tx.execute(kCountFailure, budget(attempt_key), now));
  return Done{};
}

Result<Done> forget_failures(store::WriteTx& tx, const std::string& attempt_key) {
  SEN_TRY(tx.execute(kForgetFailures, budget(attempt_key)));
  return Done{};
}

Result<Done> purge_sign_in_rows(store::WriteTx& tx, Instant now) {
  SEN_TRY(tx.execute(kPurgeLinks, now + -kLinkKeptMs));
  SEN_TRY(tx.execute(kPurgeDevices, now + -kDeviceLifeMs));
  SEN_TRY(tx.execute(kPurgeFailures, now + -kFailureLifeMs));
  return Done{};
}

}  // namespace sen::identity
