#pragma once
// Kinds "manual" (points given by a person, in steps) and "tracking" (shown, worth nothing).

#include "law/rules/parse.hpp"
#include "law/rules/rule.hpp"

namespace sen::law {

ManualRule parse_manual(RuleReader& reader);
Outcome evaluate(const ManualRule& rule, Points maximum, Facts facts, Trace* trace);
Reach reach(const ManualRule& rule, Points maximum);
void collect_slots(const ManualRule& rule, std::vector<Slot>& slots);
/// Inside the range and on a step; the input of a person is checked before it becomes a fact.
bool may_give(const ManualRule& rule, const Exact& points);

TrackingRule parse_tracking(RuleReader& reader);
Outcome evaluate(const TrackingRule& rule, Points maximum, Facts facts, Trace* trace);
Reach reach(const TrackingRule& rule, Points maximum);
void collect_slots(const TrackingRule& rule, std::vector<Slot>& slots);

}  // namespace sen::law
