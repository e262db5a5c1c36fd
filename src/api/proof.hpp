#pragma once
// Who sits in front of the browser, beyond the cookie: where a session is opened from, and the fresh proof that
// dangerous acts need.

#include <string>

#include "api/services.hpp"

namespace sen::api {

/// Network of the caller (/24, or /48 of IPv6) and the browser's name and system, for the owner's own list.
identity::Place place_of(const http::Call& call);
/// "Chrome, Windows" from a User-Agent header; empty when it names nothing known.
std::string browser_name(std::string_view user_agent);
/// "203.0.113.0/24"; empty for what is no address.
std::string network_of(std::string_view address);

/// Forbidden "identity.reauth_needed" when the last password or code is older than five minutes.
Result<Done> need_fresh_proof(const Services& services, const http::Call& call);
/// Token of the call's session cookie.
std::string token_of(const Services& services, const http::Call& call);

/// The lasting cookie of a browser that has signed in before.
http::SessionCookie device_cookie(const Services& services);
constexpr const char* kDeviceCookieAge = "; Max-Age=15552000";  // 180 days

}  // namespace sen::api
