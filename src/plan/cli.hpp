#pragma once
// `sen plan read FILE [--json]`: pure, needs no data folder. The wiring of options is app's.

#include <iosfwd>
#include <string>

#include "base/result.hpp"
#include "base/texts.hpp"

namespace sen::plan {

struct ReadOptions {
  std::string path;
  bool json = false;
  Language language = Language::Vi;
};

/// @returns exit code 0, or 1 with one sentence on `err` (file missing, too big, unreadable).
int run_plan_read(const ReadOptions& options, std::ostream& out, std::ostream& err);

/// The bytes of a file of at most kFileBytesMax. Errors: "plan.file_missing", "plan.file_too_big".
Result<std::string> read_plan_file(const std::string& path);

}  // namespace sen::plan
