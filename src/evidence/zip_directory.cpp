#include "evidence/zip_directory.hpp"

#include <algorithm>

namespace sen::evidence {
namespace {

constexpr std::uint32_t kLocalMark = 0x04034b50;
constexpr std::uint32_t kEntryMark = 0x02014b50;
constexpr std::uint32_t kEndMark = 0x06054b50;
constexpr std::int64_t kLocalSize = 30;
constexpr std::int64_t kEntrySize = 46;
constexpr std::int64_t kEndSize = 22;
constexpr std::int64_t kCommentMax = 65'535;

constexpr std::size_t kEntriesMax = 2'000;
constexpr std::int64_t kUnpackedMax = std::int64_t{200} << 20;
constexpr std::int64_t kRatioMax = 100;
constexpr std::int64_t kRatioFrom = std::int64_t{1} << 20;

constexpr std::uint32_t kMadeByUnix = 3;
constexpr std::uint32_t kModeMask = 0170000;
constexpr std::uint32_t kModeLink = 0120000;

Error incomplete() { return invalid("evidence.incomplete", "file"); }
Error bomb() { return invalid("evidence.zip_bomb", "file"); }

bool leaves_folder(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos) return true;
  if (name.size() > 1 && name[1] == ':') return true;
  return name == ".." || name.starts_with("../") || name.ends_with("/..") || name.find("/../") != std::string_view::npos;
}

/// One line of the table; moves `at` behind it.
Result<ZipEntry> read_entry(const SourceBytes& bytes, std::int64_t& at) {
  if (bytes.little(at, 4) != kEntryMark) return incomplete();
  ZipEntry entry;
  const auto made_by = bytes.little(at + 4, 2) >> 8U;
  const auto flags = bytes.little(at + 8, 2);
  entry.encrypted = (flags & 1U) != 0;
  entry.method = bytes.little(at + 10, 2);
  entry.packed = bytes.little(at + 20, 4);
  entry.unpacked = bytes.little(at + 24, 4);
  const auto name_size = bytes.little(at + 28, 2);
  const auto extra_size = bytes.little(at + 30, 2);
  const auto comment_size = bytes.little(at + 32, 2);
  const auto mode = bytes.little(at + 38, 4) >> 16U;
  entry.symbolic_link = made_by == kMadeByUnix && (mode & kModeMask) == kModeLink;
  entry.offset = bytes.little(at + 42, 4);
  entry.name = bytes.read(at + kEntrySize, name_size);
  if (entry.name.size() != name_size) return incomplete();
  at += kEntrySize + name_size + extra_size + comment_size;
  return entry;
}

/// Entries lie one behind the other from the first byte on; overlapping ones unpack the same bytes often.
Result<Done> check_places(const SourceBytes& bytes, const ZipDirectory& directory) {
  std::vector<const ZipEntry*> order;
  for (const auto& entry : directory.entries) order.push_back(&entry);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->offset < b->offset; });
  if (order.empty() || order.front()->offset != 0) return incomplete();
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& entry = *order[i];
    if (bytes.little(entry.offset, 4) != kLocalMark) return incomplete();
    const std::int64_t end = entry.offset + kLocalSize + bytes.little(entry.offset + 26, 2) +
                             bytes.little(entry.offset + 28, 2) + std::int64_t{entry.packed};
    const std::int64_t next = i + 1 < order.size() ? order[i + 1]->offset : directory.start;
    if (end > next) return bomb();
  }
  return Done{};
}

Result<Done> check_amounts(const ZipDirectory& directory) {
  std::int64_t packed = 0;
  std::int64_t unpacked = 0;
  for (const auto& entry : directory.entries) {
    if (leaves_folder(entry.name) || entry.symbolic_link) return bomb();
    packed += entry.packed;
    unpacked += entry.unpacked;
  }
  if (unpacked > kUnpackedMax) return bomb();
  if (unpacked > kRatioFrom && unpacked > packed * kRatioMax) return bomb();
  return Done{};
}

}  // namespace

const ZipEntry* ZipDirectory::find(std::string_view name) const {
  for (const auto& entry : entries) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::optional<std::int64_t> find_zip_end(const SourceBytes& bytes) {
  const auto from = std::max<std::int64_t>(0, bytes.size() - kEndSize - kCommentMax);
  const auto tail = bytes.read(from, static_cast<std::size_t>(bytes.size() - from));
  const std::string mark = "PK\x05\x06";
  for (auto at = tail.rfind(mark); at != std::string::npos; at = at == 0 ? std::string::npos : tail.rfind(mark, at - 1)) {
    const auto place = from + static_cast<std::int64_t>(at);
    const auto comment = bytes.little(place + 20, 2);
    const std::int64_t table = bytes.little(place + 16, 4);
    const bool closes = place + kEndSize + comment == bytes.size();
    if (closes && table + bytes.little(place + 12, 4) <= place) return place;
  }
  return std::nullopt;
}

Result<ZipDirectory> read_zip_directory(const SourceBytes& bytes) {
  const auto end = find_zip_end(bytes);
  if (!end) return incomplete();
  const auto count = bytes.little(*end + 10, 2);
  if (count > kEntriesMax) return bomb();
  ZipDirectory directory;
  directory.start = bytes.little(*end + 16, 4);
  std::int64_t at = directory.start;
  for (std::uint32_t i = 0; i < count; ++i) {
    SEN_LET(auto entry, read_entry(bytes, at));
    directory.entries.push_back(std::move(entry));
  }
  if (at > *end) return incomplete();
  SEN_TRY(check_amounts(directory));
  SEN_TRY(check_places(bytes, directory));
  return directory;
}

std::string stored_bytes(const SourceBytes& bytes, const ZipEntry& entry, std::size_t count) {
  const std::int64_t start = entry.offset + kLocalSize + bytes.little(entry.offset + 26, 2) +
                             bytes.little(entry.offset + 28, 2);
  return bytes.read(start, std::min<std::size_t>(count, entry.packed));
}

}  // namespace sen::evidence
