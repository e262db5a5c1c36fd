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

/// Brings a folder that nobody serves to the program's version, as `sen migrate` would, and verifies it as `sen verify`
/// does, with these heads. The files of evidence are those of `blobs_folder`. Error "backup.damaged": no head.
Result<std::vector<ledger::VerifyFinding>> stand_up(const std::string& folder, const std::string& blobs_folder,
                                                    const std::vector<std::string>& heads);

/// What becomes of a folder that is whole, but in which verify finds a bad place.
enum class Unclean { Refuse, Accept };

struct Restored {
  backup::Contents contents;
  std::vector<ledger::VerifyFinding> findings;  ///< none, unless they were accepted
};
/// Reads an archive into a folder beside `target`, stands it up, and gives it the name `target`; on any error nothing is left.
/// Errors: those of read_archive and stand_up; Conflict "backup.target_used" (the folder is there and holds something),
/// "backup.half_restored" (an interrupted restoring lies beside it), "backup.not_clean" (verify found something);
/// Unavailable "backup.unwritable".
Result<Restored> restore_into(const std::string& file, const backup::Opener& opener, const std::string& target, Unclean unclean);

}  // namespace sen::app
