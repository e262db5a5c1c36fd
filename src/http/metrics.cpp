#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace sen::http {
namespace {

/// Templates are few and live as long as the site: their address names them.
struct SeriesKey {
  const void* route;
  const void* method;
  int status;
  Lane lane;
  friend bool operator==(const SeriesKey&, const SeriesKey&) = default;
};
struct SeriesHash {
  std::size_t operator()(const SeriesKey& key) const {
    const auto address = reinterpret_cast<std::uintptr_t>(key.route) * 31 + reinterpret_cast<std::uintptr_t>(key.method);
    return address * 1'000'003 + static_cast<std::size_t>(key.status) * 8 + static_cast<std::size_t>(key.lane);
  }
};
struct Series {
  prometheus::Counter* requests;
  prometheus::Histogram* seconds;
};

const prometheus::Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};

}  // namespace

struct Metrics::State {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter().Name("sen_http_requests_total").Help("Requests answered").Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram().Name("sen_http_request_seconds").Help("Time to answer").Register(registry);
  prometheus::Gauge& connections = prometheus::BuildGauge()
                                       .Name("sen_http_connections")
                                       .Help("Open connections")
                                       .Register(registry)
                                       .Add({});
  prometheus::Gauge& streams =
      prometheus::BuildGauge().Name("sen_http_streams").Help("Open event streams").Register(registry).Add({});
  std::shared_mutex mutex;
  std::unordered_map<SeriesKey, Series, SeriesHash> series;
  std::map<std::string, prometheus::Gauge*> figures;
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view method, std::string_view route, int status, Lane lane,
                            std::int64_t nanoseconds) {
  const SeriesKey key{route.data(), method.data(), status, lane};
  Series series{};
  {
    const std::shared_lock lock(state_->mutex);
    if (const auto found = state_->series.find(key); found != state_->series.end()) series = found->second;
  }
  if (series.requests == nullptr) {
    const std::string lane_name(to_string(lane));
    const std::lock_guard lock(state_->mutex);
    series.requests = &state_->requests.Add({{"method", std::string(method)},
                                             {"route", std::string(route)},
                                             {"status", std::to_string(status)},
                                             {"lane", lane_name}});
    series.seconds = &state_->seconds.Add({{"route", std::string(route)}, {"lane", lane_name}}, kSeconds);
    state_->series.emplace(key, series);
  }
  series.requests->Increment();
  series.seconds->Observe(static_cast<double>(nanoseconds) / 1e9);
}

void Metrics::set_connections(std::int64_t open) { state_->connections.Set(static_cast<double>(open)); }
void Metrics::set_streams(std::int64_t open) { state_->streams.Set(static_cast<double>(open)); }

void Metrics::set(const std::string& name, std::int64_t value) {
  const std::lock_guard lock(state_->mutex);
  auto& gauge = state_->figures[name];
  if (gauge == nullptr) {
    gauge = &prometheus::BuildGauge().Name("sen_" + name).Help(name).Register(state_->registry).Add({});
  }
  gauge->Set(static_cast<double>(value));
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(state_->registry.Collect()); }

}  // namespace sen::http
