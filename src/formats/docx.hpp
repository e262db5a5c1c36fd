#pragma once
// DOCX → paragraphs and tables. Knows lists (numbering.xml with levels, Roman and letter numbers),
// merged cells, nested tables, text boxes, tracked changes (the accepted text), content controls.
// Only to be run inside formats/limited.hpp on files from outside.

#include <string_view>

#include "base/result.hpp"
#include "formats/blocks.hpp"

namespace sen::formats {

/// Errors: those of ZipArchive and parse_xml; "formats.not_docx" when the archive holds no document;
/// "formats.too_deep" for elements nested beyond any real document; "formats.table_too_big".
Result<TextDocument> read_docx(std::string_view bytes);

}  // namespace sen::formats
