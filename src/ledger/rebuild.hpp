#pragma once
// Counting anew. Tallies are only what the events count, so adding or correcting a measure is data
// plus one recount; nobody ever sees a half-counted state.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "pack/measure.hpp"
#include "store/store.hpp"

namespace sen::ledger {

/// Counts a unit's tallies anew from its events: of one measure, or all when `measure` is empty.
/// One transaction a unit. Returns the number of rows written.
Result<std::int64_t> rebuild(store::Store& store, const pack::PackSet& packs, UnitId unit,
                             const std::string& measure);

/// Measures whose pack says something else than when they were last counted, new and dropped ones
/// too, in the order of names. None while no recount was ever noted.
Result<std::vector<std::string>> changed_measures(store::ReadTx& tx,
                                                  const pack::Measures& measures);

struct Recount {
  std::vector<std::string> measures;
  std::int64_t unit_count = 0;
  std::int64_t row_count = 0;
};
/// Counts anew in every unit, or in one, and notes the definitions it counted by (when in every
/// unit). Errors: "ledger.unit_unknown" (no events), "ledger.measure_unknown" (neither declared nor
/// entered).
struct RebuildOptions {
  std::string measure{};         ///< empty: all
  std::optional<UnitId> unit{};  ///< empty: every unit
};
Result<Recount> rebuild_all(store::Store& store, const pack::PackSet& packs,
                            const RebuildOptions& options);

/// Recounts in every unit what changed since the last time, and notes the definitions: to be called
/// after migrate, before serving. Interrupted, it begins again: each unit is one transaction, and
/// the note is written last.
Result<Recount> recount_changed(store::Store& store, const pack::PackSet& packs);

}  // namespace sen::ledger
