#pragma once
// A clock of one record: when it began, what stopped it, and the day that comes of it. Pure: the arithmetic is law's, the
// calendar is given. A paused clock has no due time; a restarted one counts from when the papers were complete.
// Law: Nghị định 61/2018/NĐ-CP Điều 18 khoản 2, Điều 19 khoản 4 and 9; Nghị định 118/2025/NĐ-CP Điều 17, 18, 19.

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "law/deadline.hpp"
#include "record/record_type.hpp"

namespace sen::record {

struct CaseClock {
  enum class State { Running, Paused, Stopped };
  std::string code;
  State state = State::Running;
  Limit limit;
  std::optional<int> cutoff_minute;
  Instant received;                      ///< when it was first started
  std::optional<Instant> complete;       ///< when it was started anew
  std::vector<law::Pause> pauses;        ///< those that are over
  std::optional<Instant> paused_at;
  std::optional<Instant> stopped_at;
  std::string calendar;                  ///< hash of the calendar it was counted with
  Date due_on;
  Instant due_at;                        ///< the moment that is promised: closing time, or the minute of a limit in hours
  Date apology_by;
  bool provisional = false;
  std::optional<Date> first_due_on;      ///< before a change of the calendar moved it
  std::optional<Date> promised_on;       ///< the one new date that an apology sets; what is due by law stays
  bool warned = false;

  [[nodiscard]] bool by_hours() const { return limit.unit == law::LimitUnit::WorkingHour || limit.unit == law::LimitUnit::ClockHour; }
  /// The last millisecond that is in time: a result on the due day is in time whatever the hour, unless hours count.
  [[nodiscard]] Instant late_after() const { return by_hours() ? due_at : end_of(due_on); }
  [[nodiscard]] bool over(Instant now) const { return state == State::Running && late_after() < now; }
  /// Was it late when it last counted: now, when it was stopped, or when it was paused.
  [[nodiscard]] bool was_late(Instant now) const { return late_after() < paused_at.value_or(stopped_at.value_or(now)); }
};

const char* name_of(CaseClock::State state);

/// How the clock came to its day, step by step. Errors: those of law::due.
Result<law::Deadline> walk(const CaseClock& clock, const law::Calendar& calendar);
/// Counts anew and keeps the answer. Errors: those of law::due.
Result<Done> recount(CaseClock& clock, const law::Calendar& calendar, const std::string& calendar_hash);

struct Moment {
  Instant now;
  const law::Calendar& calendar;
  const std::string& calendar_hash;
};
Result<CaseClock> start_clock(const ClockRule& rule, const Limit& limit, const Moment& moment);
/// What an action does to a clock that is there. `new_date` is that of Extend. Errors: Conflict "record.clock_not_running"
/// (paused or stopped), "record.clock_not_paused"; "record.date_not_later" (not after what was promised).
Result<Done> apply(CaseClock& clock, ClockEffect effect, std::optional<Date> new_date, const Moment& moment);

/// What a decision at a moment says of the clock: on_time, early, days_late, due_on.
void put_verdict(Json& facts, const CaseClock& clock, Instant when);

Json json_of(const CaseClock& clock);
/// The JSON must come from json_of.
CaseClock clock_from(const Json& json);

}  // namespace sen::record
