#include "ledger/tally.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "ledger/ledger_sql.hpp"

namespace sen::ledger {
namespace {

constexpr std::size_t kMovesPerStatement = 4;
// Values of one move, in the order of the statements' parameters.
constexpr std::size_t kValuesPerMove = 8;

using Batch = std::vector<const Move*>;

std::span<const store::Statement* const> statements_of(pack::MeasureKind kind) {
  static constexpr std::array kAdd{&sql::kAddTally1, &sql::kAddTally2, &sql::kAddTally3,
                                   &sql::kAddTally4};
  static constexpr std::array kLast{&sql::kLastTally1, &sql::kLastTally2, &sql::kLastTally3,
                                    &sql::kLastTally4};
  static constexpr std::array kFirst{&sql::kFirstTally1, &sql::kFirstTally2, &sql::kFirstTally3,
                                     &sql::kFirstTally4};
  switch (kind) {
    case pack::MeasureKind::Count:
    case pack::MeasureKind::Sum:
    case pack::MeasureKind::Stock:
      return kAdd;
    case pack::MeasureKind::Last:
      return kLast;
    case pack::MeasureKind::FirstOn:
      return kFirst;
  }
  return kAdd;
}

Result<Done> write(store::WriteTx& tx, pack::MeasureKind kind, const Batch& batch) {
  std::vector<store::Value> values;
  values.reserve(batch.size() * kValuesPerMove);
  for (const Move* move : batch) {
    const Grains grains = grains_of(move->at);
    values.insert(values.end(), {store::to_value(move->measure), store::to_value(grains.day),
                                 store::to_value(grains.month), store::to_value(grains.year),
                                 store::to_value(move->slice), store::to_value(move->value),
                                 store::to_value(move->at), store::to_value(move->origin)});
  }
  SEN_TRY(tx.change(*statements_of(kind)[batch.size() - 1], values));
  return Done{};
}

// One statement may not touch a row twice (PostgreSQL refuses it), so a further move of the same
// measure waits for the next.
bool fits(const Batch& batch, const Move& move) {
  return batch.size() < kMovesPerStatement &&
         std::none_of(batch.begin(), batch.end(), [&](const Move* other) {
           return other->measure == move.measure && other->slice == move.slice;
         });
}

Result<Done> write_all(store::WriteTx& tx, pack::MeasureKind kind, const Batch& moves) {
  Batch batch;
  for (const Move* move : moves) {
    if (!fits(batch, *move)) {
      SEN_TRY(write(tx, kind, batch));
      batch.clear();
    }
    batch.push_back(move);
  }
  if (!batch.empty()) SEN_TRY(write(tx, kind, batch));
  return Done{};
}

}  // namespace

Result<Done> write_moves(store::WriteTx& tx, const std::vector<Move>& moves) {
  using pack::MeasureKind;
  for (const MeasureKind way : {MeasureKind::Count, MeasureKind::Last, MeasureKind::FirstOn}) {
    Batch same;
    for (const auto& move : moves) {
      if (statements_of(move.kind).data() == statements_of(way).data()) same.push_back(&move);
    }
    SEN_TRY(write_all(tx, way, same));
  }
  return Done{};
}

}  // namespace sen::ledger
