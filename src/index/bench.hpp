#pragma once
// `sen bench score`: 3,321 communes × the full set, from facts in memory, beside a pass that only
// reads those facts. Value and limit are measured alternately; ratio = time ÷ limit (shape E).

#include <cstdint>
#include <string>
#include <vector>

#include "index/criteria_set.hpp"

namespace sen::index {

constexpr int kCommunes = 3'321;  ///< of the country since 1 July 2025

struct ScoreBench {
  std::vector<std::int64_t> score_ns;  ///< one whole pass each
  std::vector<std::int64_t> read_ns;   ///< the pass that only reads, same number
  std::int64_t median_score_ns = 0;
  std::int64_t median_read_ns = 0;
  std::int64_t checksum = 0;           ///< of the points: keeps the work from being optimised away
  std::int64_t rules = 0;
  std::int64_t facts = 0;              ///< of one commune
};

/// @param runs  ≥ 3
ScoreBench bench_score(const CriteriaSet& set, int communes, int runs);

/// Facts of one made-up commune: plausible, every fact given, the same for the same number.
std::vector<law::Fact> sample_facts(const CriteriaSet& set, std::uint64_t number);

}  // namespace sen::index
