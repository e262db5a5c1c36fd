#pragma once
// What time does to records by itself: a warning before the due day, the draft of a letter that falls due, a due day that
// moves with the calendar. That a due time passes is the business of `jobs`. Idempotent.

#include "jobs/deadline.hpp"
#include "record/record.hpp"

namespace sen::record {

constexpr int kTellFrom = 8 * 60;  ///< minute of the day from which people are told

/// When time will next do something to the record; empty: never.
std::optional<Instant> next_wake(const Record& record, const RecordType& type, const law::Calendar& calendar);

struct WakeReport {
  int warned = 0;
  int drafted = 0;
  int moved = 0;      ///< due days that the calendar moved
  bool more = false;  ///< a limit was reached; call again
};
/// For the scheduler, with the system's actor.
Result<WakeReport> wake_records(store::WriteTx& tx, const Context& ctx, Rules& rules);

/// Tells the chair of a record that is late without its letter, and whoever has it. For jobs::PassedHandler; other
/// deadlines are left alone.
Result<Done> tell_late(store::WriteTx& tx, const Context& ctx, Rules& rules, const jobs::Deadline& deadline);

}  // namespace sen::record
