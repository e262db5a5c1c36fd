#include "base/sealing.hpp"

#include <sodium.h>

#include "base/assert.hpp"
#include "base/random.hpp"

namespace sen {
namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char kSuite = 1;
static_assert(kSealKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::string seal_text(std::string_view key, std::string_view plain, std::string_view place) {
  SEN_ASSERT(key.size() == kSealKeyBytes);
  std::string out(1 + kNonceBytes + plain.size() + kTagBytes, kSuite);
  SystemRandom random;
  random.fill({bytes(out) + 1, kNonceBytes});
  const int failed = crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes(out) + 1 + kNonceBytes, nullptr, bytes(plain), plain.size(), bytes(place), place.size(), nullptr,
      bytes(out) + 1, bytes(key));
  SEN_ASSERT(failed == 0);
  return out;
}

std::optional<std::string> open_text(std::string_view key, std::string_view sealed, std::string_view place) {
  SEN_ASSERT(key.size() == kSealKeyBytes);
  if (sealed.size() < 1 + kNonceBytes + kTagBytes || sealed.front() != kSuite) return std::nullopt;
  const auto cipher = sealed.substr(1 + kNonceBytes);
  std::string plain(cipher.size() - kTagBytes, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes(plain), nullptr, nullptr, bytes(cipher), cipher.size(), bytes(place), place.size(), bytes(sealed.substr(1)),
      bytes(key));
  if (failed != 0) return std::nullopt;
  return plain;
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

}  // namespace sen
