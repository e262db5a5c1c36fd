#pragma once
// The list at the end of an archive.

#include "backup/archive.hpp"

namespace sen::backup {

std::string contents_text(const Contents& contents);
/// Error "backup.damaged".
Result<Contents> parse_contents(std::string_view text);

}  // namespace sen::backup
