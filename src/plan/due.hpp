#pragma once
// Due days of tasks as deadlines of the jobs room, and who is told: the one place where the plan meets `jobs`. A
// run has a deadline of its own, so that the next run takes nothing back.

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
/// For the scheduler (jobs::PassedHandler): whoever answers for the task, and the chair, hear that its day passed.
/// Deadlines of other things are left alone.
Result<Done> tell_overdue(store::WriteTx& tx, const Context& ctx, const jobs::Deadline& deadline);

}  // namespace sen::plan
