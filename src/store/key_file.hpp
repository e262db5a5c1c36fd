#pragma once
// The installation's key: 64 hex digits in a file (0400) beside or, better, outside the data folder. Never in the
// database, never in a backup.

#include <string>

#include "base/result.hpp"

namespace sen::store {

enum class Absent { Make, Refuse };

/// 32 raw bytes. With Absent::Make a file that is not there is made, under another name until it is whole, and never over
/// one that somebody else made meanwhile. Errors Unavailable: "store.key_missing" (not there, and not to be made),
/// "store.key_open" (others of the machine may read it), "store.key_unreadable" (damaged, or the folder takes no file).
Result<std::string> read_key(const std::string& file, Absent absent);

/// Where the key lies unless somebody says otherwise.
std::string usual_key_file(const std::string& folder);

}  // namespace sen::store
