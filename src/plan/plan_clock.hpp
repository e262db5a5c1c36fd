#pragma once
// What time and measures do to tasks without anybody's hand: a run ends and the next begins, a condition closes a
// task or opens it again. That a due day passes is the business of `jobs` (due.hpp sets it). Idempotent: a second
// call on the same day does nothing.

#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::plan {

struct ClockReport {
  int begun = 0;     ///< runs begun
  int closed = 0;    ///< by a measure
  int reopened = 0;  ///< by a measure
  bool more = false; ///< a limit was reached; call again
};

/// Ends and begins runs, settles conditions. For the scheduler (jobs::UnitClock: `more` is its answer) and for the
/// start of the program, with the system's actor.
Result<ClockReport> run_plan_clock(store::WriteTx& tx, const Context& ctx);

/// Only the conditions: to be called in the transaction of a command that may move a measure (a fact entered, a
/// record returned), so that the task moves with it.
Result<ClockReport> settle_conditions(store::WriteTx& tx, const Context& ctx);

}  // namespace sen::plan
