#pragma once
// The table of contents of a ZIP file, read without unpacking: enough to know an office document, and
// to refuse archives made to hurt.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evidence/source_bytes.hpp"

namespace sen::evidence {

struct ZipEntry {
  std::string name;
  std::uint32_t packed = 0;
  std::uint32_t unpacked = 0;
  std::uint32_t offset = 0;   ///< of its local header
  std::uint32_t method = 0;   ///< 0 stored, 8 deflated
  bool encrypted = false;
  bool symbolic_link = false;
};

struct ZipDirectory {
  std::vector<ZipEntry> entries;
  std::int64_t start = 0;  ///< of the table in the file
  [[nodiscard]] const ZipEntry* find(std::string_view name) const;
};

/// Where the end record of a ZIP stands, if the file ends with one.
std::optional<std::int64_t> find_zip_end(const SourceBytes& bytes);

/// Errors: "evidence.incomplete" (no or damaged table), "evidence.zip_bomb" (over 2,000 entries, 200 MiB or
/// a hundredfold unpacked, entries that overlap, names that leave the folder, links).
Result<ZipDirectory> read_zip_directory(const SourceBytes& bytes);

/// First bytes of an entry's contents as they are stored.
std::string stored_bytes(const SourceBytes& bytes, const ZipEntry& entry, std::size_t count);

}  // namespace sen::evidence
