#pragma once
// What a backup and its restoring share: files for their owner alone, the heads of a copied database, and a folder that
// stands only when all of it is verified.

#include <string>
#include <vector>

#include "backup/archive.hpp"

namespace sen::app {

/// A new file for its owner alone. Errors: Conflict "backup.there", Unavailable "backup.unwritable".
Result<Done> write_secret(const std::string& file, const std::string& text);

/// Heads of the chains in a folder's database, as `sen verify --head` takes them.
Result<std::vector<std::string>> heads_in(const std::string& folder);

/// Reads an archive into a folder beside `data`, verifies chains, tallies and files against the archive's heads, and
/// gives it the name `data`; on any error nothing is left. Errors: those of read_archive; Conflict "backup.target_used"
/// (the folder is there and holds something); "backup.not_clean" (verify found something); Unavailable "backup.unwritable".
Result<backup::Contents> restore_into(const std::string& file, const backup::Opener& opener, const std::string& data);

}  // namespace sen::app
