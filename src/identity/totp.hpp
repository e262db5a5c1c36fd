#pragma once
// Codes that change every 30 seconds (RFC 6238 over HMAC-SHA-1, six digits, as every authenticator app has
// them). Pure; the secret and the clock are the caller's.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sen::identity {

constexpr std::int64_t kTotpStepMs = 30'000;
constexpr std::size_t kTotpSecretBytes = 20;  // 160 bits, as RFC 4226 recommends

/// Six digits of one step of the clock.
std::string totp_code(std::string_view secret, std::int64_t step);
/// The step whose code this is: now, one before, one after; never one that signed in already
/// (`last_step`) or an earlier one. Takes the same time for right and wrong codes.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now,
                                          std::int64_t last_step);

/// RFC 4648 without padding.
std::string base32(std::string_view bytes);

struct TotpLabel {
  std::string issuer;   ///< "Sen – xã Phù Linh"
  std::string account;  ///< the name that signs in
};
/// Address that authenticator apps read from a QR code.
std::string totp_address(const TotpLabel& label, std::string_view secret);

}  // namespace sen::identity
