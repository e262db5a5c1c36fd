#pragma once
// Rows of sessions. Inside the identity room only.

#include <optional>
#include <string>
#include <vector>

#include "identity/account.hpp"

namespace sen::identity {

struct SessionRow {
  std::string token_hash;
  std::int64_t id{};
  std::int64_t account{};
  UnitId unit;
  Instant started_at;
  Instant last_seen_at;
  Instant ends_at;      ///< at the latest
  std::string method;   ///< "password" or "link"
  bool may_set_password = false;
  Instant proved_at;    ///< last password or code
  std::string address;  ///< network it was opened from
  std::string browser;
  static SessionRow from_row(store::Row& row);
};

Result<Done> insert_session(store::WriteTx& tx, const SessionRow& session);
Result<std::optional<SessionRow>> find_session(store::ReadTx& tx, const std::string& token_hash);
/// Of one account, newest first.
Result<std::vector<SessionRow>> sessions_of(store::ReadTx& tx, std::int64_t account);
Result<bool> delete_session(store::WriteTx& tx, const std::string& token_hash);
/// One of the account's own, by the number that lists show.
Result<bool> delete_session_of(store::WriteTx& tx, std::int64_t account, std::int64_t id);
/// How many an account has that have not reached their end.
Result<int> count_sessions_of(store::ReadTx& tx, std::int64_t account, Instant now);
/// All of an account but the one with that token hash (none when empty).
Result<Done> end_sessions_of(store::WriteTx& tx, std::int64_t account, const std::string& except);
/// Never moves backwards.
Result<Done> touch_session(store::WriteTx& tx, const std::string& token_hash, Instant seen_at);
/// Its person gave a password or a code again.
Result<Done> set_proved_at(store::WriteTx& tx, const std::string& token_hash, Instant at);
Result<Done> clear_may_set_password(store::WriteTx& tx, const std::string& token_hash);
Result<Done> purge_sessions(store::WriteTx& tx, Instant now);

}  // namespace sen::identity
