#pragma once
// Writing moves into the tallies: three rows a move (day, month, year), several moves a statement.

#include <vector>

#include "ledger/count.hpp"
#include "store/store.hpp"

namespace sen::ledger {

/// Adds, replaces or keeps, as the kind of each measure says. One statement for each kind of sum
/// that occurs (and for every four moves of it), whatever the number of rows.
Result<Done> write_moves(store::WriteTx& tx, const std::vector<Move>& moves);

}  // namespace sen::ledger
