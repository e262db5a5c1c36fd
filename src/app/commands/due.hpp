#pragma once
// `sen due`: the pure deadline arithmetic of law on the command line, one case or a batch.

#include "app/command.hpp"

namespace sen::app {

Command due_command();

}  // namespace sen::app
