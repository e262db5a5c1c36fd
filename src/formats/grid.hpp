#pragma once
// Rows of cells from a file of data, CSV or XLSX: what imports map to fields. No header is assumed; a cell
// of a sheet says whether it was a number there, so that 1.248 typed as text and 1.248 stored as a number
// are told apart.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sen::formats {

struct GridCell {
  std::string text;
  bool is_number = false;  ///< a number of a sheet, written with a point ("81.4")
};

struct GridRow {
  int line = 0;  ///< line of a text file, row of a sheet
  std::vector<GridCell> cells;
};

struct Grid {
  std::vector<GridRow> rows;  ///< blank ones are left out
};

constexpr std::size_t kGridRowsMax = 100'000;
constexpr std::size_t kGridColumnsMax = 64;

/// By the bytes, never by the name: of a workbook the first sheet with content. Only to be run inside
/// formats/limited.hpp on files from outside. Errors: "formats.grid_kind" (neither CSV nor XLSX),
/// "formats.table_too_big", and those of csv.hpp and xlsx.hpp.
Result<Grid> read_grid(std::string_view bytes);

/// The same inside a limited child.
Result<Grid> read_grid_limited(std::string_view bytes);

/// For the pipe of the child and for keeping a file between its preview and its import.
std::string encode_grid(const Grid& grid);
/// Error "formats.child_limit" when the bytes are no grid.
Result<Grid> decode_grid(std::string_view bytes);

}  // namespace sen::formats
