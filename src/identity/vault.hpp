#pragma once
// Seals what a copy of the database must not give away, with a key that lies in a file beside or, better, outside
// the data folder (0400). The file is made with the first secret, so an installation without secrets has none.
// Sealing: XChaCha20-Poly1305 with a random nonce, bound to a place ("second_factor|7|12"), so that a sealed
// text cannot be moved to another row. Thread safe.

#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/key_file.hpp"

namespace sen::identity {

class Vault {
 public:
  /// Nothing is read or made before the first use.
  explicit Vault(std::string key_file) : key_file_(std::move(key_file)) {}
  ~Vault();
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;

  /// Makes the key file when there is none. Errors Unavailable: "identity.key_unreadable" (damaged, or the folder
  /// takes no file), "identity.key_open" (others of the machine may read it).
  Result<std::string> seal(std::string_view plain, std::string_view place);
  /// Errors: those above, Unavailable "identity.key_missing" (no file), "identity.sealed_damaged" (changed, moved, or
  /// sealed with another key).
  Result<std::string> open(std::string_view sealed, std::string_view place);

  [[nodiscard]] const std::string& key_file() const { return key_file_; }

 private:
  Result<Done> need_key(store::Absent absent);

  std::string key_file_;
  std::mutex mutex_;
  std::string key_;
};

}  // namespace sen::identity
