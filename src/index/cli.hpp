#pragma once
// The pure commands of the index on the command line: bytes in, words out, an exit code. Reading
// files and parsing arguments is the caller's (app), so that a test needs neither.

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/texts.hpp"

namespace sen::index {

struct Terminal {
  std::ostream& out;
  Language language = Language::Vi;
  bool json = false;
};

/// `sen index score --set SET.json --facts FACTS.json [--json]`. Exit code 0; an Error is a sentence on
/// stderr and exit 1. Errors: those of JSON, "index.set_unsound" (its findings as fields),
/// "index.set_not_scorable", "index.facts_invalid".
Result<int> run_score(const std::string& set_json, const std::string& facts_json, const Terminal& terminal);

/// `sen index score --set SET.json --batch FILE`: one facts document per line in, one line of shape B
/// out, or {"error": …, "fields": […]} for facts that are refused.
Result<int> run_score_batch(const std::string& set_json, std::istream& facts_lines, const Terminal& terminal);

/// `sen index check SET.json`. `neighbours`: JSON of the other sets that may be imported (the folder of the
/// file, the packs of the program); ones that do not parse are left out. Exit 0 when sound, 1 with one
/// line per finding (on `terminal.out` as a JSON list with --json, else on `err`).
Result<int> run_check(const std::string& set_json, const std::vector<std::string>& neighbours,
                      const Terminal& terminal, std::ostream& err);

/// `sen index rank FILE.csv --score COLUMN [--group COLUMN] [--json]`.
Result<int> run_rank(const std::string& csv, const std::string& score, const std::string& group,
                     const Terminal& terminal);

}  // namespace sen::index
