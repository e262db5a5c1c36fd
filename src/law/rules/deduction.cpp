#include "law/rules/deduction.hpp"

#include <algorithm>

namespace sen::law {

DeductionRule parse_deduction(RuleReader& reader) {
  reader.only({"type", "start", "floor", "per"});
  DeductionRule rule;
  rule.start = reader.points("start");
  rule.floor = reader.points("floor");
  if (rule.floor > rule.start) reader.problem("floor", "law.rule.floor_above_start");
  const std::size_t count = reader.list("per").size();
  for (std::size_t i = 0; i < count; ++i) {
    RuleReader item = reader.item("per", i);
    item.only({"measure", "points_each"});
    const Points each = item.points("points_each");
    if (each < Points{}) item.problem("points_each", "law.rule.not_positive", {{"member", "points_each"}});
    rule.per.push_back({item.measure("measure"), each});
  }
  return rule;
}

Outcome evaluate(const DeductionRule& rule, Points, Facts facts, Trace* trace) {
  std::vector<Slot> missing;
  Exact total;
  for (const auto& item : rule.per) {
    const Fact& fact = facts[item.slot];
    if (!fact.is_number()) {
      missing.push_back(item.slot);
      continue;
    }
    const Exact lost = fact.exact() * Exact::of(item.points_each);
    total = total + lost;
    if (trace != nullptr) {
      trace->push_back({"law.step.deducted",
                        {{"measure", SlotLabel{item.slot}}},
                        {fact, "×", Amount{Exact::of(item.points_each), Amount::Unit::Plain}},
                        Term{Amount{lost, Amount::Unit::Points}},
                        {item.slot}});
    }
  }
  if (!missing.empty()) return Outcome::lacking(std::move(missing));
  const Exact left = Exact::of(rule.start) - total;
  const Exact points = std::max(Exact::of(rule.floor), left);
  if (trace != nullptr) {
    trace->push_back({"law.step.left_over", {},
                      {Amount{Exact::of(rule.start), Amount::Unit::Plain}, "−", Amount{total, Amount::Unit::Plain}},
                      Term{Amount{left, Amount::Unit::Points}}, {}});
    if (left < points) {
      trace->push_back({"law.step.floor", {}, {}, Term{Amount{points, Amount::Unit::Points}}, {}});
    }
  }
  return Outcome::scored(points);
}

Reach reach(const DeductionRule& rule, Points) { return {Exact::of(rule.floor), Exact::of(rule.start)}; }

void collect_slots(const DeductionRule& rule, std::vector<Slot>& slots) {
  for (const auto& item : rule.per) slots.push_back(item.slot);
}

}  // namespace sen::law
