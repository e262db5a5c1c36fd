#pragma once
// Is every entry of a pack folder fit to be law? What all entries share is checked here (readable,
// a known schema, a name, dates, a source, no two of one name in force on one day); what only one
// kind knows is checked by the room that reads that kind, through a table: pack knows no index.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"
#include "pack/pack_set.hpp"

namespace sen::pack {

/// Something wrong with an entry.
struct Finding {
  std::string file;
  std::string where;  ///< JSON path, "line 3, column 7", or empty
  Text text;
};

/// Checks all entries of one kind at once (sets may import one another).
using Checker = std::function<std::vector<Finding>(const std::vector<const Entry*>&)>;
/// By kind: "criteria-sets", "plans" …
using Checkers = std::map<std::string, Checker>;

/// One file of a pack folder: its path inside the folder, and its bytes.
struct PackFile {
  std::string path;
  std::string json;
};

/// Kind of an entry by its schema: "sen.criteria-set/1" → "criteria-sets"; empty when unknown.
std::string kind_of_schema(std::string_view schema);

/// Every *.json file below the folder, in the order of their paths. Errors: "pack.no_folder",
/// "pack.no_files", "pack.file_unreadable", "pack.file_large" (over 8 MiB).
Result<std::vector<PackFile>> read_folder(const std::string& folder);

struct CheckReport {
  std::vector<Finding> findings;  ///< empty: all fit
  PackSet packs;                  ///< the files' entries alone, not compiled
  std::size_t file_count = 0;
};
CheckReport check(const std::vector<PackFile>& files, const Checkers& checkers);

}  // namespace sen::pack
