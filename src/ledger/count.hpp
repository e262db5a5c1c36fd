#pragma once
// What one event does to the tallies, decided without a database: shared by append, verify and
// rebuild, so that what is counted once is counted the same way ever after.

#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "pack/measure.hpp"

namespace sen::ledger {

/// One move of one measure; applies to its day, month and year.
struct Move {
  std::string measure;
  pack::MeasureKind kind = pack::MeasureKind::Count;
  std::string slice;
  std::int64_t value = 0;
  std::string origin;
  Instant at;  ///< when it counts: the event's effective time, or the start of a later day
};

/// The event by which a person attests a fact: {measure, value, origin}.
inline constexpr const char* kFactEntered = "fact.entered";
/// An attested fact is taken back: from its day on holds what held before it, which the event names with its
/// origin; where nothing did, the measure is missing (origin "withdrawn").
inline constexpr const char* kFactWithdrawn = "fact.withdrawn";
inline constexpr const char* kWithdrawn = "withdrawn";

/// Where the tallies keep what people enter of a measure that is counted only once its records are kept
/// (pack::Measure::entered_until_kept).
std::string entered_name(const std::string& measure);

/// Moves that an event makes. A measure that no pack declares is moved by `fact.entered` of its
/// name: the latest attested value. An event without the value that a measure asks for does not
/// move it: missing is not 0.
std::vector<Move> moves_of(const pack::Measures& measures, const std::string& kind,
                           const Json& facts, Instant effective_at);

/// First days of the day, month and year of an effective time.
struct Grains {
  Date day;
  Date month;
  Date year;
};
Grains grains_of(Instant effective_at);

/// Kind of a measure by name: the pack's, else Last (attested).
pack::MeasureKind kind_of(const pack::Measures& measures, const std::string& measure);

}  // namespace sen::ledger
