#pragma once
// The index as it stands today: every leaf with its outlook, summed by field and as a whole, with the
// forecast to the end of the period and the line of the year day by day. Pure: set, facts and days
// in, figures out; where the facts come from is live_facts.hpp's.

#include <optional>
#include <string>
#include <vector>

#include "index/criteria_set.hpp"
#include "index/losses.hpp"
#include "index/outlook.hpp"

namespace sen::index {

/// maximum = points + recoverable + gone + not_due + missing (what applies and is known here).
struct Buckets {
  Points maximum{};
  Points points{};
  Points recoverable{};
  Points gone{};
  Points not_due{};
  Points missing{};
  [[nodiscard]] Points losing() const { return recoverable + gone; }
  void add(const Outlook& outlook, Points leaf_maximum);
};

struct LiveLeaf {
  std::size_t leaf{};  ///< index into CriteriaSet::leaves
  Outlook outlook;
  std::vector<Loss> losses{};  ///< of everything that is lost now; empty while not due
};

struct Forecast {
  Points pace{};      ///< not-yet-due points come in at the rate that due ones did
  Points all_done{};  ///< pace, and everything recoverable or missing won
};

struct LiveIndex {
  Buckets whole;
  std::vector<Buckets> fields;  ///< as CriteriaSet::fields
  std::vector<LiveLeaf> leaves; ///< as CriteriaSet::leaves
  Points bonus{};
  Points penalty{};
  Points score{};               ///< points + bonus − penalty, within the set's caps
  Forecast forecast{};
};

LiveIndex live_index(const CriteriaSet& set, law::Facts facts, const Period& period, Date today);

/// Only the score, for the line of the year: no losses, no projections.
Points live_score(const CriteriaSet& set, law::Facts facts, const Period& period, Date today);

/// What one leaf is worth with some facts changed (what-if).
Points leaf_points(const CriteriaSet& set, std::size_t leaf, law::Facts facts);

/// The terms of a leaf in a year, its due day among them.
Terms terms_of(const CriteriaSet& set, const Leaf& leaf, const Period& period);

}  // namespace sen::index
