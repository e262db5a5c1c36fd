#pragma once
// Reminders of tasks, the work of time: a step of the policy is told once a run, by event and notice, on a working day
// and not before the policy's hour, also after the program was down: then the latest step that was reached speaks for
// those that were slept through, to everybody whom they would have told. And work whose person has left goes back to its body.

#include <optional>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "law/calendar.hpp"
#include "ledger/ledger.hpp"
#include "plan/follow_up.hpp"
#include "plan/task.hpp"
#include "store/store.hpp"

namespace sen::plan {

/// Reminders of all tasks that are due at this moment. Idempotent. @returns how many tasks people were told of.
Result<int> remind(store::WriteTx& tx, const Context& ctx, const law::Calendar& calendar);

/// Open tasks of people whose last day is over go back to their lead body, whose holder is told. Idempotent.
/// @returns how many.
Result<int> hand_back(store::WriteTx& tx, const Context& ctx);

struct Reminder {
  TaskId task;
  Date due_on;
  std::string step;
  Instant at;
  std::vector<PersonId> people;
  std::string stt;
  std::string content;
  static Reminder from_row(store::Row& row);
};
/// Those of some days, newest first; at most 1,000.
Result<std::vector<Reminder>> reminders_in(store::ReadTx& tx, Date from, Date to);

/// The sentence of a follow-up event in a task's history; empty for other events.
std::optional<Text> follow_up_sentence(const ledger::Event& event);

}  // namespace sen::plan
