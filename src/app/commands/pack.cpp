#include "app/commands/pack.hpp"

#include "app/pack_checkers.hpp"
#include "pack/cli.hpp"

namespace sen::app {
namespace {

Result<int> check(const Invocation& call) {
  return pack::run_check(call.text("folder"), pack_checkers(), {call.out, call.err, call.language, call.json()});
}

}  // namespace

std::vector<Command> pack_commands() {
  return {{"pack check", {{"folder", Takes::Text, true}, {"--json", Takes::Flag}}, &check}};
}

}  // namespace sen::app
