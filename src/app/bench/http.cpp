#include "app/bench/bench.hpp"
#include "app/bench/house.hpp"
#include "app/bench/load.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 5;
constexpr const char* kReply =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}";

std::string get(const std::string& path, const std::string& more = {}) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

Result<std::int64_t> rate(std::uint16_t port, const std::string& request) {
  LoadOptions options;
  options.port = port;
  options.request = [&request](std::uint64_t) { return request; };
  SEN_LET(const auto result, run_whole_load(options));
  return result.per_second();
}

}  // namespace

/// The health check and a signed-in point read over HTTP, each beside a bare epoll loop with a constant reply.
Result<std::vector<BenchFigure>> bench_http() {
  SEN_LET(const auto house, BenchHouse::open());
  const BareServer bare(kReply);
  BenchFigure health{.name = "http.health", .unit = "1/s", .runs = {}, .of = "app.bench.http_limit", .promise = ">= 0.45"};
  BenchFigure read{.name = "http.read", .unit = "1/s", .runs = {}, .of = "app.bench.http_limit", .promise = ">= 0.25"};
  const std::string bare_get = get("/");
  const std::string health_get = get("/api/health");
  const std::string point_get = get("/api/facts/website_sections_total", house->cookie());
  for (int run = 0; run < kRuns; ++run) {
    SEN_LET(const auto limit, rate(bare.port(), bare_get));
    SEN_LET(const auto of_health, rate(house->port(), health_get));
    SEN_LET(const auto of_read, rate(house->port(), point_get));
    health.runs.push_back({of_health, limit});
    read.runs.push_back({of_read, limit});
  }
  return std::vector<BenchFigure>{std::move(health), std::move(read)};
}

}  // namespace sen::app
