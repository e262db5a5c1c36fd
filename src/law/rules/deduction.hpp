#pragma once
// Kind "deduction": starting points less points for each violation, not under a floor (which may be
// below zero: a legal-access sheet of 2022 takes a further 0.25 for work not arranged at all).

#include "law/rules/parse.hpp"
#include "law/rules/rule.hpp"

namespace sen::law {

DeductionRule parse_deduction(RuleReader& reader);
Outcome evaluate(const DeductionRule& rule, Points maximum, Facts facts, Trace* trace);
Reach reach(const DeductionRule& rule, Points maximum);
void collect_slots(const DeductionRule& rule, std::vector<Slot>& slots);

}  // namespace sen::law
