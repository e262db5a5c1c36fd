#include "base/embedded.hpp"

#include <algorithm>

namespace sen {
namespace {

std::vector<EmbeddedFile>& registered() {
  static std::vector<EmbeddedFile> files;
  return files;
}

}  // namespace

EmbeddedSet::EmbeddedSet(const EmbeddedFile* files, std::size_t count) {
  auto& all = registered();
  all.insert(all.end(), files, files + count);
  std::sort(all.begin(), all.end(),
            [](const EmbeddedFile& a, const EmbeddedFile& b) { return a.path < b.path; });
}

const std::vector<EmbeddedFile>& embedded_files() { return registered(); }

std::optional<std::string_view> embedded_file(std::string_view path) {
  const auto& all = registered();
  const auto found = std::lower_bound(
      all.begin(), all.end(), path,
      [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
  if (found == all.end() || found->path != path) return std::nullopt;
  return found->bytes;
}

}  // namespace sen
