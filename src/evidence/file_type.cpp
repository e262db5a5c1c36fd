#include "evidence/file_type.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "evidence/office.hpp"
#include "evidence/picture.hpp"
#include "evidence/zip_directory.hpp"

namespace sen::evidence {
namespace {

struct TypeRow {
  FileType type;
  const char* name;
  const char* media_type;
};
constexpr std::array<TypeRow, 8> kTypes = {{
    {FileType::Pdf, "pdf", "application/pdf"},
    {FileType::Jpeg, "jpeg", "image/jpeg"},
    {FileType::Png, "png", "image/png"},
    {FileType::Webp, "webp", "image/webp"},
    {FileType::Docx, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {FileType::Xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {FileType::Odt, "odt", "application/vnd.oasis.opendocument.text"},
    {FileType::Ods, "ods", "application/vnd.oasis.opendocument.spreadsheet"},
}};

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kPdfTailBytes = 2048;

const TypeRow& row_of(FileType type) { return kTypes[static_cast<std::size_t>(type)]; }

std::string ending_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : lower(name.substr(dot + 1));
}

std::optional<FileType> type_of_ending(const std::string& ending) {
  if (ending == "jpg") return FileType::Jpeg;
  return parse_type(ending);
}

/// The first four stand in the order of FileType.
enum class Container { Pdf, Jpeg, Png, Webp, Zip, Other };

Container container_of(const SourceBytes& bytes) {
  const auto head = bytes.read(0, 12);
  if (head.starts_with("%PDF-")) return Container::Pdf;
  if (head.starts_with("\xFF\xD8\xFF")) return Container::Jpeg;
  if (head.starts_with("\x89PNG\r\n\x1A\n")) return Container::Png;
  if (head.starts_with("RIFF") && std::string_view(head).ends_with("WEBP")) return Container::Webp;
  if (head.starts_with("PK\x03\x04")) return Container::Zip;
  return Container::Other;
}

/// "/Encrypt" names a dictionary in the trailer of a locked PDF: a reference or the dictionary itself.
bool is_encrypt_key(std::string_view after) {
  const auto at = after.find_first_not_of(" \t\r\n\f");
  return at != std::string_view::npos && (after.substr(at, 2) == "<<" || (after[at] >= '0' && after[at] <= '9' && at > 0));
}

bool is_locked_pdf(const SourceBytes& bytes) {
  constexpr std::string_view kKey = "/Encrypt";
  constexpr std::size_t kAfter = 16;
  const auto step = static_cast<std::int64_t>(kPieceBytes);
  for (std::int64_t from = 0; from < bytes.size(); from += step) {
    const auto piece = bytes.read(from, kPieceBytes + kKey.size() + kAfter);
    for (auto at = piece.find(kKey); at != std::string::npos; at = piece.find(kKey, at + 1)) {
      if (is_encrypt_key(std::string_view(piece).substr(at + kKey.size(), kAfter))) return true;
    }
  }
  return false;
}

Result<FileType> check_pdf(const SourceBytes& bytes) {
  const auto from = std::max<std::int64_t>(0, bytes.size() - static_cast<std::int64_t>(kPdfTailBytes));
  if (bytes.read(from, kPdfTailBytes).find("%%EOF") == std::string::npos) return invalid("evidence.incomplete", "file");
  if (is_locked_pdf(bytes)) return invalid("evidence.encrypted", "file");
  return FileType::Pdf;
}

Result<FileType> check_picture(const SourceBytes& bytes, FileType type) {
  const auto size = type == FileType::Jpeg  ? jpeg_size(bytes)
                    : type == FileType::Png ? png_size(bytes)
                                            : webp_size(bytes);
  if (!size) return invalid("evidence.incomplete", "file");
  if (std::int64_t{size->width} * size->height > kPixelsMax) {
    return invalid("evidence.picture_large", "file", {{"width", std::to_string(size->width)}, {"height", std::to_string(size->height)}});
  }
  return type;
}

Result<FileType> type_of_bytes(const SourceBytes& bytes, Container container) {
  switch (container) {
    case Container::Pdf: return check_pdf(bytes);
    case Container::Jpeg: return check_picture(bytes, FileType::Jpeg);
    case Container::Png: return check_picture(bytes, FileType::Png);
    case Container::Webp: return check_picture(bytes, FileType::Webp);
    case Container::Zip: return check_office(bytes);
    case Container::Other: break;
  }
  return invalid("evidence.type_lies", "file");
}

bool is_office(FileType type) { return type >= FileType::Docx; }

/// Do the first bytes fit the ending at all? Decided before anything is looked at more closely.
bool fits(FileType type, Container container) {
  if (is_office(type)) return container == Container::Zip;
  return static_cast<int>(type) == static_cast<int>(container);
}

}  // namespace

const char* name_of(FileType type) { return row_of(type).name; }
const char* media_type_of(FileType type) { return row_of(type).media_type; }

std::optional<FileType> parse_type(std::string_view name) {
  for (const auto& row : kTypes) {
    if (name == row.name) return row.type;
  }
  return std::nullopt;
}

Result<std::string> check_name(std::string_view name) {
  const auto refused = invalid("evidence.name_invalid", "name");
  if (!is_utf8(name)) return refused;
  auto kept = nfc(trim(name));
  if (kept.empty() || kept.size() > kNameBytesMax || kept == "." || kept == "..") return refused;
  for (const char c : kept) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/' || c == '\\') return refused;
  }
  // U+202A…202E and U+2066…2069 make "cod.exe" read as "exe.doc".
  for (const char* turn : {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    if (kept.find(turn) != std::string::npos) return refused;
  }
  return kept;
}

Result<FileType> check_file(const SourceBytes& bytes, std::string_view name) {
  const auto ending = ending_of(name);
  const auto claimed = type_of_ending(ending);
  if (!claimed) return invalid("evidence.type_refused", "file", {{"ending", ending}});
  if (bytes.size() == 0) return invalid("evidence.empty", "file");
  if (bytes.size() > kFileBytesMax) {
    return Error{ErrorCode::LimitExceeded, "evidence.too_large", "file", {},
                 {{"megabytes", std::to_string(kFileBytesMax >> 20)}}, {}};
  }
  const auto lies = invalid("evidence.type_lies", "file", {{"ending", ending}});
  const auto container = container_of(bytes);
  // A locked Office document is no ZIP but an OLE container: name the lock, not a lie.
  if (is_office(*claimed) && bytes.read(0, 4) == "\xD0\xCF\x11\xE0") return invalid("evidence.encrypted", "file");
  if (!fits(*claimed, container)) return lies;
  if (container != Container::Zip && find_zip_end(bytes)) return invalid("evidence.two_files", "file");
  SEN_LET(const auto found, type_of_bytes(bytes, container));
  if (found != *claimed) return lies;
  return found;
}

}  // namespace sen::evidence
