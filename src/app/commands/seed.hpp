#pragma once
// `sen seed-test`: two units for tests that look from outside.

#include <vector>

#include "app/command.hpp"

namespace sen::app {

std::vector<Command> seed_test_commands();

}  // namespace sen::app
