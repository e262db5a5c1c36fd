#pragma once
// The turn of the year: every year of a unit with its set, its measuring period, its score and its official result;
// closing a period (the score of that moment is kept beside it), opening it again, moving its days.
// Custom of the self-scoring: the period of a year may end before 31/12 (the provinces' instructions set the day).

#include <optional>
#include <string>
#include <vector>

#include "index/baseline.hpp"
#include "index/live.hpp"
#include "index/sets.hpp"

namespace sen::index {

struct YearView {
  int year{};
  SharedSet set;                       ///< null when only the official result is known
  MeasuringPeriod period;
  std::optional<LiveIndex> live{};     ///< as of today, at most the period's end
  std::optional<Baseline> official{};
};

/// Years with a set or an official result, newest first.
Result<std::vector<YearView>> years_of(store::ReadTx& tx, const Context& ctx, Sets& sets);

struct ClosePeriod {
  int year{};
  std::string reason;
};
/// From now on the year takes no figures. Errors: forbidden, NotFound "index.no_set"; Conflict
/// "index.period_closed"; "index.period_running" (its last day has not come), "index.period_reason".
Result<MeasuringPeriod> close_period(store::WriteTx& tx, const Context& ctx, Sets& sets, const ClosePeriod& input);

/// Errors: forbidden; Conflict "index.period_open"; "index.period_reason".
Result<MeasuringPeriod> open_period(store::WriteTx& tx, const Context& ctx, const ClosePeriod& input);

struct MovePeriod {
  int year{};
  Period period;
  std::string reason;
};
/// Other days for a year that is not closed. Errors: forbidden; Conflict "index.period_closed"; "index.period_order",
/// "index.period_year" (it begins in another year, or ends after the next one), "index.period_reason".
Result<MeasuringPeriod> move_period(store::WriteTx& tx, const Context& ctx, const MovePeriod& input);

}  // namespace sen::index
