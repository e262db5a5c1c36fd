#pragma once
// Foreign bytes → paragraphs and tables with line numbers: text files with tabs between cells, DOCX, XLSX.
// To be run inside formats/limited.hpp.

#include <string_view>

#include "base/result.hpp"
#include "formats/blocks.hpp"

namespace sen::plan {

constexpr std::size_t kFileBytesMax = std::size_t{25} << 20;

/// By the bytes, never by the name. Errors: "plan.file_empty", "plan.file_too_big", "plan.file_old_word",
/// "plan.file_pdf", "plan.file_unknown", "plan.file_not_utf8" naming the line, and those of `formats`.
Result<formats::TextDocument> read_source(std::string_view bytes);

}  // namespace sen::plan
