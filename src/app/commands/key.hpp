#pragma once
// `sen key recovery`, `sen key sheet`: the key that opens backups, made once and printed for the safe.

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> key_commands();

}  // namespace sen::app
