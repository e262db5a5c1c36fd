#include "ledger/burst.hpp"

#include <algorithm>

#include "ledger/count.hpp"
#include "ledger/ledger_sql.hpp"
#include "ledger/tally.hpp"

namespace sen::ledger {
namespace {

bool adds(pack::MeasureKind kind) {
  return kind == pack::MeasureKind::Count || kind == pack::MeasureKind::Sum || kind == pack::MeasureKind::Stock;
}

}  // namespace

Burst::Burst() = default;
Burst::~Burst() = default;

void Burst::add(std::vector<Move> moves) {
  for (Move& move : moves) {
    if (!adds(move.kind)) {
      moves_.push_back(std::move(move));
      continue;
    }
    const auto [found, fresh] = sums_.try_emplace({move.measure, move.slice, date_of(move.at), move.origin}, moves_.size());
    if (fresh) {
      moves_.push_back(std::move(move));
      continue;
    }
    Move& sum = moves_[found->second];
    sum.value += move.value;
    sum.at = std::max(sum.at, move.at);
  }
}

Result<Done> Burst::end(store::WriteTx& tx) {
  if (head) SEN_TRY(tx.execute(sql::kUpsertHead, head->seq, head->hash_hex));
  SEN_TRY(write_moves(tx, moves_));
  head.reset();
  moves_.clear();
  sums_.clear();
  return Done{};
}

}  // namespace sen::ledger
