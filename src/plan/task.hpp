#pragma once
// Tasks of adopted plans: assigned, progressed, closed with evidence, reopened. Each command asks whether the
// actor may, changes the task's row and appends one event with coded facts (group, recurring, on_time, due_on)
// from which the plan's own progress is counted.

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "ledger/context.hpp"
#include "plan/document.hpp"
#include "plan/task_state.hpp"
#include "store/store.hpp"

namespace sen::plan {

struct Task {
  TaskId id;
  PlanId plan;
  int position = 0;
  std::string group;
  std::string stt;
  std::string content;
  std::string solution;
  std::string product;
  std::string note;
  std::string lead_text;
  std::string lead_body;  ///< code, or empty when nothing was recognised
  bool outside = false;   ///< the lead is no body of the commune
  std::string coordinating_text;
  std::vector<std::string> coordinating_bodies;
  std::string deadline_text;
  DeadlineKind deadline_kind = DeadlineKind::Open;
  Recurrence recurrence = Recurrence::None;
  int source_line = 0;
  std::vector<Target> targets;
  std::string closes_by;  ///< measure name of the target that closes it by itself, or empty
  TaskRun run;
  bool done = false;
  bool withdrawn = false;
  int progress = 0;  ///< percent of the run, 0 … 100
  std::optional<Instant> closed_at;
  bool closed_on_time = false;
  bool closed_by_measure = false;
  std::optional<PersonId> assignee;
  std::string plan_kind;  ///< of its plan, for events
  static Task from_row(store::Row& row);
};

/// Its content without bullet and closing sign: how lists name it.
std::string title_of(const Task& task);

/// NotFound "plan.task_unknown".
Result<Task> load_task(store::ReadTx& tx, TaskId id);
/// In the order of the plan.
Result<std::vector<Task>> tasks_of(store::ReadTx& tx, PlanId plan);
Result<Done> save_task(store::WriteTx& tx, const Task& task);

/// Facts that every event of a task carries: group, plan_kind, recurring, due_on (the day on which the run enters
/// the share of tasks that have fallen due).
Json task_facts(const Task& task);

/// Who leads or chairs may touch every task; others those assigned to them, or of a body they sit in today.
Result<Done> check_own(store::ReadTx& tx, const Context& ctx, const Task& task);

constexpr std::size_t kNoteMax = 2'000;
constexpr std::size_t kEvidenceMax = 50;

struct AssignInput {
  TaskId task;
  std::optional<PersonId> person;  ///< empty: back to whoever holds the lead body's seat
};
/// Errors: forbidden; NotFound "plan.task_unknown", "identity.person_unknown"; "plan.person_left".
Result<Task> assign_task(store::WriteTx& tx, const Context& ctx, const AssignInput& input);

struct ProgressInput {
  TaskId task;
  int percent = 0;
  std::string note;
  std::vector<EvidenceId> evidence;
  std::optional<int> seen{};  ///< what the person saw when they began to type
};
/// Errors: forbidden, Forbidden "plan.task_not_yours"; Conflict "plan.task_closed", "plan.progress_changed" (somebody
/// else wrote another percentage than was seen: named, so that the person chooses); all at once under
/// "plan.progress_refused": "plan.percent_range", "plan.note_long", "plan.evidence_many".
Result<Task> progress_task(store::WriteTx& tx, const Context& ctx, const ProgressInput& input);

struct CloseInput {
  TaskId task;
  std::string note;
  std::vector<EvidenceId> evidence;
};
/// A task is done only with evidence. Errors: forbidden, Forbidden "plan.task_not_yours"; Conflict
/// "plan.task_closed"; "plan.evidence_missing", "plan.note_long", "plan.evidence_many".
Result<Task> close_task(store::WriteTx& tx, const Context& ctx, const CloseInput& input);

struct ReopenInput {
  TaskId task;
  std::string reason;
};
/// Errors: forbidden; Conflict "plan.task_open"; "plan.reason_missing", "plan.note_long".
Result<Task> reopen_task(store::WriteTx& tx, const Context& ctx, const ReopenInput& input);

struct ExtendInput {
  TaskId task;
  Date due_on;
  std::string reason;
};
/// Moves the due day of an open task. Errors: forbidden (needs the right to assign); Conflict "plan.task_closed";
/// all at once under "plan.extend_refused": "plan.due_before_start", "plan.due_earlier" (not after the old one),
/// "plan.reason_missing", "plan.note_long".
Result<Task> extend_task(store::WriteTx& tx, const Context& ctx, const ExtendInput& input);

struct WithdrawInput {
  TaskId task;
  std::string reason;
};
/// Ends a task that is not to be done any more; it leaves lists and counts, its history stays. Errors: forbidden
/// (needs the right to adopt plans); Conflict "plan.task_closed"; "plan.reason_missing", "plan.note_long".
Result<Task> withdraw_task(store::WriteTx& tx, const Context& ctx, const WithdrawInput& input);

/// Closing and reopening without asking anybody: used by the commands above and by conditions.
Result<Done> mark_closed(store::WriteTx& tx, const Context& ctx, Task& task, bool by_measure, Json payload);
Result<Done> mark_reopened(store::WriteTx& tx, const Context& ctx, Task& task, Json payload);

}  // namespace sen::plan
