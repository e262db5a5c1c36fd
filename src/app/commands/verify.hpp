#pragma once
// `sen verify` and `sen rebuild`: is the record still what it was, and the tallies what it counts?

#include <vector>

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> verify_commands();

}  // namespace sen::app
