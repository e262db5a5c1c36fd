#pragma once
// Kind "deadline": points by how many days late a thing was done, against a day of the assessed year.
// Calendar days; the due day itself is on time.

#include "law/rules/parse.hpp"
#include "law/rules/rule.hpp"

namespace sen::law {

DeadlineRule parse_deadline(RuleReader& reader);
/// A thing not done scores `missing_points`; a date without the year it is measured by is missing.
Outcome evaluate(const DeadlineRule& rule, Points maximum, Facts facts, Trace* trace);
Reach reach(const DeadlineRule& rule, Points maximum);
void collect_slots(const DeadlineRule& rule, std::vector<Slot>& slots);

/// The day on which the thing is due, in the assessed year `year` (1900 … 2999).
Date due_on(const DeadlineRule& rule, int year);
Points points_when(const DeadlineRule& rule, Date due, Date done);

}  // namespace sen::law
