#pragma once
// The pages, one function each. Inside the room only.

#include "http/rate_limit.hpp"
#include "portal/visit.hpp"

namespace sen::portal {

/// Both rates of look-ups, by address.
class LookUpLimits {
 public:
  /// 0: go on; else the seconds to wait.
  std::int64_t take(std::string_view address, std::int64_t now_ns);

 private:
  http::RateLimiter soon_{kLookUpsSoon};
  http::RateLimiter a_day_{kLookUpsADay};
};

http::Reply<http::Page> look_up_page(Services& services, LookUpLimits& limits, const http::Call& call);
http::Reply<http::Page> procedures_page(Services& services, const http::Call& call);
http::Reply<http::Page> procedure_page(Services& services, const http::Call& call);

}  // namespace sen::portal
