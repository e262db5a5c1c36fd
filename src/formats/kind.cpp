#include "formats/kind.hpp"

#include "base/text.hpp"

namespace sen::formats {

FileKind kind_of(std::string_view bytes) {
  constexpr std::size_t kLookBytes = 4'096;
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return FileKind::Empty;
  if (starts_with(bytes, "PK\x03\x04") || starts_with(bytes, "PK\x05\x06")) {
    // Names stand uncompressed in the local headers and again in the directory at the end.
    if (bytes.find("word/") != std::string_view::npos) return FileKind::Docx;
    if (bytes.find("xl/") != std::string_view::npos) return FileKind::Xlsx;
    return FileKind::Zip;
  }
  if (starts_with(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return FileKind::OldOffice;
  if (starts_with(bytes, "{\\rtf")) return FileKind::OldOffice;
  if (bytes.substr(0, 1'024).find("%PDF-") != std::string_view::npos) return FileKind::Pdf;
  if (bytes.substr(0, kLookBytes).find('\0') != std::string_view::npos) return FileKind::Other;
  return FileKind::Text;
}

int first_bad_line(std::string_view text) {
  if (is_utf8(text)) return 0;
  int line = 1;
  for (;;) {
    const auto end = text.find('\n');
    if (!is_utf8(text.substr(0, end)) || end == std::string_view::npos) return line;
    text.remove_prefix(end + 1);
    ++line;
  }
}

}  // namespace sen::formats
