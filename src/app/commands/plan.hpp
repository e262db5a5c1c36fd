#pragma once
// `sen plan read`.

#include <vector>

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> plan_commands();

}  // namespace sen::app
