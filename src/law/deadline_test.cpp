#include "law/deadline.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/embedded.hpp"

namespace sen::law {
namespace {

const Calendar& calendar() {
  static const Calendar shipped =
      read_calendar(parse_json(*embedded_file("packs/calendar/vn.json")).value()).value();
  return shipped;
}
Instant moment(const char* text) { return parse_instant(text).value(); }

struct Case {
  const char* received;
  std::int64_t limit = 1;
  LimitUnit unit = LimitUnit::WorkingDay;
  std::vector<const char*> pauses{};
  const char* complete = nullptr;
  std::optional<int> cutoff = kCutoffDefault;
};
Result<Deadline> run(const Case& given) {
  DeadlineInput input{.received = moment(given.received), .limit = given.limit, .unit = given.unit,
                      .cutoff_minute = given.cutoff};
  for (const char* pause : given.pauses) input.pauses.push_back(parse_pause(pause).value());
  if (given.complete != nullptr) input.complete = moment(given.complete);
  return due(input, calendar());
}
std::string due_on(const Case& given) { return to_string(run(given)->due_on); }
std::string due_at(const Case& given) { return to_string(run(given)->due_at).substr(0, 16); }
std::string day_zero(const Case& given) { return to_string(run(given)->received_counts_on); }
std::string apology_by(const Case& given) { return to_string(run(given)->apology_by); }

// One minute before the cut-off, on it, and after it: 15:00 sharp is in time.
TEST(Due, CutoffOnBothSides) {
  EXPECT_EQ(due_on({"2026-03-11T14:59"}), "2026-03-12");
  EXPECT_EQ(due_on({"2026-03-11T15:00:00"}), "2026-03-12");
  EXPECT_EQ(due_on({"2026-03-11T15:00:01"}), "2026-03-13");
  EXPECT_EQ(day_zero({"2026-03-11T15:00:01"}), "2026-03-12");
}

// Units that read the law strictly close with the office.
TEST(Due, CutoffAtClosing) {
  EXPECT_EQ(due_on({.received = "2026-03-11T17:00", .cutoff = std::nullopt}), "2026-03-12");
  EXPECT_EQ(due_on({.received = "2026-03-11T17:01", .cutoff = std::nullopt}), "2026-03-13");
}

// What comes before the office opens counts on that day; on a day of rest, on the next working day.
TEST(Due, OutsideWorkingTime) {
  EXPECT_EQ(day_zero({"2026-03-11T05:00"}), "2026-03-11");
  EXPECT_EQ(day_zero({"2026-03-14T09:00"}), "2026-03-16");
  EXPECT_EQ(day_zero({"2026-02-17T09:00"}), "2026-02-23");
  EXPECT_EQ(day_zero({"2026-02-13T15:30"}), "2026-02-23");
}

// Last working day before Tết: the limit sleeps through nine days.
TEST(Due, OverTet) {
  EXPECT_EQ(due_on({"2026-02-13T10:00"}), "2026-02-23");
  EXPECT_EQ(apology_by({"2026-02-13T10:00"}), "2026-02-13");
  EXPECT_EQ(due_on({"2026-02-12T10:00", 2}), "2026-02-23");
  EXPECT_EQ(due_on({"2026-02-12T10:00", 1}), "2026-02-13");
}

// A make-up Saturday is a working day; the weekday given for it is not.
TEST(Due, MakeUpSaturday) {
  EXPECT_EQ(due_on({"2026-01-09T10:00", 1}), "2026-01-10");
  EXPECT_EQ(due_on({"2026-01-09T10:00", 2}), "2026-01-12");
  EXPECT_EQ(due_on({"2025-12-31T10:00", 1}), "2026-01-05");
  EXPECT_EQ(due_on({"2026-08-21T10:00", 1}), "2026-08-22");
}

// Calendar days run over rest days; a last day of rest moves to the next working day.
TEST(Due, CalendarDays) {
  EXPECT_EQ(due_on({"2026-03-04T10:00", 5, LimitUnit::CalendarDay}), "2026-03-09");
  EXPECT_EQ(due_on({"2026-03-04T10:00", 3, LimitUnit::CalendarDay}), "2026-03-09");
  EXPECT_EQ(due_on({"2026-03-04T10:00", 2, LimitUnit::CalendarDay}), "2026-03-06");
  EXPECT_EQ(due_on({"2026-02-06T10:00", 10, LimitUnit::CalendarDay}), "2026-02-23");
  EXPECT_EQ(due_on({"2024-02-28T10:00", 1, LimitUnit::CalendarDay}), "2024-02-29");
}

// Working hours run only inside them; the exact minute is kept.
TEST(Due, WorkingHours) {
  EXPECT_EQ(due_at({"2026-03-11T10:00", 2, LimitUnit::WorkingHour}), "2026-03-11T12:00");
  EXPECT_EQ(due_at({"2026-03-11T10:00", 8, LimitUnit::WorkingHour}), "2026-03-12T10:00");
  EXPECT_EQ(due_at({"2026-03-11T12:30", 1, LimitUnit::WorkingHour}), "2026-03-11T14:00");
  EXPECT_EQ(due_at({"2026-03-11T16:20", 2, LimitUnit::WorkingHour}), "2026-03-12T09:20");
  EXPECT_EQ(due_at({"2026-03-11T10:00:59", 1, LimitUnit::WorkingHour}), "2026-03-11T11:00");
  EXPECT_EQ(day_zero({"2026-03-11T17:00", 1, LimitUnit::WorkingHour}), "2026-03-12");
  EXPECT_EQ(due_at({"2026-03-13T17:00", 4, LimitUnit::WorkingHour}), "2026-03-16T12:00");
}

TEST(Due, ClockHours) {
  EXPECT_EQ(due_at({"2026-03-14T20:00", 12, LimitUnit::ClockHour}), "2026-03-15T08:00");
  EXPECT_EQ(due_at({"2026-03-14T12:00", 12, LimitUnit::ClockHour}), "2026-03-15T00:00");
  EXPECT_EQ(due_on({"2026-03-14T12:00", 12, LimitUnit::ClockHour}), "2026-03-15");
}

TEST(Due, SameDay) {
  EXPECT_EQ(due_at({"2026-03-11T15:00", 0, LimitUnit::SameDay}), "2026-03-11T17:00");
  EXPECT_EQ(due_at({"2026-03-13T15:01", 1, LimitUnit::SameDay}), "2026-03-16T17:00");
  EXPECT_EQ(run({"2026-03-13T15:01", 2, LimitUnit::SameDay}).error().rule, "due.limit");
}

// A pause keeps the days used; the day of resumption is a new day 0.
TEST(Due, Pauses) {
  EXPECT_EQ(due_on({"2026-03-06T10:00", 5, LimitUnit::WorkingDay, {"2026-03-10/2026-03-16"}}), "2026-03-19");
  EXPECT_EQ(due_on({"2026-03-06T10:00", 5, LimitUnit::WorkingDay, {"2026-03-10/2026-03-10"}}), "2026-03-13");
  EXPECT_EQ(due_on({"2026-03-06T10:00", 2, LimitUnit::WorkingDay, {"2026-03-10/2026-03-16"}}), "2026-03-10");
  EXPECT_EQ(due_on({"2026-03-06T10:00", 5, LimitUnit::WorkingDay, {"2026-03-09/2026-03-11", "2026-03-12/2026-03-16"}}),
            "2026-03-19");
  EXPECT_EQ(due_on({"2026-03-04T10:00", 3, LimitUnit::CalendarDay, {"2026-03-07/2026-03-10"}}), "2026-03-11");
  EXPECT_EQ(due_at({"2026-03-11T10:00", 4, LimitUnit::WorkingHour, {"2026-03-11T11:00/2026-03-12T14:00"}}),
            "2026-03-12T17:00");
  EXPECT_EQ(due_at({"2026-03-11T10:00", 24, LimitUnit::ClockHour, {"2026-03-11/2026-03-13"}}), "2026-03-13T10:00");
}

TEST(Due, BadPauses) {
  for (const char* text : {"", "2026-03-10", "2026-03-10/", "2026-03-16/2026-03-10", "a/b", "2026-02-30/2026-03-10"}) {
    EXPECT_EQ(parse_pause(text).error().rule, "due.pause") << text;
  }
}

// A supplement restarts the limit from zero at the moment the dossier is complete.
TEST(Due, RestartOnCompletion) {
  const Case given{"2026-03-06T10:00", 5, LimitUnit::WorkingDay, {}, "2026-03-12T16:00"};
  EXPECT_EQ(day_zero(given), "2026-03-13");
  EXPECT_EQ(due_on(given), "2026-03-20");
  EXPECT_EQ(run(given)->steps.front().why.key, "due.why.incomplete");
  EXPECT_EQ(run({"2026-03-06T10:00", 5, LimitUnit::WorkingDay, {}, "2026-03-06T09:59"}).error().rule,
            "due.complete_early");
}

TEST(Due, LimitsOutOfRange) {
  EXPECT_EQ(run({"2026-03-11T10:00", 0}).error().rule, "due.limit");
  EXPECT_EQ(run({"2026-03-11T10:00", kLimitMax + 1}).error().rule, "due.limit");
  EXPECT_TRUE(run({"2026-03-11T10:00", kLimitMax}));
}

// A pause of a century never ends within what the program walks.
TEST(Due, WithoutEnd) {
  EXPECT_EQ(run({"2026-03-11T10:00", 5, LimitUnit::WorkingDay, {"2026-03-12/2300-01-01"}}).error().rule,
            "due.too_long");
}

// Days of a provisional holiday, or of a year that the calendar lacks, are marked.
TEST(Due, ProvisionalIsSaid) {
  EXPECT_FALSE(run({"2026-03-11T10:00", 5})->provisional);
  EXPECT_TRUE(run({"2027-02-03T10:00", 5})->provisional);
  EXPECT_TRUE(run({"2027-12-30T10:00", 5})->provisional);
}

TEST(Due, UnitNames) {
  for (const char* name : {"working_day", "calendar_day", "working_hour", "clock_hour", "same_day"}) {
    EXPECT_STREQ(name_of(*parse_limit_unit(name)), name);
  }
  EXPECT_FALSE(parse_limit_unit("week"));
}

// For any case in days: exactly `limit` days count, each day stands once and in order, every day of the
// calendar between reception and due day is explained, and the due day works.
RC_GTEST_PROP(DueProperty, EveryDayIsExplainedOnce, ()) {
  const int start = *rc::gen::inRange(0, 1700);
  const int minute = *rc::gen::inRange(0, 1440);
  const int limit = *rc::gen::inRange(1, 61);
  const bool working = *rc::gen::arbitrary<bool>();
  const int pause_start = *rc::gen::inRange(0, 40);
  const int pause_length = *rc::gen::inRange(0, 30);
  const Date first = parse_date("2023-01-02").value() + start;
  DeadlineInput input{.received = at(first, minute), .limit = limit,
                      .unit = working ? LimitUnit::WorkingDay : LimitUnit::CalendarDay};
  input.pauses.push_back(parse_pause(to_string(first + pause_start) + "/" +
                                     to_string(first + pause_start + pause_length)).value());
  const auto deadline = due(input, calendar()).value();
  int counting = 0;
  Date expected = first;
  for (const auto& step : deadline.steps) {
    RC_ASSERT(step.day == expected);
    RC_ASSERT(has_text(Language::Vi, step.why.key) && has_text(Language::En, step.why.key));
    expected = expected + 1;
    counting += step.counts ? 1 : 0;
  }
  RC_ASSERT(counting == limit);
  RC_ASSERT(expected == deadline.due_on + 1);
  RC_ASSERT(calendar().works(deadline.due_on));
  RC_ASSERT(deadline.apology_by < deadline.due_on);
}

}  // namespace
}  // namespace sen::law
