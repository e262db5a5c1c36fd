#pragma once
// What the files of Sessions say alike. Inside the identity room only.

#include <string>

#include "base/result.hpp"
#include "identity/token.hpp"

namespace sen::identity {

/// The installation's own scope: no unit.
inline constexpr UnitId kNoUnit{};

inline Error not_signed_in() { return Error{ErrorCode::Unauthenticated, "identity.not_signed_in", {}, {}, {}, {}}; }
inline Error too_many_failures(std::int64_t wait_ms) {
  return Error{ErrorCode::LimitExceeded, "identity.too_many_failures", {}, {},
               {{"seconds", std::to_string((wait_ms + 999) / 1000)}}, {}};
}

/// One budget per account name and known device; all unknown devices of a name share one, so that
/// strangers cannot lock the owner out.
inline std::string attempt_key(const std::string& username, const std::string& device_hash) {
  return token_hash(username + "\n" + device_hash);
}

}  // namespace sen::identity
