#pragma once
// The totals of a set without reasons, for thousands of units: rankings, the level above, benches.
// Agrees with score() to the last digit; a test holds them together.

#include <optional>
#include <span>
#include <vector>

#include "index/criteria_set.hpp"
#include "law/flat.hpp"

namespace sen::index {

struct FlatTotals {
  Points earned{};
  Points applicable{};
  std::optional<Points> index{};  ///< as in ScoreTree; empty while a criterion is missing
};

/// A set compiled for speed. The set must outlive it, be sound and scorable.
class FlatSet {
 public:
  explicit FlatSet(const CriteriaSet& set);

  /// @param leaves  receives one result per leaf of the set
  FlatTotals score(law::Facts facts, std::span<law::FlatResult> leaves) const;
  [[nodiscard]] std::size_t leaf_count() const { return fields_.size(); }

 private:
  const CriteriaSet& set_;
  law::FlatRules rules_;
  std::vector<std::uint32_t> fields_;  ///< of each leaf
  std::vector<Points> maxima_;
  bool rounds_groups_ = false;
};

}  // namespace sen::index
