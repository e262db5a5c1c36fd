#pragma once
// `sen import facts|people|targets|dossiers FILE --unit U` and `sen import undo BATCH --unit U`.

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> import_commands();

}  // namespace sen::app
