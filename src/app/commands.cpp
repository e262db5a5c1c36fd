#include "app/commands.hpp"

#include "app/commands/due.hpp"

namespace sen::app {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands{due_command()};
  return commands;
}

}  // namespace sen::app
