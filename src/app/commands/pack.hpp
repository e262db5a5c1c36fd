#pragma once
// `sen pack check`.

#include <vector>

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> pack_commands();

}  // namespace sen::app
