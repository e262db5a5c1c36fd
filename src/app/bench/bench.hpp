#pragma once
// `sen bench`: figures that are promises only as ratios: a value and a limit are measured alternately in one
// run, so that the machine's mood hits both. Shape E of the contracts.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "app/command.hpp"
#include "base/decimal.hpp"

namespace sen::app {

/// One run: what was measured, and the limit measured right beside it.
struct BenchRun {
  std::int64_t value = 0;
  std::int64_t limit = 0;
};

struct BenchFigure {
  std::string name;  ///< "http.health"
  std::string unit;  ///< "1/s", "ns", "kB"
  std::vector<BenchRun> runs;  ///< at least three
  std::string of;      ///< key of the sentence that says what the limit is
  std::string promise; ///< "<= 20", ">= 0.45": what the ratio must be
  [[nodiscard]] BenchRun median() const;  ///< of the ratios; value and limit of that run
  [[nodiscard]] Ratio ratio() const;
};

struct Bench {
  const char* name;
  Result<std::vector<BenchFigure>> (*run)();
};

/// "bench", with or without a name.
Command bench_command();

Result<std::vector<BenchFigure>> bench_score();
Result<std::vector<BenchFigure>> bench_commune();
Result<std::vector<BenchFigure>> bench_http();
Result<std::vector<BenchFigure>> bench_write();
Result<std::vector<BenchFigure>> bench_desk();
Result<std::vector<BenchFigure>> bench_start();
Result<std::vector<BenchFigure>> bench_backup();

}  // namespace sen::app
