#pragma once
// Parts of the criterion page: the scale drawn, the measures, the records that cost points, what-if.

#include <map>
#include <string>
#include <vector>

#include "api/index_json.hpp"
#include "api/live_view.hpp"

namespace sen::api {

RuleJson rule_json(const LiveView& view, const index::Leaf& leaf, const index::Outlook& outlook);

MeasureJson measure_json(const LiveView& view, const Context& ctx, law::Slot slot,
                         const std::map<std::string, int>& entries, Language language);

/// Losses whose points sum to what is lost: a loss of n records is opened into the records that the ledger
/// knows, each with its part.
Result<std::vector<LossJson>> losses_json(store::ReadTx& tx, const Context& ctx, const LiveView& view,
                                          const index::LiveLeaf& live, Language language);

/// Points for other values of the measure that moves this criterion; empty where no single one does.
std::optional<WhatIfJson> what_if_json(const LiveView& view, std::size_t leaf, Language language);

Result<std::vector<EvidenceJson>> evidence_of_criterion(const Services& services, store::ReadTx& tx, const LiveView& view,
                                                        const index::Leaf& leaf);

}  // namespace sen::api
