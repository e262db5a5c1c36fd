#pragma once
// What the live index says of the criteria that tasks protect: how tasks find them and what can still be won back.

#include <map>
#include <string>

#include "index/live.hpp"
#include "index/sets.hpp"
#include "plan/urging.hpp"

namespace sen::report {

/// How the plan finds the criteria of a measure.
plan::CriteriaKey criteria_key(const index::CriteriaSet& set);
/// What can still be won back by code: recoverable and missing points.
std::map<std::string, Points> stakes(const index::CriteriaSet& set, const index::LiveIndex& live);

/// Both, of the unit's current year as of now; nothing of a unit without a set.
Result<plan::Worth> worth_of(store::ReadTx& tx, const Context& ctx, index::Sets& sets);

}  // namespace sen::report
