#include "http/rate_limit.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace sen::http {

namespace {
constexpr std::int64_t kSecondNs = 1'000'000'000;
}

std::int64_t RateLimiter::take(std::string_view caller, std::int64_t now_ns) {
  const std::int64_t window_ns = rate_.window_s * kSecondNs;
  const std::int64_t token_ns = window_ns / std::max<std::int64_t>(rate_.count, 1);
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(caller);
  if (found == buckets_.end()) {
    if (recent_.size() >= callers_max_) {
      buckets_.erase(recent_.back().caller);
      recent_.pop_back();
    }
    recent_.push_front({std::string(caller), now_ns});
    found = buckets_.emplace(recent_.front().caller, recent_.begin()).first;
  } else {
    recent_.splice(recent_.begin(), recent_, found->second);
  }
  Bucket& bucket = recent_.front();
  const std::int64_t full_at = std::max(bucket.full_at_ns, now_ns) + token_ns;
  const std::int64_t excess_ns = full_at - now_ns - window_ns;
  if (excess_ns > 0) return std::max<std::int64_t>(1, (excess_ns + kSecondNs - 1) / kSecondNs);
  bucket.full_at_ns = full_at;
  return 0;
}

std::size_t RateLimiter::caller_count() const {
  const std::lock_guard lock(mutex_);
  return recent_.size();
}

std::string network_of(std::string_view address) {
  const std::string text(address);
  unsigned char bytes[16];
  if (inet_pton(AF_INET, text.c_str(), bytes) == 1) {
    return text.substr(0, text.rfind('.')) + ".0/24";
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes) == 1) {
    std::fill(bytes + 7, bytes + 16, static_cast<unsigned char>(0));
    char out[INET6_ADDRSTRLEN];
    inet_ntop(AF_INET6, bytes, out, sizeof out);
    return std::string(out) + "/56";
  }
  return text;
}

}  // namespace sen::http
