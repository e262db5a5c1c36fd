#include "identity/second_factor_sql.hpp"

namespace sen::identity {
namespace {

using store::Statement;

const Statement kSelectFactor{"identity.select_factor",
    "SELECT account_id, sealed_secret, made_at, confirmed_at, last_step FROM second_factor"
    " WHERE unit_id = {unit} AND account_id = $1 LIMIT 1"};
const Statement kSaveFactor{"identity.save_factor",
    "INSERT INTO second_factor (unit_id, account_id, sealed_secret, made_at, confirmed_at, last_step)"
    " VALUES ({unit}, $1, $2, $3, NULL, 0) ON CONFLICT (unit_id, account_id) DO UPDATE"
    " SET sealed_secret = excluded.sealed_secret, made_at = excluded.made_at, confirmed_at = NULL, last_step = 0"};
const Statement kConfirmFactor{"identity.confirm_factor",
    "UPDATE second_factor SET confirmed_at = $2 WHERE unit_id = {unit} AND account_id = $1"};
const Statement kUseStep{"identity.use_totp_step",
    "UPDATE second_factor SET last_step = $2 WHERE unit_id = {unit} AND account_id = $1 AND last_step < $2"};
const Statement kDeleteFactor{"identity.delete_factor",
    "DELETE FROM second_factor WHERE unit_id = {unit} AND account_id = $1"};

const Statement kInsertRecovery{"identity.insert_recovery_code",
    "INSERT INTO recovery_code (unit_id, account_id, code_hash, used_at) VALUES ({unit}, $1, $2, NULL)"};
const Statement kDeleteRecovery{"identity.delete_recovery_codes",
    "DELETE FROM recovery_code WHERE unit_id = {unit} AND account_id = $1"};
const Statement kUseRecovery{"identity.use_recovery_code",
    "UPDATE recovery_code SET used_at = $3 WHERE unit_id = {unit} AND account_id = $1 AND code_hash = $2"
    " AND used_at IS NULL"};
const Statement kCountRecovery{"identity.count_recovery_codes",
    "SELECT COUNT(*) FROM recovery_code WHERE unit_id = {unit} AND account_id = $1 AND used_at IS NULL LIMIT 1"};
const Statement kSelectEnrolled{"identity.select_enrolled",
    "SELECT account_id FROM second_factor WHERE unit_id = {unit} AND confirmed_at IS NOT NULL LIMIT 2000"};
const Statement kSelectStand{"identity.select_factor_stand",
    "SELECT (SELECT COUNT(*) FROM unit_setting WHERE unit_id = {unit} AND name = 'second_factor_required'"
    " AND value = 'yes'), (SELECT COUNT(*) FROM second_factor WHERE unit_id = {unit} AND account_id = $1"
    " AND confirmed_at IS NOT NULL) LIMIT 1"};

}  // namespace

FactorRow FactorRow::from_row(store::Row& row) {
  FactorRow factor;
  factor.account = row.next<std::int64_t>();
  factor.sealed_secret = row.next<store::Blob>().bytes;
  factor.made_at = row.next<Instant>();
  factor.confirmed_at = row.next<std::optional<Instant>>();
  factor.last_step = row.next<std::int64_t>();
  return factor;
}

FactorStand FactorStand::from_row(store::Row& row) {
  FactorStand stand;
  stand.required = row.next<std::int64_t>() > 0;
  stand.confirmed = row.next<std::int64_t>() > 0;
  return stand;
}

Result<std::optional<FactorRow>> find_factor(store::ReadTx& tx, std::int64_t account) {
  return tx.find<FactorRow>(kSelectFactor, account);
}

Result<Done> save_factor(store::WriteTx& tx, const FactorRow& row) {
  SEN_TRY(tx.execute(kSaveFactor, row.account, store::Blob{row.sealed_secret}, row.made_at));
  return Done{};
}

Result<Done> set_factor_confirmed(store::WriteTx& tx, std::int64_t account, Instant at) {
  SEN_TRY(tx.execute(kConfirmFactor, account, at));
  return Done{};
}

Result<bool> use_step(store::WriteTx& tx, std::int64_t account, std::int64_t step) {
  SEN_LET(const auto rows, tx.execute(kUseStep, account, step));
  return rows == 1;
}

Result<Done> delete_factor(store::WriteTx& tx, std::int64_t account) {
  SEN_TRY(tx.execute(kDeleteFactor, account));
  return Done{};
}

Result<Done> insert_recovery_code(store::WriteTx& tx, std::int64_t account, const std::string& hash) {
  SEN_TRY(tx.execute(kInsertRecovery, account, hash));
  return Done{};
}

Result<Done> delete_recovery_codes(store::WriteTx& tx, std::int64_t account) {
  SEN_TRY(tx.execute(kDeleteRecovery, account));
  return Done{};
}

Result<bool> use_recovery_code(store::WriteTx& tx, std::int64_t account, const std::string& hash, Instant at) {
  SEN_LET(const auto rows, tx.execute(kUseRecovery, account, hash, at));
  return rows == 1;
}

Result<int> recovery_codes_left(store::ReadTx& tx, std::int64_t account) {
  SEN_LET(const auto count, tx.one<std::int64_t>(kCountRecovery, account));
  return static_cast<int>(count);
}

Result<std::vector<std::int64_t>> accounts_with_factor(store::ReadTx& tx) {
  return tx.select<std::int64_t>(kSelectEnrolled);
}

Result<FactorStand> factor_stand(store::ReadTx& tx, std::int64_t account) {
  return tx.one<FactorStand>(kSelectStand, account);
}

}  // namespace sen::identity
