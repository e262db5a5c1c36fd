#pragma once
// Times that come again: "monthly on the 25th at 17:00, the working day after when it is none", "three
// working days after each quarter". Pure; the working calendar is an argument.

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "law/calendar.hpp"

namespace sen::jobs {

enum class Every { Day, Week, Month, Quarter, Year };
/// What becomes of a day that is none to work on.
enum class Roll { Stay, NextWorkingDay, PreviousWorkingDay };

struct Recurrence {
  Every every = Every::Day;
  int month = 1;                 ///< within a quarter 1 … 3, within a year 1 … 12
  int day = 1;                   ///< of the month 1 … 31 (the last day when it is shorter); of the week 1 Monday … 7
  int minute = 17 * 60;          ///< of the day, 0 … 1439
  Roll roll = Roll::Stay;
  int working_days_later = 0;    ///< so many working days after that day, 0 … 60
  friend bool operator==(const Recurrence&, const Recurrence&) = default;
};

/// Error "jobs.recurrence" naming the member that is out of range.
Result<Recurrence> check_recurrence(const Recurrence& recurrence);
/// First time after `after`. Throws Broken on a recurrence that check_recurrence refuses.
Instant next_after(const Recurrence& recurrence, Instant after, const law::Calendar& calendar);

std::string to_text(const Recurrence& recurrence);  ///< JSON, as rows keep it
/// Empty text means no recurrence. Error "jobs.recurrence".
Result<std::optional<Recurrence>> recurrence_of(const std::string& text);

}  // namespace sen::jobs
