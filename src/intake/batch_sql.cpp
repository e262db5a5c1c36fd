#include "intake/batch_sql.hpp"

namespace sen::intake::sql {

using store::Statement;

#define SEN_BATCH_COLUMNS "id, kind, file_name_sealed, file_hash, state, mapping, good, bad, same, done, kept, last_line, made_by, made_at, changed_at"

const Statement kInsertBatch{
    "intake.insert_batch",
    "INSERT INTO import_batch (unit_id, id, kind, file_name, file_hash, state, cells, mapping, good, bad, same, done, kept,"
    " last_line, made_by, made_at, changed_at, file_name_sealed)"
    " VALUES ({unit}, $1, $2, '', $3, 'previewed', $4, $5, $6, $7, $8, 0, 0, 0, $9, $10, $10, $11)"};
const Statement kSelectBatch{
    "intake.select_batch",
    "SELECT " SEN_BATCH_COLUMNS " FROM import_batch WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectBatchCells{
    "intake.select_batch_cells",
    "SELECT cells FROM import_batch WHERE unit_id = {unit} AND id = $1"};
// Index: import_batch_by_file.
const Statement kFindBatchOfFile{
    "intake.find_batch_of_file",
    "SELECT " SEN_BATCH_COLUMNS " FROM import_batch WHERE unit_id = {unit} AND kind = $1 AND file_hash = $2"
    " AND (state = 'applying' OR state = 'applied' OR state = 'undoing') ORDER BY made_at DESC, id DESC LIMIT 1"};
// Index: import_batch_by_time.
const Statement kSelectBatches{
    "intake.select_batches",
    "SELECT " SEN_BATCH_COLUMNS " FROM import_batch WHERE unit_id = {unit} AND state <> 'previewed'"
    " ORDER BY made_at DESC, id DESC LIMIT $1"};
const Statement kUpdateBatch{
    "intake.update_batch",
    "UPDATE import_batch SET state = $2, bad = $3, done = $4, kept = $5, last_line = $6, changed_at = $7"
    " WHERE unit_id = {unit} AND id = $1"};
const Statement kRemapBatch{
    "intake.remap_batch",
    "UPDATE import_batch SET mapping = $2, good = $3, bad = $4, same = $5 WHERE unit_id = {unit} AND id = $1"};
const Statement kForgetCells{
    "intake.forget_cells",
    "UPDATE import_batch SET cells = $2 WHERE unit_id = {unit} AND id = $1"};
const Statement kForgetPreviews{
    "intake.forget_previews",
    "DELETE FROM import_batch WHERE unit_id = {unit} AND state = 'previewed' AND made_at < $1"};
const Statement kInsertRow{
    "intake.insert_row",
    "INSERT INTO import_row (unit_id, batch_id, line, subject_id, before, state)"
    " VALUES ({unit}, $1, $2, $3, $4, 'done')"};
// The last row first: undoing goes backwards.
const Statement kSelectRowsDone{
    "intake.select_rows_done",
    "SELECT line, subject_id, before FROM import_row WHERE unit_id = {unit} AND batch_id = $1 AND state = 'done'"
    " ORDER BY line DESC LIMIT $2"};
const Statement kUpdateRow{
    "intake.update_row",
    "UPDATE import_row SET state = $3 WHERE unit_id = {unit} AND batch_id = $1 AND line = $2"};
const Statement kSelectMapping{
    "intake.select_mapping",
    "SELECT mapping FROM import_mapping WHERE unit_id = {unit} AND kind = $1"};
const Statement kUpsertMapping{
    "intake.upsert_mapping",
    "INSERT INTO import_mapping (unit_id, kind, mapping) VALUES ({unit}, $1, $2)"
    " ON CONFLICT (unit_id, kind) DO UPDATE SET mapping = excluded.mapping"};

}  // namespace sen::intake::sql
