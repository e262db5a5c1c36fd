#pragma once
// Bytes that a person sent, in memory or in a spooled file, read where needed: a file of 25 MiB is
// looked through without being held.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sen::evidence {

class SourceBytes {
 public:
  /// The bytes must outlive the object.
  static SourceBytes of_memory(std::string_view bytes);
  /// Error NotFound "evidence.file_gone" when the file cannot be opened.
  static Result<SourceBytes> of_file(const std::string& path);
  SourceBytes(SourceBytes&& other) noexcept;
  SourceBytes& operator=(SourceBytes&&) = delete;
  ~SourceBytes();

  [[nodiscard]] std::int64_t size() const { return size_; }
  /// At most `count` bytes from there; fewer at the end. Throws store::Failure when the disk does.
  [[nodiscard]] std::string read(std::int64_t offset, std::size_t count) const;
  /// Little-endian number of 2 or 4 bytes; 0 past the end.
  [[nodiscard]] std::uint32_t little(std::int64_t offset, int byte_count) const;
  /// Big-endian number of 2 or 4 bytes; 0 past the end.
  [[nodiscard]] std::uint32_t big(std::int64_t offset, int byte_count) const;

 private:
  SourceBytes() = default;
  std::string_view memory_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace sen::evidence
