#pragma once
// A key as people keep it. In a file: 64 hex digits. On paper: four lines of four groups, each line with a check group of
// its own, so that whoever types a key from the sheet in the safe is told which line to look at again.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sen::backup {

struct KeyLine {
  std::vector<std::string> groups;  ///< four of four hex digits
  std::string check;                ///< four hex digits, of this line alone
};
/// The lines of a key of 32 raw bytes.
std::vector<KeyLine> key_lines(std::string_view key);

/// 32 raw bytes from 64 hex digits, or from four lines as they are printed ("1: 3f2a 91bc 0d4e 77aa 5c1e"; spaces,
/// dashes, numbers in front and capital letters do not matter). Errors: "backup.not_a_key", "backup.key_line" (the line
/// that was mistyped).
Result<std::string> parse_key(std::string_view text);

/// Names a public key in few letters, for people to compare: "3f2a-91bc-0d4e-77aa".
std::string fingerprint(std::string_view public_key);

}  // namespace sen::backup
