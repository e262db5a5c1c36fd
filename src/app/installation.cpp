#include "app/installation.hpp"

#include <filesystem>
#include <fstream>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "ledger/packs.hpp"
#include "ledger/rebuild.hpp"

namespace sen::app {
namespace {

constexpr const char* kNoteFile = "/demo.json";
constexpr std::size_t kNoteBytesMax = 4096;
constexpr std::size_t kNameLength = 12;

bool holds_database(const std::string& folder) {
  std::error_code error;
  return std::filesystem::exists(folder + "/sen.db", error);
}

}  // namespace

std::optional<DemoNote> read_demo_note(const std::string& folder) {
  if (folder.empty()) return std::nullopt;
  const auto text = read_file(folder + kNoteFile, kNoteBytesMax);
  if (!text) return std::nullopt;
  const auto json = parse_json(*text);
  if (!json) return std::nullopt;
  return DemoNote{json->int_or("shift_ms", 0), static_cast<std::uint64_t>(json->int_or("seed", 0))};
}

Result<Done> write_demo_note(const std::string& folder, const DemoNote& note) {
  JsonOut out;
  out.begin_object();
  out.member("shift_ms", note.shift_ms);
  out.member("seed", static_cast<std::int64_t>(note.seed));
  out.end_object();
  std::error_code ignored;  // what matters is whether the file can be written
  std::filesystem::create_directories(folder, ignored);
  std::ofstream file(folder + kNoteFile, std::ios::binary | std::ios::trunc);
  file << out.text() << "\n";
  file.close();
  if (!file) return Error{ErrorCode::Unavailable, "app.file_unwritable", {}, {}, {{"file", folder + kNoteFile}}, {}};
  return Done{};
}

Result<Installation> open_installation(const Invocation& call, Opening opening) {
  Installation out;
  out.folder = call.text("--data");
  store::Options options;
  options.data = out.folder;
  options.url = call.text("--db");
  // Files of evidence lie in a folder even when the rows lie on a server; one server, one folder.
  if (out.folder.empty() && !options.url.empty()) out.folder = "sen-data-" + sha256_hex(options.url).substr(0, kNameLength);
  out.key_file = call.text("--key-file", store::usual_key_file(out.folder));
  options.key_file = out.key_file;
  options.read_only = opening == Opening::ReadOnly;
  // Only the command line opens so, and it may walk a whole chain in one read.
  if (options.read_only) options.read_limit_ms = 0;
  if (options.data.empty() && options.url.empty()) return invalid("app.data_missing");
  if (options.url.empty()) {
    const bool there = holds_database(options.data);
    if (opening == Opening::New && there) return conflict("app.data_exists", "--data", {{"folder", options.data}});
    const bool may_be_absent = opening == Opening::New || opening == Opening::NewOrExisting;
    if (!may_be_absent && !there) return not_found("app.data_absent", "--data");
  } else {
    options.data.clear();
  }
  SEN_LET(out.store, store::open(options));
  SEN_TRY(opening == Opening::ReadOnly ? out.store->check_key() : out.store->migrate());
  SEN_LET(auto packs, ledger::packs_in_force(*out.store));
  out.packs = std::make_unique<const pack::PackSet>(std::move(packs));
  // A release or a pack may have changed a measure: what it counts is counted anew before anyone looks.
  if (opening != Opening::ReadOnly) SEN_TRY(ledger::recount_changed(*out.store, *out.packs));
  out.demo = read_demo_note(out.folder);
  if (out.demo) {
    out.clock = std::make_unique<ShiftedClock>(out.demo->shift_ms);
  } else {
    out.clock = std::make_unique<SystemClock>();
  }
  return out;
}

std::vector<Option> with_installation(std::vector<Option> options) {
  options.push_back({"--data", Takes::Text});
  options.push_back({"--db", Takes::Text});
  options.push_back({"--key-file", Takes::Text});
  return options;
}

}  // namespace sen::app
