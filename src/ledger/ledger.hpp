#pragma once
// What happens is recorded once; what was recorded is counted. Appends events, chains them by
// SHA-256, and keeps tallies by measure and day (month and year beside them) in the same
// transaction. The audit trail and the only source of measures. Knows no law and computes no score.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::ledger {

/// One thing that happened, about to be recorded.
struct EventDraft {
  std::string kind;  ///< "task.closed", "fact.entered": room or thing, then the past participle
  SubjectRef subject;
  Json facts = Json::object();  ///< flat, coded, no personal data: {"on_time": true, "field": "3"}
  Json payload = Json::object();          ///< before/after for the audit screen; erasable by law
  std::optional<Instant> effective_at{};  ///< when it counts; now when absent
};

/// Appends in the unit's chain and moves the tallies of every measure that selects this event.
/// @returns the event's seq in the unit, without gaps. Errors: those of facts_check.hpp.
Result<std::int64_t> append(store::WriteTx& tx, const Context& ctx, const EventDraft& draft);

/// The event that says that a payload was erased: {seq}.
inline constexpr const char* kPayloadErased = "payload.erased";
/// Erases the before/after of an event, as data protection law may demand; its hash stays in the
/// chain. Errors: forbidden, NotFound "ledger.no_payload" (none, or erased already).
Result<Done> erase_payload(store::WriteTx& tx, const Context& ctx, std::int64_t seq);

struct Event {
  std::int64_t seq{};
  Instant at;
  Instant effective_at;
  std::int64_t actor{};  ///< person, 0 for the system
  std::string kind;
  std::string subject_kind;
  std::int64_t subject_id{};
  Json facts;
  Json payload;  ///< Null when erased
};

/// The value of a measure over a period, as a criteria set wants it. `value` is an integer in the
/// measure's own scale: count, money, days, bool (0/1): as they are; percent and number:
/// ten-thousandths; date: days since 1970-01-01.
struct Reading {
  std::int64_t value{};
  /// "counted", "attested", "imported", "surveyed": where the number comes from.
  std::string origin;
  Date as_of;  ///< day of the newest event in it
};

/// Measures that nothing has touched in the period are absent: a missing fact is missing, never 0.
/// (A counted measure whose pack entry says `"empty": "zero"` is 0 once the unit keeps that
/// record.)
Result<std::map<std::string, Reading>> readings(store::ReadTx& tx, const Context& ctx,
                                                const std::vector<std::string>& measures,
                                                const Period& period);

/// Does the ledger count this measure on that day, so that nobody enters it? Yes when a pack declares it, and, for one
/// that people enter until the unit keeps the records, when it kept them by then. What was entered before is added.
Result<bool> is_counted(store::ReadTx& tx, const Context& ctx, const std::string& measure, Date by);
/// Since when; empty while people enter it, the beginning of time when nobody ever does.
Result<std::optional<Date>> counted_since(store::ReadTx& tx, const Context& ctx, const std::string& measure);

/// One measure kept apart by the fact that its pack names (`slice_fact`): value by value of that
/// fact.
Result<std::map<std::string, Reading>> readings_by_slice(store::ReadTx& tx, const Context& ctx,
                                                         const std::string& measure,
                                                         const Period& period);

/// Readings at the end of each day of the period, for the history line: only the days on which
/// something changed, in order. A fact that was taken back and had none before it is there, with the
/// origin "withdrawn".
struct DayReadings {
  Date day;
  std::map<std::string, Reading> changed;
};
Result<std::vector<DayReadings>> readings_by_day(store::ReadTx& tx, const Context& ctx,
                                                 const std::vector<std::string>& measures,
                                                 const Period& period);

/// Events behind a measure, newest first: what the criterion page opens down to.
Result<std::vector<Event>> events_of_measure(store::ReadTx& tx, const Context& ctx,
                                             const std::string& measure, const Period& period,
                                             int limit);
/// Newest first; `subject_id` 0 and empty kinds mean any.
struct EventFilter {
  std::string subject_kind;
  std::int64_t subject_id = 0;
  std::int64_t before_seq = INT64_MAX;
  int limit = 50;
};
Result<std::vector<Event>> events(store::ReadTx& tx, const EventFilter& filter);

struct Head {
  std::int64_t seq{};
  std::string hash_hex;
};
Result<Head> head(store::ReadTx& tx);

}  // namespace sen::ledger
