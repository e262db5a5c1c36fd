#pragma once
// What a subcommand of `sen` is: a name, what it takes, and one function. Knows no parser: CLI11 lives
// in command_line.cpp alone. Words stand in texts/*/app.json, by the names given here.

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/texts.hpp"

namespace sen::app {

enum class Takes {
  Flag,    ///< nothing
  Text,    ///< one text
  Number,  ///< one whole number, 0 … 2^62
  Texts,   ///< one text each time it is named: --pause A --pause B
  Words    ///< one or more texts after one name: --strata A B
};

/// "--set" is an option, "file" a positional. Its sentence is `app.option.<name>` without dashes (a
/// command may have its own words for it: `app.option.<command>_<name>`).
struct Option {
  const char* name;
  Takes takes = Takes::Text;
  bool required = false;
};

/// A parsed call. Streams are given, so that a test reads what a terminal would show.
struct Invocation {
  Language language;
  std::ostream& out;
  std::ostream& err;
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  [[nodiscard]] bool has(std::string_view name) const { return values.contains(name); }
  [[nodiscard]] bool json() const { return has("--json"); }
  [[nodiscard]] std::string text(std::string_view name, std::string_view fallback = {}) const;
  [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t fallback) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
};

constexpr int kExitDone = 0;
constexpr int kExitFinding = 1;  ///< a finding, or bad input
constexpr int kExitUsage = 2;    ///< wrong usage; for `verify`, could not run

/// Answers the exit code; an Error becomes its sentence on stderr and exit 1.
using Run = Result<int> (*)(const Invocation&);

struct Command {
  const char* name;  ///< "index score"
  std::vector<Option> options;
  Run run;
  int exit_on_failure = kExitFinding;  ///< when the machine is broken (disk, database server)
};

/// Key of the sentence of an option of this command.
std::string text_key_of(const Command& command, const Option& option);
/// "index score" → "app.command.index_score".
std::string text_key_of(const Command& command);

/// The file's bytes. Errors: "app.file_unreadable", "app.file_large" (over `bytes_max`).
Result<std::string> read_file(const std::string& path, std::size_t bytes_max);

}  // namespace sen::app
