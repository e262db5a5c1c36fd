#pragma once
// Rows of accounts, links, devices and failed attempts: of the installation, because a sign-in knows no
// unit yet. Inside the identity room only.

#include "identity/account.hpp"

namespace sen::identity {

Result<Done> insert_account(store::WriteTx& tx, const Account& account, Instant made_at);
Result<Done> update_role(store::WriteTx& tx, std::int64_t id, Role role);
Result<Done> update_closed(store::WriteTx& tx, std::int64_t id);
/// An empty hash takes the password away.
Result<Done> update_password(store::WriteTx& tx, std::int64_t id, const std::string& hash, Instant at);

struct LinkRow {
  std::string token_hash;
  std::int64_t account{};
  UnitId unit;
  LinkPurpose purpose = LinkPurpose::SignIn;
  Instant ends_at;
  static LinkRow from_row(store::Row& row);
};
Result<Done> insert_link(store::WriteTx& tx, const LinkRow& link, Instant made_at);
/// Unused and not yet ended.
Result<std::optional<LinkRow>> find_link(store::ReadTx& tx, const std::string& token_hash, Instant now);
/// False when somebody used it first.
Result<bool> use_link(store::WriteTx& tx, const std::string& token_hash, Instant now);
Result<Done> end_links(store::WriteTx& tx, std::int64_t account, Instant now);

Result<bool> is_known_device(store::ReadTx& tx, std::int64_t account, const std::string& device_hash);
Result<Done> remember_device(store::WriteTx& tx, std::int64_t account, const std::string& device_hash, Instant now);
Result<Done> forget_devices(store::WriteTx& tx, std::int64_t account);

struct Failures {
  int count = 0;
  Instant last_at;
  static Failures from_row(store::Row& row);
};
Result<Failures> failures_of(store::ReadTx& tx, const std::string& attempt_key);
/// One more.
Result<Done> count_failure(store::WriteTx& tx, const std::string& attempt_key, Instant now);
Result<Done> forget_failures(store::WriteTx& tx, const std::string& attempt_key);

/// Drops links, devices and failures that nothing will ask for again.
Result<Done> purge_sign_in_rows(store::WriteTx& tx, Instant now);

}  // namespace sen::identity
