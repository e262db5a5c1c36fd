#pragma once
// `sen serve`: the server of an installation, until it is told to stop.

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> serve_commands();

}  // namespace sen::app
