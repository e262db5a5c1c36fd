#pragma once
// From words on a command line to one call of one command, and back to an exit code. The only place
// that knows CLI11.

#include <iosfwd>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace sen::app {

/// Runs the command named by `arguments` (without the program's name). Help and --version answer 0,
/// wrong usage 2 with a sentence; what a command answers is its exit code, an Error's sentence goes to
/// `err` and exits 1. The only place besides http/serve where exceptions end.
int run_command_line(const std::vector<Command>& commands, const std::vector<std::string>& arguments,
                     Language language, std::ostream& out, std::ostream& err);

/// The language of the terminal: LC_ALL, LC_MESSAGES, LANG; Vietnamese unless it says English.
Language language_of_environment();

}  // namespace sen::app
