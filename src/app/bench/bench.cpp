#include "app/bench/bench.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "base/json.hpp"

namespace sen::app {
namespace {

constexpr std::array kBenches{Bench{"score", &bench_score}, Bench{"commune", &bench_commune},
                                Bench{"http", &bench_http}, Bench{"write", &bench_write},
                                Bench{"desk", &bench_desk}, Bench{"start", &bench_start}, Bench{"backup", &bench_backup}};

std::string decimal(const Ratio& ratio) { return to_decimal(ratio, 4); }

void write(JsonOut& out, const BenchFigure& figure, Language language) {
  const BenchRun middle = figure.median();
  out.begin_object();
  out.member("name", figure.name);
  out.member("value", middle.value);
  out.member("unit", figure.unit);
  out.member("limit", middle.limit);
  out.key("ratio");
  out.raw(decimal(figure.ratio()));
  out.member("of", render(language, figure.of));
  out.member("promise", figure.promise);
  out.key("runs");
  out.begin_array();
  for (const auto& run : figure.runs) {
    out.begin_object();
    out.member("value", run.value);
    out.member("limit", run.limit);
    out.key("ratio");
    out.raw(decimal(Ratio(run.value, run.limit)));
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

void print(const Invocation& call, const BenchFigure& figure) {
  const BenchRun middle = figure.median();
  call.out << render(call.language, "app.bench_line",
                     {{"name", figure.name}, {"value", std::to_string(middle.value)}, {"unit", figure.unit},
                      {"ratio", to_decimal(figure.ratio(), 2)}, {"promise", figure.promise},
                      {"of", render(call.language, figure.of)}})
           << "\n";
}

Result<int> list(const Invocation& call) {
  JsonOut out;
  out.begin_array();
  for (const auto& bench : kBenches) {
    out.string(bench.name);
    if (!call.json()) call.out << bench.name << "\t" << render(call.language, std::string("app.bench.") + bench.name) << "\n";
  }
  out.end_array();
  if (call.json()) call.out << out.text() << "\n";
  return kExitDone;
}

Result<int> run(const Invocation& call) {
  if (!call.has("name")) return list(call);
  const std::string name = call.text("name");
  const auto bench = std::find_if(kBenches.begin(), kBenches.end(), [&](const Bench& known) { return known.name == name; });
  if (bench == kBenches.end()) return not_found("app.bench_unknown", "name");
  SEN_LET(const auto figures, bench->run());
  if (!call.json()) {
    for (const auto& figure : figures) print(call, figure);
    return kExitDone;
  }
  JsonOut out;
  if (figures.size() > 1) out.begin_array();
  for (const auto& figure : figures) write(out, figure, call.language);
  if (figures.size() > 1) out.end_array();
  call.out << out.text() << "\n";
  return kExitDone;
}

}  // namespace

BenchRun BenchFigure::median() const {
  SEN_ASSERT(runs.size() >= 3);
  auto sorted = runs;
  std::sort(sorted.begin(), sorted.end(), [](const BenchRun& a, const BenchRun& b) {
    return Ratio(a.value, a.limit) < Ratio(b.value, b.limit);
  });
  return sorted[sorted.size() / 2];
}

Ratio BenchFigure::ratio() const {
  const BenchRun middle = median();
  return Ratio(middle.value, middle.limit);
}

Command bench_command() { return {"bench", {{"name"}, {"--json", Takes::Flag}}, &run}; }

}  // namespace sen::app
