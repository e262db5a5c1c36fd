#pragma once
// `sen pack check DIR` on the command line: words out, an exit code. Loading needs a database and
// is the ledger's (ledger/cli.hpp).

#include <iosfwd>
#include <string>

#include "base/texts.hpp"
#include "pack/check.hpp"

namespace sen::pack {

struct Terminal {
  std::ostream& out;
  std::ostream& err;
  Language language = Language::Vi;
  bool json = false;
};

/// Exit 0 with one sentence when every entry is fit; 1 with one line per finding (on `err`, with
/// --json as a list [{file, where, code, message}] on `out`). Errors: those of read_folder.
Result<int> run_check(const std::string& folder, const Checkers& checkers,
                      const Terminal& terminal);

/// The findings as run_check writes them.
void write_findings(const std::vector<Finding>& findings, const Terminal& terminal);

}  // namespace sen::pack
