#pragma once
// `sen init`, `sen migrate` and `sen user …`: opening an installation and its accounts.

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> user_commands();

}  // namespace sen::app
