#pragma once
// Counters and latencies by route template, status and lane, in the text format of Prometheus. No
// label ever holds a unit, a person or a path as sent.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/lanes.hpp"

namespace sen::http {

class Metrics {
 public:
  Metrics();
  ~Metrics();
  void count_request(std::string_view method, std::string_view route, int status, Lane lane, std::int64_t nanoseconds);
  void set_connections(std::int64_t open);
  void set_streams(std::int64_t open);
  /// A figure of the application ("store_batches_total"), shown as a gauge.
  void set(const std::string& name, std::int64_t value);
  [[nodiscard]] std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sen::http
