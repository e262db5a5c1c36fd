#pragma once
// SHA-256 and hex. Chains, files and packs are named by these; passwords are not (see identity).

#include <memory>
#include <string>
#include <string_view>

namespace sen {

/// 32 raw bytes.
std::string sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

/// For files read in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  std::string finish();  ///< 32 raw bytes; the object starts anew

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// BLAKE2b-256 under a key of 32 bytes: 32 raw bytes. Who lacks the key can neither make nor mend one.
std::string keyed_hash(std::string_view key, std::string_view bytes);

std::string to_hex(std::string_view bytes);
/// Empty string when it is not hex.
std::string from_hex(std::string_view text);

/// Appends a field with its length in front (8 bytes, big-endian): canonical bytes for chains.
void append_field(std::string& out, std::string_view field);
void append_field(std::string& out, std::int64_t value);

}  // namespace sen
