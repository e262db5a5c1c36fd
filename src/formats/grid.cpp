#include "formats/grid.hpp"

#include <utility>

#include "base/text.hpp"
#include "formats/csv.hpp"
#include "formats/kind.hpp"
#include "formats/limited.hpp"
#include "formats/xlsx.hpp"

namespace sen::formats {
namespace {

Result<Grid> grid_of_csv(std::string_view text) {
  SEN_LET(auto table, read_csv(text, {.row_count_max = kGridRowsMax, .column_count_max = kGridColumnsMax, .any_width = true}));
  Grid grid;
  grid.rows.reserve(table.rows.size());
  for (CsvRow& source : table.rows) {
    GridRow row{source.line, {}};
    row.cells.reserve(source.cells.size());
    bool blank = true;
    for (std::string& cell : source.cells) {
      std::string text_of_cell = std::string(trim(cell));
      blank = blank && text_of_cell.empty();
      row.cells.push_back({std::move(text_of_cell), false});
    }
    if (!blank) grid.rows.push_back(std::move(row));
  }
  return grid;
}

void put_number(std::string& out, std::size_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7F) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool at_end() const { return next_ == bytes_.size(); }

  bool number(std::size_t& value) {
    value = 0;
    for (int shift = 0; shift < 56 && next_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[next_++]);
      value |= static_cast<std::size_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool text(std::size_t length, std::string& out) {
    if (length > bytes_.size() - next_) return false;
    out.assign(bytes_.substr(next_, length));
    next_ += length;
    return true;
  }

  bool row(GridRow& row) {
    std::size_t line = 0;
    std::size_t count = 0;
    if (!number(line) || !number(count) || line > INT32_MAX || count > kGridColumnsMax) return false;
    row.line = static_cast<int>(line);
    row.cells.resize(count);
    for (GridCell& cell : row.cells) {
      std::size_t head = 0;
      if (!number(head) || !text(head >> 1, cell.text)) return false;
      cell.is_number = (head & 1) != 0;
    }
    return true;
  }

 private:
  std::string_view bytes_;
  std::size_t next_ = 0;
};

}  // namespace

Result<Grid> read_grid(std::string_view bytes) {
  switch (kind_of(bytes)) {
    case FileKind::Empty: return invalid("formats.csv_empty");
    case FileKind::Text: return grid_of_csv(bytes);
    case FileKind::Xlsx: return read_xlsx_grid(bytes);
    case FileKind::Docx:
    case FileKind::OldOffice:
    case FileKind::Pdf:
    case FileKind::Zip:
    case FileKind::Other: break;
  }
  return invalid("formats.grid_kind");
}

Result<Grid> read_grid_limited(std::string_view bytes) {
  SEN_LET(const std::string encoded, run_limited([bytes]() -> Result<std::string> {
    SEN_LET(const Grid grid, read_grid(bytes));
    return encode_grid(grid);
  }));
  return decode_grid(encoded);
}

// Row after row: line, number of cells, then of each cell twice its length (odd for a number) and its bytes.
std::string encode_grid(const Grid& grid) {
  std::string out;
  for (const GridRow& row : grid.rows) {
    put_number(out, static_cast<std::size_t>(row.line));
    put_number(out, row.cells.size());
    for (const GridCell& cell : row.cells) {
      put_number(out, cell.text.size() * 2 + (cell.is_number ? 1 : 0));
      out += cell.text;
    }
  }
  return out;
}

Result<Grid> decode_grid(std::string_view bytes) {
  Decoder decoder(bytes);
  Grid grid;
  while (!decoder.at_end()) {
    GridRow row;
    if (grid.rows.size() >= kGridRowsMax || !decoder.row(row)) return invalid("formats.child_limit");
    grid.rows.push_back(std::move(row));
  }
  return grid;
}

}  // namespace sen::formats
