#pragma once
// More time for a task: asked for with a reason by who works on it, approved or refused by who may assign tasks. The day
// moves only by the approval; both are kept, so that a late task shows who gave it time and why.

#include <optional>
#include <string>
#include <vector>

#include "plan/task.hpp"

namespace sen::plan {

struct Extension {
  std::int64_t id{};
  TaskId task;
  Date start_on;  ///< of the run it was asked for
  Date due_before;
  Date due_wanted;
  std::string reason;
  std::string state;  ///< "waiting", "approved", "refused"
  PersonId asked_by;
  Instant asked_at;
  std::optional<PersonId> decided_by{};
  std::optional<Instant> decided_at{};
  std::string answer;
  static Extension from_row(store::Row& row);
};

struct ExtensionInput {
  TaskId task;
  Date due_wanted;
  std::string reason;
};
/// Who may assign is told. Errors: forbidden, Forbidden "plan.task_not_yours"; NotFound "plan.task_unknown"; Conflict
/// "plan.task_closed", "plan.no_due" (work without a date), "plan.extension_waiting" (one waits already); all at once
/// under "plan.extend_refused": "plan.due_before_start", "plan.due_earlier" (not after the day in force),
/// "plan.due_past", "plan.reason_missing", "plan.note_long".
Result<Extension> request_extension(store::WriteTx& tx, const Context& ctx, const ExtensionInput& input);

struct DecisionInput {
  std::int64_t id{};
  std::string answer;
};
/// Moves the due day; the asker is told. Errors: forbidden (who may assign decides); NotFound "plan.extension_unknown";
/// Conflict "plan.extension_decided", "plan.task_closed", "plan.extension_over" (its run is over, or its day was moved
/// meanwhile); "plan.note_long".
Result<Extension> approve_extension(store::WriteTx& tx, const Context& ctx, const DecisionInput& input);
/// The day stays; the asker is told why. Errors: as above but for the task's; "plan.refusal_reason" (none given).
Result<Extension> refuse_extension(store::WriteTx& tx, const Context& ctx, const DecisionInput& input);

/// Newest first.
Result<std::vector<Extension>> extensions_of(store::ReadTx& tx, TaskId task);
/// Those that wait, longest first.
Result<std::vector<Extension>> waiting_extensions(store::ReadTx& tx);

}  // namespace sen::plan
