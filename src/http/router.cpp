#include "http/router.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"
#include "http/openapi.hpp"

namespace sen::http {
namespace {

constexpr std::int64_t kJsonBodyMax = 1024 * 1024;
constexpr std::size_t kSegmentsMax = 32;

bool has_body(Method method) { return method == Method::Post || method == Method::Put || method == Method::Patch; }
bool is_parameter(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }
std::string_view parameter_name(std::string_view segment) { return segment.substr(1, segment.size() - 2); }

/// "/api/tasks/7" → "api", "tasks", "7". Empty for "/", nullopt when it is no absolute path.
std::optional<std::vector<std::string_view>> segments_of(std::string_view path) {
  if (path.empty() || path.front() != '/') return std::nullopt;
  std::vector<std::string_view> segments;
  path.remove_prefix(1);
  while (!path.empty()) {
    if (segments.size() == kSegmentsMax) return std::nullopt;
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
    if (path.empty()) segments.emplace_back();  // a slash at the end is another path
  }
  return segments;
}

Json object_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) object.set(name, Json::string(value));
  return object;
}

Json object_of(const PathValues& values) {
  Json object = Json::object();
  for (const auto& [name, value] : values) object.set(name, Json::string(value));
  return object;
}

/// One route's own faults, as keys of texts.
std::vector<FieldError> faults_of(const Route& route) {
  const std::string name = std::string(to_string(route.method)) + " " + route.path;
  std::vector<FieldError> faults;
  const auto fault = [&](const char* code, std::string_view what = {}) {
    faults.push_back({name, code, {{"what", std::string(what)}}});
  };
  if (route.access_table.names_nobody()) fault("http.route.no_access");
  if (route.lane == Lane::Inline && !route.access_table.names_everybody()) fault("http.route.inline_needs_sign_in");
  if (route.idempotent_creation && route.method != Method::Post) fault("http.route.idempotent_not_post");
  const auto segments = segments_of(route.path);
  if (!segments) {
    fault("http.route.path_invalid");
    return faults;
  }
  const auto place = has_body(route.method) && route.body != BodyKind::Raw ? DefaultPlace::Body : DefaultPlace::Query;
  const WireSchema schema = schema_of(route.input, Direction::In, place);
  std::set<std::string> unread;
  for (const auto segment : *segments) {
    if (is_parameter(segment)) unread.insert(std::string(parameter_name(segment)));
  }
  for (const auto& parameter : schema.parameters) {
    if (parameter.in == "path" && unread.erase(parameter.name) == 0) fault("http.route.parameter_unknown", parameter.name);
  }
  if (route.reads_itself) unread.clear();
  for (const auto& parameter : unread) fault("http.route.parameter_unread", parameter);
  if (const auto tried = try_example(route); !tried) {
    const auto& fields = tried.error().fields;
    fault("http.route.example_refused", fields.empty() ? tried.error().rule : fields.front().field + " " + fields.front().code);
  }
  return faults;
}

}  // namespace

/// The routes as a tree of path segments; a literal segment is tried before a parameter.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
  std::unique_ptr<Node> parameter;
  std::array<const Route*, kMethodCount> routes{};
  [[nodiscard]] bool is_route() const {
    return std::any_of(routes.begin(), routes.end(), [](const Route* route) { return route != nullptr; });
  }
  const Node* find(const std::vector<std::string_view>& segments, std::size_t at, std::vector<std::string_view>& values) const {
    if (at == segments.size()) return is_route() ? this : nullptr;
    if (const auto found = literal.find(segments[at]); found != literal.end()) {
      if (const Node* node = found->second->find(segments, at + 1, values)) return node;
    }
    if (parameter == nullptr || segments[at].empty()) return nullptr;
    values.push_back(segments[at]);
    if (const Node* node = parameter->find(segments, at + 1, values)) return node;
    values.pop_back();
    return nullptr;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Route& Router::page(std::string path, Lane lane, std::function<Reply<Page>(Call&)> handler) {
  Route route;
  route.method = Method::Get;
  route.path = std::move(path);
  route.access_table = Access::everyone();
  route.lane = lane;
  route.input = description_of<Nothing>();
  route.output = description_of<Nothing>();
  route.plain_output = true;
  route.output_type = "text/html; charset=utf-8";
  route.reads_itself = true;
  route.internal_only = true;
  route.run = [handler = std::move(handler)](Call& call) -> Answer { return handler(call).take(call); };
  return keep(std::move(route));
}

Route& Router::keep(Route route) {
  if (has_body(route.method)) {
    route.body = BodyKind::Json;
    route.body_max = kJsonBodyMax;
  }
  routes_.push_back(std::move(route));
  Route& kept = routes_.back();
  const auto segments = segments_of(kept.path);
  if (!segments) return kept;  // check() says so
  Node* node = root_.get();
  for (const auto segment : *segments) {
    auto& next = is_parameter(segment) ? node->parameter : node->literal[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& slot = node->routes[static_cast<std::size_t>(kept.method)];
  if (slot == nullptr) slot = &kept;
  return kept;
}

Match Router::find(Method method, std::string_view path) const {
  Match match;
  const auto segments = segments_of(path);
  if (!segments) return match;
  std::vector<std::string_view> values;
  const Node* node = root_->find(*segments, 0, values);
  if (node == nullptr) return match;
  match.path_known = true;
  const Method wanted = method == Method::Head ? Method::Get : method;
  match.route = node->routes[static_cast<std::size_t>(wanted)];
  if (match.route == nullptr) {
    for (const Route* route : node->routes) {
      if (route == nullptr) continue;
      match.allowed.push_back(route->method);
      if (route->method == Method::Get) match.allowed.push_back(Method::Head);
    }
    return match;
  }
  std::size_t next = 0;
  const auto wanted_segments = segments_of(match.route->path);
  for (const auto segment : *wanted_segments) {
    if (!is_parameter(segment)) continue;
    auto decoded = percent_decode(values[next++], Plus::Literal);
    if (!decoded) return Match{};  // such a path names nothing
    match.values.emplace_back(parameter_name(segment), *std::move(decoded));
  }
  return match;
}

Result<Done> Router::check() const {
  std::vector<FieldError> faults;
  for (const Route& route : routes_) {
    for (auto& fault : faults_of(route)) faults.push_back(std::move(fault));
    const Match match = find(route.method, route.path);
    if (match.route != nullptr && match.route != &route) {
      faults.push_back({std::string(to_string(route.method)) + " " + route.path, "http.route.doubled", {}});
    }
  }
  if (faults.empty()) return Done{};
  Error error = invalid("http.routes_invalid", faults.front().field);
  error.fields = std::move(faults);
  return error;
}

Result<Done> Router::read_input(const Call& call, const Description& description, void* input) {
  const Json path = object_of(call.path_values);
  SEN_LET(const auto pairs, parse_pairs(call.query));
  const Json query = object_of(pairs);
  Sources sources{nullptr, &path, &query};
  Json body = Json::object();
  if (has_body(call.method) && call.upload == nullptr) {
    sources.body = &body;
    if (call.header("content-type").starts_with("application/x-www-form-urlencoded")) {
      SEN_LET(const auto fields, parse_pairs(call.body));
      body = object_of(fields);
    } else if (!call.body.empty()) {
      SEN_LET(body, parse_json(call.body));
    }
  }
  return read_wire(description, input, sources);
}

}  // namespace sen::http
