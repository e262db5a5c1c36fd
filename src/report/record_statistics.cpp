#include "report/record_statistics.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "identity/unit.hpp"
#include "ledger/ledger.hpp"

namespace sen::report {
namespace {

using Counts = std::map<std::string, std::int64_t>;

Result<Counts> counts(store::ReadTx& tx, const Context& ctx, const char* measure, const Period& period) {
  SEN_LET(const auto readings, ledger::readings_by_slice(tx, ctx, measure, period));
  Counts out;
  for (const auto& [field, reading] : readings) {
    if (!field.empty()) out[field] = reading.value;
  }
  return out;
}

std::int64_t at(const Counts& counts, const std::string& field) {
  const auto found = counts.find(field);
  return found == counts.end() ? 0 : found->second;
}

void add(StatisticsRow& whole, const StatisticsRow& row) {
  whole.online += row.online;
  whole.direct += row.direct;
  whole.carried += row.carried;
  whole.early += row.early;
  whole.on_time += row.on_time;
  whole.late += row.late;
  whole.given_back += row.given_back;
  whole.open += row.open;
  whole.open_late += row.open_late;
}

}  // namespace

Result<RecordStatistics> record_statistics(store::ReadTx& tx, const Context& ctx, record::Rules& rules, const Period& period, Language language) {
  if (!ctx.actor.may(Right::RecordRead)) return forbidden(Right::RecordRead);
  const Period before{period.start, period.start - 1};
  SEN_LET(const auto received, counts(tx, ctx, "dossiers_received", period));
  SEN_LET(const auto online, counts(tx, ctx, "dossiers_online", period));
  SEN_LET(const auto carried, counts(tx, ctx, "dossiers_open", before));
  SEN_LET(const auto resolved, counts(tx, ctx, "dossiers_resolved", period));
  SEN_LET(const auto on_time, counts(tx, ctx, "dossiers_resolved_on_time", period));
  SEN_LET(const auto early, counts(tx, ctx, "dossiers_resolved_early", period));
  SEN_LET(const auto given_back, counts(tx, ctx, "dossiers_given_back", period));
  SEN_LET(const auto open, counts(tx, ctx, "dossiers_open", period));
  SEN_LET(const auto open_late, counts(tx, ctx, "dossiers_open_late", period));
  SEN_LET(const auto place, identity::place_of(tx));
  SEN_LET(const auto catalogue, rules.catalogue(ctx, period.end, place));
  RecordStatistics out{.period = period, .rows = {}, .whole = {}};
  for (const auto& field : catalogue.fields) {
    const std::string& code = field->code;
    StatisticsRow row{.code = code, .name = field->label.in(language), .online = at(online, code)};
    row.direct = at(received, code) - row.online;
    row.carried = at(carried, code);
    row.early = at(early, code);
    row.on_time = at(on_time, code) - row.early;
    row.late = at(resolved, code) - at(on_time, code);
    row.given_back = at(given_back, code);
    row.open = at(open, code);
    row.open_late = at(open_late, code);
    if (row.received() == 0 && row.resolved() == 0 && row.open == 0) continue;
    add(out.whole, row);
    out.rows.push_back(std::move(row));
  }
  std::sort(out.rows.begin(), out.rows.end(), [](const auto& a, const auto& b) { return sort_key(a.name) < sort_key(b.name); });
  return out;
}

}  // namespace sen::report
