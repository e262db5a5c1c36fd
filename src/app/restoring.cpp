#include "app/restoring.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "base/hash.hpp"
#include "evidence/blobs.hpp"
#include "evidence/verify.hpp"
#include "ledger/ledger.hpp"
#include "ledger/packs.hpp"
#include "ledger/rebuild.hpp"
#include "store/store.hpp"

namespace sen::app {
namespace {

namespace fs = std::filesystem;

Error unwritable(const std::string& file) { return {ErrorCode::Unavailable, "backup.unwritable", {}, {}, {{"file", file}}, {}}; }

/// The folder that grows; it goes with the object unless it was given its name.
class Growing {
 public:
  explicit Growing(std::string path) : path_(std::move(path)) {}
  ~Growing() {
    close();
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }
  Growing(const Growing&) = delete;
  Growing& operator=(const Growing&) = delete;

  Result<Done> start(const std::string& name) {
    close();
    const fs::path relative(name);
    const bool plain = relative.is_relative() && name.find("..") == std::string::npos;
    if (!plain || (name != "sen.db" && name != "demo.json" && name != "keys/recovery.pub" && !name.starts_with("blobs/"))) return invalid("backup.damaged");
    file_ = (fs::path(path_) / relative).string();
    std::error_code error;
    fs::create_directories(fs::path(file_).parent_path(), error);
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor_ < 0) return unwritable(file_);
    return Done{};
  }
  Result<Done> add(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written <= 0) return unwritable(file_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return Done{};
  }
  void close() {
    if (descriptor_ < 0) return;
    ::fsync(descriptor_);
    ::close(descriptor_);
    descriptor_ = -1;
  }
  Result<Done> name_it(const std::string& data) {
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool durable = descriptor >= 0 && ::syncfs(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!durable) return unwritable(path_);
    std::error_code error;
    fs::rename(path_, data, error);  // also over an empty folder
    if (error) return unwritable(data);
    kept_ = true;
    sync_names(fs::path(data).parent_path().string());
    return Done{};
  }

 private:
  std::string path_;
  std::string file_;
  int descriptor_ = -1;
  bool kept_ = false;
};

Result<Done> check_target(const std::string& data) {
  std::error_code error;
  if (fs::exists(data, error) && !(fs::is_directory(data, error) && fs::is_empty(data, error))) {
    return conflict("backup.target_used", "--data", {{"folder", data}});
  }
  return Done{};
}

enum class For { Reading, Changing };

Result<std::unique_ptr<store::Store>> opened(const std::string& folder, const std::string& key_file, For what) {
  store::Options options;
  options.data = folder;
  options.key_file = key_file;
  options.read_only = what == For::Reading;
  options.scratch = what == For::Changing;  // a restored folder is synced as a whole, before it gets its name
  options.read_limit_ms = 0;
  return store::open(options);
}

/// The whole path, without a slash at its end, so that a folder can grow beside it.
std::string whole_path(const std::string& folder) {
  std::error_code error;
  const fs::path path = fs::absolute(folder, error).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).string();
}

/// Migrations of an older archive keep a copy from before; the archive is that already.
void remove_copies(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("before-") && name.ends_with(".db")) fs::remove(entry.path(), error);
  }
}

}  // namespace

void sync_names(const std::string& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

Result<std::vector<ledger::VerifyFinding>> stand_up(const Standing& what, const std::vector<std::string>& heads) {
  SEN_LET(const auto store, opened(what.folder, what.key_file, For::Changing));
  SEN_TRY(store->migrate());
  remove_copies(what.folder);
  SEN_LET(const auto packs, ledger::packs_in_force(*store));
  // What a later release counts in another way is counted anew; all else must be what it was.
  SEN_TRY(ledger::recount_changed(*store, packs));
  SEN_LET(const auto blobs, evidence::Blobs::open(what.blobs));
  ledger::VerifyOptions wanted;
  for (const auto& text : heads) {
    const auto head = ledger::parse_head(text);
    if (!head) return invalid("backup.damaged");
    wanted.heads.push_back(*head);
  }
  wanted.more = [&](store::ReadTx& tx, std::vector<ledger::VerifyFinding>& findings) { return evidence::check_files(tx, blobs, findings); };
  SEN_LET(auto report, ledger::verify(*store, packs, wanted));
  return std::move(report.findings);
}

Result<Done> write_secret(const std::string& file, const std::string& text) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
  if (descriptor < 0) {
    if (fs::exists(file)) return conflict("backup.there", "file", {{"file", file}});
    return unwritable(file);
  }
  const bool whole = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!whole) return unwritable(file);
  return Done{};
}

Result<std::vector<std::string>> heads_in(const std::string& folder) {
  SEN_LET(const auto store, opened(folder, {}, For::Reading));
  SEN_LET(const auto units, ledger::units_with_events(*store));
  std::vector<std::string> heads;
  for (const UnitId unit : units) {
    SEN_LET(const auto head, store->read(unit, [](store::ReadTx& tx) { return ledger::head(tx); }));
    heads.push_back(ledger::to_string(head));
  }
  return heads;
}

Result<Restored> restore_into(const std::string& file, const backup::Opener& opener, const Target& target) {
  const std::string data = whole_path(target.folder);
  SEN_TRY(check_target(data));
  const std::string beside = data + ".restoring";
  std::error_code error;
  if (fs::exists(beside, error)) return conflict("backup.half_restored", "--data", {{"folder", beside}});
  if (!fs::create_directories(beside, error)) return unwritable(beside);
  Growing folder(beside);
  fs::permissions(beside, fs::perms::owner_all, error);
  const backup::Sink sink{.start = [&](const std::string& name) { return folder.start(name); },
                          .bytes = [&](std::string_view bytes) { return folder.add(bytes); }};
  Restored out;
  SEN_LET(out.contents, backup::read_archive(file, opener, sink));
  folder.close();
  const std::string key_file = store::usual_key_file(beside);
  if (!target.key.empty()) {
    fs::create_directories(fs::path(key_file).parent_path(), error);
    SEN_TRY(write_secret(key_file, to_hex(target.key) + "\n"));
  }
  SEN_LET(out.findings, stand_up({beside, evidence::Blobs::usual_folder(beside), key_file}, out.contents.heads));
  if (!out.findings.empty() && target.unclean == Unclean::Refuse) {
    return conflict("backup.not_clean", "file", {{"count", std::to_string(out.findings.size())}, {"where", out.findings.front().where}});
  }
  SEN_TRY(folder.name_it(data));
  return out;
}

}  // namespace sen::app
