#pragma once
// A list for people's spreadsheets: lines above it, a header, typed columns; written as XLSX or CSV. Numbers
// are numbers and days are days there; whatever a cell's text begins with, no spreadsheet computes it
// (OWASP: formula injection).

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/texts.hpp"

namespace sen::formats {

enum class CellType { Text, Number, Date };

struct SheetColumn {
  std::string title;
  CellType type = CellType::Text;
  int width = 16;  ///< characters, for XLSX
};

/// Cells are texts as the program writes them: "81.4", "2024-10-15"; what does not fit its column's type
/// stays a text.
struct SheetTable {
  std::string name;                ///< of the sheet
  std::vector<std::string> lines;  ///< above the header: what list, which filter, "illustrative"
  std::vector<SheetColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Error "formats.zip_failed".
Result<std::string> write_xlsx(const SheetTable& table);

/// UTF-8 with a byte-order mark, as Excel wants it. Vietnamese spreadsheets take the comma for decimals, so
/// their columns are set apart by semicolons.
std::string write_csv(const SheetTable& table, Language language);

/// A CSV text cell that no spreadsheet takes for a formula: one that begins with = + - @, a tab, a return,
/// or their full-width forms gets an apostrophe in front.
std::string without_formula(std::string_view text);

}  // namespace sen::formats
