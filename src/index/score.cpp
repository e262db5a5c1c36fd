#include "index/score.hpp"

#include <algorithm>

namespace sen::index {
namespace {

using law::Exact;

// More than any act could mean; keeps a slip of the pen in a count inside 64 bits.
Exact bounded_bonus(const Exact& points) { return std::min(points, Exact::whole(1'000'000)); }

Exact bonus_of(const std::vector<BonusItem>& items, law::Facts facts, std::vector<BonusScore>& scores) {
  Exact sum;
  for (const auto& item : items) {
    const auto& fact = facts[item.slot];
    BonusScore score;
    if (fact.is_number()) {
      const Exact points = bounded_bonus(fact.exact() * Exact::of(item.points_each));
      sum = sum + points;
      score = {law::round_half_up(points, 4), true};
    }
    scores.push_back(score);
  }
  return sum;
}

Points capped(const Exact& sum, const std::optional<Points>& cap, int decimals) {
  const Exact within = cap ? std::min(sum, Exact::of(*cap)) : sum;
  return law::round_half_up(within, decimals);
}

Points bounded(const Exact& total, const BonusPenalty& limits, int decimals) {
  Exact result = total;
  if (limits.total_cap) result = std::min(result, Exact::of(*limits.total_cap));
  if (limits.total_floor) result = std::max(result, Exact::of(*limits.total_floor));
  return law::round_half_up(result, decimals);
}

LeafScore score_leaf(const Leaf& leaf, law::Facts facts, int decimals, Explain explain) {
  LeafScore score;
  auto outcome = law::evaluate(leaf.rule, leaf.maximum, facts, explain == Explain::Yes ? &score.steps : nullptr);
  if (outcome.state == law::State::Missing) {
    score.state = LeafState::Missing;
    score.missing = std::move(outcome.missing);
    score.steps.clear();  // half a calculation explains nothing
  } else if (outcome.state == law::State::NotApplicable) {
    score.state = LeafState::NotApplicable;
  } else {
    score.exact = outcome.points;
    score.points = law::round_half_up(outcome.points, decimals);
  }
  return score;
}

}  // namespace

const char* name_of(LeafState state) {
  switch (state) {
    case LeafState::Scored: return "scored";
    case LeafState::Missing: return "missing";
    case LeafState::NotApplicable: return "not_applicable";
    case LeafState::NotDue: return "not_due";
  }
  return "";
}

std::optional<std::size_t> band_of(const Classification& classification, const Exact& result) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < classification.bands.size(); ++i) {
    const auto& band = classification.bands[i];
    if (result < band.min) continue;
    if (!found || band.min > classification.bands[*found].min) found = i;
  }
  return found;
}

void add_up(const CriteriaSet& set, law::Facts facts, ScoreTree& tree) {
  tree.fields.assign(set.fields.size(), Points{});
  tree.earned = Points{};
  tree.applicable = set.total;
  bool complete = true;
  for (std::size_t i = 0; i < set.leaves.size(); ++i) {
    const auto& leaf = tree.leaves[i];
    if (leaf.state == LeafState::Scored) tree.fields[set.leaves[i].field] += leaf.points;
    if (leaf.state == LeafState::NotApplicable) tree.applicable = tree.applicable - set.leaves[i].maximum;
    complete = complete && leaf.state != LeafState::Missing && leaf.state != LeafState::NotDue;
  }
  for (auto& points : tree.fields) {
    points = law::round_half_up(Exact::of(points), set.rounding.group_decimals);
    tree.earned += points;
  }
  const auto& extra = set.bonus_penalty;
  tree.bonus_items.clear();
  tree.penalty_items.clear();
  tree.bonus = capped(bonus_of(extra.bonus, facts, tree.bonus_items), extra.bonus_cap, set.rounding.criterion_decimals);
  tree.penalty = capped(bonus_of(extra.penalty, facts, tree.penalty_items), extra.penalty_cap, set.rounding.criterion_decimals);
  tree.index.reset();
  tree.total.reset();
  tree.band.reset();
  if (!complete || tree.applicable <= Points{}) return;
  const int decimals = set.rounding.total_decimals;
  tree.index = law::round_half_up(Exact::of(tree.earned) / Exact::of(tree.applicable) * Exact::whole(100), decimals);
  const bool renormalised = set.not_applicable == NotApplicablePolicy::Renormalise;
  const Exact base = Exact::of(renormalised ? *tree.index : tree.earned);
  tree.total = bounded(base + Exact::of(tree.bonus) - Exact::of(tree.penalty), extra, decimals);
  // A class "of the points that apply" goes by the final result when that is such a percentage.
  const bool by_total = set.classification.on_points || renormalised;
  tree.band = band_of(set.classification, Exact::of(by_total ? *tree.total : *tree.index));
}

ScoreTree score(const CriteriaSet& set, law::Facts facts, Explain explain) {
  SEN_ASSERT(facts.size() == set.slots.size());
  ScoreTree tree;
  tree.leaves.reserve(set.leaves.size());
  for (const auto& leaf : set.leaves) {
    tree.leaves.push_back(score_leaf(leaf, facts, set.rounding.criterion_decimals, explain));
  }
  add_up(set, facts, tree);
  return tree;
}

}  // namespace sen::index
