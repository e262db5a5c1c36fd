#pragma once
// Kind "increment": base points, and points per step beyond a base, capped. Law: the shape of NĐ
// 307/2025/NĐ-CP Điều 6 (10 points up to 16,000 people, 0.5 more per further 1,000, at most 25).

#include "law/rules/parse.hpp"
#include "law/rules/rule.hpp"

namespace sen::law {

IncrementRule parse_increment(RuleReader& reader);
/// At or on the worse side of the base the base points are given. A modifier whose fact is missing
/// does not apply (mountain communes are marked; the others are not).
Outcome evaluate(const IncrementRule& rule, Points maximum, Facts facts, Trace* trace);
Reach reach(const IncrementRule& rule, Points maximum);
void collect_slots(const IncrementRule& rule, std::vector<Slot>& slots);

/// Points for a value, with or without the modifier.
Exact points_at(const IncrementRule& rule, const Exact& x, bool modified);

}  // namespace sen::law
