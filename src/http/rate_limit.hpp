#pragma once
// Token buckets for any number of callers in a bounded amount of memory: the least recently seen
// caller is forgotten first. Law of the house: security.md's table of limits, printed with each route.

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sen::http {

/// At most `count` in `window_s` seconds, spent at once or spread.
struct Rate {
  std::int64_t count = 0;
  std::int64_t window_s = 0;
};

class RateLimiter {
 public:
  explicit RateLimiter(Rate rate, std::size_t callers_max = 65'536)
      : rate_(rate), callers_max_(callers_max) {}

  /// Takes one token of `caller` at `now_ns` (monotonic). 0: taken; else the seconds to wait, ≥ 1.
  std::int64_t take(std::string_view caller, std::int64_t now_ns);
  [[nodiscard]] std::size_t caller_count() const;

 private:
  struct Bucket {
    std::string caller;
    std::int64_t full_at_ns;  ///< when the bucket would be full again (GCRA's theoretical arrival)
  };
  Rate rate_;
  std::size_t callers_max_;
  mutable std::mutex mutex_;
  std::list<Bucket> recent_;  ///< most recently seen first
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> buckets_;
};

/// The network that an address is counted under: /24 of IPv4, /56 of IPv6.
std::string network_of(std::string_view address);

}  // namespace sen::http
