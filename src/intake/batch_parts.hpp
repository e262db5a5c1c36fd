#pragma once
// Parts of batch.cpp that know the kinds: one row in, one row back.

#include "intake/batch.hpp"

namespace sen::intake {

/// What a row made or changed, and what it replaced.
struct Made {
  std::int64_t subject{};
  std::string before;
};
/// Through the command that a screen would call.
Result<Made> apply_row(store::WriteTx& tx, const Context& ctx, Kind kind, const Checked& checked, const CheckedRow& row);
/// Tasks that a measure closes move with it: once a step.
Result<Done> after_rows(store::WriteTx& tx, const Context& ctx, Kind kind);

/// Where the cells of a batch stand, as they are sealed: a file names people.
inline store::Place cells_place(BatchId id) { return {"import_batch.cells", id.value}; }

Result<Done> save_batch(store::WriteTx& tx, const Batch& batch);
/// The mapping by the letters of its columns: exact for this file.
Wishes letters_of(const Mapping& mapping);

}  // namespace sen::intake
