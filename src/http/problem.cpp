#include "http/problem.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"

namespace sen::http {
namespace {

struct StatusOf {
  std::string_view rule;
  int status;
  bool close;  ///< what follows on the connection cannot be trusted
};
constexpr std::array kStatuses = {
    StatusOf{"http.bad_request", 400, true},
    StatusOf{"http.body_malformed", 400, true},
    StatusOf{"http.body_too_large", 413, true},
    StatusOf{"http.body_unexpected", 400, true},
    StatusOf{"http.busy", 503, false},
    StatusOf{"http.content_encoding", 415, true},
    StatusOf{"http.content_type", 415, false},
    StatusOf{"http.expectation", 417, true},
    StatusOf{"http.headers_too_large", 431, true},
    StatusOf{"http.idempotency_key_invalid", 400, false},
    StatusOf{"http.internal", 500, true},
    StatusOf{"http.method_not_allowed", 405, false},
    StatusOf{"http.method_unknown", 501, true},
    StatusOf{"http.query_doubled", 400, false},
    StatusOf{"http.query_invalid", 400, false},
    StatusOf{"http.request_line_too_long", 414, true},
    StatusOf{"http.storage_full", 507, false},
    StatusOf{"http.timeout", 408, true},
    StatusOf{"json.doubled", 400, false},
    StatusOf{"json.invalid", 400, false},
    StatusOf{"wire.too_many_members", 400, false},
    StatusOf{"wire.value_too_long", 400, false},
};

const StatusOf* find_status(std::string_view rule) {
  const auto* found = std::find_if(kStatuses.begin(), kStatuses.end(), [&](const StatusOf& s) { return s.rule == rule; });
  return found == kStatuses.end() ? nullptr : found;
}

std::string title_of(Language language, int status) {
  return render(language, "http.status." + std::to_string(status));
}

void write_fields(JsonOut& out, Language language, const Error& error) {
  out.key("errors");
  out.begin_array();
  const auto write = [&](const std::string& field, const std::string& code, const TextArguments& arguments) {
    out.begin_object();
    out.member("field", field);
    out.member("code", code);
    out.member("detail", render(language, code, arguments));
    out.end_object();
  };
  for (const auto& fault : error.fields) write(fault.field, fault.code, fault.arguments);
  if (error.fields.empty() && !error.field.empty()) write(error.field, error.rule, error.arguments);
  out.end_array();
}

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '<': html.append("&lt;"); break;
      case '>': html.append("&gt;"); break;
      case '&': html.append("&amp;"); break;
      case '"': html.append("&quot;"); break;
      default: html.push_back(c);
    }
  }
}

}  // namespace

int status_of(const Error& error) {
  if (const auto* named = find_status(error.rule)) return named->status;
  switch (error.code) {
    case ErrorCode::InvalidInput: return 422;
    case ErrorCode::Unauthenticated: return 401;
    case ErrorCode::Forbidden: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::LimitExceeded: return 429;
    case ErrorCode::Unavailable: return 503;
  }
  return 500;
}

Answer problem(const Call& call, const Error& error, int status) {
  Answer answer;
  answer.status = status == 0 ? status_of(error) : status;
  const auto* named = find_status(error.rule);
  answer.close = named != nullptr && named->close;
  answer.content_type = "application/problem+json";
  answer.code = error.rule;
  answer.detail = error.detail;
  JsonOut out;
  out.begin_object();
  out.member("type", "urn:sen:problem:" + error.rule);
  out.member("title", title_of(call.language, answer.status));
  out.member("status", answer.status);
  out.member("code", error.rule);
  out.member("detail", render(call.language, error.rule, error.arguments));
  write_fields(out, call.language, error);
  out.member("trace_id", call.trace_id);
  out.end_object();
  answer.body = out.take();
  answer.header("Content-Language", call.language == Language::En ? "en" : "vi");
  if (answer.status == 503) answer.header("Retry-After", "1");
  return answer;
}

Answer not_found_page(const Call& call) {
  Answer answer;
  answer.status = 404;
  answer.code = "not_found";
  answer.content_type = "text/html; charset=utf-8";
  const std::string title = title_of(call.language, 404);
  std::string html = "<!doctype html><html lang=\"";
  html.append(call.language == Language::En ? "en" : "vi");
  html.append("\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
  append_escaped(html, title);
  html.append("</title><main><h1>");
  append_escaped(html, title);
  html.append("</h1><p>");
  append_escaped(html, render(call.language, "http.page_not_found"));
  html.append("</p><p><a href=\"/\">");
  append_escaped(html, render(call.language, "http.page_home"));
  html.append("</a></p></main></html>");
  answer.body = std::move(html);
  answer.header("Content-Language", call.language == Language::En ? "en" : "vi");
  return answer;
}

}  // namespace sen::http
