#include "law/calendar.hpp"

#include <gtest/gtest.h>

#include "base/embedded.hpp"

namespace sen::law {
namespace {

Calendar shipped(Pending pending = Pending::Ignore) {
  return read_calendar(parse_json(*embedded_file("packs/calendar/vn.json")).value(), pending).value();
}
Date on(const char* text) { return parse_date(text).value(); }

std::string calendar_text(const std::string& entries, const std::string& more = {}) {
  return R"({"schema": "sen.holidays/1", "entries": [)" + entries + "]" + more + "}";
}
/// The codes of the faults, in order.
std::vector<std::string> faults_of(const std::string& text) {
  const auto calendar = read_calendar(parse_json(text).value());
  if (calendar) return {};
  std::vector<std::string> codes;
  for (const auto& fault : calendar.error().fields) codes.push_back(fault.code);
  if (codes.empty()) codes.push_back(calendar.error().rule);
  return codes;
}
using Codes = std::vector<std::string>;

// The shipped calendar knows Tết, make-up Saturdays and the days given for them.
TEST(Calendar, ShippedDays) {
  const auto calendar = shipped();
  EXPECT_EQ(calendar.day(on("2026-02-17")).kind, DayKind::PublicHoliday);
  EXPECT_EQ(calendar.day(on("2026-01-10")).kind, DayKind::MakeUp);
  EXPECT_TRUE(calendar.works(on("2026-01-10")));
  EXPECT_EQ(calendar.day(on("2026-01-02")).kind, DayKind::SwappedOff);
  EXPECT_EQ(calendar.day(on("2026-04-27")).kind, DayKind::CompensatoryOff);
  EXPECT_EQ(calendar.day(on("2026-11-28")).kind, DayKind::WeeklyRest);
  EXPECT_TRUE(calendar.works(on("2026-11-25")));
  EXPECT_TRUE(calendar.works(on("2024-02-29")));
  EXPECT_EQ(calendar.closing_minute(), 17 * 60);
}

// A holiday that awaits enactment is ignored unless switched on; a provisional one applies.
TEST(Calendar, PendingAndProvisional) {
  EXPECT_TRUE(shipped().works(on("2026-11-24")));
  EXPECT_FALSE(shipped(Pending::Apply).works(on("2026-11-24")));
  EXPECT_TRUE(shipped().day(on("2027-02-05")).entry->provisional);
}

TEST(Calendar, YearsItDoesNotList) {
  EXPECT_TRUE(shipped().day(on("2027-12-31")).covered);
  EXPECT_FALSE(shipped().day(on("2028-01-01")).covered);
  EXPECT_FALSE(shipped().day(on("2022-12-30")).covered);
  const auto bounded = read_calendar(parse_json(calendar_text("", R"(, "covers": [2030, 2031])")).value());
  EXPECT_FALSE(bounded->day(on("2029-12-31")).covered);
  EXPECT_TRUE(bounded->day(on("2030-01-01")).covered);
}

// The last working day before Tết and the first one after it.
TEST(Calendar, NeighboursOfTet) {
  const auto calendar = shipped();
  EXPECT_EQ(calendar.next_working_day(on("2026-02-13")), on("2026-02-23"));
  EXPECT_EQ(calendar.previous_working_day(on("2026-02-23")), on("2026-02-13"));
}

// A calendar that contradicts itself is refused, naming each day.
TEST(Calendar, WorkingMinutes) {
  const Calendar calendar = shipped();
  const auto between = [&](const char* from, const char* to) { return working_minutes(calendar, *parse_instant(from), *parse_instant(to)); };
  EXPECT_EQ(between("2024-10-15T08:48", "2024-10-15T10:30"), 102);
  EXPECT_EQ(between("2024-10-15T11:30", "2024-10-15T13:30"), 60);         // over the lunch break
  EXPECT_EQ(between("2024-10-18T16:00", "2024-10-21T09:00"), 120);        // over a weekend
  EXPECT_EQ(between("2024-10-15T10:00", "2024-10-15T09:00"), 0);
}

TEST(Calendar, ContradictionsAreRefused) {
  EXPECT_EQ(faults_of(R"({"schema": "sen.holidays/2"})"), Codes{"calendar.schema"});
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-02-30", "type": "public_holiday"})")), Codes{"calendar.date"});
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-02-17", "weekday": "Mon", "type": "public_holiday"})")),
            Codes{"calendar.weekday"});
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-02-17", "type": "party"})")), Codes{"calendar.type"});
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-02-17", "type": "public_holiday", "status": "rumour"})")),
            Codes{"calendar.status"});
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-01-10", "type": "swapped_working_day"},
                                       {"date": "2026-01-10", "type": "public_holiday"})")),
            Codes{"calendar.twice"});
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-01-12", "type": "swapped_working_day"})")),
            Codes{"calendar.make_up"});
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-01-10", "type": "swapped_day_off"})")),
            Codes{"calendar.day_off"});
  EXPECT_EQ(faults_of(calendar_text(
                R"({"date": "2026-01-10", "type": "swapped_working_day", "swapped_with": "2026-01-02"})")),
            Codes{"calendar.swap"});
  EXPECT_EQ(faults_of(calendar_text(
                R"({"date": "2026-01-10", "type": "swapped_working_day", "swapped_with": "2026-01-02"},
                   {"date": "2026-01-02", "type": "swapped_day_off", "swapped_with": "2026-01-17"})")),
            (Codes{"calendar.swap", "calendar.swap"}));
}

TEST(Calendar, SettingsAreChecked) {
  EXPECT_EQ(faults_of(calendar_text("", R"(, "weekly_rest": ["Sunday"])")), Codes{"calendar.rest"});
  EXPECT_EQ(faults_of(calendar_text("", R"(, "weekly_rest": ["Mon","Tue","Wed","Thu","Fri","Sat","Sun"])")),
            Codes{"calendar.rest"});
  EXPECT_EQ(faults_of(calendar_text("", R"(, "working_hours": [["08:00","12:00"],["11:00","17:00"]])")),
            Codes{"calendar.hours"});
  EXPECT_EQ(faults_of(calendar_text("", R"(, "working_hours": [["08:00","25:00"]])")), Codes{"calendar.hours"});
  EXPECT_EQ(faults_of(calendar_text("", R"(, "covers": [2027, 2026])")), Codes{"calendar.covers"});
  const auto calendar = read_calendar(parse_json(calendar_text(
      "", R"(, "weekly_rest": ["Sun"], "working_hours": [["07:00","11:30"],["13:30","17:30"]])")).value());
  EXPECT_TRUE(calendar->works(on("2026-11-28")));
  EXPECT_EQ(calendar->closing_minute(), 17 * 60 + 30);
}

// Two holidays on one day are no contradiction, and a plain list of days needs no weekday or status.
TEST(Calendar, TwoHolidaysMayMeet) {
  EXPECT_EQ(faults_of(calendar_text(R"({"date": "2026-04-30", "type": "public_holiday"},
                                       {"date": "2026-04-30", "type": "compensatory_day_off"})")), Codes{});
  EXPECT_EQ(read_calendar(parse_json(calendar_text(R"({"date": "x", "type": "y"})")).value()).error().rule,
            "calendar.invalid");
}

}  // namespace
}  // namespace sen::law
