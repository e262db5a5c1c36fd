#include "formats/zip_write.hpp"

#include <zip.h>

#include <memory>
#include <string_view>

namespace sen::formats {
namespace {

// The first day that the format knows (MS-DOS time, section 4.4.6 of APPNOTE): no clock in the file.
constexpr zip_uint16_t kDosDate = (1U << 5) | 1U;

struct SourceCloser {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using SourceHandle = std::unique_ptr<zip_source_t, SourceCloser>;

Error failed(const char* detail) {
  return Error{ErrorCode::Unavailable, "formats.zip_failed", {}, detail, {}, {}};
}

bool add_entries(zip_t* archive, const ZipEntries& entries) {
  for (const auto& [name, bytes] : entries) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (source == nullptr) return false;
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(source);
      return false;
    }
    if (zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kDosDate, 0) != 0) return false;
  }
  return true;
}

Result<std::string> bytes_of(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return failed("stat");
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got != static_cast<zip_int64_t>(bytes.size())) return failed("read");
  return bytes;
}

}  // namespace

Result<std::string> write_zip(const ZipEntries& entries) {
  zip_error_t error;
  zip_error_init(&error);
  const SourceHandle source(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!source) return failed("buffer");
  zip_t* archive = zip_open_from_source(source.get(), ZIP_TRUNCATE, &error);
  if (archive == nullptr) return failed("open");
  zip_source_keep(source.get());  // closing the archive gives its own share back
  if (!add_entries(archive, entries)) {
    zip_discard(archive);
    return failed("entry");
  }
  if (zip_close(archive) != 0) {
    zip_discard(archive);
    return failed("close");
  }
  return bytes_of(source.get());
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out.push_back(c);
    }
  }
  return out;
}

}  // namespace sen::formats
