#pragma once
// XLSX → rows of text, as the clerk sees them: shared and inline strings, dates written as dates, merged
// cells. Hidden sheets are left out; formulas give their stored result. Reading only.
// Only to be run inside formats/limited.hpp on files from outside.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "formats/blocks.hpp"
#include "formats/grid.hpp"

namespace sen::formats {

struct Sheet {
  std::string name;
  TextTable table;  ///< TextRow::line is the row's number in the sheet; blank rows are left out
};

/// Errors: those of ZipArchive and parse_xml; "formats.not_xlsx"; "formats.table_too_big" beyond
/// 20,000 rows or 64 columns with content.
Result<std::vector<Sheet>> read_xlsx(std::string_view bytes);

/// Rows of data: the first sheet with content; merged cells are not filled, true and false are words.
/// Errors as above, but up to 100,000 rows.
Result<Grid> read_xlsx_grid(std::string_view bytes);

}  // namespace sen::formats
