#pragma once
// Targets against measures: where a figure of a task stands now, whether it holds, and what follows from it
// for tasks that a measure closes. Pure, but for the readings that the caller brings.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "ledger/ledger.hpp"
#include "plan/document.hpp"

namespace sen::plan {

using Readings = std::map<std::string, ledger::Reading>;

/// Measures of the ledger behind these targets, without doubles.
std::vector<std::string> measures_of(const std::vector<Target>& targets);

/// Value of a target in its own unit (percent or pieces); empty while a measure is missing or nothing was asked.
std::optional<Ratio> value_of(const Target& target, const Readings& readings);
/// Empty while the value is.
std::optional<bool> holds(const Target& target, const Readings& readings);
/// Whole percent of the way to a floor ("≥ 100 %"), down, 0 … 100; empty for other targets or unknown values.
std::optional<int> progress_to(const Target& target, const Readings& readings);

}  // namespace sen::plan
