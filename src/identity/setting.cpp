#include "identity/setting.hpp"

#include "identity/change.hpp"
#include "identity/setting_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {

Result<UnitSettings> settings_of(store::ReadTx& tx) {
  SEN_LET(const auto required, find_setting(tx, kSecondFactorRequired));
  return UnitSettings{.second_factor_required = required == "yes"};
}

Result<Done> change_settings(store::WriteTx& tx, const Context& ctx, const UnitSettings& input) {
  if (!ctx.actor.may(Right::UnitManage)) return forbidden(Right::UnitManage);
  SEN_LET(const auto before, settings_of(tx));
  if (before.second_factor_required == input.second_factor_required) return Done{};
  if (input.second_factor_required && !ctx.actor.is_system) {
    SEN_LET(const bool enrolled, has_factor(tx, ctx.actor.person));
    if (!enrolled) return conflict("identity.enrol_first", "second_factor_required");
  }
  SEN_TRY(save_setting(tx, kSecondFactorRequired, input.second_factor_required ? "yes" : "no"));
  Json facts = Json::object();
  facts.set("setting", Json::string(kSecondFactorRequired));
  facts.set("before", Json::string(before.second_factor_required ? "yes" : "no"));
  facts.set("value", Json::string(input.second_factor_required ? "yes" : "no"));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "setting.changed", .subject = {"unit", tx.unit().value}, .facts = facts}));
  announce_change(tx);
  return Done{};
}

}  // namespace sen::identity
