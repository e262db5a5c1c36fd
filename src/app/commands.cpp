#include "app/commands.hpp"

#include "app/commands/due.hpp"
#include "app/commands/index.hpp"

namespace sen::app {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands = [] {
    std::vector<Command> list{due_command()};
    for (auto& command : index_commands()) list.push_back(std::move(command));
    return list;
  }();
  return commands;
}

}  // namespace sen::app
