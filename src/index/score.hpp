#pragma once
// score(set, facts) -> tree: the whole index as a pure function. Every criterion is an exact ratio of
// points rounded once, half up, with the set's decimals; groups add criteria, the total adds groups.

#include <optional>
#include <string>
#include <vector>

#include "index/criteria_set.hpp"
#include "law/rules/outcome.hpp"

namespace sen::index {

enum class LeafState { Scored, Missing, NotApplicable, NotDue };
const char* name_of(LeafState state);  ///< "scored", "missing" … as in shape B

struct LeafScore {
  LeafState state = LeafState::Scored;
  law::Exact exact{};                    ///< before rounding
  Points points{};                       ///< rounded once; 0 unless scored
  std::vector<law::Slot> missing{};
  std::vector<law::Step> steps{};        ///< without the rounding, which the writer adds
};

struct BonusScore {
  Points points{};
  bool is_given = false;  ///< false: nobody has said whether there is any, so none is counted
};

struct ScoreTree {
  std::vector<LeafScore> leaves{};       ///< in the order of the set's leaves
  std::vector<Points> fields{};          ///< sums of the scored criteria, group decimals
  Points earned{};                       ///< sum of the fields
  Points applicable{};                   ///< set total less the maxima of what does not apply
  std::vector<BonusScore> bonus_items{};
  std::vector<BonusScore> penalty_items{};
  Points bonus{};                        ///< capped
  Points penalty{};                      ///< capped
  // Empty while any criterion is missing (or not yet due):
  std::optional<Points> index{};         ///< earned ÷ applicable × 100
  std::optional<Points> total{};         ///< with bonus and penalty; see the set's policy
  std::optional<std::size_t> band{};     ///< index into classification.bands
};

enum class Explain { No, Yes };

/// @param facts  one per slot of the set, already checked (index/facts.hpp)
/// The set must be sound and scorable.
ScoreTree score(const CriteriaSet& set, law::Facts facts, Explain explain);

/// Sums, index, total and class from leaves that are filled in: the live index sets states of its
/// own (not yet due) and adds up the same way.
void add_up(const CriteriaSet& set, law::Facts facts, ScoreTree& tree);

/// Class of a result, if the set has classes.
std::optional<std::size_t> band_of(const Classification& classification, const law::Exact& result);

}  // namespace sen::index
