#pragma once
// Does the record still say what it said? Checks the database pages, each unit's chain without
// gaps, payload hashes, seals, and that the tallies are what the events count. Reads only; works
// beside a server. Someone who recomputed the later hashes is caught by a head that was printed
// earlier.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"
#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"
#include "store/store.hpp"

namespace sen::ledger {

/// The first bad place of one kind in one unit.
struct VerifyFinding {
  UnitId unit{};  ///< 0: of the installation
  std::string
      where;  ///< "seq 17", "tally plan_tasks_done 2024-10-15 day", "pages", a file's SHA-256
  Text text;
};

/// A head as printed on the day's register: HEX:SEQ, or UNIT:SEQ:HEX where there are several units.
struct PrintedHead {
  std::optional<UnitId> unit{};  ///< empty: the head of some unit
  std::int64_t seq{};
  std::string hash;
};
std::optional<PrintedHead> parse_head(std::string_view text);
/// HEX:SEQ.
std::string to_string(const Head& head);

/// May check one unit further (files of evidence): it appends its findings.
using MoreChecks = std::function<Result<Done>(store::ReadTx&, std::vector<VerifyFinding>&)>;

struct VerifyOptions {
  std::vector<PrintedHead> heads{};
  std::optional<UnitId> unit{};   ///< empty: every unit
  const ChainKey* key = nullptr;  ///< checks the seals
  MoreChecks more{};
};

struct VerifyReport {
  std::vector<VerifyFinding> findings;  ///< empty: clean
  std::int64_t unit_count = 0;
  std::int64_t event_count = 0;
  std::int64_t tally_count = 0;
  std::int64_t sealed_count = 0;  ///< seals that the key confirmed
  std::vector<std::pair<UnitId, Head>> heads;
};

/// Errors: those of reading the store; a broken machine throws store::Failure.
Result<VerifyReport> verify(store::Store& store, const pack::PackSet& packs,
                            const VerifyOptions& options = {});

/// Every unit that has a chain.
Result<std::vector<UnitId>> units_with_events(store::Store& store);

}  // namespace sen::ledger
