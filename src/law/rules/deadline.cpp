#include "law/rules/deadline.hpp"

#include <algorithm>

namespace sen::law {

DeadlineRule parse_deadline(RuleReader& reader) {
  reader.only({"type", "date_measure", "due", "on_time_points", "late", "later_points", "missing_points"});
  DeadlineRule rule;
  rule.date = reader.measure("date_measure");
  if (reader.slots().type(rule.date) != "date") {
    reader.problem("date_measure", "law.rule.value_type",
                   {{"measure", reader.json().string_or("date_measure")}, {"type", "date"}});
  }
  rule.year = reader.slots().year();
  RuleReader due = reader.child("due");
  due.only({"month", "day", "year_offset"});
  rule.month = static_cast<int>(due.whole("month", 1, 12));
  rule.day = static_cast<int>(due.whole("day", 1, 31));
  rule.year_offset = due.json().has("year_offset") ? static_cast<int>(due.whole("year_offset", -5, 5)) : 0;
  // 29 February is refused: the day must exist in every year.
  if (!make_date(2023, rule.month, rule.day)) due.problem("day", "law.rule.no_such_day");
  rule.on_time = reader.points("on_time_points");
  const std::size_t count = reader.json()["late"].items().size();
  std::int64_t before = 0;
  for (std::size_t i = 0; i < std::min(count, kListMax); ++i) {
    RuleReader late = reader.item("late", i);
    late.only({"max_days_late", "points"});
    rule.late.push_back({late.whole("max_days_late", 1, 3650), late.points("points")});
    if (rule.late.back().days_max <= before) late.problem("max_days_late", "law.rule.not_rising");
    before = rule.late.back().days_max;
  }
  rule.later = reader.points("later_points");
  rule.missing = reader.points("missing_points");
  return rule;
}

Date due_on(const DeadlineRule& rule, int year) {
  const auto date = make_date(year + rule.year_offset, rule.month, rule.day);
  SEN_ASSERT(date.has_value());
  return *date;
}

Points points_when(const DeadlineRule& rule, Date due, Date done) {
  const int days_late = done - due;
  if (days_late <= 0) return rule.on_time;
  for (const auto& late : rule.late) {
    if (days_late <= late.days_max) return late.points;
  }
  return rule.later;
}

Outcome evaluate(const DeadlineRule& rule, Points, Facts facts, Trace* trace) {
  const Fact& done = facts[rule.date];
  const Fact& year = facts[rule.year];
  const auto points_term = [](Points points) { return Term{Amount{Exact::of(points), Amount::Unit::Points}}; };
  if (done.kind != FactKind::Day) {
    if (trace != nullptr) {
      trace->push_back({"law.step.not_done", {{"measure", SlotLabel{rule.date}}}, {}, points_term(rule.missing), {rule.date}});
    }
    return Outcome::scored(Exact::of(rule.missing));
  }
  if (!year.is_number()) return Outcome::lacking({rule.year});
  const Date due = due_on(rule, static_cast<int>(year.value));
  const Date on{static_cast<std::int32_t>(done.value)};
  const Points points = points_when(rule, due, on);
  if (trace != nullptr) {
    trace->push_back({"law.step.fact", {{"measure", SlotLabel{rule.date}}}, {}, Term{done}, {rule.date}});
    trace->push_back({"law.step.due_on", {}, {}, Term{Fact::day(due)}, {}});
    const int days_late = std::max(0, on - due);
    trace->push_back({"law.step.days_late", {}, {Term{done}, "−", Fact::day(due)},
                      Term{Amount{Exact::whole(days_late), Amount::Unit::Plain}}, {}});
    trace->push_back({days_late == 0 ? "law.step.on_time" : "law.step.late", {}, {}, points_term(points), {}});
  }
  return Outcome::scored(Exact::of(points));
}

Reach reach(const DeadlineRule& rule, Points) {
  Reach found{Exact::of(rule.on_time), Exact::of(rule.on_time)};
  const auto include = [&](Points points) {
    found.worst = std::min(found.worst, Exact::of(points));
    found.best = std::max(found.best, Exact::of(points));
  };
  for (const auto& late : rule.late) include(late.points);
  include(rule.later);
  include(rule.missing);
  return found;
}

void collect_slots(const DeadlineRule& rule, std::vector<Slot>& slots) {
  slots.push_back(rule.date);
  slots.push_back(rule.year);
}

}  // namespace sen::law
