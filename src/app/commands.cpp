#include "app/commands.hpp"

namespace sen::app {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands{};
  return commands;
}

}  // namespace sen::app
