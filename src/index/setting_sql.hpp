#pragma once
// The statement of a unit's year.

#include "store/store.hpp"

namespace sen::index::sql {

extern const store::Statement kSelectYearSettings;  ///< $1 not assigned after; the latest of a year first

}  // namespace sen::index::sql
