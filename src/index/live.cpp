#include "index/live.hpp"

#include <algorithm>

namespace sen::index {
namespace {

using law::Exact;

Points capped_sum(const std::vector<BonusItem>& items, const std::optional<Points>& cap, law::Facts facts,
                  int decimals) {
  constexpr std::int64_t kPointsBound = 1'000'000;  // a slip of the pen in a count stays inside 64 bits
  Exact sum;
  for (const auto& item : items) {
    const auto& fact = facts[item.slot];
    if (!fact.is_number()) continue;
    sum = sum + std::min(fact.exact() * Exact::of(item.points_each), Exact::whole(kPointsBound));
  }
  const Points points = law::round_half_up(sum, decimals);
  return cap ? std::min(*cap, points) : points;
}

// A share of the whole that is 0 … 1, times points.
Points part_of(Points points, Points top, Points bottom, int decimals) {
  if (bottom <= Points{} || points <= Points{}) return Points{};
  return law::round_half_up(Exact::of(points) * Exact::of(top) / Exact::of(bottom), decimals);
}

Points with_bonus(const CriteriaSet& set, Points points, Points bonus, Points penalty) {
  Points sum = points + bonus - penalty;
  if (set.bonus_penalty.total_cap) sum = std::min(sum, *set.bonus_penalty.total_cap);
  if (set.bonus_penalty.total_floor) sum = std::max(sum, *set.bonus_penalty.total_floor);
  return sum;
}

bool counts(const Outlook& outlook) {
  return outlook.state != LiveState::NotApplicable && outlook.state != LiveState::NotKnownBelowProvince;
}

Forecast forecast_of(const CriteriaSet& set, const LiveIndex& live) {
  const Buckets& whole = live.whole;
  const Points decided = whole.points + whole.losing() + whole.missing;
  // Nothing is due yet: no rate to go by, so what is not due counts in full.
  const Points expected = decided > Points{}
                              ? part_of(whole.not_due, whole.points, decided, set.rounding.total_decimals)
                              : whole.not_due;
  Forecast out;
  out.pace = with_bonus(set, whole.points + expected, live.bonus, live.penalty);
  out.all_done = std::min(out.pace + whole.recoverable + whole.missing,
                          with_bonus(set, whole.maximum - whole.gone, live.bonus, live.penalty));
  return out;
}

}  // namespace

void Buckets::add(const Outlook& outlook, Points leaf_maximum) {
  if (!counts(outlook)) return;
  maximum += leaf_maximum;
  points += outlook.points;
  recoverable += outlook.recoverable;
  gone += outlook.gone;
  not_due += outlook.not_due;
  missing += outlook.missing;
}

Terms terms_of(const CriteriaSet& set, const Leaf& leaf, const Period& period) {
  Terms terms{.maximum = leaf.maximum, .recovery = leaf.recovery, .known_at_province = leaf.known_at_province,
              .decimals = set.rounding.criterion_decimals};
  if (leaf.due) terms.due = make_date(period.start.year(), leaf.due->month, leaf.due->day);
  return terms;
}

LiveIndex live_index(const CriteriaSet& set, law::Facts facts, const Period& period, Date today) {
  LiveIndex live;
  live.fields.resize(set.fields.size());
  for (std::size_t i = 0; i < set.leaves.size(); ++i) {
    const Leaf& leaf = set.leaves[i];
    LiveLeaf one{.leaf = i, .outlook = outlook(leaf.rule, terms_of(set, leaf, period), facts, period, today)};
    const Points lost = one.outlook.recoverable + one.outlook.gone + one.outlook.missing;
    if (lost > Points{}) {
      one.losses = losses(leaf.rule, leaf.maximum, leaf.maximum - lost, facts, one.outlook.lacking);
    }
    live.whole.add(one.outlook, leaf.maximum);
    live.fields[leaf.field].add(one.outlook, leaf.maximum);
    live.leaves.push_back(std::move(one));
  }
  live.bonus = capped_sum(set.bonus_penalty.bonus, set.bonus_penalty.bonus_cap, facts, set.rounding.total_decimals);
  live.penalty =
      capped_sum(set.bonus_penalty.penalty, set.bonus_penalty.penalty_cap, facts, set.rounding.total_decimals);
  live.score = with_bonus(set, live.whole.points, live.bonus, live.penalty);
  live.forecast = forecast_of(set, live);
  return live;
}

Points live_score(const CriteriaSet& set, law::Facts facts, const Period& period, Date today) {
  Points points{};
  for (const auto& leaf : set.leaves) {
    points += outlook(leaf.rule, terms_of(set, leaf, period), facts, period, today).points;
  }
  const auto& extra = set.bonus_penalty;
  return with_bonus(set, points, capped_sum(extra.bonus, extra.bonus_cap, facts, set.rounding.total_decimals),
                    capped_sum(extra.penalty, extra.penalty_cap, facts, set.rounding.total_decimals));
}

Points leaf_points(const CriteriaSet& set, std::size_t leaf, law::Facts facts) {
  const Leaf& chosen = set.leaves[leaf];
  const auto outcome = law::evaluate(chosen.rule, chosen.maximum, facts, nullptr);
  if (outcome.state != law::State::Scored) return Points{};
  return law::round_half_up(outcome.points, set.rounding.criterion_decimals);
}

}  // namespace sen::index
