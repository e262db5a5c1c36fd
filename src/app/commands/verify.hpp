#pragma once
// The ledger's commands: `sen verify`, `sen rebuild`, `sen pack load`.

#include <vector>

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> verify_commands();

}  // namespace sen::app
