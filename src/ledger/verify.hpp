#pragma once
// Does the record still say what it said? Checks the database pages, each unit's chain without gaps, payload
// hashes, and that the tallies are what the events count. Reads only; works beside a server. Someone
// who recomputed the later hashes is caught by a head that was printed earlier.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "ledger/ledger.hpp"
#include "store/store.hpp"

namespace sen::ledger {

/// The first bad place of one kind in one unit.
struct VerifyFinding {
  UnitId unit{};
  std::string where;  ///< "seq 17", "tally plan_tasks_done 2024-10-15 day", "pages", a file's SHA-256
  Text text;
};

/// A head as printed on the day's register: "unit:seq:hash".
struct PrintedHead {
  UnitId unit{};
  std::int64_t seq{};
  std::string hash;
};
std::optional<PrintedHead> parse_head(std::string_view text);

struct VerifyReport {
  std::vector<VerifyFinding> findings;  ///< empty: clean
  std::int64_t unit_count = 0;
  std::int64_t event_count = 0;
  std::int64_t tally_count = 0;
  std::vector<std::pair<UnitId, Head>> heads;
};

/// `more` may check one unit further (files of evidence): it appends its findings.
using MoreChecks = std::function<Result<Done>(store::ReadTx&, std::vector<VerifyFinding>&)>;

Result<VerifyReport> verify(store::Store& store, const pack::PackSet& packs, const std::vector<PrintedHead>& heads,
                            const MoreChecks& more);

/// Counts a unit's tallies anew from its events; one measure, or all when `measure` is empty. One
/// transaction a unit: nobody sees a half-counted state. Returns the number of rows written.
Result<std::int64_t> rebuild(store::Store& store, const pack::PackSet& packs, UnitId unit, const std::string& measure);

Result<std::vector<UnitId>> units_with_events(store::Store& store);

}  // namespace sen::ledger
