#include "index/flat_score.hpp"


namespace sen::index {
namespace {

// Half up for a share of two sums of points, without fractions.
Points percentage(Points earned, Points applicable, int decimals) {
  if (earned < Points{}) return law::round_half_up(law::Exact::of(earned) / law::Exact::of(applicable) * law::Exact::whole(100), decimals);
  constexpr std::int64_t kUnits[] = {1, 10, 100, 1'000, 10'000};
  const std::int64_t unit = kUnits[decimals];
  const std::int64_t top = earned.ten_thousandths * 100 * unit;
  const std::int64_t bottom = applicable.ten_thousandths;
  return Points{(2 * top + bottom) / (2 * bottom) * (Points::kScale / unit)};
}

}  // namespace

FlatSet::FlatSet(const CriteriaSet& set) : set_(set), rules_(set.rounding.criterion_decimals) {
  constexpr int kSomeYear = 2000;  // a set without a year takes it from the facts, the exact way
  for (const auto& leaf : set.leaves) {
    rules_.add(leaf.rule, leaf.maximum, set.year.value_or(kSomeYear));
    fields_.push_back(static_cast<std::uint32_t>(leaf.field));
    maxima_.push_back(leaf.maximum);
  }
  rounds_groups_ = set.rounding.group_decimals < set.rounding.criterion_decimals;
}

FlatTotals FlatSet::score(law::Facts facts, std::span<law::FlatResult> leaves) const {
  rules_.evaluate(facts, leaves);
  FlatTotals totals;
  totals.applicable = set_.total;
  bool complete = true;
  Points field;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].state == law::State::Scored) field += leaves[i].points;
    if (leaves[i].state == law::State::NotApplicable) totals.applicable = totals.applicable - maxima_[i];
    complete = complete && leaves[i].state != law::State::Missing;
    const bool ends = i + 1 == leaves.size() || fields_[i + 1] != fields_[i];
    if (!ends) continue;
    totals.earned += rounds_groups_ ? law::round_half_up(law::Exact::of(field), set_.rounding.group_decimals) : field;
    field = Points{};
  }
  if (complete && totals.applicable > Points{}) {
    totals.index = percentage(totals.earned, totals.applicable, set_.rounding.total_decimals);
  }
  return totals;
}

}  // namespace sen::index
