#pragma once
// Where a task stands: its window of time, how much of it has passed, overdue or slow or on course; and the
// runs of work that recurs. Pure: dates in, words out.

#include <optional>

#include "base/instant.hpp"
#include "plan/document.hpp"

namespace sen::plan {

/// One run of a task: from its first day to the end of its window.
struct TaskRun {
  Date start;
  std::optional<Date> end{};  ///< empty for work that no words bound
  std::optional<Date> due{};  ///< after this day it is overdue; empty for work without a date
};

/// The first run. `signed_on` begins what names no beginning; standing work is judged by the year, work of
/// each month by the month. `plan_year` bounds what is open (0: nothing does).
TaskRun first_run(const Deadline& deadline, Date signed_on, int plan_year);
/// The run after one that ended on `end`; empty for work that does not recur.
std::optional<TaskRun> next_run(Recurrence recurrence, Date end);

enum class StandState { Overdue, Slow, OnCourse, NotDue, Done };
const char* name_of(StandState state);  ///< "on_course" …

struct Stand {
  StandState state = StandState::OnCourse;
  int time_share = 0;    ///< percent of the window that has passed, 0 … 100; 0 when it has no end
  int overdue_days = 0;  ///< > 0 only when overdue
};

/// @param progress 0 … 100. Not yet due: before the start, or in the first fifth of the window, while on
/// course or unmoved. Slow: progress is less than the share of time that has passed.
Stand stand_of(const TaskRun& run, bool done, int progress, Date today);

/// Percent of [start, end] that has passed on `today`, half up, 0 … 100.
int share_of_time(Date start, Date end, Date today);

}  // namespace sen::plan
