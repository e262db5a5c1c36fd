#include "law/rules/manual.hpp"

namespace sen::law {

ManualRule parse_manual(RuleReader& reader) {
  reader.only({"type", "min", "max", "step"});
  ManualRule rule;
  rule.slot = reader.slots().manual();
  rule.min = reader.points("min");
  rule.max = reader.points("max");
  rule.step = reader.points_or("step", Points{1});
  if (rule.step <= Points{}) {
    reader.problem("step", "law.rule.not_positive", {{"member", "step"}});
    rule.step = Points{1};
  }
  if (rule.min > rule.max) reader.problem("min", "law.rule.min_above_max");
  return rule;
}

Outcome evaluate(const ManualRule& rule, Points, Facts facts, Trace* trace) {
  const Fact& fact = facts[rule.slot];
  if (!fact.is_number()) return Outcome::lacking({rule.slot});
  if (trace != nullptr) {
    trace->push_back({"law.step.given", {}, {}, Term{Amount{fact.exact(), Amount::Unit::Points}}, {rule.slot}});
  }
  return Outcome::scored(fact.exact());
}

Reach reach(const ManualRule& rule, Points) { return {Exact::of(rule.min), Exact::of(rule.max)}; }

void collect_slots(const ManualRule& rule, std::vector<Slot>& slots) { slots.push_back(rule.slot); }

bool may_give(const ManualRule& rule, const Exact& points) {
  const Exact low = Exact::of(rule.min);
  if (points < low || points > Exact::of(rule.max)) return false;
  return ((points - low) / Exact::of(rule.step)).denominator() == 1;
}

TrackingRule parse_tracking(RuleReader& reader) {
  reader.only({"type", "value"});
  TrackingRule rule;
  if (reader.json().has("value")) {
    RuleReader value = reader.child("value");
    value.only({"measure"});
    rule.slot = value.measure("measure");
  }
  return rule;
}

Outcome evaluate(const TrackingRule& rule, Points, Facts facts, Trace* trace) {
  if (trace != nullptr) {
    const bool known = rule.slot && !facts[*rule.slot].is_missing();
    if (known) trace->push_back({"law.step.fact", {{"measure", SlotLabel{*rule.slot}}}, {}, facts[*rule.slot], {*rule.slot}});
    trace->push_back({"law.step.tracking_only", {}, {}, Term{Amount{Exact(), Amount::Unit::Points}}, {}});
  }
  return Outcome::scored({});
}

Reach reach(const TrackingRule&, Points) { return {}; }

void collect_slots(const TrackingRule& rule, std::vector<Slot>& slots) {
  if (rule.slot) slots.push_back(*rule.slot);
}

}  // namespace sen::law
