#pragma once
// What only one room knows of a pack entry, as the table that `sen pack check` and `sen pack load` ask:
// criteria sets belong to index, calendars to law.

#include "pack/check.hpp"

namespace sen::app {

/// Sets may import the sets of the program as well as those beside them.
pack::Checkers pack_checkers();

}  // namespace sen::app
