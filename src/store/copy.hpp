#pragma once
// A copy of a living database on SQLite: one moment of it, while others read and write.

#include <string>

#include "base/result.hpp"

namespace sen::store {

/// Writes `folder`'s database, as of one moment, into the new file `to`, which is not synced. Writers are not held up. Throws Failure when
/// the disk fails or is full.
Result<Done> copy_database(const std::string& folder, const std::string& to);

}  // namespace sen::store
