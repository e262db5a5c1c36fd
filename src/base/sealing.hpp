#pragma once
// Authenticated encryption of short texts: XChaCha20-Poly1305 with a random nonce, bound to the place where the text
// stands, so that a sealed text can be neither changed nor moved. The first byte names the suite.

#include <optional>
#include <string>
#include <string_view>

namespace sen {

constexpr std::size_t kSealKeyBytes = 32;

/// suite (1) ‖ nonce (24) ‖ cipher text ‖ tag (16). The key has 32 bytes.
std::string seal_text(std::string_view key, std::string_view plain, std::string_view place);
/// Empty when it was changed, moved, or sealed with another key.
std::optional<std::string> open_text(std::string_view key, std::string_view sealed, std::string_view place);

/// Zeroes a secret where it lies.
void wipe(std::string& secret);

}  // namespace sen
