#pragma once
// Rows of second factors and their recovery codes. Inside the identity room only.

#include <optional>
#include <string>
#include <vector>

#include "identity/second_factor.hpp"

namespace sen::identity {

struct FactorRow {
  std::int64_t account{};
  std::string sealed_secret;
  Instant made_at;
  std::optional<Instant> confirmed_at;  ///< asked for at sign-ins from then on
  std::int64_t last_step = 0;
  static FactorRow from_row(store::Row& row);
};

Result<std::optional<FactorRow>> find_factor(store::ReadTx& tx, std::int64_t account);
/// Replaces an unconfirmed one.
Result<Done> save_factor(store::WriteTx& tx, const FactorRow& row);
Result<Done> set_factor_confirmed(store::WriteTx& tx, std::int64_t account, Instant at);
/// False when the step, or a later one, was used by another request first.
Result<bool> use_step(store::WriteTx& tx, std::int64_t account, std::int64_t step);
Result<Done> delete_factor(store::WriteTx& tx, std::int64_t account);

Result<Done> insert_recovery_code(store::WriteTx& tx, std::int64_t account, const std::string& hash);
Result<Done> delete_recovery_codes(store::WriteTx& tx, std::int64_t account);
/// False when there is no such code, or it was used.
Result<bool> use_recovery_code(store::WriteTx& tx, std::int64_t account, const std::string& hash, Instant at);
Result<int> recovery_codes_left(store::ReadTx& tx, std::int64_t account);

/// What a sign-in must know of the rule and of the account, in one statement.
struct FactorStand {
  bool required = false;   ///< the unit's setting
  bool confirmed = false;
  static FactorStand from_row(store::Row& row);
};
Result<FactorStand> factor_stand(store::ReadTx& tx, std::int64_t account);

}  // namespace sen::identity
