#include "http/message.hpp"

#include <array>
#include <fstream>
#include <set>

#include "base/text.hpp"

namespace sen::http {
namespace {

constexpr std::size_t kFileNameBytesMax = 200;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Host of "http://localhost:8080" and its like.
std::string_view host_of(std::string_view origin) {
  const auto scheme = origin.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = origin.substr(scheme + 3);
  if (!host.empty() && host.front() == '[') return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

std::string_view to_string(Method method) {
  constexpr std::array<std::string_view, kMethodCount> names = {"GET",   "HEAD",   "POST",        "PUT",
                                                                "PATCH", "DELETE", "unsupported", "unknown"};
  return names[static_cast<std::size_t>(method)];
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(text[i] == '+' && plus == Plus::Space ? ' ' : text[i]);
    }
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

Result<std::vector<std::pair<std::string, std::string>>> parse_pairs(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::set<std::string> names;
  while (!text.empty()) {
    const auto end = text.find('&');
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    const auto equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), Plus::Space);
    auto value = percent_decode(equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1), Plus::Space);
    if (!name || !value || name->empty()) return invalid("http.query_invalid");
    if (!names.insert(*name).second) return invalid("http.query_doubled", *name, {{"name", *name}});
    pairs.emplace_back(*std::move(name), *std::move(value));
  }
  return pairs;
}

std::string_view Call::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const auto end = rest.find(';');
    std::string_view part = trim(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') return part.substr(name.size() + 1);
  }
  return {};
}

Result<std::string> Call::file_name() const {
  const Error wrong = invalid("http.file_name_invalid", "X-File-Name");
  const auto decoded = percent_decode(header("x-file-name"), Plus::Literal);
  if (!decoded) return wrong;
  std::string name = nfc(*decoded);
  const auto slash = name.find_last_of("/\\");
  if (slash != std::string::npos) name.erase(0, slash + 1);
  if (name.empty() || name == "." || name == ".." || name.size() > kFileNameBytesMax) return wrong;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return wrong;
  }
  return name;
}

Result<std::string> Upload::read_all() const {
  if (path.empty()) return bytes;
  std::ifstream file(path, std::ios::binary);
  std::string all(static_cast<std::size_t>(size), '\0');
  if (!file.read(all.data(), static_cast<std::streamsize>(size))) {
    return Error{ErrorCode::Unavailable, "http.upload_lost", {}, path, {}, {}};
  }
  return all;
}

std::string SessionCookie::set(std::string_view value) const {
  std::string text = name + "=" + std::string(value) + "; HttpOnly; SameSite=Strict; Path=/";
  if (secure) text.append("; Secure");
  return text;
}

std::string SessionCookie::clear() const { return set("") + "; Max-Age=0"; }

Result<SessionCookie> session_cookie(std::string_view public_origin) {
  if (public_origin.starts_with("https://")) return SessionCookie{"__Host-sen", true};
  const auto host = host_of(public_origin);
  if (public_origin.starts_with("http://") && (host == "localhost" || host == "127.0.0.1" || host == "[::1]")) {
    return SessionCookie{"sen_dev", false};
  }
  return invalid("http.origin_not_secure", {}, {{"origin", std::string(public_origin)}});
}

}  // namespace sen::http
