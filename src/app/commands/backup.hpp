#pragma once
// `sen backup`, `sen restore`: a commune's data kept safe, and stood up elsewhere.

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> backup_commands();

}  // namespace sen::app
