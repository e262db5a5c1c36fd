#pragma once
// `sen index score`, `sen index check` and `sen index rank`: the pure commands of the index.

#include <vector>

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> index_commands();

}  // namespace sen::app
