#pragma once
// Reads ZIP archives that strangers send: bounded before a byte is inflated, and again while it is.
// Container of DOCX and XLSX. Writes nothing, unpacks nothing to disk.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sen::formats {

struct ZipLimits {
  std::int64_t entry_count_max = 2'000;
  std::int64_t ratio_max = 100;                             ///< inflated : stored, once above 1 MiB
  std::int64_t inflated_bytes_max = std::int64_t{200} << 20;  ///< of all entries together
};

class ZipArchive {
 public:
  /// `bytes` must outlive the archive. Errors: "formats.zip_broken", "formats.zip_bomb" (count, ratio,
  /// sum, overlap), "formats.zip_name" (absolute, "..", doubled), "formats.zip_nested",
  /// "formats.zip_encrypted", "formats.macros".
  static Result<ZipArchive> open(std::string_view bytes, const ZipLimits& limits = {});
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] bool has(std::string_view name) const;
  /// Inflated bytes of an entry; never more than its declared size, which open() bounded.
  /// Errors: "formats.zip_part_missing", "formats.zip_broken" (also a wrong checksum).
  Result<std::string> read(std::string_view name);

 private:
  struct State;
  ZipArchive();
  std::unique_ptr<State> state_;
  std::vector<std::string> names_;
};

}  // namespace sen::formats
