#include "app/commands/import.hpp"

#include <charconv>
#include <filesystem>
#include <ostream>

#include "app/installation.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "identity/unit.hpp"
#include "intake/batch.hpp"

namespace sen::app {
namespace {

constexpr std::size_t kFileBytesMax = std::size_t{25} << 20;
constexpr std::size_t kFaultsShown = 200;
constexpr int kStepRows = 2'000;  // of one transaction; a person at the screen waits for fewer

struct Work {
  const Invocation& call;
  Installation& installation;
  identity::Unit unit;
  Actor actor;
  Context ctx;
  index::Sets sets{};
  record::Rules rules{};
  intake::Sources sources{sets, rules};

  Work(const Invocation& invocation, Installation& opened, identity::Unit found)
      : call(invocation), installation(opened), unit(std::move(found)), actor(system_actor(unit.id)),
        ctx{actor, unit.id, *opened.clock, *opened.random, *opened.packs} {}
};

std::string fault_text(Language language, const intake::CellError& error) {
  const std::string what = render(language, error.code, error.arguments);
  const std::string line = std::to_string(error.line);
  if (error.column.empty()) return render(language, "intake.cli.fault_row", {{"line", line}, {"what", what}});
  return render(language, "intake.cli.fault",
                {{"line", line}, {"column", error.column}, {"title", error.title}, {"value", error.value}, {"what", what}});
}

void write_json(const Work& work, const intake::Preview& preview, const intake::Batch& batch) {
  JsonOut out;
  out.begin_object();
  if (batch.id.value != 0) out.member("batch", std::to_string(batch.id.value));
  else out.member_null("batch");
  out.member("state", batch.state);
  out.member("file", batch.file_name);
  out.member("sha256", batch.file_hash);
  out.key("columns");
  out.begin_array();
  for (const auto& column : preview.mapping.columns) {
    out.begin_object();
    out.member("column", column.name);
    out.member("title", column.title);
    if (column.field.empty()) out.member_null("field");
    else out.member("field", column.field);
    out.end_object();
  }
  out.end_array();
  out.member("good", preview.checked.good);
  out.member("bad", preview.checked.bad);
  out.member("same", preview.checked.same);
  out.member("done", batch.done);
  out.key("errors");
  out.begin_array();
  for (const auto& error : preview.checked.errors) {
    out.begin_object();
    out.member("line", error.line);
    out.member("column", error.column);
    out.member("title", error.title);
    out.member("value", error.value);
    out.member("code", error.code);
    out.member("detail", render(work.call.language, error.code, error.arguments));
    out.end_object();
  }
  out.end_array();
  out.key("differences");
  out.begin_array();
  for (const auto& each : preview.checked.differences) {
    out.begin_object();
    if (each.line != 0) out.member("line", each.line);
    else out.member_null("line");
    out.member("subject", each.subject);
    out.member("what", each.what);
    out.member("file", each.file);
    out.member("sen", each.sen);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  work.call.out << out.text() << "\n";
}

void print(const Work& work, intake::Kind kind, const intake::Preview& preview) {
  const Language language = work.call.language;
  std::string columns;
  for (const auto& column : preview.mapping.columns) {
    const auto* field = intake::find_field(kind, column.field);
    if (!columns.empty()) columns += ", ";
    columns += column.title + " → " + (field == nullptr ? render(language, "intake.cli.column_none") : field->label(language));
  }
  work.call.out << render(language, "intake.cli.columns", {{"columns", columns}}) << "\n";
  const auto& errors = preview.checked.errors;
  for (std::size_t i = 0; i < errors.size() && i < kFaultsShown; ++i) work.call.out << fault_text(language, errors[i]) << "\n";
  if (errors.size() > kFaultsShown) {
    work.call.out << render(language, "intake.cli.faults_more", {{"count", std::to_string(errors.size() - kFaultsShown)}}) << "\n";
  }
  work.call.out << render(language, "intake.cli.counts",
                          {{"kind", render(language, std::string("intake.kind.") + intake::name_of(kind))},
                           {"good", std::to_string(preview.checked.good)}, {"bad", std::to_string(preview.checked.bad)},
                           {"same", std::to_string(preview.checked.same)}})
                << "\n";
  const auto& differences = preview.checked.differences;
  if (differences.empty()) return;
  work.call.out << render(language, "intake.cli.differences", {{"count", std::to_string(differences.size())}}) << "\n";
  for (std::size_t i = 0; i < differences.size() && i < kFaultsShown; ++i) work.call.out << differences[i].text(language) << "\n";
  if (differences.size() > kFaultsShown) {
    work.call.out << render(language, "intake.cli.faults_more", {{"count", std::to_string(differences.size() - kFaultsShown)}}) << "\n";
  }
}

Result<intake::FileInput> read_input(const Invocation& call, intake::Kind kind) {
  const std::string path = call.text("file");
  SEN_LET(const std::string bytes, read_file(path, kFileBytesMax));
  intake::FileInput input{.kind = kind, .name = std::filesystem::path(path).filename().string(), .hash = sha256_hex(bytes), .grid = {}, .map = {}};
  SEN_LET(input.grid, formats::read_grid_limited(bytes));
  for (const auto& text : call.texts("--map")) {
    SEN_LET(auto wish, intake::parse_wish(text));
    input.map.insert(std::move(wish));
  }
  return input;
}

/// Columns that are missing stop everything, in words that name them.
Result<Done> all_columns(intake::Kind kind, const intake::Preview& preview) {
  if (preview.mapping.missing.empty()) return Done{};
  Error error = invalid("intake.columns_missing");
  for (const auto& field : preview.mapping.missing) {
    error.fields.push_back({"--map", "intake.column_missing", {{"field", intake::find_field(kind, field)->label_vi}, {"name", field}}});
  }
  return error;
}

Result<int> dry_run(Work& work, const intake::FileInput& input) {
  SEN_LET(const auto preview, work.installation.store->read(work.unit.id, [&](store::ReadTx& tx) {
    return intake::preview_file(tx, work.ctx, work.sources, input);
  }));
  SEN_TRY(all_columns(input.kind, preview));
  const intake::Batch none{.kind = intake::name_of(input.kind), .file_name = input.name, .file_hash = input.hash, .state = "dry_run", .mapping = {}};
  if (work.call.json()) {
    write_json(work, preview, none);
  } else {
    print(work, input.kind, preview);
    work.call.out << render(work.call.language, "intake.cli.dry_run") << "\n";
  }
  return preview.checked.bad > 0 ? kExitFinding : kExitDone;
}

/// The same file a second time: all is as it should be, and nothing happens.
Result<int> tell_known(const Work& work, const Error& error) {
  std::string batch;
  for (const auto& [name, value] : error.arguments) {
    if (name == "id") batch = value;
  }
  if (!work.call.json()) {
    work.call.out << render(work.call.language, error) << "\n";
    return kExitDone;
  }
  JsonOut out;
  out.begin_object();
  out.member("batch", batch);
  out.member("state", "known");
  out.end_object();
  work.call.out << out.text() << "\n";
  return kExitDone;
}

Result<int> apply(Work& work, const intake::FileInput& input) {
  const auto staging = work.installation.store->write(work.unit.id, [&](store::WriteTx& tx) -> Result<intake::Staged> {
    SEN_LET(auto found, intake::stage_file(tx, work.ctx, work.sources, input));
    SEN_TRY(all_columns(input.kind, found.preview));
    return found;
  });
  if (!staging && staging.error().rule == "intake.imported_already") return tell_known(work, staging.error());
  SEN_LET(const auto& staged, staging);
  const bool accepted = work.call.has("--accept-good");
  intake::Batch batch = staged.batch;
  if (!work.call.json()) print(work, input.kind, staged.preview);
  if (staged.preview.checked.bad > 0 && !accepted) {
    if (work.call.json()) write_json(work, staged.preview, batch);
    else work.call.out << render(work.call.language, "intake.cli.nothing") << "\n";
    return kExitFinding;
  }
  while (batch.state != "applied") {
    SEN_LET(batch, work.installation.store->write(work.unit.id, [&](store::WriteTx& tx) {
      return intake::apply_step(tx, work.ctx, work.sources, {.id = batch.id, .accept_good = accepted, .rows_max = kStepRows});
    }));
    if (!work.call.json() && batch.state != "applied") {
      work.call.out << render(work.call.language, "intake.cli.progress", {{"done", std::to_string(batch.done)}, {"good", std::to_string(batch.good)}})
                    << "\n" << std::flush;
    }
  }
  if (work.call.json()) {
    write_json(work, staged.preview, batch);
    return kExitDone;
  }
  // What another system keeps is not taken back: no word of it.
  const char* sentence = input.kind == intake::Kind::Dossiers ? "intake.cli.applied_for_good" : "intake.cli.applied";
  work.call.out << render(work.call.language, sentence,
                          {{"done", std::to_string(batch.done)}, {"bad", std::to_string(batch.bad)},
                           {"batch", std::to_string(batch.id.value)}, {"unit", work.unit.code}})
                << "\n";
  return kExitDone;
}

Result<int> undo(Work& work) {
  const std::string text = work.call.text("file");
  intake::BatchId id{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (failed != std::errc{} || end != text.data() + text.size()) return not_found("intake.batch_unknown", "file");
  intake::Batch batch;
  do {
    SEN_LET(batch, work.installation.store->write(work.unit.id, [&](store::WriteTx& tx) {
      return intake::undo_step(tx, work.ctx, work.sources, {.id = id});
    }));
  } while (batch.state != "undone");
  if (work.call.json()) {
    JsonOut out;
    out.begin_object();
    out.member("batch", text);
    out.member("state", batch.state);
    out.member("kept", batch.kept);
    out.end_object();
    work.call.out << out.text() << "\n";
    return kExitDone;
  }
  work.call.out << render(work.call.language, "intake.cli.undone", {{"batch", text}, {"kept", std::to_string(batch.kept)}}) << "\n";
  return kExitDone;
}

Result<int> run(const Invocation& call) {
  const std::string name = call.text("kind");
  const auto kind = intake::kind_of(name);
  if (!kind && name != "undo") return invalid("intake.kind_unknown", "kind", {{"value", name}});
  intake::FileInput input;
  if (kind) {
    SEN_LET(input, read_input(call, *kind));
  }
  SEN_LET(Installation installation, open_installation(call, Opening::Existing));
  SEN_LET(auto unit, installation.store->read(UnitId{0}, [&](store::ReadTx& tx) {
    return identity::find_unit(tx, call.text("--unit"), date_of(installation.clock->now()));
  }));
  Work work(call, installation, std::move(unit));
  if (!kind) return undo(work);
  return call.has("--dry-run") ? dry_run(work, input) : apply(work, input);
}

}  // namespace

std::vector<Command> import_commands() {
  return {{"import",
           with_installation({{"kind", Takes::Text, true}, {"file", Takes::Text, true}, {"--unit", Takes::Text, true},
                              {"--dry-run", Takes::Flag}, {"--accept-good", Takes::Flag}, {"--map", Takes::Texts},
                              {"--json", Takes::Flag}}),
           &run}};
}

}  // namespace sen::app
