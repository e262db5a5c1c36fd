#include "app/bench/bench.hpp"
#include "app/bench/house.hpp"
#include "index/bench_commune.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 201;

}  // namespace

/// One commune after one event, its tallies included: a millisecond at most.
Result<std::vector<BenchFigure>> bench_commune() {
  const BenchFolder folder;
  store::Options options;
  options.data = folder.path();
  SEN_LET(const auto store, store::open(options));
  SEN_TRY(store->migrate());
  SEN_LET(const auto times, index::bench_commune(*store, pack::PackSet::embedded(), kRuns));
  BenchFigure figure{.name = "commune", .unit = "ns", .runs = {}, .of = "app.bench.commune_limit", .promise = "<= 1"};
  for (const auto time : times) figure.runs.push_back({time, index::kCommuneLimitNs});
  return std::vector<BenchFigure>{std::move(figure)};
}

}  // namespace sen::app
