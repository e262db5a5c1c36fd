#pragma once
// Which year a unit works in today, with its set and its measuring period, in one statement: what every page that shows
// points begins with.

#include <optional>
#include <string>

#include "index/baseline.hpp"
#include "index/sets.hpp"

namespace sen::index {

struct YearSetting {
  int year{};
  std::string set_hash;
  MeasuringPeriod period;
};
/// The year of today when it has a set, else the newest that has one; empty for a unit without a set.
Result<std::optional<YearSetting>> year_setting(store::ReadTx& tx, const Context& ctx);

}  // namespace sen::index
