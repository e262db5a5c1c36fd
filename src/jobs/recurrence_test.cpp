// Times that come again, at the edges of months, quarters, leap years and Tết.

#include "jobs/recurrence.hpp"

#include <gtest/gtest.h>

#include "base/embedded.hpp"

namespace sen::jobs {
namespace {

const law::Calendar& calendar() {
  static const law::Calendar shipped =
      *law::read_calendar(*parse_json(*embedded_file("packs/calendar/vn.json")));
  return shipped;
}

std::string next(const Recurrence& recurrence, const char* after) {
  return to_string(next_after(recurrence, *parse_instant(after), calendar())).substr(0, 16);
}

TEST(Recurrence, ComesStrictlyAfter) {
  const Recurrence daily{.every = Every::Day, .minute = 7 * 60};
  EXPECT_EQ(next(daily, "2024-10-15T06:59+07:00"), "2024-10-15T07:00");
  EXPECT_EQ(next(daily, "2024-10-15T07:00+07:00"), "2024-10-16T07:00");
  EXPECT_EQ(next(daily, "2024-12-31T07:00+07:00"), "2025-01-01T07:00");
}

TEST(Recurrence, AWeekBeginsOnMonday) {
  const Recurrence friday{.every = Every::Week, .day = 5};
  EXPECT_EQ(next(friday, "2024-10-15T08:00+07:00"), "2024-10-18T17:00");
  EXPECT_EQ(next(friday, "2024-10-18T17:00+07:00"), "2024-10-25T17:00");
}

// The 31st of a shorter month is its last day; February too, leap year or not.
TEST(Recurrence, AMonthThatIsShorterEndsEarlier) {
  const Recurrence last{.every = Every::Month, .day = 31};
  EXPECT_EQ(next(last, "2024-02-01T00:00+07:00"), "2024-02-29T17:00");
  EXPECT_EQ(next(last, "2025-02-01T00:00+07:00"), "2025-02-28T17:00");
  EXPECT_EQ(next(last, "2025-02-28T17:00+07:00"), "2025-03-31T17:00");
}

// Quarterly reports are due on the 15th of its last month.
TEST(Recurrence, AQuarterCountsItsOwnMonths) {
  const Recurrence report{.every = Every::Quarter, .month = 3, .day = 15};
  EXPECT_EQ(next(report, "2024-01-01T00:00+07:00"), "2024-03-15T17:00");
  EXPECT_EQ(next(report, "2024-12-15T17:00+07:00"), "2025-03-15T17:00");
  const Recurrence yearly{.every = Every::Year, .month = 2, .day = 29};
  EXPECT_EQ(next(yearly, "2024-03-01T00:00+07:00"), "2025-02-28T17:00");
}

// 25/02/2024 is a Sunday; Tết 2024 was from 08/02 to 14/02.
TEST(Recurrence, ADayOffRollsToAWorkingDay) {
  Recurrence monthly{.every = Every::Month, .day = 25, .roll = Roll::NextWorkingDay};
  EXPECT_EQ(next(monthly, "2024-02-20T00:00+07:00"), "2024-02-26T17:00");
  monthly.roll = Roll::PreviousWorkingDay;
  EXPECT_EQ(next(monthly, "2024-02-20T00:00+07:00"), "2024-02-23T17:00");
  monthly.day = 10;
  monthly.roll = Roll::NextWorkingDay;
  EXPECT_EQ(next(monthly, "2024-02-01T00:00+07:00"), "2024-02-15T17:00");
  // Asked on the 14th, the rolled day of the 10th is still to come.
  EXPECT_EQ(next(monthly, "2024-02-14T00:00+07:00"), "2024-02-15T17:00");
}

TEST(Recurrence, WorkingDaysLaterSkipWeekends) {
  const Recurrence later{.every = Every::Month, .day = 31, .working_days_later = 3};
  EXPECT_EQ(next(later, "2024-05-01T00:00+07:00"), "2024-05-04T17:00");  // Saturday 04/5 was worked for 29/4
  EXPECT_EQ(next(later, "2024-10-31T18:00+07:00"), "2024-11-05T17:00");
}

TEST(Recurrence, NonsenseIsRefusedByMember) {
  const auto member = [](const Recurrence& recurrence) { return check_recurrence(recurrence).error().field; };
  EXPECT_EQ(member({.every = Every::Month, .month = 2}), "month");
  EXPECT_EQ(member({.every = Every::Quarter, .month = 4}), "month");
  EXPECT_EQ(member({.every = Every::Week, .day = 8}), "day");
  EXPECT_EQ(member({.every = Every::Month, .day = 32}), "day");
  EXPECT_EQ(member({.every = Every::Day, .minute = 1440}), "minute");
  EXPECT_EQ(member({.every = Every::Day, .working_days_later = 61}), "working_days_later");
  EXPECT_EQ(recurrence_of("{\"every\":\"fortnight\"}").error().rule, "jobs.recurrence");
  EXPECT_EQ(recurrence_of("{\"every\":\"day\",\"roll\":\"up\"}").error().field, "roll");
}

TEST(Recurrence, IsKeptAsText) {
  const Recurrence recurrence{.every = Every::Year, .month = 11, .day = 30, .minute = 60, .roll = Roll::NextWorkingDay,
                              .working_days_later = 2};
  EXPECT_EQ(**recurrence_of(to_text(recurrence)), recurrence);
  EXPECT_FALSE(recurrence_of("")->has_value());
}

}  // namespace
}  // namespace sen::jobs
