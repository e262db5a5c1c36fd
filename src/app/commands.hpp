#pragma once
// The one list of subcommands. A command stands here once its room does its work, never before.

#include <vector>

#include "app/command.hpp"

namespace sen::app {

const std::vector<Command>& all_commands();

}  // namespace sen::app
