#pragma once
// What one event does to the tallies, decided without a database: shared by append, verify and rebuild,
// so that what is counted once is counted the same way ever after.

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
};

/// Moves that an event makes. A measure that no pack declares is moved by `fact.entered` and
/// `fact.counted` of its name: the latest attested value.
std::vector<Move> moves_of(const pack::Measures& measures, const std::string& kind, const Json& facts,
                           Instant effective_at);

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
