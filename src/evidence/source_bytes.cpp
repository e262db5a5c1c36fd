#include "evidence/source_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "store/store.hpp"

namespace sen::evidence {

SourceBytes SourceBytes::of_memory(std::string_view bytes) {
  SourceBytes source;
  source.memory_ = bytes;
  source.size_ = static_cast<std::int64_t>(bytes.size());
  return source;
}

Result<SourceBytes> SourceBytes::of_file(const std::string& path) {
  SourceBytes source;
  source.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat about{};
  const bool good = source.descriptor_ >= 0 && ::fstat(source.descriptor_, &about) == 0;
  if (!good || !S_ISREG(about.st_mode)) return not_found("evidence.file_gone", "file");
  source.size_ = about.st_size;
  return source;
}

SourceBytes::SourceBytes(SourceBytes&& other) noexcept
    : memory_(other.memory_), descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

SourceBytes::~SourceBytes() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string SourceBytes::read(std::int64_t offset, std::size_t count) const {
  if (offset < 0 || offset >= size_) return {};
  count = std::min(count, static_cast<std::size_t>(size_ - offset));
  if (descriptor_ < 0) return std::string(memory_.substr(static_cast<std::size_t>(offset), count));
  std::string bytes(count, '\0');
  std::size_t have = 0;
  while (have < count) {
    const auto got = ::pread(descriptor_, bytes.data() + have, count - have, offset + static_cast<std::int64_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw store::Failure(store::Failure::Kind::Fatal, "reading a file of evidence");
    if (got == 0) break;  // cut short while we read
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

std::uint32_t SourceBytes::little(std::int64_t offset, int byte_count) const {
  const auto bytes = read(offset, static_cast<std::size_t>(byte_count));
  if (static_cast<int>(bytes.size()) < byte_count) return 0;
  std::uint32_t value = 0;
  for (int i = byte_count - 1; i >= 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  return value;
}

std::uint32_t SourceBytes::big(std::int64_t offset, int byte_count) const {
  const auto bytes = read(offset, static_cast<std::size_t>(byte_count));
  if (static_cast<int>(bytes.size()) < byte_count) return 0;
  std::uint32_t value = 0;
  for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

}  // namespace sen::evidence
