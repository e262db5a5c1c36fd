#pragma once
// What a server serves: routes, static files, the sign-in, limits and the log, without a socket. The
// connections of http/server.hpp use it; tests call it directly (`Site::call`).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"

namespace sen::http {

struct SiteOptions {
  /// Origins whose pages may change state: "https://sen.example.vn", or the loopback forms of a
  /// demonstration ("http://localhost:8080", "http://127.0.0.1:8080").
  std::vector<std::string> origins;
  /// Who asks: looks the session cookie up. Runs on the lane of the route. Unset: everybody is a stranger.
  std::function<Principal(const Call&)> authenticate;
  /// Error of an exception that left a handler (a full disk, a lost database); empty: 500.
  std::function<std::optional<Error>(const std::exception&)> failure_of;
  /// Who may read /metrics; unset: nobody.
  std::function<bool(const Principal&)> may_read_metrics;
  /// Takes one JSON line per request; unset: no log. `access_log_to` makes one.
  std::function<void(std::string_view)> log;
  StaticOptions static_files;
  /// Lifts rate limits and limits of connections per address (tests and benches on loopback only).
  bool test_limits = false;
  /// Signed-in requests per minute and person.
  Rate person_reads{600, 60};
  Rate person_writes{120, 60};
  std::string title = "Sen";
  std::string version = "0.1.0";
};

/// What the head of a request decided before its body is read.
struct Admission {
  std::optional<Answer> answer;  ///< refused, or answered without a body
  const Route* route = nullptr;
  BodyKind body = BodyKind::None;
  std::int64_t body_max = 0;
};

class Site {
 public:
  /// Takes the routes, adds /api/health, /api/openapi.json and /metrics, checks everything.
  /// Errors: those of Router::check.
  static Result<std::unique_ptr<Site>> open(Router router, SiteOptions options);
  ~Site();

  /// Decides by the head alone: path, method, origin, content type, address limits. Fills route, path
  /// values and idempotency key of the call. Inline routes and static files are answered here.
  Admission admit(Call& call) const;
  /// For uploads: refuses who may not send before a byte of the body is read.
  std::optional<Answer> refuse_sender(Call& call, const Route& route) const;
  /// The whole of a request after its body: sign-in, access, limits, input, handler. Never throws.
  Answer answer(Call& call, const Route& route) const;
  /// True while a stream's reader still has the role and unit that it had when it began.
  bool still_welcome(const Call& call) const;
  /// Counts and logs a finished request.
  void record(const Call& call, const Answer& answer, Lane lane, std::int64_t nanoseconds) const;

  /// One request without a socket, as a test sends it. `headers` are looked up in any case.
  Answer call(Method method, std::string_view target, std::string_view body = {},
              const std::vector<std::pair<std::string, std::string>>& headers = {}) const;

  [[nodiscard]] const Router& router() const { return router_; }
  [[nodiscard]] const SiteOptions& options() const { return options_; }
  [[nodiscard]] const std::string& openapi() const;
  [[nodiscard]] Metrics& metrics() const { return *metrics_; }

 private:
  Site(Router router, SiteOptions options);
  void add_own_routes();
  std::optional<Answer> refuse_foreign(const Call& call, const Route& route) const;
  std::optional<Answer> refuse_body(const Call& call, const Route& route) const;
  std::optional<Answer> refuse_rate(const Call& call, const Route& route, RateBy by) const;
  std::optional<Answer> refuse_principal(const Call& call, const Route& route) const;
  Answer run(Call& call, const Route& route) const;
  Answer failed(const Call& call, const std::exception& exception) const;

  Router router_;
  SiteOptions options_;
  std::unique_ptr<Metrics> metrics_;
  std::unique_ptr<StaticFiles> files_;
  mutable RateLimiter person_reads_;
  mutable RateLimiter person_writes_;
  struct Document;
  std::unique_ptr<Document> document_;
};

/// A log that writes lines with spdlog: to standard error ("-"), or to a file.
std::function<void(std::string_view)> access_log_to(const std::string& path);

}  // namespace sen::http
