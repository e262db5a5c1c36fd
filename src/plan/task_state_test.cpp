#include "plan/task_state.hpp"

#include <gtest/gtest.h>

namespace sen::plan {
namespace {

Date day(const char* text) { return *parse_date(text); }

std::string shown(const TaskRun& run) {
  return to_string(run.start) + " " + (run.end ? to_string(*run.end) : "-") + " " + (run.due ? to_string(*run.due) : "-");
}

// On 15/10 of a plan that runs from 01/04 to 31/12, 72 % of the time has passed.
TEST(StandOf, OneDayBeforeOnAndAfter) {
  const TaskRun run{day("2024-04-01"), day("2024-12-31"), day("2024-12-31")};
  EXPECT_EQ(stand_of(run, false, 76, day("2024-10-15")).time_share, 72);
  EXPECT_EQ(stand_of(run, false, 76, day("2024-10-15")).state, StandState::OnCourse);
  EXPECT_EQ(stand_of(run, false, 72, day("2024-10-15")).state, StandState::OnCourse);
  EXPECT_EQ(stand_of(run, false, 71, day("2024-10-15")).state, StandState::Slow);
  EXPECT_EQ(stand_of(run, false, 99, day("2024-12-31")).state, StandState::Slow);
  EXPECT_EQ(stand_of(run, false, 99, day("2025-01-01")).state, StandState::Overdue);
  EXPECT_EQ(stand_of(run, false, 99, day("2025-01-04")).overdue_days, 4);
  EXPECT_EQ(stand_of(run, true, 100, day("2025-01-04")).state, StandState::Done);
  EXPECT_EQ(stand_of(run, false, 0, day("2024-03-01")).state, StandState::NotDue);
  const TaskRun quarter{day("2024-10-01"), day("2024-12-31"), day("2024-12-31")};
  EXPECT_EQ(stand_of(quarter, false, 10, day("2024-10-15")).state, StandState::NotDue);
  EXPECT_EQ(stand_of({day("2024-04-01")}, false, 0, day("2024-10-15")).state, StandState::OnCourse);
}

TEST(Runs, FirstAndNext) {
  Deadline standing;
  standing.kind = DeadlineKind::Continuous;
  standing.recurrence = Recurrence::Continuous;
  EXPECT_EQ(shown(first_run(standing, day("2024-04-01"), 2024)), "2024-04-01 2024-12-31 -");
  standing.recurrence = Recurrence::Quarterly;
  EXPECT_EQ(shown(first_run(standing, day("2025-01-15"), 2025)), "2025-01-15 2025-03-31 2025-03-31");
  standing.recurrence = Recurrence::Weekly;
  EXPECT_EQ(shown(first_run(standing, day("2024-10-16"), 2024)), "2024-10-16 2024-10-20 2024-10-20");
  EXPECT_EQ(shown(*next_run(Recurrence::Weekly, day("2024-10-20"))), "2024-10-21 2024-10-27 2024-10-27");
  EXPECT_EQ(shown(*next_run(Recurrence::Monthly, day("2024-01-31"))), "2024-02-01 2024-02-29 2024-02-29");
  EXPECT_EQ(shown(*next_run(Recurrence::HalfYearly, day("2024-12-31"))), "2025-01-01 2025-06-30 2025-06-30");
  EXPECT_EQ(shown(*next_run(Recurrence::Yearly, day("2024-12-31"))), "2025-01-01 2025-12-31 2025-12-31");
  EXPECT_EQ(shown(*next_run(Recurrence::Continuous, day("2024-12-31"))), "2025-01-01 2025-12-31 -");
  EXPECT_FALSE(next_run(Recurrence::None, day("2024-12-31")));
  Deadline open;
  EXPECT_EQ(shown(first_run(open, day("2024-04-01"), 2024)), "2024-04-01 2024-12-31 -");
  EXPECT_EQ(shown(first_run(open, day("2024-04-01"), 0)), "2024-04-01 - -");
  Deadline by;
  by.kind = DeadlineKind::Date;
  by.end = day("2024-03-15");
  EXPECT_EQ(shown(first_run(by, day("2024-04-01"), 2024)), "2024-03-15 2024-03-15 2024-03-15");
}

}  // namespace
}  // namespace sen::plan
