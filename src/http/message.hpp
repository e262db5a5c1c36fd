#pragma once
// A request and its answer as plain values: what handlers, tests and the server speak of. Nothing
// here knows a socket; the connection that serves the request keeps everything a Call points to.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/texts.hpp"
#include "http/access.hpp"

namespace sen::http {

/// Unsupported: known to HTTP and refused (TRACE, CONNECT, OPTIONS …); Unknown: not even that.
enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Unsupported, Unknown };
constexpr std::size_t kMethodCount = 8;
std::string_view to_string(Method method);

/// Who asks, as the application's sign-in found it. The default is a stranger.
struct Principal {
  Role role = Role::Public;
  std::int64_t person = 0;
  std::int64_t unit = 0;
  /// What the sign-in wants back in the handler (its own type): shared because the request may
  /// outlive the sign-in's cache entry.
  std::shared_ptr<const void> session;
  /// Key of the error that every route gives them but those that are open_when_held; null: nothing holds them.
  const char* held = nullptr;
  [[nodiscard]] bool signed_in() const { return role != Role::Public; }
};

/// Where header values come from: the parser of a connection, or a test.
class HeaderSource {
 public:
  virtual ~HeaderSource() = default;
  /// Value of a header (any case), empty when absent.
  [[nodiscard]] virtual std::string_view find(std::string_view name) const = 0;
};

/// Bytes of an upload route. Small ones stay in memory; larger ones lie in a file of their own that
/// is removed with the request, unless the handler renames it away.
struct Upload {
  std::int64_t size = 0;
  std::string bytes;  ///< all of them when `path` is empty
  std::string path;   ///< else the file that holds them
  /// All bytes, wherever they are.
  [[nodiscard]] Result<std::string> read_all() const;
};

/// Values taken from the path, in the order of the template: {"id", "42"}, percent-decoded.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

/// One request, without its typed input.
struct Call {
  Method method = Method::Get;
  std::string_view path;            ///< as sent, without query
  std::string_view query;           ///< as sent, without '?'
  std::string_view route = "-";     ///< template of the route: "/api/tasks/{id}/close"
  std::string_view remote_address;  ///< of the client, behind trusted proxies too
  const HeaderSource* headers = nullptr;
  PathValues path_values;
  std::string_view body;            ///< JSON or form bytes, as sent
  Upload* upload = nullptr;         ///< of upload routes
  Principal principal;
  Language language = Language::Vi;
  std::string_view idempotency_key;  ///< a UUID, or empty
  std::string trace_id;              ///< 32 hex digits

  [[nodiscard]] std::string_view header(std::string_view name) const {
    return headers == nullptr ? std::string_view{} : headers->find(name);
  }
  /// Value of a cookie, empty when absent.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  /// The user's name of an uploaded file, from the header `X-File-Name` (percent-encoded UTF-8): NFC, at
  /// most 200 bytes, no path in front. Error "http.file_name_invalid" when it is absent or no name.
  [[nodiscard]] Result<std::string> file_name() const;
};

class Subscription;  // http/live.hpp

/// What goes back. Handlers return a typed Reply (http/router.hpp); this is what becomes of it.
struct Answer {
  int status = 200;
  std::string content_type;
  std::string body;
  std::string_view fixed_body;  ///< bytes that outlive the server (embedded files), instead of `body`
  std::string file_path;        ///< a file to stream, instead of both
  std::int64_t file_size = 0;
  std::string etag;             ///< with quotes; a match with If-None-Match becomes 304
  std::string cache_control = "no-store";
  std::string content_security_policy;  ///< empty: the one of the API
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<Subscription> stream;  ///< server-sent events follow; shared with the hub that feeds it
  std::string code;    ///< of a problem, for the log
  std::string detail;  ///< of a problem, for the log only
  bool close = false;  ///< the connection ends with this answer

  Answer& header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// Percent-decoding of one path segment or query part; empty when it is malformed, not UTF-8, or holds
/// U+0000. `plus_is_space` for queries and forms.
enum class Plus : bool { Literal, Space };
std::optional<std::string> percent_decode(std::string_view text, Plus plus);
/// Pairs of a query string or form body in order. Errors: "http.query_invalid", "http.query_doubled".
Result<std::vector<std::pair<std::string, std::string>>> parse_pairs(std::string_view text);

/// How the session cookie is named and marked; it follows the public origin.
struct SessionCookie {
  std::string name;
  bool secure = true;
  /// Value of Set-Cookie.
  [[nodiscard]] std::string set(std::string_view value) const;
  [[nodiscard]] std::string clear() const;
};
/// "https://…" gives __Host-sen; http on localhost or a loopback address gives sen_dev; any other origin
/// is refused: "http.origin_not_secure".
Result<SessionCookie> session_cookie(std::string_view public_origin);

}  // namespace sen::http
