#include "ledger/lines.hpp"

#include "ledger/ledger_sql.hpp"

namespace sen::ledger {
namespace {

constexpr int kPage = 5'000;

StoredLine line_from(const store::Row& row, std::int64_t unit) {
  StoredLine out;
  out.line = Line{.unit = unit,
                  .seq = row.integer(0),
                  .at = Instant{row.integer(1)},
                  .effective_at = Instant{row.integer(2)},
                  .actor = row.integer(3),
                  .kind = row.text(4),
                  .subject_kind = row.text(5),
                  .subject_id = row.integer(6),
                  .facts = row.text(7),
                  .payload_hash = row.text(8)};
  out.prev_hash = row.text(9);
  out.hash = row.text(10);
  out.seal = row.text(11);
  out.has_payload_row = !row.is_null(12);
  if (!row.is_null(13)) out.payload = row.blob(13);
  return out;
}

}  // namespace

Result<Done> each_line(store::ReadTx& tx, const std::function<bool(const StoredLine&)>& visit) {
  std::int64_t after = INT64_MIN;
  const std::int64_t unit = tx.unit().value;
  for (;;) {
    int count = 0;
    bool more = true;
    SEN_TRY(tx.each(
        sql::kSelectChain,
        [&](store::Row& row) {
          const StoredLine line = line_from(row, unit);
          ++count;
          after = line.line.seq;
          more = visit(line);
          return more;
        },
        after, kPage));
    if (!more || count < kPage) return Done{};
  }
}

}  // namespace sen::ledger
