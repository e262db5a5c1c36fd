#pragma once
// From a reception and a limit to the day and minute by which a result is due, with a reason for each
// day on the way. Pure: the calendar and every time are arguments.
//
// The rules, and where they stand:
//  - A limit starts with a complete dossier; a supplement restarts it from zero (Decree 61/2018 art. 19.4;
//    Decree 118/2025 art. 17.3).
//  - The day of reception is day 0 and is not counted; a limit ends with its last day (Civil Code 2015
//    art. 147, 148.1); a last day that is a rest day or holiday moves to the next working day (148.5).
//  - What arrives after 15:00 counts as received on the next working day (Decree 61/2018 art. 18.2, kept by
//    Decree 118/2025 art. 18.2); 15:00:00 itself is in time. The hour is a setting.
//  - What arrives on a day that is not worked counts as received on the next working day.
//  - Time counts as paused only where a sector's law says so; days used before it are kept.
//  - The apology is due one working day before (Decree 61/2018 art. 19.9).
// Readings that the acts leave open are listed in src/law/README.md.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "base/texts.hpp"
#include "law/calendar.hpp"

namespace sen::law {

enum class LimitUnit {
  WorkingDay,
  CalendarDay,
  WorkingHour,  ///< runs inside working hours only
  ClockHour,    ///< runs day and night
  SameDay       ///< the day of reception itself
};
/// "working_day", "calendar_day", "working_hour", "clock_hour", "same_day".
std::optional<LimitUnit> parse_limit_unit(std::string_view name);
const char* name_of(LimitUnit unit);

/// A stretch in which the law stops the clock. For day units `last_day` still counts and `resumed_on`
/// is a new day 0, not counted. For hour units nothing counts from `from` to `until`.
struct Pause {
  Date last_day;
  Date resumed_on;
  Instant from;
  Instant until;
};
/// "2026-03-02/2026-03-09" or with times. A bare day pauses from its end, and resumes with its start.
/// Errors: "due.pause" (not two times, or the second before the first).
Result<Pause> parse_pause(std::string_view text);

constexpr int kLimitMax = 5000;      ///< days or hours
constexpr int kCutoffDefault = 900;  ///< 15:00, in minutes after midnight

struct DeadlineInput {
  Instant received;
  std::int64_t limit = 0;  ///< 1 … kLimitMax; 0 or 1 for SameDay
  LimitUnit unit = LimitUnit::WorkingDay;
  std::optional<int> cutoff_minute = kCutoffDefault;  ///< empty: the closing hour of the calendar
  std::vector<Pause> pauses{};
  std::optional<Instant> complete{};  ///< when a supplement made the dossier complete
};

struct DeadlineStep {
  Date day;
  bool counts = false;
  Text why;
  const CalendarEntry* entry = nullptr;  ///< for its names; lives as long as the calendar
  bool provisional = false;              ///< the day's kind is expected, not announced
};

struct Deadline {
  Date received_counts_on;  ///< day 0; for hour units the day on which the first minute counts
  Date due_on;
  Instant due_at;           ///< the exact minute for hour units, else the closing hour of due_on
  Date apology_by;          ///< the working day before due_on
  bool provisional = false; ///< some day on the way is provisional, or of a year not in the calendar
  std::vector<DeadlineStep> steps;
};

/// Errors: "due.limit" (out of range), "due.complete_early" (complete before it was received),
/// "due.too_long" (no end within the years that the program counts).
Result<Deadline> due(const DeadlineInput& input, const Calendar& calendar);

}  // namespace sen::law
