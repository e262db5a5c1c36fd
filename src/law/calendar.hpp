#pragma once
// The working calendar: which civil day is a working day, and which act says so. Reads the schema
// sen.holidays/1 (packs/calendar/). Tết, compensatory days and make-up days are decided each year by
// notice, so a calendar is data; nothing here knows a date.
//
// Law: Labour Code 2019 art. 111 (weekly rest, compensatory days), art. 112 (public holidays); the
// yearly notices on make-up days named in each entry. A commune whose desk is open on Saturday
// morning does not thereby make Saturday a working day.

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace sen::law {

enum class DayKind {
  Working,          ///< a weekday that nothing takes away
  MakeUp,           ///< a rest day that is worked, in exchange for `swapped_with`
  WeeklyRest,
  PublicHoliday,
  CompensatoryOff,  ///< given because a holiday fell on a rest day
  SwappedOff        ///< a weekday off, worked on `swapped_with` instead
};

struct CalendarEntry {
  Date date;
  DayKind kind = DayKind::PublicHoliday;
  bool provisional = false;  ///< expected, not yet announced: applies, and must be shown as such
  bool pending = false;      ///< awaits enactment: ignored unless switched on
  std::string name_vi;
  std::string name_en;
  std::string source;
  std::optional<Date> swapped_with;
};

/// What the calendar knows of one day. `entry` lives as long as the calendar; null for plain days.
struct Day {
  DayKind kind = DayKind::Working;
  const CalendarEntry* entry = nullptr;
  bool covered = true;  ///< false: the calendar lists nothing of that year, so holidays are unknown
  [[nodiscard]] bool works() const { return kind == DayKind::Working || kind == DayKind::MakeUp; }
};

/// A span of working time within a day, in minutes after midnight; end exclusive.
struct WorkingSpan {
  int start;
  int end;
};

enum class Pending { Ignore, Apply };

class Calendar {
 public:
  [[nodiscard]] Day day(Date date) const;
  [[nodiscard]] bool works(Date date) const { return day(date).works(); }
  /// First working day after `date`; empty when there is none within two years.
  [[nodiscard]] std::optional<Date> next_working_day(Date date) const;
  /// Last working day before `date`.
  [[nodiscard]] std::optional<Date> previous_working_day(Date date) const;
  /// Morning and afternoon, in order; 08:00–12:00 and 13:00–17:00 unless the calendar says otherwise.
  [[nodiscard]] const std::vector<WorkingSpan>& working_spans() const { return spans_; }
  [[nodiscard]] int closing_minute() const { return spans_.back().end; }
  [[nodiscard]] const std::vector<CalendarEntry>& entries() const { return entries_; }

 private:
  friend class CalendarReader;
  std::vector<CalendarEntry> entries_;  ///< those that apply, by date
  bool rests_[8] = {false, false, false, false, false, false, true, true};  ///< by weekday 1 … 7
  int first_year_ = 0;
  int last_year_ = 9999;
  std::vector<WorkingSpan> spans_{{8 * 60, 12 * 60}, {13 * 60, 17 * 60}};
};

/// So many working days from the due day; a due day of rest counts as the working day before.
Date step_day(const Calendar& calendar, Date due, int working_days);
/// Working days from `today` to `due`: 0 on the day, negative when it has passed.
int working_days_until(const Calendar& calendar, Date today, Date due);
/// Minutes inside working hours from one moment to a later one; 0 when it is not later.
std::int64_t working_minutes(const Calendar& calendar, Instant from, Instant to);

/// Reads sen.holidays/1: `weekly_rest` (default Sat, Sun), `entries` of {date, weekday?, type, status,
/// name_vi?, name?, source?, swapped_with?}, and two optional members: `working_hours`
/// ([["08:00", "12:00"], ["13:00", "17:00"]]) and `covers` ([first year, last year]; by default the
/// years of the entries when there are any, else every year).
///
/// Errors: "calendar.schema" for another schema, else "calendar.invalid" with one field error a fault,
/// named by its date: calendar.date, .weekday (the date is another day of the week), .type, .status,
/// .twice (works and rests on one day), .swap (a swap whose other half is absent), .make_up (a make-up
/// day that is a working day anyway), .day_off (a swapped day off that is a rest day anyway), .rest
/// (weekly_rest), .hours (working_hours), .covers.
Result<Calendar> read_calendar(const Json& json, Pending pending = Pending::Ignore);

}  // namespace sen::law
