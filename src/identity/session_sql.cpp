#include "identity/session_sql.hpp"

namespace sen::identity {
namespace {

using store::Reach;
using store::Statement;

const Statement kInsertSession{"identity.insert_session",
    "INSERT INTO session (token_hash, id, account_id, unit_id, started_at, last_seen_at, ends_at, method,"
    " may_set_password, proved_at, address, browser) VALUES ($1, $2, $3, {unit}, $4, $5, $6, $7, $8, $9, $10, $11)",
    Reach::Installation};
const Statement kSelectSession{"identity.select_session",
    "SELECT token_hash, id, account_id, unit_id, started_at, last_seen_at, ends_at, method,"
    " may_set_password, proved_at, address, browser FROM session WHERE token_hash = $1 LIMIT 1", Reach::Installation};
// Index: session_by_account.
const Statement kSelectSessionsOf{"identity.select_sessions_of",
    "SELECT token_hash, id, account_id, unit_id, started_at, last_seen_at, ends_at, method,"
    " may_set_password, proved_at, address, browser FROM session WHERE account_id = $1 ORDER BY started_at DESC, id LIMIT 1000",
    Reach::Installation};
const Statement kDeleteSession{"identity.delete_session",
    "DELETE FROM session WHERE token_hash = $1", Reach::Installation};
const Statement kDeleteSessionOf{"identity.delete_session_of",
    "DELETE FROM session WHERE account_id = $1 AND id = $2", Reach::Installation};
const Statement kEndSessionsOf{"identity.end_sessions_of",
    "DELETE FROM session WHERE account_id = $1 AND token_hash <> $2", Reach::Installation};
const Statement kTouchSession{"identity.touch_session",
    "UPDATE session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2",
    Reach::Installation};
const Statement kSetProvedAt{"identity.set_proved_at",
    "UPDATE session SET proved_at = $2 WHERE token_hash = $1", Reach::Installation};
// Index: session_by_account.
const Statement kCountSessionsOf{"identity.count_sessions_of",
    "SELECT COUNT(*) FROM session WHERE account_id = $1 AND ends_at > $2 LIMIT 1", Reach::Installation};
const Statement kClearMaySetPassword{"identity.clear_may_set_password",
    "UPDATE session SET may_set_password = 0 WHERE token_hash = $1", Reach::Installation};
// Index: session_by_end.
const Statement kPurgeSessions{"identity.purge_sessions",
    "DELETE FROM session WHERE ends_at <= $1", Reach::Installation};

}  // namespace

SessionRow SessionRow::from_row(store::Row& row) {
  SessionRow session;
  session.token_hash = row.next<std::string>();
  session.id = row.next<std::int64_t>();
  session.account = row.next<std::int64_t>();
  session.unit = row.next<UnitId>();
  session.started_at = row.next<Instant>();
  session.last_seen_at = row.next<Instant>();
  session.ends_at = row.next<Instant>();
  session.method = row.next<std::string>();
  session.may_set_password = row.next<bool>();
  session.proved_at = row.next<Instant>();
  session.address = row.next<std::string>();
  session.browser = row.next<std::string>();
  return session;
}

Result<Done> insert_session(store::WriteTx& tx, const SessionRow& session) {
  SEN_ASSERT(session.unit == tx.unit());
  SEN_TRY(tx.execute(kInsertSession, session.token_hash, session.id, session.account, session.started_at,
                     session.last_seen_at, session.ends_at, session.method, session.may_set_password,
                     session.proved_at, session.address, session.browser));
  return Done{};
}

Result<std::optional<SessionRow>> find_session(store::ReadTx& tx, const std::string& token_hash) {
  return tx.find<SessionRow>(kSelectSession, token_hash);
}

Result<std::vector<SessionRow>> sessions_of(store::ReadTx& tx, std::int64_t account) {
  return tx.select<SessionRow>(kSelectSessionsOf, account);
}

Result<bool> delete_session(store::WriteTx& tx, const std::string& token_hash) {
  SEN_LET(const auto rows, tx.execute(kDeleteSession, token_hash));
  return rows > 0;
}

Result<bool> delete_session_of(store::WriteTx& tx, std::int64_t account, std::int64_t id) {
  SEN_LET(const auto rows, tx.execute(kDeleteSessionOf, account, id));
  return rows > 0;
}

Result<Done> end_sessions_of(store::WriteTx& tx, std::int64_t account, const std::string& except) {
  SEN_TRY(tx.execute(kEndSessionsOf, account, except));
  return Done{};
}

Result<Done> touch_session(store::WriteTx& tx, const std::string& token_hash, Instant seen_at) {
  SEN_TRY(tx.execute(kTouchSession, token_hash, seen_at));
  return Done{};
}

Result<Done> set_proved_at(store::WriteTx& tx, const std::string& token_hash, Instant at) {
  SEN_TRY(tx.execute(kSetProvedAt, token_hash, at));
  return Done{};
}

Result<int> count_sessions_of(store::ReadTx& tx, std::int64_t account, Instant now) {
  SEN_LET(const auto count, tx.one<std::int64_t>(kCountSessionsOf, account, now));
  return static_cast<int>(count);
}

Result<Done> clear_may_set_password(store::WriteTx& tx, const std::string& token_hash) {
  SEN_TRY(tx.execute(kClearMaySetPassword, token_hash));
  return Done{};
}

Result<Done> purge_sessions(store::WriteTx& tx, Instant now) {
  SEN_TRY(tx.execute(kPurgeSessions, now));
  return Done{};
}

}  // namespace sen::identity
