#include "http/site.hpp"

#include <algorithm>
#include <mutex>

#include "base/random.hpp"
#include "base/text.hpp"
#include "http/openapi.hpp"
#include "http/problem.hpp"

namespace sen::http {
namespace {

bool changes_state(Method method) {
  return method == Method::Post || method == Method::Put || method == Method::Patch || method == Method::Delete;
}

/// Type without parameters: "application/json; charset=utf-8" is "application/json".
std::string media_type(std::string_view value) {
  return lower(trim(value.substr(0, value.find(';'))));
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f') ||
                     (text[i] >= 'A' && text[i] <= 'F');
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

/// Names requests, guards nothing: a fast sequence per thread, begun at a random place.
std::string make_trace_id(std::string_view traceparent) {
  // "00-<32 hex>-<16 hex>-<2 hex>" of a proxy in front is carried on.
  if (traceparent.size() == 55 && traceparent[2] == '-' && traceparent[35] == '-') {
    const auto given = traceparent.substr(3, 32);
    if (given.find_first_not_of("0123456789abcdef") == std::string_view::npos) return std::string(given);
  }
  thread_local SeededRandom random(SystemRandom().below(~std::uint64_t{0}));
  return random.hex(16);
}

Language wanted_language(std::string_view accepted) {
  while (!accepted.empty()) {
    const auto comma = accepted.find(',');
    const auto tag = trim(accepted.substr(0, comma));
    if (tag.starts_with("vi")) return Language::Vi;
    if (tag.starts_with("en")) return Language::En;
    if (comma == std::string_view::npos) break;
    accepted.remove_prefix(comma + 1);
  }
  return Language::Vi;
}

Error refusal(const char* rule, TextArguments arguments = {}) {
  Error error;
  error.rule = rule;
  error.arguments = std::move(arguments);
  return error;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  if (etag.empty() || if_none_match.empty()) return false;
  if (trim(if_none_match) == "*") return true;
  for (const auto& given : split(if_none_match, ',')) {
    std::string_view tag = trim(given);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

/// Ends an answer: its status, and 304 when the client has it already.
Answer finished(const Call& call, Answer answer, int success_status) {
  if (answer.status == 0) answer.status = success_status;
  if (answer.status == 200 && etag_matches(call.header("if-none-match"), answer.etag)) {
    answer.status = 304;
    answer.body.clear();
    answer.fixed_body = {};
    answer.file_path.clear();
    answer.file_size = 0;
    answer.content_type.clear();
  }
  return answer;
}

}  // namespace

/// Made when it is first asked for: starting is not the time for it.
struct Site::Document {
  std::once_flag once;
  std::string text;
};

Site::Site(Router router, SiteOptions options)
    : router_(std::move(router)),
      options_(std::move(options)),
      metrics_(std::make_unique<Metrics>()),
      files_(std::make_unique<StaticFiles>(options_.static_files)),
      person_reads_(options_.person_reads),
      person_writes_(options_.person_writes),
      document_(std::make_unique<Document>()) {}
Site::~Site() = default;

Result<std::unique_ptr<Site>> Site::open(Router router, SiteOptions options) {
  std::unique_ptr<Site> site(new Site(std::move(router), std::move(options)));
  site->add_own_routes();
  SEN_TRY(site->router_.check());
  return site;
}

void Site::add_own_routes() {
  router_.get("/api/health", Access::everyone(), Lane::Inline,
              [](Request<Nothing>&) -> Reply<JsonText> { return JsonText{R"({"status":"ok"})"}; });
  router_
      .get("/api/openapi.json", Access::everyone(), Lane::Read,
           [this](Request<Nothing>&) -> Reply<JsonText> { return JsonText{openapi()}; })
      .rate(RateBy::Address, std::make_shared<RateLimiter>(Rate{60, 60}));
  router_
      .get("/metrics", Access::signed_in(Scope::Success), Lane::Read,
           [this](Request<Nothing>& request) -> Reply<Bytes> {
             const bool may = options_.may_read_metrics && options_.may_read_metrics(request.call.principal);
             if (!may) return Error{ErrorCode::Forbidden, "forbidden"};
             return Bytes{metrics_->text(), "text/plain; version=0.0.4"};
           })
      .sends("text/plain")
      .internal();
}

const std::string& Site::openapi() const {
  std::call_once(document_->once, [&] {
    document_->text = openapi_document(router_, {options_.title, options_.version});
  });
  return document_->text;
}

Admission Site::admit(Call& call) const {
  call.language = wanted_language(call.header("accept-language"));
  Admission admission;
  if (call.trace_id.empty()) call.trace_id = make_trace_id(call.header("traceparent"));
  const auto refuse = [&](const Error& error) -> Answer& {
    return admission.answer.emplace(problem(call, error));
  };
  if (call.method == Method::Unknown) return refuse(refusal("http.method_unknown")), admission;
  Match match = router_.find(call.method, call.path);
  if (match.route == nullptr) {
    const bool reads = call.method == Method::Get || call.method == Method::Head;
    const bool is_api = call.path == "/api" || call.path.starts_with("/api/");
    if (match.path_known || call.method == Method::Unsupported || (!reads && !is_api)) {
      std::string allowed = match.path_known ? "" : "GET, HEAD";
      for (const Method method : match.allowed) allowed.append(allowed.empty() ? "" : ", ").append(to_string(method));
      refuse(refusal("http.method_not_allowed", {{"allowed", allowed}})).header("Allow", allowed);
    } else if (is_api) {
      refuse(not_found());
    } else if (auto file = files_->find(call)) {
      call.route = "static";
      admission.answer = finished(call, *std::move(file), 200);
    } else {
      admission.answer = not_found_page(call);
    }
    return admission;
  }
  const Route& route = *match.route;
  call.route = route.path;
  call.path_values = std::move(match.values);
  admission.route = &route;
  admission.body = route.body;
  admission.body_max = route.body_max;
  if (route.lane == Lane::Inline && route.body == BodyKind::None && route.rates.empty()) {
    admission.answer = run(call, route);
    return admission;
  }
  for (auto refuse_if : {&Site::refuse_foreign, &Site::refuse_body}) {
    if (auto refused = (this->*refuse_if)(call, route)) {
      admission.answer = std::move(refused);
      return admission;
    }
  }
  for (const RateBy by : {RateBy::Address, RateBy::Network}) {
    if (auto refused = refuse_rate(call, route, by)) {
      admission.answer = std::move(refused);
      return admission;
    }
  }
  if (route.idempotent_creation) {
    call.idempotency_key = call.header("idempotency-key");
    if (!call.idempotency_key.empty() && !is_uuid(call.idempotency_key)) refuse(invalid("http.idempotency_key_invalid"));
  }
  return admission;
}

/// Requests that change something come from our own pages (security.md section 4).
std::optional<Answer> Site::refuse_foreign(const Call& call, const Route& route) const {
  if (!changes_state(route.method)) return std::nullopt;
  const auto site = call.header("sec-fetch-site");
  const auto origin = call.header("origin");
  const bool known_origin = std::find(options_.origins.begin(), options_.origins.end(), origin) != options_.origins.end();
  const bool own = site.empty() ? known_origin : site == "same-origin" && (origin.empty() || known_origin);
  if (own) return std::nullopt;
  return problem(call, Error{ErrorCode::Forbidden, "http.cross_site"});
}

std::optional<Answer> Site::refuse_body(const Call& call, const Route& route) const {
  if (!call.header("content-encoding").empty()) return problem(call, refusal("http.content_encoding"));
  const char* wanted = nullptr;
  if (route.body == BodyKind::Json) wanted = "application/json";
  if (route.body == BodyKind::Form) wanted = "application/x-www-form-urlencoded";
  if (route.body == BodyKind::Raw) wanted = "application/octet-stream";
  if (wanted == nullptr) return std::nullopt;
  const bool marked = route.body != BodyKind::Raw || call.header("x-sen") == "1";
  if (media_type(call.header("content-type")) == wanted && marked) return std::nullopt;
  return problem(call, refusal(route.body == BodyKind::Raw ? "http.content_type_upload" : "http.content_type",
                               {{"wanted", wanted}}), 415);
}

std::optional<Answer> Site::refuse_rate(const Call& call, const Route& route, RateBy by) const {
  if (options_.test_limits) return std::nullopt;
  std::int64_t wait_s = 0;
  const auto take = [&](RateLimiter& limiter, std::string_view caller) {
    wait_s = std::max(wait_s, limiter.take(caller, monotonic_ns()));
  };
  const std::string person = std::to_string(call.principal.person);
  for (const auto& rate : route.rates) {
    if (rate.by != by) continue;
    if (by == RateBy::Address) take(*rate.limiter, call.remote_address);
    if (by == RateBy::Network) take(*rate.limiter, network_of(call.remote_address));
    if (by == RateBy::Person) take(*rate.limiter, person);
  }
  if (by == RateBy::Person && call.principal.signed_in()) {
    take(changes_state(route.method) ? person_writes_ : person_reads_, person);
  }
  if (wait_s == 0) return std::nullopt;
  const std::string seconds = std::to_string(wait_s);
  Answer answer = problem(call, Error{ErrorCode::LimitExceeded, "http.too_many_requests", {}, {}, {{"seconds", seconds}}});
  answer.header("Retry-After", seconds);
  return answer;
}

std::optional<Answer> Site::refuse_principal(const Call& call, const Route& route) const {
  if (!route.access_table.allows(call.principal.role)) {
    if (!call.principal.signed_in()) return problem(call, Error{ErrorCode::Unauthenticated, "http.not_signed_in"});
    return problem(call, Error{ErrorCode::Forbidden, "http.role_refused"});
  }
  if (call.principal.held != nullptr && !route.open_when_held) {
    return problem(call, Error{ErrorCode::Forbidden, call.principal.held, {}, {}, {}, {}});
  }
  return refuse_rate(call, route, RateBy::Person);
}

std::optional<Answer> Site::refuse_sender(Call& call, const Route& route) const {
  // The one place that catches: whatever goes wrong inside a request ends as a problem document.
  try {
    if (options_.authenticate) call.principal = options_.authenticate(call);
    return refuse_principal(call, route);
  } catch (const std::exception& exception) {
    return failed(call, exception);
  }
}

Answer Site::answer(Call& call, const Route& route) const {
  try {
    // An upload's sender was looked up before its body was read.
    if (options_.authenticate && route.body != BodyKind::Raw) call.principal = options_.authenticate(call);
    if (route.body != BodyKind::Raw) {
      if (auto refused = refuse_principal(call, route)) return *std::move(refused);
    }
    return finished(call, route.run(call), route.success_status);
  } catch (const std::exception& exception) {
    return failed(call, exception);
  }
}

Answer Site::run(Call& call, const Route& route) const {
  try {
    return finished(call, route.run(call), route.success_status);
  } catch (const std::exception& exception) {
    return failed(call, exception);
  }
}

Answer Site::failed(const Call& call, const std::exception& exception) const {
  std::optional<Error> known;
  if (options_.failure_of) known = options_.failure_of(exception);
  if (known) return problem(call, *known);
  Error error = refusal("http.internal", {{"trace_id", call.trace_id}});
  error.detail = exception.what();
  return problem(call, error);
}

bool Site::still_welcome(const Call& call) const {
  try {
    if (!options_.authenticate) return true;
    const Principal now = options_.authenticate(call);
    return now.role == call.principal.role && now.person == call.principal.person && now.unit == call.principal.unit;
  } catch (const std::exception&) {
    return false;  // the reader connects again, and meets the failure there
  }
}

}  // namespace sen::http
