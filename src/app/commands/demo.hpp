#pragma once
// `sen demo`: the demonstration commune in a new data folder.

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> demo_commands();

}  // namespace sen::app
