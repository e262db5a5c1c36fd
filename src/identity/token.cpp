#include "identity/token.hpp"

#include <sodium.h>

#include <algorithm>

#include "base/assert.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"

namespace sen::identity {
namespace {

std::size_t encoded_size(std::size_t byte_count) { return (byte_count * 8 + 5) / 6; }

}  // namespace

std::string new_token(std::size_t byte_count) {
  SEN_ASSERT(byte_count >= kLinkTokenBytes);
  std::string bytes(byte_count, '\0');
  SystemRandom random;
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  std::string text(encoded_size(byte_count) + 1, '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // libsodium's closing zero
  return text;
}

std::string token_hash(std::string_view token) {
  unsigned char hash[32];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(token.data()),
                     token.size(), nullptr, 0);
  return to_hex({reinterpret_cast<const char*>(hash), sizeof hash});
}

bool is_token(std::string_view text, std::size_t byte_count) {
  const auto is_letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return text.size() == encoded_size(byte_count) && std::all_of(text.begin(), text.end(), is_letter);
}

}  // namespace sen::identity
