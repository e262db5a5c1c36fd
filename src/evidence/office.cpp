#include "evidence/office.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "evidence/zip_directory.hpp"

namespace sen::evidence {
namespace {

bool is_macro(std::string_view lower_name) {
  constexpr std::array kParts = {"vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/"};
  constexpr std::array kFolders = {"basic/", "scripts/"};  // of OpenDocument
  return std::any_of(kParts.begin(), kParts.end(), [&](const char* part) { return lower_name.find(part) != std::string_view::npos; }) ||
         std::any_of(kFolders.begin(), kFolders.end(), [&](const char* folder) { return lower_name.starts_with(folder); });
}

/// Archives within; a chart's own sheet, which office programs embed, is none.
bool is_archive(std::string_view lower_name) {
  constexpr std::array kEndings = {".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".exe", ".dll", ".html", ".js", ".vbs"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](const char* ending) { return lower_name.ends_with(ending); });
}

/// A locked OpenDocument keeps its entries stored, and their bytes are noise instead of XML.
bool is_locked_content(const SourceBytes& bytes, const ZipEntry& content) {
  if (content.method != 0 || content.packed == 0) return false;
  const auto head = stored_bytes(bytes, content, 4);
  return !head.starts_with("<") && !head.starts_with("\xEF\xBB\xBF<");
}

Result<FileType> open_document_type(const SourceBytes& bytes, const ZipDirectory& directory, const ZipEntry& mimetype) {
  const auto type = stored_bytes(bytes, mimetype, 64);
  const auto* content = directory.find("content.xml");
  if (content == nullptr || mimetype.method != 0) return invalid("evidence.type_lies", "file");
  if (is_locked_content(bytes, *content)) return invalid("evidence.encrypted", "file");
  for (const auto known : {FileType::Odt, FileType::Ods}) {
    if (type == media_type_of(known)) return known;
  }
  return invalid("evidence.type_lies", "file");
}

}  // namespace

Result<FileType> check_office(const SourceBytes& bytes) {
  SEN_LET(const auto directory, read_zip_directory(bytes));
  for (const auto& entry : directory.entries) {
    if (entry.encrypted) return invalid("evidence.encrypted", "file");
    const auto name = lower(entry.name);
    if (is_macro(name)) return invalid("evidence.macros", "file");
    if (is_archive(name)) return invalid("evidence.two_files", "file");
  }
  if (const auto* mimetype = directory.find("mimetype")) return open_document_type(bytes, directory, *mimetype);
  if (directory.find("[Content_Types].xml") == nullptr) return invalid("evidence.type_lies", "file");
  if (directory.find("word/document.xml") != nullptr) return FileType::Docx;
  if (directory.find("xl/workbook.xml") != nullptr) return FileType::Xlsx;
  return invalid("evidence.type_lies", "file");
}

}  // namespace sen::evidence
