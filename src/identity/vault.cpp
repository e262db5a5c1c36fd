#include "identity/vault.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

namespace sen::identity {
namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char kSuite = 1;  // the first byte of every sealed text

Error unavailable(const char* rule, const std::string& file) {
  return Error{ErrorCode::Unavailable, rule, {}, file, {}, {}};
}

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void fill_random(std::string& text) {
  SystemRandom random;
  random.fill({bytes(text), text.size()});
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

}  // namespace

Vault::~Vault() { sodium_memzero(key_.data(), key_.size()); }

Result<Done> Vault::make_file() {
  std::error_code ignored;  // what matters is whether the file can be made
  const auto folder = std::filesystem::path(key_file_).parent_path();
  if (!folder.empty() && std::filesystem::create_directories(folder, ignored)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
  }
  std::string key(kKeyBytes, '\0');
  fill_random(key);
  // Under another name until it is whole: a machine that stops here leaves no half key.
  const std::string fresh = key_file_ + ".new";
  unlink(fresh.c_str());
  const Descriptor file(open64(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400));
  if (file.number() < 0 || !write_all(file.number(), to_hex(key) + "\n")) return unavailable("identity.key_unreadable", fresh);
  // Never over a key that somebody else made meanwhile.
  const bool linked = link(fresh.c_str(), key_file_.c_str()) == 0 || errno == EEXIST;
  unlink(fresh.c_str());
  if (!linked) return unavailable("identity.key_unreadable", key_file_);
  return Done{};
}

Result<Done> Vault::need_key(Absent absent) {
  if (!key_.empty()) return Done{};
  struct stat state {};
  if (stat(key_file_.c_str(), &state) != 0) {
    if (absent == Absent::Refuse) return unavailable("identity.key_missing", key_file_);
    SEN_TRY(make_file());
    if (stat(key_file_.c_str(), &state) != 0) return unavailable("identity.key_unreadable", key_file_);
  }
  if ((state.st_mode & (S_IRWXG | S_IRWXO)) != 0) return unavailable("identity.key_open", key_file_);
  const Descriptor file(open64(key_file_.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(kKeyBytes * 2 + 2, '\0');
  const ssize_t count = file.number() < 0 ? -1 : read(file.number(), text.data(), text.size());
  if (count < 0) return unavailable("identity.key_unreadable", key_file_);
  text.resize(static_cast<std::size_t>(count));
  std::string key = from_hex(trim(text));
  sodium_memzero(text.data(), text.size());
  if (key.size() != kKeyBytes) return unavailable("identity.key_unreadable", key_file_);
  key_ = std::move(key);
  return Done{};
}

Result<std::string> Vault::seal(std::string_view plain, std::string_view place) {
  const std::lock_guard lock(mutex_);
  SEN_TRY(need_key(Absent::Make));
  std::string out(1 + kNonceBytes + plain.size() + kTagBytes, kSuite);
  std::string nonce(kNonceBytes, kSuite);
  fill_random(nonce);
  out.replace(1, kNonceBytes, nonce);
  const int failed = crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes(out) + 1 + kNonceBytes, nullptr, bytes(plain), plain.size(), bytes(place), place.size(), nullptr,
      bytes(out) + 1, bytes(key_));
  SEN_ASSERT(failed == 0);
  return out;
}

Result<std::string> Vault::open(std::string_view sealed, std::string_view place) {
  const std::lock_guard lock(mutex_);
  SEN_TRY(need_key(Absent::Refuse));
  if (sealed.size() < 1 + kNonceBytes + kTagBytes || sealed.front() != kSuite) {
    return unavailable("identity.sealed_damaged", std::string(place));
  }
  const auto cipher = sealed.substr(1 + kNonceBytes);
  std::string plain(cipher.size() - kTagBytes, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes(plain), nullptr, nullptr, bytes(cipher), cipher.size(), bytes(place), place.size(),
      bytes(sealed.substr(1)), bytes(key_));
  if (failed != 0) return unavailable("identity.sealed_damaged", std::string(place));
  return plain;
}

}  // namespace sen::identity
