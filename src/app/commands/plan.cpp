#include "app/commands/plan.hpp"

#include "plan/cli.hpp"

namespace sen::app {
namespace {

Result<int> read(const Invocation& call) {
  return plan::run_plan_read({call.text("file"), call.json(), call.language}, call.out, call.err);
}

}  // namespace

std::vector<Command> plan_commands() {
  return {{"plan read", {{"file", Takes::Text, true}, {"--json", Takes::Flag}}, &read}};
}

}  // namespace sen::app
