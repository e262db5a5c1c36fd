#include "api/proof.hpp"

#include <arpa/inet.h>

#include <array>
#include <utility>

namespace sen::api {
namespace {

using Mark = std::pair<std::string_view, const char*>;

// In this order: what comes first is what the later ones pretend to be.
constexpr std::array<Mark, 6> kBrowsers = {{{"coc_coc_browser", "Coc Coc"}, {"Edg/", "Edge"}, {"OPR/", "Opera"},
                                            {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}};
constexpr std::array<Mark, 6> kSystems = {{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
                                           {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}};

template <std::size_t N>
std::string first_of(const std::array<Mark, N>& marks, std::string_view text) {
  for (const auto& [mark, name] : marks) {
    if (text.find(mark) != std::string_view::npos) return name;
  }
  return {};
}

}  // namespace

std::string browser_name(std::string_view user_agent) {
  const auto browser = first_of(kBrowsers, user_agent);
  const auto system = first_of(kSystems, user_agent);
  if (browser.empty() || system.empty()) return browser + system;
  return browser + ", " + system;
}

std::string network_of(std::string_view address) {
  const std::string text(address);
  std::array<unsigned char, 16> bytes{};
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    bytes[3] = 0;
    return std::string(inet_ntop(AF_INET, bytes.data(), out.data(), out.size())) + "/24";
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
    for (std::size_t i = 6; i < bytes.size(); ++i) bytes[i] = 0;
    return std::string(inet_ntop(AF_INET6, bytes.data(), out.data(), out.size())) + "/48";
  }
  return {};
}

identity::Place place_of(const http::Call& call) {
  return {network_of(call.remote_address), browser_name(call.header("user-agent"))};
}

Result<Done> need_fresh_proof(const Services& services, const http::Call& call) {
  return services.sessions.need_fresh_proof(who(call));
}

std::string token_of(const Services& services, const http::Call& call) {
  return std::string(call.cookie(services.cookie.name));
}

http::SessionCookie device_cookie(const Services& services) {
  return {services.cookie.name + "_device", services.cookie.secure};
}

}  // namespace sen::api
