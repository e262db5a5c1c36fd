#pragma once
// Office documents by the table of contents of their ZIP: DOCX, XLSX (ECMA-376) and ODT, ODS
// (ISO/IEC 26300). Refuses macros, locks and archives that hold archives.

#include "evidence/file_type.hpp"

namespace sen::evidence {

/// Errors: "evidence.type_lies" (a ZIP, but no such document), "evidence.macros", "evidence.encrypted",
/// and those of read_zip_directory.
Result<FileType> check_office(const SourceBytes& bytes);

}  // namespace sen::evidence
