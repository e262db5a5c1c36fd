#include "ledger/replay.hpp"

#include "ledger/ledger_sql.hpp"

namespace sen::ledger {
namespace {

constexpr int kPage = 5'000;

}  // namespace

void apply(Tallies& tallies, const Move& move) {
  const Instant effective_at = move.at;
  const Grains grains = grains_of(effective_at);
  const std::pair<const char*, Date> rows[] = {{"day", grains.day}, {"month", grains.month}, {"year", grains.year}};
  for (const auto& [grain, start] : rows) {
    const auto [found, fresh] = tallies.try_emplace({move.measure, grain, start, move.slice},
                                                    TallyValue{move.value, effective_at, move.origin});
    if (fresh) continue;
    TallyValue& value = found->second;
    switch (move.kind) {
      case pack::MeasureKind::Count:
      case pack::MeasureKind::Sum:
      case pack::MeasureKind::Stock:
        value.value += move.value;
        if (effective_at > value.ordinal) value.ordinal = effective_at;
        value.origin = move.origin;
        break;
      case pack::MeasureKind::Last:
        if (effective_at >= value.ordinal) value = {move.value, effective_at, move.origin};
        break;
      case pack::MeasureKind::FirstOn:
        if (move.value < value.value) value = {move.value, effective_at, move.origin};
        break;
    }
  }
}

StoredLine StoredLine::from_row(store::Row& row) {
  StoredLine out;
  out.seq = row.next<std::int64_t>();
  out.at = row.next<Instant>();
  out.effective_at = row.next<Instant>();
  out.actor = row.next<std::int64_t>();
  out.kind = row.next<std::string>();
  out.subject_kind = row.next<std::string>();
  out.subject_id = row.next<std::int64_t>();
  out.facts = row.next<std::string>();
  out.payload_hash = row.next<std::string>();
  out.prev_hash = row.next<std::string>();
  out.hash = row.next<std::string>();
  out.payload = row.next<std::optional<std::string>>();
  return out;
}

Result<Done> each_line(store::ReadTx& tx, const std::function<bool(const StoredLine&)>& visit) {
  std::int64_t after = 0;
  for (;;) {
    SEN_LET(const auto page, tx.select<StoredLine>(sql::kSelectChain, after, kPage));
    for (const auto& line : page) {
      if (!visit(line)) return Done{};
    }
    if (page.size() < kPage) return Done{};
    after = page.back().seq;
  }
}

}  // namespace sen::ledger
