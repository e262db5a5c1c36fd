#include "http/request_head.hpp"

namespace sen::http {

HeadScan scan_head(std::string_view received) {
  std::size_t line_start = 0;
  std::size_t line_count = 0;
  std::size_t headers_start = 0;
  for (;;) {
    const auto line_feed = received.find('\n', line_start);
    const bool whole = line_feed != std::string_view::npos;
    const std::size_t line_end = whole ? line_feed : received.size();
    std::string_view line = received.substr(line_start, line_end - line_start);
    if (whole) {
      if (line.empty() || line.back() != '\r') return {0, "http.bad_request"};
      line.remove_suffix(1);
    } else if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    if (line_count == 0 && line.size() > kRequestLineMax) return {0, "http.request_line_too_long"};
    if (line_count > 0 && (line.size() > kHeaderLineMax || line_end - headers_start > kHeadersMax ||
                           line_count > kHeaderCountMax + 1)) {
      return {0, "http.headers_too_large"};
    }
    if (line.find('\r') != std::string_view::npos || line.find('\0') != std::string_view::npos) {
      return {0, "http.bad_request"};
    }
    // A line that begins with a blank continues the one before (obs-fold).
    if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) return {0, "http.bad_request"};
    if (!whole) return {};
    if (line.empty()) {
      if (line_count == 0) return {0, "http.bad_request"};
      return {line_feed + 1, nullptr};
    }
    if (line_count == 0) headers_start = line_feed + 1;
    ++line_count;
    line_start = line_feed + 1;
  }
}

}  // namespace sen::http
