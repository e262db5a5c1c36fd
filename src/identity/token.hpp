#pragma once
// Secrets that a browser holds: session tokens, one-time links, device marks. The program keeps only
// their BLAKE2b-256, so a stolen database signs in nobody. Always from the machine's own randomness,
// never from a context's: the simulator's is seeded.

#include <cstddef>
#include <string>
#include <string_view>

namespace sen::identity {

constexpr std::size_t kSessionTokenBytes = 32;  // 256 bits
constexpr std::size_t kLinkTokenBytes = 16;     // 128 bits

/// Random bytes in URL-safe base64 without padding.
std::string new_token(std::size_t byte_count);
/// What is stored and looked up: 64 hex digits of BLAKE2b-256.
std::string token_hash(std::string_view token);
/// False for what `new_token` cannot have made, before anything is looked up.
bool is_token(std::string_view text, std::size_t byte_count);

}  // namespace sen::identity
