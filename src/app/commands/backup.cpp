#include "app/commands/backup.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <utility>

#include "app/installation.hpp"
#include "app/recovery_key.hpp"
#include "app/restoring.hpp"
#include "backup/archive.hpp"
#include "backup/key_text.hpp"
#include "base/hash.hpp"
#include "evidence/blobs.hpp"
#include "identity/unit.hpp"
#include "store/copy.hpp"
#include "store/folder.hpp"
#include "store/migration.hpp"

namespace sen::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kUnitsNamed = 100;
constexpr std::size_t kHashBytes = 32;

/// A file or folder that goes with the object, unless it is to stay.
struct Passing {
  std::string path;
  bool stays = false;
  ~Passing() {
    std::error_code ignored;
    if (!stays) fs::remove_all(path, ignored);
  }
};

/// In clear, and bound to the pieces: what somebody must know who finds the file.
Result<Json> header_of(const Installation& installation, std::string_view public_key) {
  SEN_LET(const auto units, installation.store->read(UnitId{0}, [](store::ReadTx& tx) { return identity::all_units(tx); }));
  Json codes = Json::array();
  for (std::size_t i = 0; i < std::min(units.size(), kUnitsNamed); ++i) codes.push(Json::string(units[i].code));
  Json header = Json::object();
  header.set("format", Json::number(1));
  header.set("suite", Json::string("x25519-sealed-box, xchacha20poly1305-secretstream, zstd"));
  header.set("key", Json::string(backup::fingerprint(public_key)));
  header.set("product", Json::string(SEN_VERSION));
  header.set("schema", Json::number(store::migrations().back().number));
  header.set("created", Json::string(to_string(installation.clock->now())));
  header.set("units", std::move(codes));
  header.set("unit_count", Json::number(static_cast<std::int64_t>(units.size())));
  return header;
}

/// The one place where a copy of the database stands while it is packed and verified. One backup at a time; what an
/// interrupted one left goes.
class Copy {
 public:
  static Result<Copy> take(const std::string& folder) {
    const std::string place = folder + "/copying";
    std::error_code ignored;
    fs::create_directory(place, ignored);
    fs::permissions(place, fs::perms::owner_all, ignored);
    auto lock = store::lock_folder(place);
    if (!lock) return conflict("backup.running", "--data");
    Copy copy(place, *std::move(lock));
    fs::remove_all(copy.folder(), ignored);
    SEN_TRY(store::make_folder(copy.folder()));
    fs::remove(store::database_file(copy.folder()));
    SEN_TRY(store::copy_database(folder, store::database_file(copy.folder())));
    return copy;
  }
  [[nodiscard]] std::string folder() const { return place_.path + "/data"; }
  Copy(Copy&& other) noexcept : place_{std::exchange(other.place_.path, {}), other.place_.stays}, lock_(std::move(other.lock_)) {}

 private:
  Copy(std::string place, store::FolderLock lock) : place_{std::move(place)}, lock_(std::move(lock)) {}
  Passing place_;
  store::FolderLock lock_;
};

struct Made {
  backup::Contents contents;
  std::vector<ledger::VerifyFinding> findings;
};

/// The database as of one moment, then the files: every file that the database names was there before its row.
Result<Made> write_all(const Installation& installation, backup::Writer& writer) {
  SEN_LET(const Copy copy, Copy::take(installation.folder));
  // Heads of the copy, not of what went on since.
  SEN_LET(auto heads, heads_in(copy.folder()));
  SEN_TRY(writer.add("sen.db", store::database_file(copy.folder())));
  for (const char* name : {"demo.json", "keys/recovery.pub"}) {
    const std::string path = installation.folder + "/" + name;
    if (fs::exists(path)) SEN_TRY(writer.add(name, path));
  }
  const std::string files = evidence::Blobs::usual_folder(installation.folder);
  SEN_LET(const auto blobs, evidence::Blobs::open(files));
  std::vector<std::string> names;
  blobs.each([&](const std::string& name) {
    // What somebody else put there is no evidence; what is gone from its place is told by the verification.
    if (from_hex(name).size() == kHashBytes && fs::exists(blobs.path_of(name))) names.push_back(name);
  });
  for (const auto& name : names) {
    const std::string path = blobs.path_of(name);
    SEN_TRY(writer.add(fs::relative(path, installation.folder).string(), path));
  }
  // It is packed as it was; now the copy is stood up as a restoring would.
  Made made;
  SEN_LET(made.findings, stand_up({copy.folder(), files, installation.key_file}, heads));
  SEN_LET(made.contents, writer.finish(std::move(heads), static_cast<std::int64_t>(made.findings.size())));
  return made;
}

/// What was written is read back, every byte, before the file gets its name and anybody relies on it.
Result<Made> write_archive(const Installation& installation, const std::string& file, std::string_view public_key) {
  if (fs::exists(file)) return conflict("backup.there", "file", {{"file", file}});
  Passing half{file + ".unfinished"};
  fs::remove(half.path);
  SEN_LET(const auto header, header_of(installation, public_key));
  SEN_LET(const auto writer, backup::Writer::open(half.path, header, public_key));
  SEN_LET(auto made, write_all(installation, *writer));
  SEN_TRY(backup::read_archive(half.path, {.private_key = {}, .stream_key = writer->stream_key()}, {}));
  if (fs::exists(file)) return conflict("backup.there", "file", {{"file", file}});
  std::error_code error;
  fs::rename(half.path, file, error);
  if (error) return Error{ErrorCode::Unavailable, "backup.unwritable", {}, error.message(), {{"file", file}}, {}};
  half.stays = true;
  sync_names(fs::path(file).parent_path().string());
  return made;
}

void print_findings(const Invocation& call, const std::vector<ledger::VerifyFinding>& findings) {
  for (const auto& finding : findings) call.err << "  " << finding.where << ": " << render(call.language, finding.text) << "\n";
}

Result<int> make_backup(const Invocation& call) {
  if (call.has("--db")) return invalid("backup.only_folders", "--db");
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  SEN_LET(const auto key, read_public_key(installation.folder));
  const std::string file = call.text("file");
  SEN_LET(const auto made, write_archive(installation, file, key));
  call.out << render(call.language, "backup.made", {{"file", file}, {"members", std::to_string(made.contents.members.size())},
                                                    {"bytes", std::to_string(fs::file_size(file))}, {"key", backup::fingerprint(key)}})
           << "\n";
  for (const auto& head : made.contents.heads) call.out << "  " << head << "\n";
  if (made.findings.empty()) return kExitDone;
  call.err << render(call.language, "backup.made_unclean", {{"count", std::to_string(made.findings.size())}}) << "\n";
  print_findings(call, made.findings);
  return kExitFinding;
}

/// Reads all of it. The heads and the verdict are those of the very bytes whose hashes are compared here.
Result<int> check_archive(const Invocation& call, const std::string& file, const backup::Opener& opener, const std::string& created) {
  SEN_LET(const auto contents, backup::read_archive(file, opener, {}));
  call.out << render(call.language, "backup.checked", {{"members", std::to_string(contents.members.size())}, {"created", created}}) << "\n";
  for (const auto& head : contents.heads) call.out << "  " << head << "\n";
  if (contents.findings == 0) return kExitDone;
  call.err << render(call.language, "backup.checked_unclean", {{"count", std::to_string(contents.findings)}}) << "\n";
  return kExitFinding;
}

Result<int> restore(const Invocation& call) {
  const std::string file = call.text("file");
  SEN_LET(const auto header, backup::read_header(file));
  if (header.int_or("schema", 0) > store::migrations().back().number) {
    return conflict("backup.newer", "file", {{"version", header.string_or("product")}});
  }
  SEN_LET(const auto key, read_recovery_key(call.text("--key")));
  const backup::Opener opener{.private_key = key, .stream_key = {}};
  if (call.has("--check")) return check_archive(call, file, opener, header.string_or("created"));
  if (!call.has("--data")) return invalid("app.data_missing");
  Target target{.folder = call.text("--data"), .key = {}, .unclean = call.has("--accept-findings") ? Unclean::Accept : Unclean::Refuse};
  if (call.has("--key-file")) {
    SEN_LET(target.key, read_data_key(call.text("--key-file")));
  }
  SEN_LET(const auto restored, restore_into(file, opener, target));
  call.out << render(call.language, "backup.restored", {{"members", std::to_string(restored.contents.members.size())}, {"folder", call.text("--data")}})
           << "\n";
  if (restored.findings.empty()) return kExitDone;
  call.err << render(call.language, "backup.restored_unclean", {{"count", std::to_string(restored.findings.size())}}) << "\n";
  print_findings(call, restored.findings);
  return kExitFinding;
}

}  // namespace

std::vector<Command> backup_commands() {
  return {{"backup", with_installation({{"file", Takes::Text, true}}), &make_backup},
          {"restore",
           {{"file", Takes::Text, true}, {"--key", Takes::Text, true}, {"--data"}, {"--key-file"}, {"--check", Takes::Flag}, {"--accept-findings", Takes::Flag}},
           &restore}};
}

}  // namespace sen::app
