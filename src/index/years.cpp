#include "index/years.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "index/live_facts.hpp"

namespace sen::index {
namespace {

Result<LiveIndex> live_of(store::ReadTx& tx, const Context& ctx, const CriteriaSet& set, const Period& period) {
  const Date day = std::min(date_of(ctx.clock.now()), period.end);
  SEN_LET(const auto facts, live_facts(tx, ctx, set, period, day));
  return live_index(set, facts.facts, period, day);
}

Result<YearView> year_view(store::ReadTx& tx, const Context& ctx, Sets& sets, int year) {
  YearView out{.year = year, .set = {}, .period = {}};
  SEN_LET(out.period, measuring_period(tx, year));
  SEN_LET(out.official, baseline_of(tx, year));
  SEN_LET(const auto assignment, set_assignment(tx, year, ctx.clock.now()));
  if (!assignment) return out;
  SEN_LET(out.set, sets.by_hash(tx, assignment->set_hash));
  SEN_LET(auto live, live_of(tx, ctx, *out.set, out.period.period));
  out.live = std::move(live);
  return out;
}

Result<MeasuringPeriod> changed(store::WriteTx& tx, const Context& ctx, const PeriodInput& input) {
  SEN_TRY(set_measuring_period(tx, ctx, input));
  return measuring_period(tx, input.year);
}

}  // namespace

Result<std::vector<YearView>> years_of(store::ReadTx& tx, const Context& ctx, Sets& sets) {
  std::set<int> years;
  SEN_LET(const auto assignments, set_assignments(tx));
  for (const auto& assignment : assignments) years.insert(assignment.year);
  SEN_LET(const auto official, baseline_years(tx));
  years.insert(official.begin(), official.end());
  std::vector<YearView> out;
  for (auto year = years.rbegin(); year != years.rend(); ++year) {
    SEN_LET(auto view, year_view(tx, ctx, sets, *year));
    out.push_back(std::move(view));
  }
  return out;
}

Result<MeasuringPeriod> close_period(store::WriteTx& tx, const Context& ctx, Sets& sets, const ClosePeriod& input) {
  SEN_LET(const auto set, set_in_force(tx, ctx, sets, input.year));
  SEN_LET(const auto period, measuring_period(tx, input.year));
  if (period.closed_at) return conflict("index.period_closed", "year", {{"year", std::to_string(input.year)}});
  if (date_of(ctx.clock.now()) < period.period.end) {
    return invalid("index.period_running", "year", {{"end", to_string(period.period.end)}});
  }
  SEN_LET(const auto live, live_of(tx, ctx, *set, period.period));
  return changed(tx, ctx, {.year = input.year, .period = period.period, .closed = true, .reason = input.reason,
                           .points = live.score});
}

Result<MeasuringPeriod> open_period(store::WriteTx& tx, const Context& ctx, const ClosePeriod& input) {
  SEN_LET(const auto period, measuring_period(tx, input.year));
  if (!period.closed_at) return conflict("index.period_open", "year", {{"year", std::to_string(input.year)}});
  return changed(tx, ctx, {.year = input.year, .period = period.period, .closed = false, .reason = input.reason});
}

Result<MeasuringPeriod> move_period(store::WriteTx& tx, const Context& ctx, const MovePeriod& input) {
  SEN_LET(const auto period, measuring_period(tx, input.year));
  if (period.closed_at) return conflict("index.period_closed", "year", {{"year", std::to_string(input.year)}});
  if (trim(input.reason).empty()) return invalid("index.period_reason", "reason");
  if (input.period.start.year() != input.year || input.period.end.year() > input.year + 1) {
    return invalid("index.period_year", "start_on", {{"year", std::to_string(input.year)}});
  }
  return changed(tx, ctx, {.year = input.year, .period = input.period, .closed = false, .reason = input.reason});
}

}  // namespace sen::index
