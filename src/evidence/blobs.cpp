#include "evidence/blobs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "base/hash.hpp"
#include "evidence/source_bytes.hpp"

namespace sen::evidence {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr int kOwnerFolder = 0700;
constexpr int kOwnerFile = 0600;
constexpr std::size_t kHashDigits = 64;

[[noreturn]] void fail_with(int error, const std::string& doing) {
  const bool full = error == ENOSPC || error == EDQUOT;
  throw store::Failure(full ? store::Failure::Kind::Full : store::Failure::Kind::Fatal,
                       doing + ": " + std::strerror(error));
}
[[noreturn]] void fail(const std::string& doing) { fail_with(errno, doing); }

/// True when it is new.
bool make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), kOwnerFolder) == 0) return true;
  if (errno != EEXIST) fail("making a folder of evidence");
  return false;
}

void sync_folder(const std::string& path, store::Faults* faults) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail("opening a folder of evidence");
  const int error = faults != nullptr && faults->fail_sync() ? EIO : ::fsync(descriptor) != 0 ? errno : 0;
  ::close(descriptor);
  if (error != 0) fail_with(error, "syncing a folder of evidence");
}

std::string hash_of_file(const std::string& path) {
  const auto bytes = SourceBytes::of_file(path);
  if (!bytes) return {};
  Sha256 hash;
  for (std::int64_t at = 0; at < bytes->size(); at += static_cast<std::int64_t>(kPieceBytes)) {
    hash.add(bytes->read(at, kPieceBytes));
  }
  return to_hex(hash.finish());
}

bool is_hash(std::string_view name) {
  return name.size() == kHashDigits && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

}  // namespace

/// A file under tmp/ that goes unless it is given its name.
class Blobs::Unfinished {
 public:
  Unfinished(const std::string& folder, std::shared_ptr<store::Faults> faults) : faults_(std::move(faults)) {
    SystemRandom random;
    path_ = folder + "/tmp/" + random.hex(16);
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerFile);
    if (descriptor_ < 0) fail("opening a new file of evidence");
  }
  ~Unfinished() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  void write(std::string_view piece) {
    if (faults_ && faults_->full()) fail_with(ENOSPC, "writing a file of evidence");
    if (faults_ && faults_->fail_write()) fail_with(EIO, "writing a file of evidence");
    while (!piece.empty()) {
      const auto written = ::write(descriptor_, piece.data(), piece.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("writing a file of evidence");
      piece.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (faults_ && faults_->fail_sync()) fail_with(EIO, "syncing a file of evidence");
    if (::fsync(descriptor_) != 0) fail("syncing a file of evidence");
  }
  void rename_to(const std::string& path) {
    if (::rename(path_.c_str(), path.c_str()) != 0) fail("naming a file of evidence");
    path_.clear();
  }

 private:
  std::shared_ptr<store::Faults> faults_;
  std::string path_;
  int descriptor_ = -1;
};

Blobs::Blobs(std::string folder, std::shared_ptr<store::Faults> faults)
    : folder_(std::move(folder)), faults_(std::move(faults)) {}

Result<Blobs> Blobs::open(const std::string& folder, std::shared_ptr<store::Faults> faults) {
  std::error_code error;
  std::filesystem::create_directories(folder + "/tmp", error);
  if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (error || ::access((folder + "/tmp").c_str(), W_OK) != 0) {
    return Error{ErrorCode::Unavailable, "evidence.no_folder", {}, error.message(), {{"folder", folder}}, {}};
  }
  return Blobs(folder, std::move(faults));
}

std::string Blobs::path_of(const std::string& sha256) const {
  SEN_ASSERT(is_hash(sha256));
  return folder_ + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2, 2) + "/" + sha256;
}

std::string Blobs::hash_now(const std::string& sha256) const { return hash_of_file(path_of(sha256)); }

Result<KeptFile> Blobs::keep(const Incoming& incoming, const std::string& name) {
  KeptFile kept;
  SEN_LET(kept.name, check_name(name));
  SEN_LET(const auto bytes, incoming.path.empty() ? SourceBytes::of_memory(incoming.bytes)
                                                  : SourceBytes::of_file(incoming.path));
  SEN_LET(kept.type, check_file(bytes, kept.name));
  kept.size = bytes.size();
  Unfinished unfinished(folder_, faults_);
  Sha256 hash;
  for (std::int64_t at = 0; at < kept.size; at += static_cast<std::int64_t>(kPieceBytes)) {
    const auto piece = bytes.read(at, kPieceBytes);
    hash.add(piece);
    unfinished.write(piece);
  }
  kept.sha256 = to_hex(hash.finish());
  SEN_TRY(place(unfinished, kept.sha256));
  return kept;
}

Result<Done> Blobs::place(Unfinished& unfinished, const std::string& sha256) {
  const auto path = path_of(sha256);
  const auto there = hash_of_file(path);
  if (there == sha256) return Done{};
  if (!there.empty()) return Error{ErrorCode::Unavailable, "evidence.damaged", {}, {}, {{"sha256", sha256}}, {}};
  unfinished.sync();
  const auto outer = folder_ + "/" + sha256.substr(0, 2);
  const auto inner = outer + "/" + sha256.substr(2, 2);
  const bool outer_is_new = make_folder(outer);
  const bool inner_is_new = make_folder(inner);
  unfinished.rename_to(path);
  sync_folder(inner, faults_.get());
  if (inner_is_new) sync_folder(outer, faults_.get());
  if (outer_is_new) sync_folder(folder_, faults_.get());
  return Done{};
}

void Blobs::each(const std::function<void(const std::string& name)>& visit) const {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
    if (it.depth() == 0 && it->path().filename() == "tmp") it.disable_recursion_pending();
    if (it->is_regular_file(error)) names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  for (const auto& name : names) visit(name);
}

void Blobs::clear_unfinished() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/tmp", error)) {
    std::filesystem::remove(entry.path(), error);
  }
}

}  // namespace sen::evidence
