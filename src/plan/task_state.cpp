#include "plan/task_state.hpp"

#include <algorithm>
#include <array>

namespace sen::plan {
namespace {

constexpr int kEarlyShare = 20;  ///< percent of the window in which nothing is expected yet

Date month_last(Date date) { return month_end(date.year(), date.month()); }
Date quarter_last(Date date) { return quarter_of(date.year(), (date.month() + 2) / 3).end; }
Date half_last(Date date) { return month_end(date.year(), date.month() <= 6 ? 6 : 12); }
Date year_last(Date date) { return year_of(date.year()).end; }
Date week_last(Date date) { return date + (7 - date.weekday()); }

/// Last day of the recurring period that holds a date.
Date period_last(Recurrence recurrence, Date date) {
  switch (recurrence) {
    case Recurrence::Weekly: return week_last(date);
    case Recurrence::Monthly: return month_last(date);
    case Recurrence::Quarterly: return quarter_last(date);
    case Recurrence::HalfYearly: return half_last(date);
    case Recurrence::None:
    case Recurrence::Continuous:
    case Recurrence::Yearly: break;
  }
  return year_last(date);
}

}  // namespace

const char* name_of(StandState state) {
  constexpr std::array<const char*, 5> kNames{"overdue", "slow", "on_course", "not_due", "done"};
  return kNames[static_cast<std::size_t>(state)];
}

TaskRun first_run(const Deadline& deadline, Date signed_on, int plan_year) {
  const Date start = deadline.start.value_or(signed_on);
  if (deadline.kind == DeadlineKind::Continuous) {
    const Date end = period_last(deadline.recurrence, start);
    // Standing work has no date to miss; work of each month has the month's last day.
    if (deadline.recurrence == Recurrence::Continuous) return {start, end, std::nullopt};
    return {start, end, end};
  }
  if (deadline.end) return {std::min(start, *deadline.end), deadline.end, deadline.end};
  if (plan_year >= start.year()) return {start, year_of(plan_year).end, std::nullopt};
  return {start, std::nullopt, std::nullopt};
}

std::optional<TaskRun> next_run(Recurrence recurrence, Date end) {
  if (recurrence == Recurrence::None) return std::nullopt;
  const Date start = end + 1;
  const Date last = period_last(recurrence, start);
  if (recurrence == Recurrence::Continuous) return TaskRun{start, last, std::nullopt};
  return TaskRun{start, last, last};
}

int share_of_time(Date start, Date end, Date today) {
  if (today <= start) return 0;
  if (today >= end) return 100;
  const int passed = today - start;
  const int whole = end - start;
  return (200 * passed + whole) / (2 * whole);
}

Stand stand_of(const TaskRun& run, bool done, int progress, Date today) {
  Stand stand;
  stand.time_share = run.end ? share_of_time(run.start, *run.end, today) : 0;
  if (done) {
    stand.state = StandState::Done;
  } else if (run.due && *run.due < today) {
    stand.state = StandState::Overdue;
    stand.overdue_days = today - *run.due;
  } else if (today < run.start || (run.end && stand.time_share < kEarlyShare)) {
    stand.state = StandState::NotDue;
  } else {
    stand.state = progress < stand.time_share ? StandState::Slow : StandState::OnCourse;
  }
  return stand;
}

}  // namespace sen::plan
