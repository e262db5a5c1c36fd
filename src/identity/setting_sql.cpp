#include "identity/setting_sql.hpp"

namespace sen::identity {
namespace {

using store::Statement;

const Statement kSelectSetting{"identity.select_setting",
    "SELECT value FROM unit_setting WHERE unit_id = {unit} AND name = $1 LIMIT 1"};
const Statement kSaveSetting{"identity.save_setting",
    "INSERT INTO unit_setting (unit_id, name, value) VALUES ({unit}, $1, $2)"
    " ON CONFLICT (unit_id, name) DO UPDATE SET value = excluded.value"};
const Statement kHasFactor{"identity.person_has_factor",
    "SELECT COUNT(*) FROM account a JOIN second_factor f ON f.unit_id = a.unit_id AND f.account_id = a.id"
    " WHERE a.unit_id = {unit} AND a.person_id = $1 AND a.state = 'open' AND f.confirmed_at IS NOT NULL LIMIT 1"};

}  // namespace

Result<std::optional<std::string>> find_setting(store::ReadTx& tx, const std::string& name) {
  return tx.find<std::string>(kSelectSetting, name);
}

Result<Done> save_setting(store::WriteTx& tx, const std::string& name, const std::string& value) {
  SEN_TRY(tx.execute(kSaveSetting, name, value));
  return Done{};
}

Result<bool> has_factor(store::ReadTx& tx, PersonId person) {
  SEN_LET(const auto count, tx.one<std::int64_t>(kHasFactor, person));
  return count > 0;
}

}  // namespace sen::identity
