#include "app/bench/bench.hpp"
#include "base/embedded.hpp"
#include "base/json.hpp"
#include "index/bench.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 7;
constexpr const char* kSet = "packs/criteria-sets/phu-linh-2024-illustrative.json";

}  // namespace

/// All communes of the country with a full set, beside a pass that only reads the facts.
Result<std::vector<BenchFigure>> bench_score() {
  const auto bytes = embedded_file(kSet);
  SEN_ASSERT(bytes.has_value());
  SEN_LET(const auto json, parse_json(*bytes));
  const auto reading = index::read_criteria_set(json);
  SEN_ASSERT(reading.findings.empty());
  const auto measured = index::bench_score(reading.set, index::kCommunes, kRuns);
  BenchFigure figure{.name = "score", .unit = "ns", .runs = {}, .of = "app.bench.score_limit", .promise = "<= 20"};
  for (std::size_t i = 0; i < measured.score_ns.size(); ++i) {
    figure.runs.push_back({measured.score_ns[i], measured.read_ns[i]});
  }
  return std::vector<BenchFigure>{std::move(figure)};
}

}  // namespace sen::app
