#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "app/bench/bench.hpp"
#include "index/bench_commune.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 201;

/// A folder under the system's temporary one that goes with the object.
class BenchFolder {
 public:
  BenchFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "sen-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~BenchFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

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
