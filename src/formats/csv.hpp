#pragma once
// CSV after RFC 4180, as spreadsheets write it: quoted cells, doubled quotes, line breaks inside quotes,
// a byte-order mark, comma, semicolon or tab. Used by imports, rankings and surveys.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sen::formats {

struct CsvRow {
  int line = 0;  ///< where it starts in the file, from 1
  std::vector<std::string> cells;
};

struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;  ///< each with as many cells as the header; blank lines are left out
  /// Position of a column by its exact name, or -1.
  [[nodiscard]] int column(std::string_view name) const;
};

struct CsvLimits {
  char separator = 0;  ///< 0: the one of , ; TAB that the header line holds most
  std::size_t row_count_max = 1'000'000;
  std::size_t column_count_max = 1'000;
  /// Every line is a row of its own width, the first one too; the header stays empty.
  bool any_width = false;
};

/// Errors name the line: "formats.csv_empty", "formats.csv_quote" (a quote that never ends or stands
/// amid a cell), "formats.csv_width" (another number of cells than the header), "formats.csv_doubled"
/// (two columns of one name), "formats.csv_too_big", "formats.not_utf8".
Result<CsvTable> read_csv(std::string_view text, const CsvLimits& limits = {});

}  // namespace sen::formats
