// Counting and logging finished requests, and the socketless call of tests.

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/json.hpp"
#include "http/rate_limit.hpp"
#include "http/site.hpp"

namespace sen::http {
namespace {

/// Milliseconds with three places, without floating point.
std::string milliseconds(std::int64_t nanoseconds) {
  const std::int64_t microseconds = nanoseconds / 1000;
  std::string places = std::to_string(microseconds % 1000);
  places.insert(0, 3 - places.size(), '0');
  return std::to_string(microseconds / 1000) + "." + places;
}

/// A line of the log: route template, never the path; a network, never an address; no query, no names.
std::string log_line(const Call& call, const Answer& answer, Lane lane, std::int64_t nanoseconds) {
  JsonOut out;
  out.begin_object();
  out.member("at", to_string(SystemClock().now()));
  out.member("level", answer.status >= 500 ? "error" : "info");
  out.member("trace_id", call.trace_id);
  out.member("method", std::string(to_string(call.method)));
  out.member("route", call.route);
  out.member("status", answer.status);
  out.key("ms");
  out.raw(milliseconds(nanoseconds));
  out.member("lane", to_string(lane));
  if (call.principal.signed_in()) {
    out.member("unit", call.principal.unit);
    out.member("person", call.principal.person);
    out.member("role", to_string(call.principal.role));
  }
  if (!answer.code.empty()) out.member("code", answer.code);
  if (!answer.detail.empty()) out.member("detail", answer.detail);
  out.end_object();
  return out.take();
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

class GivenHeaders final : public HeaderSource {
 public:
  explicit GivenHeaders(const std::vector<std::pair<std::string, std::string>>& headers) : headers_(headers) {}
  [[nodiscard]] std::string_view find(std::string_view name) const override {
    for (const auto& [given, value] : headers_) {
      if (same_name(given, name)) return value;
    }
    return {};
  }

 private:
  const std::vector<std::pair<std::string, std::string>>& headers_;
};

}  // namespace

void Site::record(const Call& call, const Answer& answer, Lane lane, std::int64_t nanoseconds) const {
  metrics_->count_request(to_string(call.method), call.route, answer.status, lane, nanoseconds);
  // Health probes and unchanging files would drown the lines that matter.
  if (!options_.log || (lane == Lane::Inline && answer.status < 400)) return;
  options_.log(log_line(call, answer, lane, nanoseconds));
}

Answer Site::call(Method method, std::string_view target, std::string_view body,
                  const std::vector<std::pair<std::string, std::string>>& headers) const {
  const GivenHeaders source(headers);
  const auto question = target.find('?');
  Call call;
  call.method = method;
  call.path = target.substr(0, question);
  if (question != std::string_view::npos) call.query = target.substr(question + 1);
  call.remote_address = "127.0.0.1";
  call.headers = &source;
  Admission admission = admit(call);
  if (admission.answer) return *std::move(admission.answer);
  Upload upload;
  if (admission.body == BodyKind::Raw) {
    if (auto refused = refuse_sender(call, *admission.route)) return *std::move(refused);
    upload.bytes = body;
    upload.size = static_cast<std::int64_t>(body.size());
    call.upload = &upload;
  } else {
    call.body = body;
  }
  return answer(call, *admission.route);
}

std::function<void(std::string_view)> access_log_to(const std::string& path) {
  std::shared_ptr<spdlog::logger> logger;  // spdlog's sinks are shared by design
  if (path == "-") {
    logger = std::make_shared<spdlog::logger>("http", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  } else {
    logger = std::make_shared<spdlog::logger>("http", std::make_shared<spdlog::sinks::basic_file_sink_mt>(path));
  }
  logger->set_pattern("%v");
  logger->flush_on(spdlog::level::err);
  return [logger](std::string_view line) { logger->info(spdlog::string_view_t(line.data(), line.size())); };
}

}  // namespace sen::http
