#pragma once
// Files that travel inside the binary (texts/, packs/, migrations, the built web/): put there by
// `cmake/embed.cmake` with .incbin, found here by their path.

#include <optional>
#include <string_view>
#include <vector>

namespace sen {

struct EmbeddedFile {
  std::string_view path;   ///< "packs/criteria-sets/q766.json"
  std::string_view bytes;
};

/// All of them, sorted by path. Sets linked into the program register themselves.
const std::vector<EmbeddedFile>& embedded_files();
/// Empty when there is no such file.
std::optional<std::string_view> embedded_file(std::string_view path);

/// Used by generated sources only.
struct EmbeddedSet {
  EmbeddedSet(const EmbeddedFile* files, std::size_t count);
};

}  // namespace sen
