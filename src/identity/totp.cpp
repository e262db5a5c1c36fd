#include "identity/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

#include "base/assert.hpp"

namespace sen::identity {
namespace {

constexpr std::size_t kDigits = 6;
constexpr std::uint32_t kModulus = 1'000'000;
constexpr const char* kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string percent_encoded(std::string_view text) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out.push_back(c);
    } else {
      out.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
    }
  }
  return out;
}

}  // namespace

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::array<unsigned char, 8> counter{};
  auto rest = static_cast<std::uint64_t>(step);
  for (auto at = counter.rbegin(); at != counter.rend(); ++at, rest >>= 8U) *at = static_cast<unsigned char>(rest & 255U);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  const auto* made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
                          mac.data(), &size);
  SEN_ASSERT(made != nullptr && size == 20);
  // RFC 4226 5.3: four bytes from where the last half byte points.
  const std::size_t at = mac[size - 1] & 15U;
  const std::uint32_t number = (std::uint32_t{mac[at]} & 127U) << 24U | std::uint32_t{mac[at + 1]} << 16U |
                               std::uint32_t{mac[at + 2]} << 8U | std::uint32_t{mac[at + 3]};
  std::string digits = std::to_string(number % kModulus);
  return std::string(kDigits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now,
                                          std::int64_t last_step) {
  if (code.size() != kDigits) return std::nullopt;
  const std::int64_t here = now.milliseconds / kTotpStepMs;
  std::optional<std::int64_t> found;
  for (std::int64_t step = here - 1; step <= here + 1; ++step) {
    const auto wanted = totp_code(secret, step);
    const bool same = sodium_memcmp(wanted.data(), code.data(), kDigits) == 0;
    if (same && step > last_step) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  std::string out;
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    buffer = buffer << 8U | static_cast<unsigned char>(c);
    bits += 8;
    for (; bits >= 5; bits -= 5) out.push_back(kLetters[buffer >> (bits - 5) & 31U]);
  }
  if (bits > 0) out.push_back(kLetters[buffer << (5 - bits) & 31U]);
  return out;
}

std::string totp_address(const TotpLabel& label, std::string_view secret) {
  return "otpauth://totp/" + percent_encoded(label.issuer) + ":" + percent_encoded(label.account) + "?secret=" +
         base32(secret) + "&issuer=" + percent_encoded(label.issuer) + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace sen::identity
