#pragma once
// `sen index show`: the score of a unit's year as the ledger knows it, with the events behind it.

#include "app/command.hpp"

namespace sen::app {

Command index_show_command();

}  // namespace sen::app
