// Files with figures, people, targets, dossiers: previewed, mapped, imported by steps, taken back. docs/api.md "Import and export".
#include "api/services.hpp"
#include "base/hash.hpp"
#include "intake/batch.hpp"

namespace sen::api {
namespace {

constexpr std::size_t kRowsShown = 20;
constexpr std::size_t kErrorsShown = 500;
constexpr int kBatchesMax = 100;
constexpr std::int64_t kUploadBytesMax = std::int64_t{25} << 20;

using intake::BatchId;

struct BatchJson {
  BatchId id{};
  std::string kind;
  std::string file;
  std::string state;
  std::int64_t good = 0;
  std::int64_t bad = 0;
  std::int64_t same = 0;
  std::int64_t done = 0;
  std::int64_t kept = 0;
  std::string made_by;
  Instant made_at{};
  Instant changed_at{};
};
void describe(http::Wire& v, BatchJson& batch) {
  v.id("id", batch.id);
  v.choice("kind", batch.kind, {"facts", "people", "targets", "dossiers"});
  v.text("file", batch.file, {.length_max = 200});
  v.choice("state", batch.state, {"previewed", "applying", "applied", "undoing", "undone"});
  v.integer("good", batch.good, {});
  v.integer("bad", batch.bad, {});
  v.integer("same", batch.same, {});
  v.integer("done", batch.done, {});
  v.integer("kept", batch.kept, {});
  v.text("made_by", batch.made_by, {.length_max = 200});
  v.instant("made_at", batch.made_at);
  v.instant("changed_at", batch.changed_at);
}

struct BatchesJson {
  std::vector<BatchJson> imports;
};
void describe(http::Wire& v, BatchesJson& batches) { v.list("imports", batches.imports); }

struct ColumnJson {
  std::string column;
  std::string title;
  std::optional<std::string> field{};
};
void describe(http::Wire& v, ColumnJson& column) {
  v.code("column", column.column, {.length_max = 3});
  v.text("title", column.title, {.length_max = 32'000});
  v.code("field", column.field, {.length_max = 40});
}

struct FieldSpecJson {
  std::string field;
  std::string label;
  bool required = false;
};
void describe(http::Wire& v, FieldSpecJson& field) {
  v.code("field", field.field, {.length_max = 40});
  v.text("label", field.label, {.length_max = 200});
  v.boolean("required", field.required);
}

struct RowJson {
  std::int64_t line = 0;
  std::vector<std::string> cells;
};
void describe(http::Wire& v, RowJson& row) {
  v.integer("line", row.line, {});
  v.list("cells", row.cells, {.length_max = 32'000});
}

struct CellErrorJson {
  std::int64_t line = 0;
  std::string column;
  std::string title;
  std::string value;
  std::string code;
  std::string detail;
};
void describe(http::Wire& v, CellErrorJson& error) {
  v.integer("line", error.line, {});
  v.text("column", error.column, {.length_max = 3});
  v.text("title", error.title, {.length_max = 32'000});
  v.text("value", error.value, {.length_max = 400});
  v.code("code", error.code, {.length_max = 100});
  v.text("detail", error.detail, {.length_max = 2'000});
}

struct ImportDifferenceJson {
  std::int64_t line = 0;
  std::string subject;
  std::string what;
  std::string file;
  std::string sen;
  std::string detail;
};
void describe(http::Wire& v, ImportDifferenceJson& difference) {
  v.integer("line", difference.line, {});
  v.text("subject", difference.subject, {.length_max = 60});
  v.choice("what", difference.what, {"due_on", "state", "kept_here", "not_in_file"});
  v.text("file", difference.file, {.length_max = 400});
  v.text("sen", difference.sen, {.length_max = 400});
  v.text("detail", difference.detail, {.length_max = 2'000});
}

struct PreviewJson {
  BatchJson batch;
  std::vector<FieldSpecJson> fields;
  std::vector<ColumnJson> columns;
  std::vector<std::string> missing;
  std::vector<RowJson> rows;
  std::vector<CellErrorJson> errors;
  std::int64_t error_count = 0;
  std::vector<ImportDifferenceJson> differences;
  std::int64_t difference_count = 0;
};
void describe(http::Wire& v, PreviewJson& preview) {
  v.object("batch", preview.batch);
  v.list("fields", preview.fields);
  v.list("columns", preview.columns);
  v.list("missing", preview.missing, {.length_max = 40});
  v.list("rows", preview.rows);
  v.list("errors", preview.errors);
  v.integer("error_count", preview.error_count, {});
  v.list("differences", preview.differences);
  v.integer("difference_count", preview.difference_count, {});
}

struct KindPath {
  std::string kind;
};
void describe(http::Wire& v, KindPath& path) { v.in_path().choice("kind", path.kind, {"facts", "people", "targets", "dossiers"}); }

struct MappingInputJson {
  BatchId id{};
  std::vector<ColumnJson> columns;
};
void describe(http::Wire& v, MappingInputJson& input) {
  v.in_path().id("id", input.id);
  v.list("columns", input.columns, {.count_max = 64});
}

struct ApplyInputJson {
  BatchId id{};
  bool accept_good = false;
};
void describe(http::Wire& v, ApplyInputJson& input) {
  v.in_path().id("id", input.id);
  v.boolean("accept_good", input.accept_good);
}

struct BatchPath {
  BatchId id{};
};
void describe(http::Wire& v, BatchPath& path) { v.in_path().id("id", path.id); }

/// Roles that may import one kind or another; each command asks for its own right.
http::Access importers() {
  http::Access out;
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    for (const auto kind : intake::kKinds) {
      if (role_may(role, intake::right_of(kind))) out.allow(static_cast<http::Role>(i), http::Scope::OwnUnit);
    }
  }
  return out;
}

intake::Sources sources(Services& services) { return {services.sets, services.records}; }

BatchJson batch_json(const intake::Batch& batch, std::string made_by) {
  return {.id = batch.id, .kind = batch.kind, .file = batch.file_name, .state = batch.state, .good = batch.good, .bad = batch.bad,
          .same = batch.same, .done = batch.done, .kept = batch.kept, .made_by = std::move(made_by), .made_at = batch.made_at,
          .changed_at = batch.changed_at};
}

Result<std::string> name_of(store::ReadTx& tx, PersonId person, Language language) {
  if (person.value == 0) return render(language, "api.event.by_system");
  SEN_LET(const auto found, identity::load_person(tx, person));
  return found.name.reveal(Purpose::Show);
}

PreviewJson preview_json(const intake::Staged& staged, const std::string& made_by, Language language) {
  const intake::Preview& preview = staged.preview;
  PreviewJson out;
  out.batch = batch_json(staged.batch, made_by);
  for (const auto& field : intake::fields_of(*intake::kind_of(staged.batch.kind))) {
    out.fields.push_back({field.field, field.label(language), field.required});
  }
  for (const auto& column : preview.mapping.columns) {
    ColumnJson one{column.name, column.title, {}};
    if (!column.field.empty()) one.field = column.field;
    out.columns.push_back(std::move(one));
  }
  out.missing = preview.mapping.missing;
  const auto& rows = preview.grid.rows;
  for (std::size_t i = preview.mapping.header + 1; i < rows.size() && out.rows.size() < kRowsShown; ++i) {
    RowJson row{rows[i].line, {}};
    for (const auto& cell : rows[i].cells) row.cells.push_back(cell.text);
    row.cells.resize(preview.mapping.columns.size());
    out.rows.push_back(std::move(row));
  }
  const auto& errors = preview.checked.errors;
  out.error_count = static_cast<std::int64_t>(errors.size());
  for (std::size_t i = 0; i < errors.size() && i < kErrorsShown; ++i) {
    const auto& error = errors[i];
    out.errors.push_back({error.line, error.column, error.title, error.value, error.code, render(language, error.code, error.arguments)});
  }
  const auto& differences = preview.checked.differences;
  out.difference_count = static_cast<std::int64_t>(differences.size());
  for (std::size_t i = 0; i < differences.size() && i < kErrorsShown; ++i) {
    const auto& each = differences[i];
    out.differences.push_back({each.line, each.subject, each.what, each.file, each.sen, each.text(language)});
  }
  return out;
}

http::Reply<PreviewJson> upload(Services& services, http::Request<KindPath>& request) {
  SEN_ASSERT(request.call.upload != nullptr);
  const auto name = request.call.file_name();
  if (!name) return name.error();
  const auto bytes = request.call.upload->read_all();
  if (!bytes) return bytes.error();
  auto grid = formats::read_grid_limited(*bytes);
  if (!grid) return grid.error();
  const intake::FileInput file{.kind = *intake::kind_of(request.input.kind), .name = *name, .hash = sha256_hex(*bytes), .grid = *std::move(grid), .map = {}};
  return command_of_body<PreviewJson>(
      services, request, file.hash, [&](store::WriteTx& tx, const Context& ctx, const KindPath&) -> Result<PreviewJson> {
        SEN_LET(const auto staged, intake::stage_file(tx, ctx, sources(services), file));
        return preview_json(staged, who(request.call).person.name.reveal(Purpose::Show), request.call.language);
      });
}

Result<PreviewJson> map(Services& services, store::WriteTx& tx, const Context& ctx, const MappingInputJson& input, Language language) {
  intake::RemapInput wish{.id = input.id, .map = {}};
  for (const auto& column : input.columns) wish.map["column " + intake::key_of(column.column)] = column.field.value_or("");
  SEN_LET(const auto staged, intake::remap(tx, ctx, sources(services), wish));
  SEN_LET(const auto made_by, name_of(tx, staged.batch.made_by, language));
  return preview_json(staged, made_by, language);
}

/// One step, and the news to open browsers.
template <class Step>
Result<BatchJson> step(Services& services, store::WriteTx& tx, const Context& ctx, Language language, Step&& go) {
  SEN_LET(const auto batch, go());
  SEN_LET(const auto made_by, name_of(tx, batch.made_by, language));
  announce(services, tx, ctx, "import", batch.id.value);
  return batch_json(batch, made_by);
}

/// Those of the kinds that the actor may import: the name of a file of people is not for everybody.
Result<BatchesJson> list(store::ReadTx& tx, const Context& ctx, Language language) {
  SEN_LET(const auto found, intake::batches_of(tx, kBatchesMax));
  BatchesJson out;
  std::map<std::int64_t, std::string> names;
  for (const auto& batch : found) {
    if (!ctx.actor.may(intake::right_of(*intake::kind_of(batch.kind)))) continue;
    auto name = names.find(batch.made_by.value);
    if (name == names.end()) {
      SEN_LET(auto made_by, name_of(tx, batch.made_by, language));
      name = names.emplace(batch.made_by.value, std::move(made_by)).first;
    }
    out.imports.push_back(batch_json(batch, name->second));
  }
  return out;
}

}  // namespace

void add_import_routes(http::Router& router, Services& services) {
  router.post("/api/imports/{kind}", importers(), http::Lane::Heavy,
              [&services](http::Request<KindPath>& request) { return upload(services, request); })
      .upload(kUploadBytesMax)
      .creates();
  router.post("/api/imports/{id}/mapping", importers(), http::Lane::Heavy,
              [&services](http::Request<MappingInputJson>& request) -> http::Reply<PreviewJson> {
                return command<PreviewJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const MappingInputJson& input) {
                  return map(services, tx, ctx, input, request.call.language);
                });
              })
      .idempotent();
  // A step a call: the browser shows how far it is, and stops by not asking for the next one.
  router.post("/api/imports/{id}/apply", importers(), http::Lane::Heavy,
              [&services](http::Request<ApplyInputJson>& request) -> http::Reply<BatchJson> {
                return command<BatchJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const ApplyInputJson& input) {
                  return step(services, tx, ctx, request.call.language, [&] {
                    return intake::apply_step(tx, ctx, sources(services), {.id = input.id, .accept_good = input.accept_good});
                  });
                });
              })
      .idempotent()
      .audit("import.applied");
  router.post("/api/imports/{id}/undo", importers(), http::Lane::Heavy,
              [&services](http::Request<BatchPath>& request) -> http::Reply<BatchJson> {
                return command<BatchJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const BatchPath& input) {
                  return step(services, tx, ctx, request.call.language, [&] {
                    return intake::undo_step(tx, ctx, sources(services), {.id = input.id});
                  });
                });
              })
      .idempotent()
      .audit("import.undone");
  router.get("/api/imports", importers(), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<BatchesJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const http::Nothing&) {
                 return list(tx, ctx, request.call.language);
               });
             });
}

}  // namespace sen::api
