#pragma once
// What a backup and its restoring share: files for their owner alone, the heads of a copied database, and a folder that
// stands only when all of it is verified.

#include <string>
#include <vector>

#include "backup/archive.hpp"
#include "ledger/verify.hpp"

namespace sen::app {

/// A new file for its owner alone. Errors: Conflict "backup.there", Unavailable "backup.unwritable".
Result<Done> write_secret(const std::string& file, const std::string& text);
/// So that a name given in this folder survives a power cut.
void sync_names(const std::string& folder);

/// Heads of the chains in a folder's database, as `sen verify --head` takes them.
Result<std::vector<std::string>> heads_in(const std::string& folder);

/// A folder that nobody serves.
struct Standing {
  std::string folder;
  std::string blobs;     ///< folder of the files of evidence
  std::string key_file;  ///< that this data is sealed with
};
/// Brings it to the program's version, as `sen migrate` would, and verifies it as `sen verify` does, with these heads.
/// Errors: those of Store::migrate; "backup.damaged": no head.
Result<std::vector<ledger::VerifyFinding>> stand_up(const Standing& what, const std::vector<std::string>& heads);

/// What becomes of a folder that is whole, but in which verify finds a bad place.
enum class Unclean { Refuse, Accept };

struct Target {
  std::string folder;
  std::string key;  ///< that the data is sealed with, raw, to be put into the folder; empty: data of before there was one
  Unclean unclean = Unclean::Refuse;
};

struct Restored {
  backup::Contents contents;
  std::vector<ledger::VerifyFinding> findings;  ///< none, unless they were accepted
};
/// Reads an archive into a folder beside the target, stands it up, and gives it the target's name; on any error nothing is left.
/// Errors: those of read_archive and stand_up; Conflict "backup.target_used" (the folder is there and holds something),
/// "backup.half_restored" (an interrupted restoring lies beside it), "backup.not_clean" (verify found something);
/// Unavailable "backup.unwritable".
Result<Restored> restore_into(const std::string& file, const backup::Opener& opener, const Target& target);

}  // namespace sen::app
