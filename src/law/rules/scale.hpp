#pragma once
// Kind "scale": points as a function, in pieces, of a percentage or of a value. Nine names of the
// data are this one kind (see rule.hpp). Law: the shapes seen in QĐ 766/QĐ-TTg (proportional, to a
// target), 244/PNV Xuân Lộc 2022 (floor), bands and survey shares of provincial sets.

#include "base/json.hpp"
#include "law/rules/parse.hpp"
#include "law/rules/rule.hpp"

namespace sen::law {

ScaleRule parse_scale(RuleReader& reader, std::string_view type, Points maximum);

/// An empty denominator is the rule's `zero_denominator`; without one it is missing: the set must say.
Outcome evaluate(const ScaleRule& rule, Points maximum, Facts facts, Trace* trace);
Reach reach(const ScaleRule& rule, Points maximum);
void collect_slots(const ScaleRule& rule, std::vector<Slot>& slots);

/// Points at a place of the scale, exact, without looking at facts: for drawing and for what-if.
Exact points_at(const ScaleRule& rule, Points maximum, const Exact& x);

/// Sum of an operand, or the slots that lack a fact.
struct OperandValue {
  Exact value{};
  std::vector<Slot> missing{};
};
OperandValue value_of(const Operand& operand, Facts facts);

}  // namespace sen::law
