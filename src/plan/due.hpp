#pragma once
// Due days of tasks as deadlines of the jobs room: that they pass is recorded there, what people hear of them is told
// by reminders.hpp. A run has a deadline of its own, so that the next run takes nothing back.

#include "jobs/deadline.hpp"
#include "plan/task.hpp"

namespace sen::plan {

/// Sets or moves the deadline of the run that is going on; nothing for work without a due day.
Result<Done> watch_due(store::WriteTx& tx, const Context& ctx, const Task& task);
/// The run's work is done now.
Result<Done> meet_due(store::WriteTx& tx, const Context& ctx, const Task& task);
/// The task is not to be done any more.
Result<Done> forget_due(store::WriteTx& tx, const Context& ctx, const Task& task);

/// Notice to the person that a task was given to; none when it went back to its body.
Result<Done> tell_assigned(store::WriteTx& tx, const Context& ctx, const Task& task);

}  // namespace sen::plan
