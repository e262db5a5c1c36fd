#pragma once
// An import from its file to its end: previewed, applied step by step, taken back as one.

#include <string>
#include <vector>

#include "intake/rows.hpp"

namespace sen::intake {

using BatchId = Id<struct BatchTag>;

struct Batch {
  BatchId id{};
  std::string kind;
  std::string file_name;
  std::string file_hash;   ///< SHA-256 of the file
  std::string state;       ///< "previewed", "applying", "applied", "undoing", "undone"
  std::string mapping;     ///< wishes as JSON
  int good = 0;            ///< rows that the preview would import
  int bad = 0;             ///< rows that were left out
  int same = 0;            ///< rows that Sen knew already
  int done = 0;            ///< rows imported; while undoing, those that are still to be taken back
  int kept = 0;            ///< rows that undoing left, because somebody changed them since
  int last_line = 0;       ///< up to which rows are in
  PersonId made_by{};
  Instant made_at{};
  Instant changed_at{};
  static Batch from_row(store::Row& row);
};

/// What a file would do.
struct Preview {
  formats::Grid grid;
  Mapping mapping;
  Checked checked;
};

struct FileInput {
  Kind kind{};
  std::string name;
  std::string hash;      ///< SHA-256 of its bytes, in hex
  formats::Grid grid;    ///< from formats::read_grid_limited
  Wishes map{};          ///< what a person chose
};

/// Reads and writes nothing. Errors: those of map_columns and check_rows, but a missing column is told by the
/// mapping: then no row is checked.
Result<Preview> preview_file(store::ReadTx& tx, const Context& ctx, const Sources& sources, const FileInput& input);

struct Staged {
  Batch batch;
  Preview preview;
};
/// Keeps the file's cells for the import that follows, and its mapping for the next file of the kind. Previews that
/// nobody imported are forgotten after a day. Conflict "intake.imported_already" with the batch's `id`.
Result<Staged> stage_file(store::WriteTx& tx, const Context& ctx, const Sources& sources, const FileInput& input);

struct RemapInput {
  BatchId id{};
  Wishes map;  ///< by the letters of the columns ("column b")
};
/// Another mapping for a file that is not imported yet. Errors: those of stage_file; Conflict "intake.batch_ended".
Result<Staged> remap(store::WriteTx& tx, const Context& ctx, const Sources& sources, const RemapInput& input);

/// The preview of a batch that is not imported yet, with the mapping that it was staged with.
Result<Preview> preview_of(store::ReadTx& tx, const Context& ctx, const Sources& sources, const Batch& batch, const Slice& slice = {});

constexpr int kStepRows = 500;

struct StepInput {
  BatchId id{};
  bool accept_good = false;  ///< a person agreed that the bad rows are left out
  int rows_max = kStepRows;
};
/// Imports the next rows; the batch is "applied" once all are in. Errors: forbidden, NotFound "intake.batch_unknown",
/// Conflict "intake.rows_bad" (there are some, and nobody agreed to leave them out), Conflict "intake.batch_ended"
/// (undone), and what a row's command refused meanwhile: then nothing of the step is written.
Result<Batch> apply_step(store::WriteTx& tx, const Context& ctx, const Sources& sources, const StepInput& input);

/// Takes the next rows back, the last one first; "undone" once none is left. Errors: forbidden, NotFound
/// "intake.batch_unknown", Conflict "intake.not_applied", "intake.undo_dossiers" (the other system keeps them: its next list
/// sets them right).
Result<Batch> undo_step(store::WriteTx& tx, const Context& ctx, const Sources& sources, const StepInput& input);

/// Newest first, without those that are only previewed.
Result<std::vector<Batch>> batches_of(store::ReadTx& tx, int limit);
/// NotFound "intake.batch_unknown".
Result<Batch> load_batch(store::ReadTx& tx, BatchId id);

}  // namespace sen::intake
