#include "store/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/sealing.hpp"
#include "base/text.hpp"

namespace sen::store {
namespace {

Error unavailable(const char* rule, const std::string& file) {
  return Error{ErrorCode::Unavailable, rule, {}, file, {{"file", file}}, {}};
}

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return fsync(file) == 0;
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor names(open64(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (names.number() >= 0) fsync(names.number());
}

Result<Done> make_file(const std::string& key_file) {
  std::error_code ignored;  // what matters is whether the file can be made
  const auto folder = std::filesystem::path(key_file).parent_path();
  if (!folder.empty() && std::filesystem::create_directories(folder, ignored)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
  }
  std::string key(kSealKeyBytes, '\0');
  SystemRandom random;
  random.fill({reinterpret_cast<unsigned char*>(key.data()), key.size()});
  const std::string fresh = key_file + ".new";
  unlink(fresh.c_str());
  std::string text = to_hex(key) + "\n";
  const Descriptor file(open64(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400));
  const bool whole = file.number() >= 0 && write_all(file.number(), text);
  wipe(key);
  wipe(text);
  if (!whole) return unavailable("store.key_unreadable", fresh);
  const bool linked = link(fresh.c_str(), key_file.c_str()) == 0 || errno == EEXIST;
  unlink(fresh.c_str());
  if (!linked) return unavailable("store.key_unreadable", key_file);
  sync_folder(folder);
  if (!folder.empty()) sync_folder(folder.parent_path());
  return Done{};
}

}  // namespace

std::string usual_key_file(const std::string& folder) { return folder + "/keys/kek"; }

Result<std::string> read_key(const std::string& file, Absent absent) {
  struct stat state {};
  if (file.empty() || stat(file.c_str(), &state) != 0) {
    if (file.empty() || absent == Absent::Refuse) return unavailable("store.key_missing", file);
    SEN_TRY(make_file(file));
    if (stat(file.c_str(), &state) != 0) return unavailable("store.key_unreadable", file);
  }
  if ((state.st_mode & (S_IRWXG | S_IRWXO)) != 0) return unavailable("store.key_open", file);
  const Descriptor descriptor(open64(file.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(kSealKeyBytes * 2 + 2, '\0');
  const ssize_t count = descriptor.number() < 0 ? -1 : read(descriptor.number(), text.data(), text.size());
  if (count < 0) return unavailable("store.key_unreadable", file);
  text.resize(static_cast<std::size_t>(count));
  std::string key = from_hex(trim(text));
  wipe(text);
  if (key.size() != kSealKeyBytes) return unavailable("store.key_unreadable", file);
  return key;
}

}  // namespace sen::store
