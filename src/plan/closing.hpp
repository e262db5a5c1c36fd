#pragma once
// The end of a plan: closed with its figures, which stay as they were; tasks that are not finished, and work that
// recurs, go on in another plan (the next year's), the rest stays not done.

#include <optional>
#include <string>
#include <vector>

#include "plan/view.hpp"

namespace sen::plan {

/// What became of a number of tasks, and of the runs of recurring ones that were over before.
struct Outcome {
  int tasks = 0;
  int on_time = 0;
  int late = 0;
  int open = 0;         ///< not done
  int overdue = 0;      ///< of the open ones
  int runs = 0;         ///< earlier runs of work that recurs
  int runs_on_time = 0;
  int runs_late = 0;
  int runs_missed = 0;
  void add(const Outcome& more);
};

struct GroupOutcome {
  std::string code;
  std::string title;
  Outcome outcome;
};

struct PlanFigures {
  Outcome whole;
  std::vector<GroupOutcome> groups;  ///< in the order of the plan
  int mean_progress = 0;             ///< percent
};

struct PlanClosing {
  Instant closed_at;
  PersonId closed_by;
  std::string note;
  std::optional<PlanId> into;
  PlanFigures figures;
  std::vector<TaskId> carried{};  ///< of its own tasks, those that go on elsewhere
  static PlanClosing from_row(store::Row& row);
};

/// As of today, of the plan's own tasks.
Result<PlanFigures> figures_of(store::ReadTx& tx, const PlanView& view);

/// Tasks of earlier plans that go on in this one.
Result<std::vector<Task>> carried_tasks(store::ReadTx& tx, PlanId plan);
/// Conflict "plan.plan_closed": the plan that follows the task is closed, so nothing moves any more.
Result<Done> check_followed(store::ReadTx& tx, TaskId task);

/// Empty while the plan is in force.
Result<std::optional<PlanClosing>> closing_of(store::ReadTx& tx, PlanId plan);

struct PlanCloseInput {
  PlanId plan;
  std::string note;            ///< what the report says beside the figures
  std::optional<PlanId> into;  ///< where work goes on
  std::vector<TaskId> carry;   ///< tasks that go on there
};
/// Errors: forbidden (needs the right to adopt plans); NotFound "plan.plan_unknown"; Conflict "plan.closed_already";
/// all at once under "plan.closing_refused": "plan.closing_note", "plan.note_long", "plan.carry_into" (no other plan
/// in force), "plan.carry_task" (not of this plan, or finished and not recurring).
Result<PlanClosing> close_plan(store::WriteTx& tx, const Context& ctx, const PlanCloseInput& input);

}  // namespace sen::plan
