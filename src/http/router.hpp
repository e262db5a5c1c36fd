#pragma once
// Routes: one line each in `api`, with who may call, where it runs and its typed handler. The same table
// answers requests, refuses to start when a line is incomplete, and is printed as OpenAPI.
//
//   router.post("/api/tasks/{id}/close", access(Right::TaskClose), Lane::Write, &post_close)
//       .audit("task.closed");

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/access.hpp"
#include "http/lanes.hpp"
#include "http/message.hpp"
#include "http/rate_limit.hpp"
#include "http/reply.hpp"
#include "http/wire.hpp"

namespace sen::http {

enum class BodyKind : std::uint8_t {
  None,  ///< a body is refused
  Json,  ///< `Content-Type: application/json`
  Form,  ///< `application/x-www-form-urlencoded`, for portal pages outside /api
  Raw    ///< uploads: `application/octet-stream` with the header `X-Sen: 1`
};

/// Who a rate counts.
enum class RateBy : std::uint8_t { Address, Network, Person };
struct RouteRate {
  RateBy by;
  std::shared_ptr<RateLimiter> limiter;  ///< shared by the routes of one class ("sign_in")
};

struct Route {
  Method method{};
  std::string path;  ///< template: "/api/tasks/{id}/close"
  Access access_table;
  Lane lane{};
  Description input;
  Description output;
  bool plain_output = false;  ///< bytes, page or stream: no schema
  std::string output_type = "application/json";
  std::function<Answer(Call&)> run;
  BodyKind body = BodyKind::None;
  std::int64_t body_max = 0;
  int success_status = 200;
  bool idempotent_creation = false;
  bool internal_only = false;
  bool open_when_held = false;
  bool reads_itself = false;  ///< a page: path and query are its own business
  std::string audit_event;
  std::string data_class;
  std::string example_json;
  std::vector<RouteRate> rates;

  /// A creating POST: 201, takes `Idempotency-Key`, `x-sen-idempotent: true`.
  Route& creates() { idempotent_creation = true; success_status = 201; return *this; }
  /// Takes `Idempotency-Key` and answers 200.
  Route& idempotent() { idempotent_creation = true; return *this; }
  /// Kind of the event that the act leaves: `x-sen-audit`.
  Route& audit(std::string event) { audit_event = std::move(event); return *this; }
  /// Highest class of personal data in the answer: `x-sen-data`.
  Route& data(std::string data) { data_class = std::move(data); return *this; }
  /// Body size in bytes instead of 1 MiB (uploads: 25 MiB).
  Route& limit_body(std::int64_t bytes) { body_max = bytes; return *this; }
  /// The body is a file: `Call::upload`.
  Route& upload(std::int64_t bytes_max = 25 * 1024 * 1024) { body = BodyKind::Raw; body_max = bytes_max; return *this; }
  Route& form() { body = BodyKind::Form; return *this; }
  /// Type of bytes that the handler sends (Bytes, FileContent).
  Route& sends(std::string content_type) { output_type = std::move(content_type); return *this; }
  /// JSON text of a request that is accepted as it stands, where the description cannot give it.
  Route& example(std::string json) { example_json = std::move(json); return *this; }
  Route& rate(RateBy by, std::shared_ptr<RateLimiter> limiter) { rates.push_back({by, std::move(limiter)}); return *this; }
  /// Also for people who have to do something else first (`Principal::held`), because this is how they do it.
  Route& for_held() { open_when_held = true; return *this; }
  /// Not in the OpenAPI document.
  Route& internal() { internal_only = true; return *this; }
};

/// What a path and method found.
struct Match {
  const Route* route = nullptr;  ///< null: nothing here, or another method
  PathValues values;
  std::vector<Method> allowed;   ///< methods of the path, when only the method is wrong
  bool path_known = false;
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // A handler is anything that is callable as Reply<Output>(Request<Input>&): a function, a lambda that
  // holds the services, a std::function.
  template <class Handler>
  Route& get(std::string path, Access access, Lane lane, Handler&& handler) {
    return add(Method::Get, std::move(path), access, lane, std::function(std::forward<Handler>(handler)));
  }
  template <class Handler>
  Route& post(std::string path, Access access, Lane lane, Handler&& handler) {
    return add(Method::Post, std::move(path), access, lane, std::function(std::forward<Handler>(handler)));
  }
  template <class Handler>
  Route& put(std::string path, Access access, Lane lane, Handler&& handler) {
    return add(Method::Put, std::move(path), access, lane, std::function(std::forward<Handler>(handler)));
  }
  template <class Handler>
  Route& patch(std::string path, Access access, Lane lane, Handler&& handler) {
    return add(Method::Patch, std::move(path), access, lane, std::function(std::forward<Handler>(handler)));
  }
  template <class Handler>
  Route& del(std::string path, Access access, Lane lane, Handler&& handler) {
    return add(Method::Delete, std::move(path), access, lane, std::function(std::forward<Handler>(handler)));
  }

  /// A page for everybody, outside /api and its document. It reads `path_values` and `query` itself: whoever follows a link
  /// that somebody else lengthened gets a page, and no problem document.
  Route& page(std::string path, Lane lane, std::function<Reply<Page>(Call&)> handler);

  template <class Input, class Output>
  Route& add(Method method, std::string path, Access access, Lane lane,
             std::function<Reply<Output>(Request<Input>&)> handler) {
    Route route;
    route.method = method;
    route.path = std::move(path);
    route.access_table = access;
    route.lane = lane;
    route.input = description_of<Input>();
    if constexpr (detail::is_plain_body<Output>) {
      route.output = description_of<Nothing>();
      route.plain_output = true;
      route.output_type = std::is_same_v<Output, Page>     ? "text/html; charset=utf-8"
                          : std::is_same_v<Output, Stream> ? "text/event-stream"
                                                           : "application/octet-stream";
    } else {
      route.output = description_of<Output>();
    }
    route.run = [handler = std::move(handler)](Call& call) -> Answer {
      Request<Input> request{call, {}};
      if (auto read = read_input(call, description_of<Input>(), &request.input); !read) {
        return refused(call, read.error(), Answer{.status = 0});
      }
      return handler(request).take(call);
    };
    return keep(std::move(route));
  }

  /// Looks a path up; `path` as sent (percent-encoded).
  [[nodiscard]] Match find(Method method, std::string_view path) const;
  /// Finds what stops the server from starting: a route without access, two routes of one method and path,
  /// path parameters that no description reads (or the reverse), an inline route that needs a sign-in,
  /// an example that its own reader refuses. Error "http.routes_invalid", one FieldError per fault.
  [[nodiscard]] Result<Done> check() const;
  [[nodiscard]] const std::deque<Route>& routes() const { return routes_; }

 private:
  struct Node;
  Route& keep(Route route);
  static Result<Done> read_input(const Call& call, const Description& description, void* input);
  std::deque<Route> routes_;  // addresses stay
  std::unique_ptr<Node> root_;
};

}  // namespace sen::http
