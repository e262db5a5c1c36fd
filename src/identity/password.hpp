#pragma once
// Which passwords are taken, and how they are kept: Argon2id in PHC strings, at most two at once,
// because a flood of sign-ins would otherwise take the machine's memory.
// Rules: OWASP ASVS 5.0 6.2; no composition rules and no forced change.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sen::identity {

constexpr std::size_t kPasswordLengthMin = 12;   // code points
constexpr std::size_t kPasswordLengthMax = 128;  // code points

/// Words that a stranger would try first for this account.
struct PasswordOwner {
  std::string username;
  std::string unit_name;
  std::string person_name;
};

/// The password as it is hashed: composed (NFC), otherwise exactly as typed.
/// Errors: "identity.password_short", "identity.password_long", "identity.password_not_text",
/// "identity.password_common" (a listed word, year or run, with decoration or repeated),
/// "identity.password_own_name" (holds the user name, the unit's or the person's name, or the
/// committee's abbreviation).
Result<std::string> prepare_password(std::string_view typed, const PasswordOwner& owner);

/// Memory in bytes and passes. The default is 64 MiB and 3; tests take less.
struct HashCost {
  std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
  unsigned long long passes = 3;
};

/// Hashes, a few at a time; who waits too long in line is told so. Thread safe.
class PasswordHasher {
 public:
  static constexpr int kAtOnceMax = 2;
  static constexpr int kWaitingMax = 50;

  explicit PasswordHasher(HashCost cost = {}) : cost_(cost) {}

  /// `prepared` comes from prepare_password. Error Unavailable "identity.hash_queue_full".
  Result<std::string> hash(std::string_view prepared);
  /// `phc` empty stands for "no such account": the same work is done, and the answer is false.
  Result<bool> verify(const std::string& phc, std::string_view typed);
  /// The stored hash was made at a lower cost than today's.
  [[nodiscard]] bool is_outdated(const std::string& phc) const;

 private:
  class Turn;
  HashCost cost_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int running_ = 0;
  int waiting_ = 0;
};

}  // namespace sen::identity
