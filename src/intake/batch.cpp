#include "intake/batch.hpp"

#include "intake/batch_parts.hpp"
#include "intake/batch_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::intake {
namespace {

constexpr const char* kFileName = "import_batch.file_name";
constexpr const char* kHeader = "header";  // beside the columns: which row of the grid names them
constexpr std::int64_t kPreviewLifeMs = 24 * kHourMs;

Result<Wishes> remembered(store::ReadTx& tx, Kind kind) {
  SEN_LET(const auto text, tx.find<std::string>(sql::kSelectMapping, name_of(kind)));
  return text ? wishes_from_json(*text) : Wishes{};
}

Error bad_rows(int count) {
  return conflict("intake.rows_bad", "accept_good", {{"count", std::to_string(count)}});
}

/// Imports the good rows after `last_line`, at most `rows_max`. @returns whether all are in.
Result<bool> apply_rows(store::WriteTx& tx, const Context& ctx, Kind kind, const Checked& checked, Batch& batch, int rows_max) {
  int rows = 0;
  for (const CheckedRow& row : checked.rows) {
    if (row.line <= batch.last_line || row.state != RowState::Good) continue;
    if (rows == rows_max) return false;
    SEN_LET(const auto made, apply_row(tx, ctx, kind, checked, row));
    SEN_TRY(tx.execute(sql::kInsertRow, batch.id, row.line, made.subject, made.before));
    batch.last_line = row.line;
    ++batch.done;
    ++rows;
  }
  return true;
}

void count(Batch& batch, const Preview& preview) {
  batch.mapping = to_json(letters_of(preview.mapping));
  batch.good = preview.checked.good;
  batch.bad = preview.checked.bad;
  batch.same = preview.checked.same;
}

Result<std::string> cells_of(store::ReadTx& tx, BatchId id) {
  std::string cells;
  SEN_TRY(tx.each(sql::kSelectBatchCells, [&](store::Row& row) {
    cells = row.next_sealed(cells_place(id));
    return false;
  }, id));
  return cells;
}

/// For the next file of the kind.
Result<Done> remember(store::WriteTx& tx, const std::string& kind, const Mapping& mapping) {
  if (mapping.missing.empty()) SEN_TRY(tx.execute(sql::kUpsertMapping, kind, to_json(wishes_of(mapping))));
  return Done{};
}

}  // namespace

Batch Batch::from_row(store::Row& row) {
  Batch out;
  out.id = BatchId{row.next<std::int64_t>()};
  out.kind = row.next<std::string>();
  out.file_name = row.next_sealed({kFileName, out.id.value});
  out.file_hash = row.next<std::string>();
  out.state = row.next<std::string>();
  out.mapping = row.next<std::string>();
  out.good = row.next<int>();
  out.bad = row.next<int>();
  out.same = row.next<int>();
  out.done = row.next<int>();
  out.kept = row.next<int>();
  out.last_line = row.next<int>();
  out.made_by = row.next<PersonId>();
  out.made_at = row.next<Instant>();
  out.changed_at = row.next<Instant>();
  return out;
}

Result<Preview> preview_file(store::ReadTx& tx, const Context& ctx, const Sources& sources, const FileInput& input) {
  if (!ctx.actor.may(right_of(input.kind))) return forbidden(right_of(input.kind));
  SEN_LET(const auto known, remembered(tx, input.kind));
  Preview out{.grid = input.grid, .mapping = {}, .checked = {}};
  SEN_LET(out.mapping, map_columns(input.kind, out.grid, input.map, known));
  if (out.mapping.missing.empty()) {
    SEN_LET(out.checked, check_rows(tx, ctx, sources, input.kind, out.grid, out.mapping));
  }
  return out;
}

Result<Staged> stage_file(store::WriteTx& tx, const Context& ctx, const Sources& sources, const FileInput& input) {
  SEN_LET(const auto earlier, tx.find<Batch>(sql::kFindBatchOfFile, name_of(input.kind), input.hash));
  if (earlier) {
    return conflict("intake.imported_already", "file", {{"id", std::to_string(earlier->id.value)}, {"day", localized_date(to_string(date_of(earlier->made_at)))}});
  }
  Staged out;
  SEN_LET(out.preview, preview_file(tx, ctx, sources, input));
  const Instant now = ctx.clock.now();
  Batch& batch = out.batch;
  batch.id = BatchId{ctx.random.id()};
  batch.kind = name_of(input.kind);
  batch.file_name = input.name;
  batch.file_hash = input.hash;
  batch.state = "previewed";
  count(batch, out.preview);
  batch.made_by = ctx.actor.person;
  batch.made_at = now;
  SEN_TRY(tx.execute(sql::kForgetPreviews, now + -kPreviewLifeMs));
  const auto cells = formats::encode_grid(out.preview.grid);
  SEN_TRY(tx.execute(sql::kInsertBatch, batch.id, batch.kind, batch.file_hash, store::Sealed{cells_place(batch.id), cells},
                     batch.mapping, batch.good, batch.bad, batch.same, batch.made_by, now,
                     store::Sealed{{kFileName, batch.id.value}, batch.file_name}));
  SEN_TRY(remember(tx, batch.kind, out.preview.mapping));
  return out;
}

Result<Staged> remap(store::WriteTx& tx, const Context& ctx, const Sources& sources, const RemapInput& input) {
  Staged out;
  SEN_LET(out.batch, load_batch(tx, input.id));
  Batch& batch = out.batch;
  const auto kind = kind_of(batch.kind);
  if (!ctx.actor.may(right_of(*kind))) return forbidden(right_of(*kind));
  if (batch.state != "previewed") return conflict("intake.batch_ended", "id");
  const auto header = wishes_from_json(batch.mapping).at(kHeader);
  SEN_LET(const auto cells, cells_of(tx, batch.id));
  SEN_LET(out.preview.grid, formats::decode_grid(cells));
  SEN_LET(out.preview.mapping, map_columns(*kind, out.preview.grid, input.map, {}, std::stoul(header)));
  if (out.preview.mapping.missing.empty()) {
    SEN_LET(out.preview.checked, check_rows(tx, ctx, sources, *kind, out.preview.grid, out.preview.mapping));
  }
  count(batch, out.preview);
  SEN_TRY(tx.execute(sql::kRemapBatch, batch.id, batch.mapping, batch.good, batch.bad, batch.same));
  SEN_TRY(remember(tx, batch.kind, out.preview.mapping));
  return out;
}

Result<Preview> preview_of(store::ReadTx& tx, const Context& ctx, const Sources& sources, const Batch& batch, const Slice& slice) {
  const auto kind = kind_of(batch.kind);
  SEN_ASSERT(kind.has_value());
  SEN_LET(const auto cells, cells_of(tx, batch.id));
  Preview out;
  SEN_LET(out.grid, formats::decode_grid(cells));
  Wishes wishes = wishes_from_json(batch.mapping);
  const auto header = wishes.extract(kHeader);
  SEN_ASSERT(!header.empty());
  SEN_LET(out.mapping, map_columns(*kind, out.grid, wishes, {}, std::stoul(header.mapped())));
  SEN_LET(out.checked, check_rows(tx, ctx, sources, *kind, out.grid, out.mapping, slice));
  return out;
}

Result<Batch> apply_step(store::WriteTx& tx, const Context& ctx, const Sources& sources, const StepInput& input) {
  SEN_LET(Batch batch, load_batch(tx, input.id));
  const auto kind = kind_of(batch.kind);
  if (!ctx.actor.may(right_of(*kind))) return forbidden(right_of(*kind));
  if (batch.state == "applied") return batch;
  if (batch.state != "previewed" && batch.state != "applying") return conflict("intake.batch_ended", "id");
  // The first step looks at all once more; the next ones at what they write.
  const Slice slice = batch.state == "previewed" ? Slice{} : Slice{batch.last_line, input.rows_max + 1};
  SEN_LET(const auto preview, preview_of(tx, ctx, sources, batch, slice));
  const Checked& checked = preview.checked;
  if (batch.state == "previewed") {
    if (checked.bad > 0 && !input.accept_good) return bad_rows(checked.bad);
    batch.bad = checked.bad;
  }
  Context own = ctx;
  own.batch = batch.id.value;
  SEN_LET(const bool all, apply_rows(tx, own, *kind, checked, batch, input.rows_max));
  if (checked.import_rules) SEN_TRY(checked.import_rules->end(tx));
  SEN_TRY(after_rows(tx, own, *kind));
  batch.state = all ? "applied" : "applying";
  batch.changed_at = ctx.clock.now();
  if (all) {
    ledger::EventDraft event{.kind = "import.applied", .subject = {"import", batch.id.value}};
    event.facts.set("kind", Json::string(batch.kind));
    event.facts.set("sha256", Json::string(batch.file_hash));
    event.facts.set("rows", Json::number(batch.done));
    event.facts.set("left_out", Json::number(batch.bad));
    event.payload.set("file", Json::string(batch.file_name));
    SEN_TRY(ledger::append(tx, own, event));
    SEN_TRY(tx.execute(sql::kForgetCells, batch.id, store::Sealed{cells_place(batch.id), std::string_view()}));
  }
  SEN_TRY(save_batch(tx, batch));
  return batch;
}

Result<Done> save_batch(store::WriteTx& tx, const Batch& batch) {
  SEN_TRY(tx.execute(sql::kUpdateBatch, batch.id, batch.state, batch.bad, batch.done, batch.kept, batch.last_line, batch.changed_at));
  return Done{};
}

Wishes letters_of(const Mapping& mapping) {
  Wishes out;
  out.emplace(kHeader, std::to_string(mapping.header));
  for (const Column& column : mapping.columns) out.emplace("column " + key_of(column.name), column.field);
  return out;
}

Result<std::vector<Batch>> batches_of(store::ReadTx& tx, int limit) { return tx.select<Batch>(sql::kSelectBatches, limit); }

Result<Batch> load_batch(store::ReadTx& tx, BatchId id) {
  SEN_LET(auto found, tx.find<Batch>(sql::kSelectBatch, id));
  if (!found) return not_found("intake.batch_unknown", "id");
  return *std::move(found);
}

}  // namespace sen::intake
