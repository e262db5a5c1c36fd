#pragma once
// Kind "conditions": all_or_nothing and checklist add the points of what holds; first_match takes
// the first case that holds, or another rule when none does.

#include "law/rules/parse.hpp"
#include "law/rules/rule.hpp"

namespace sen::law {

ConditionsRule parse_conditions(RuleReader& reader, std::string_view type, Points maximum,
                                std::vector<Problem>& problems, const std::string& path);

/// A checklist with one fact missing is missing as a whole (its sum is not known). first_match stops
/// at the first case that holds, and is missing when a case before it is not known.
Outcome evaluate(const ConditionsRule& rule, Points maximum, Facts facts, Trace* trace);
Reach reach(const ConditionsRule& rule, Points maximum);
void collect_slots(const ConditionsRule& rule, std::vector<Slot>& slots);

/// Empty when a fact it reads is missing (also when another clause would decide it).
std::optional<bool> holds(const Condition& condition, Facts facts, std::vector<Slot>* missing = nullptr);
/// Empty when the fact is missing or of another kind than the value.
std::optional<bool> holds(const Clause& clause, Facts facts);

}  // namespace sen::law
