#include "app/commands/demo.hpp"

#include <ostream>

#include "app/installation.hpp"
#include "base/json.hpp"
#include "evidence/blobs.hpp"
#include "sim/demo.hpp"

namespace sen::app {
namespace {

constexpr std::int64_t kDefaultSeed = 2024;

Result<int> demo(const Invocation& call) {
  SEN_LET(Installation installation, open_installation(call, Opening::New));
  const auto seed = static_cast<std::uint64_t>(call.number("--seed", kDefaultSeed));
  sim::DemoOptions options;
  options.seed = seed;
  SEN_LET(auto blobs, evidence::Blobs::open(evidence::Blobs::usual_folder(installation.folder)));
  options.blobs = &blobs;
  SEN_LET(const auto report, sim::make_demo(*installation.store, *installation.packs, options));
  // The commune's clock goes on from the end of its story, at the pace of the machine's.
  const SystemClock machine;
  SEN_TRY(write_demo_note(installation.folder, {report.clock - machine.now(), seed}));
  if (call.json()) {
    JsonOut out;
    out.begin_object();
    out.member("unit", std::to_string(report.unit.value));
    out.member("clock", to_string(report.clock));
    out.member("facts", report.facts);
    out.member("tasks", report.tasks);
    out.member("evidence", report.evidence);
    out.end_object();
    call.out << out.text() << "\n";
    return kExitDone;
  }
  call.out << render(call.language, "app.demo_made", {{"facts", std::to_string(report.facts)},
                                                      {"tasks", std::to_string(report.tasks)},
                                                      {"evidence", std::to_string(report.evidence)}})
           << "\n";
  return kExitDone;
}

}  // namespace

std::vector<Command> demo_commands() {
  return {{"demo", with_installation({{"--seed", Takes::Number}, {"--json", Takes::Flag}}), &demo}};
}

}  // namespace sen::app
