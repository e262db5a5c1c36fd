#pragma once
// `sen plan read FILE [--json]` (pure, needs no data folder) and `sen plan adopt FILE --unit U`. The wiring of
// options, the installation and the unit are app's.

#include <iosfwd>
#include <string>

#include "base/result.hpp"
#include "base/texts.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::plan {

struct ReadOptions {
  std::string path;
  bool json = false;
  Language language = Language::Vi;
};

/// @returns exit code 0, or 1 with one sentence on `err` (file missing, too big, unreadable).
int run_plan_read(const ReadOptions& options, std::ostream& out, std::ostream& err);

struct AdoptOptions {
  std::string path;
  bool accept_all = false;  ///< take every proposal of the reader; else texts stay as printed
  bool json = false;
  Language language = Language::Vi;
};

/// Reads the file and adopts the plan in the unit of `ctx`, in one transaction.
/// @returns exit code 0, or 1 with the sentences of what is wrong on `err`; then nothing is written.
int run_plan_adopt(store::Store& store, const Context& ctx, const AdoptOptions& options, std::ostream& out, std::ostream& err);

/// The bytes of a file of at most kFileBytesMax. Errors: "plan.file_missing", "plan.file_too_big".
Result<std::string> read_plan_file(const std::string& path);

}  // namespace sen::plan
