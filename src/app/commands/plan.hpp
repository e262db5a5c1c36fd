#pragma once
// `sen plan read` and `sen plan adopt`.

#include <vector>

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> plan_commands();

}  // namespace sen::app
