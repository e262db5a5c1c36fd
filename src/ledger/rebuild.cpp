#include "ledger/ledger_sql.hpp"
#include "ledger/replay.hpp"
#include "ledger/tally.hpp"
#include "ledger/verify.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {

Result<std::int64_t> rebuild(store::Store& store, const pack::PackSet& packs, UnitId unit,
                             const std::string& measure) {
  return store.write(unit, [&](store::WriteTx& tx) -> Result<std::int64_t> {
    if (measure.empty()) {
      SEN_TRY(tx.execute(sql::kDeleteTallies));
    } else {
      SEN_TRY(tx.execute(sql::kDeleteTalliesOf, measure));
    }
    // The events are applied one by one through the statements of append: one way to count.
    std::int64_t moved = 0;
    std::optional<Error> failed;
    SEN_TRY(each_line(tx, [&](const StoredLine& line) {
      const auto facts = parse_json(line.facts);
      if (!facts) {
        failed = facts.error();
        return false;
      }
      for (const auto& move : moves_of(packs.measures(), line.kind, *facts, line.effective_at)) {
        if (!measure.empty() && move.measure != measure) continue;
        if (auto written = write_moves(tx, {move}); !written) {
          failed = written.error();
          return false;
        }
        ++moved;
      }
      return true;
    }));
    if (failed) return *failed;
    return moved;
  });
}

}  // namespace sen::ledger
