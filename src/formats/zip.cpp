#include "formats/zip.hpp"

#include <zip.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace sen::formats {

struct ZipArchive::State {
  zip_t* archive = nullptr;
  std::vector<zip_uint64_t> sizes;
  ~State() {
    if (archive != nullptr) zip_discard(archive);
  }
};

namespace {

constexpr zip_uint64_t kRatioFreeBytes = zip_uint64_t{1} << 20;
constexpr std::uint32_t kUnixTypeMask = 0170000;
constexpr std::uint32_t kUnixSymlink = 0120000;

Error broken() { return invalid("formats.zip_broken"); }
Error bomb(std::string what) {
  Error error = invalid("formats.zip_bomb");
  error.detail = std::move(what);
  return error;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_safe_name(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos) return false;
  if (name.find('\0') != std::string_view::npos) return false;
  if (name.size() > 1 && name[1] == ':') return false;
  for (const std::string& part : split(name, '/')) {
    if (part == "..") return false;
  }
  return true;
}

bool is_archive_name(std::string_view name) {
  const std::string low = fold(name);
  for (const char* end : {".zip", ".docx", ".xlsx", ".docm", ".xlsm", ".jar", ".7z", ".rar", ".gz"}) {
    if (ends_with(low, end)) return true;
  }
  return false;
}

/// What the central directory says of one entry, checked alone.
Result<Done> check_entry(zip_t* archive, zip_uint64_t index, const zip_stat_t& entry,
                         const ZipLimits& limits) {
  constexpr zip_uint64_t kWanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
  if ((entry.valid & kWanted) != kWanted) return broken();
  const std::string_view name = entry.name;
  if (!is_safe_name(name)) return invalid("formats.zip_name", std::string(name), {{"name", std::string(name)}});
  if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE) {
    return invalid("formats.zip_encrypted");
  }
  if (ends_with(fold(name), "vbaproject.bin")) return invalid("formats.macros");
  if (is_archive_name(name)) return invalid("formats.zip_nested", std::string(name), {{"name", std::string(name)}});
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0 &&
      system == ZIP_OPSYS_UNIX && (attributes >> 16U & kUnixTypeMask) == kUnixSymlink) {
    return invalid("formats.zip_name", std::string(name), {{"name", std::string(name)}});
  }
  const auto ratio = static_cast<zip_uint64_t>(limits.ratio_max);
  if (entry.size > kRatioFreeBytes && entry.size / ratio > entry.comp_size) return bomb("ratio");
  return Done{};
}

}  // namespace

ZipArchive::ZipArchive() : state_(std::make_unique<State>()) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(std::string_view bytes, const ZipLimits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  ZipArchive opened;
  if (source != nullptr) {
    opened.state_->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (opened.state_->archive == nullptr) zip_source_free(source);
  }
  zip_error_fini(&error);
  zip_t* archive = opened.state_->archive;
  if (archive == nullptr) return broken();
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count > limits.entry_count_max) return bomb("entries");
  zip_uint64_t inflated = 0;
  zip_uint64_t stored = 0;
  std::set<std::string> seen;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    zip_stat_t entry;
    if (zip_stat_index(archive, i, 0, &entry) != 0) return broken();
    SEN_TRY(check_entry(archive, i, entry, limits));
    if (!seen.insert(entry.name).second) {
      return invalid("formats.zip_name", entry.name, {{"name", entry.name}});
    }
    inflated += entry.size;
    stored += entry.comp_size;
    if (inflated > static_cast<zip_uint64_t>(limits.inflated_bytes_max)) return bomb("sum");
    opened.names_.emplace_back(entry.name);
    opened.state_->sizes.push_back(entry.size);
  }
  // Entries that share bytes store more than the file holds: an overlapping bomb.
  if (stored > bytes.size()) return bomb("overlap");
  return opened;
}

bool ZipArchive::has(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

Result<std::string> ZipArchive::read(std::string_view name) {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) {
    return invalid("formats.zip_part_missing", std::string(name), {{"name", std::string(name)}});
  }
  const auto index = static_cast<zip_uint64_t>(found - names_.begin());
  const zip_uint64_t size = state_->sizes[static_cast<std::size_t>(index)];
  zip_file_t* file = zip_fopen_index(state_->archive, index, 0);
  if (file == nullptr) return broken();
  std::string bytes(static_cast<std::size_t>(size), '\0');
  zip_uint64_t filled = 0;
  bool sound = true;
  while (sound && filled < size) {
    const zip_int64_t got = zip_fread(file, bytes.data() + filled, size - filled);
    sound = got > 0;
    if (sound) filled += static_cast<zip_uint64_t>(got);
  }
  char beyond = 0;
  if (sound) sound = zip_fread(file, &beyond, 1) == 0;  // reads the end, which checks the checksum
  zip_fclose(file);
  if (!sound) return broken();
  return bytes;
}

}  // namespace sen::formats
