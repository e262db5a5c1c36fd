#include "index/setting.hpp"

#include "index/setting_sql.hpp"

namespace sen::index {
namespace {

struct SettingRow {
  YearSetting setting;
  static SettingRow from_row(store::Row& row) {
    SettingRow out;
    out.setting.year = row.next<int>();
    out.setting.set_hash = row.next<std::string>();
    const Period whole = year_of(out.setting.year);
    MeasuringPeriod& period = out.setting.period;
    period.period.start = row.next<std::optional<Date>>().value_or(whole.start);
    period.period.end = row.next<std::optional<Date>>().value_or(whole.end);
    period.closed_at = row.next<std::optional<Instant>>();
    period.closed_points = row.next<std::optional<Points>>();
    period.reason = row.next<std::optional<std::string>>().value_or("");
    return out;
  }
};

}  // namespace

Result<std::optional<YearSetting>> year_setting(store::ReadTx& tx, const Context& ctx) {
  const Instant now = ctx.clock.now();
  const int today = date_of(now).year();
  SEN_LET(const auto rows, tx.select<SettingRow>(sql::kSelectYearSettings, now));
  for (const SettingRow& row : rows) {
    if (row.setting.year == today) return std::optional(row.setting);
  }
  if (rows.empty()) return std::optional<YearSetting>{};
  return std::optional(rows.front().setting);
}

}  // namespace sen::index
