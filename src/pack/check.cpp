#include "pack/check.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace sen::pack {
namespace {

constexpr std::uintmax_t kFileBytesMax = 8U << 20;

struct SchemaKind {
  std::string_view schema;  ///< up to the version, or a beginning of it
  std::string_view kind;
};
constexpr std::array<SchemaKind, 13> kSchemas{{{"sen.criteria-set/", "criteria-sets"},
                                              {"sen.measures/", "measures"},
                                              {"sen.events/", "events"},
                                              {"sen.holidays/", "calendar"},
                                              {"sen.plan-", "plans"},
                                              {"sen.follow-up/", "follow-up"},
                                              {"sen.import/", "import"},
                                              {"sen.roles/", "roles"},
                                              {"sen.demo/", "demo"},
                                              {"sen.questionnaire/", "surveys"},
                                              {"sen.record-type/", "record-types"},
                                              {"sen.procedures/", "procedures"},
                                              {"sen.paper/", "papers"}}};

bool has_source(const Json& body) {
  const std::array names{"act", "legal_basis", "source", "sources", "note"};
  return std::any_of(names.begin(), names.end(), [&](const char* name) {
    const Json& value = body[name];
    return (value.is_string() && !value.text().empty()) || !value.items().empty() ||
           !value.members().empty();
  });
}

void check_dates(const Json& body, const std::function<void(std::string, Text)>& fault) {
  for (const char* name : {"issued_on", "effective_from", "effective_to"}) {
    const Json& value = body[name];
    if (!body.has(name) || value.is_null()) continue;
    if (!value.is_string() || !parse_date(value.text())) fault(name, {"pack.date"});
  }
  const auto from = parse_date(body.string_or("effective_from"));
  const auto to = parse_date(body.string_or("effective_to"));
  if (from && to && *to < *from) fault("effective_to", {"pack.date_order"});
}

void check_layer(const Json& body, const std::function<void(std::string, Text)>& fault) {
  const std::string layer = body.string_or("layer", "nation");
  const bool below = layer == "province" || layer == "unit";
  if (layer != "nation" && !below) fault("layer", {"pack.layer"});
  if (below && body.string_or("for").empty()) fault("for", {"pack.layer_for"});
  if (layer == "nation" && body.has("for")) fault("for", {"pack.layer_for"});
  // What is counted is counted alike in every unit of an installation, else no one could compare.
  const std::string kind = kind_of_schema(body.string_or("schema"));
  if (below && (kind == "measures" || kind == "events")) fault("layer", {"pack.layer_measures"});
}

bool overlap(const Entry& a, const Entry& b) {
  const bool before = a.effective_to && b.effective_from && *a.effective_to < *b.effective_from;
  const bool after = b.effective_to && a.effective_from && *b.effective_to < *a.effective_from;
  return !before && !after;
}

// Two answers to one question on one day.
void check_overlaps(const PackSet& packs, std::vector<Finding>& findings) {
  const auto entries = packs.all();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t j = i + 1; j < entries.size(); ++j) {
      const Entry& a = *entries[i];
      const Entry& b = *entries[j];
      if (a.kind != b.kind || a.id != b.id) break;
      if (a.layer != b.layer || a.holds_for != b.holds_for || !overlap(a, b)) continue;
      findings.push_back(
          {b.file, "effective_from", {"pack.overlap", {{"id", b.id}, {"file", a.file}}}});
    }
  }
}

void check_entry(const PackFile& file, PackSet& packs, std::vector<Finding>& findings) {
  const auto fault = [&](std::string where, Text text) {
    findings.push_back({file.path, std::move(where), std::move(text)});
  };
  const auto body = parse_json(file.json);
  if (!body) return fault({}, {body.error().rule, body.error().arguments});
  if (!body->is_object()) return fault({}, {"pack.not_object"});
  const std::string schema = body->string_or("schema");
  const std::string kind = kind_of_schema(schema);
  if (kind.empty()) return fault("schema", {"pack.schema", {{"schema", schema}}});
  if (!has_source(*body)) fault("source", {"pack.no_source"});
  check_dates(*body, fault);
  check_layer(*body, fault);
  if (const auto added = packs.add(kind, file.path, file.json); !added) {
    fault({}, {added.error().rule, added.error().arguments});
  }
}

}  // namespace

std::string kind_of_schema(std::string_view schema) {
  for (const auto& known : kSchemas) {
    if (schema.starts_with(known.schema)) return std::string(known.kind);
  }
  return {};
}

Result<std::vector<PackFile>> read_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) return invalid("pack.no_folder", {}, {{"folder", folder}});
  std::vector<PackFile> files;
  for (auto it = fs::recursive_directory_iterator(folder, failed);
       !failed && it != fs::recursive_directory_iterator(); it.increment(failed)) {
    if (!it->is_regular_file(failed) || it->path().extension() != ".json") continue;
    std::string name = fs::relative(it->path(), folder, failed).generic_string();
    const std::uintmax_t size = it->file_size(failed);
    if (size > kFileBytesMax) return invalid("pack.file_large", name, {{"file", name}});
    std::ostringstream bytes;
    bytes << std::ifstream(it->path(), std::ios::binary).rdbuf();
    if (bytes.view().size() != size) {
      return invalid("pack.file_unreadable", name, {{"file", name}});
    }
    files.push_back({std::move(name), std::move(bytes).str()});
  }
  if (failed) return invalid("pack.no_folder", {}, {{"folder", folder}});
  if (files.empty()) return invalid("pack.no_files", {}, {{"folder", folder}});
  std::sort(files.begin(), files.end(),
            [](const PackFile& a, const PackFile& b) { return a.path < b.path; });
  return files;
}

CheckReport check(const std::vector<PackFile>& files, const Checkers& checkers) {
  CheckReport report;
  report.file_count = files.size();
  for (const auto& file : files) check_entry(file, report.packs, report.findings);
  check_overlaps(report.packs, report.findings);
  // Measures may count events that the program's own packs name.
  PackSet together = PackSet::with_embedded();
  for (const auto* entry : report.packs.all()) {
    SEN_ASSERT(together.add(entry->kind, entry->file, canonical(entry->body)).has_value());
  }
  if (const auto compiled = together.compile(); !compiled) {
    for (const auto& fault : compiled.error().fields) {
      const auto json = fault.field.find(".json/");
      const bool named = json != std::string::npos;
      report.findings.push_back({named ? fault.field.substr(0, json + 5) : std::string(),
                                 named ? fault.field.substr(json + 6) : fault.field,
                                 {fault.code, fault.arguments}});
    }
  }
  for (const auto& [kind, checker] : checkers) {
    const auto entries = report.packs.all(kind);
    if (entries.empty()) continue;
    auto found = checker(entries);
    std::move(found.begin(), found.end(), std::back_inserter(report.findings));
  }
  return report;
}

}  // namespace sen::pack
