#pragma once
// The facts of a criteria set as the ledger knows them on a day, and the score's line through the year.

#include <map>
#include <string>
#include <vector>

#include "index/criteria_set.hpp"
#include "index/live.hpp"
#include "ledger/ledger.hpp"

namespace sen::index {

struct LiveFacts {
  std::vector<law::Fact> facts;                     ///< by slot
  std::map<std::string, ledger::Reading> readings;  ///< by measure id, where there is one
};

/// Facts of `period` up to and with the day `as_of`. `more`: other measures whose readings are wanted by the way.
Result<LiveFacts> live_facts(store::ReadTx& tx, const Context& ctx, const CriteriaSet& set, const Period& period,
                             Date as_of, const std::vector<std::string>& more = {});

struct DayScore {
  Date day;
  Points points;
};
/// One point for each day on which the score changed, the first day of the period and `as_of`. A few
/// milliseconds for a year: readings are walked once, the set is scored on days with changes.
Result<std::vector<DayScore>> score_history(store::ReadTx& tx, const Context& ctx, const CriteriaSet& set,
                                            const Period& period, Date as_of);

}  // namespace sen::index
