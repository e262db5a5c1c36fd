#pragma once
// Targets of a task that a person sets after the plan was adopted: the figure it is to reach, found in another
// document or agreed later. A target replaces the task's target of the same measure, or of the same words.

#include "plan/task.hpp"

namespace sen::plan {

struct TargetInput {
  TaskId task;
  Target target;
};

/// Errors: forbidden (needs the right to assign); NotFound "plan.task_unknown"; Conflict "plan.task_closed"; all at
/// once under "plan.target_refused": "plan.target_measure" (neither a measure nor words), "plan.target_value" (no
/// decimal number), "plan.target_op", "plan.target_many" (over 50).
/// @returns the targets that the task had before.
Result<std::vector<Target>> set_target(store::WriteTx& tx, const Context& ctx, const TargetInput& input);

/// What `set_target` would refuse of the target itself.
Result<Done> check_target(const Context& ctx, const Target& target);

struct TargetsInput {
  TaskId task;
  std::vector<Target> targets;
};
/// Gives a task other targets as a whole: how an import is taken back. Errors as above.
Result<Done> replace_targets(store::WriteTx& tx, const Context& ctx, const TargetsInput& input);

}  // namespace sen::plan
