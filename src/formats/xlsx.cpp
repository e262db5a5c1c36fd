#include "formats/xlsx.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/decimal.hpp"
#include "base/instant.hpp"
#include "base/text.hpp"
#include "formats/xml.hpp"
#include "formats/zip.hpp"

namespace sen::formats {
namespace {

constexpr int kColumnMax = 64;
constexpr int kRowMax = 20'000;

struct CellPlace {
  int column = 0;  ///< from 0
  int row = 0;     ///< from 1
};

struct Merge {
  CellPlace first;
  CellPlace last;
};

struct Book {
  std::vector<std::string> strings;
  std::vector<bool> date_styles;  ///< by cell style index
  bool from_1904 = false;
};

/// "AB12": empty when it is not a place.
std::optional<CellPlace> parse_place(std::string_view text) {
  CellPlace place;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && i < 3; ++i) {
    place.column = place.column * 26 + (text[i] - 'A' + 1);
  }
  const std::string_view digits = text.substr(i);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), place.row);
  if (i == 0 || error != std::errc{} || end != digits.data() + digits.size() || place.row < 1) return std::nullopt;
  --place.column;
  return place;
}

/// Text of a string item: its own, or that of its runs; phonetic helps are left out.
std::string item_text(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node node : item.children()) {
    if (local_name(node) == "t") text += node.child_value();
    if (local_name(node) == "r") text += child(node, "t").child_value();
  }
  return text;
}

bool is_date_code(std::string_view code) {
  bool quoted = false;
  bool day = false;
  bool year = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (c == '[') i = std::min(code.find(']', i), code.size());
    if (quoted) continue;
    day = day || c == 'd' || c == 'D';
    year = year || c == 'y' || c == 'Y';
  }
  return day || year;
}

void read_styles(const pugi::xml_document& document, Book& book) {
  constexpr int kFirstOwn = 164;
  std::map<int, bool> own;
  for (const pugi::xml_node node : child(document.document_element(), "numFmts").children()) {
    own[int_attribute(node, "numFmtId", 0)] = is_date_code(attribute(node, "formatCode"));
  }
  for (const pugi::xml_node node : child(document.document_element(), "cellXfs").children()) {
    const int format = int_attribute(node, "numFmtId", 0);
    const bool built_in = (format >= 14 && format <= 17) || format == 22;
    book.date_styles.push_back(format < kFirstOwn ? built_in : own[format]);
  }
}

/// Days since the book's epoch → "15/06/2025" (what the sheet shows, in Vietnamese order).
std::string date_text(std::int64_t serial, bool from_1904) {
  const auto epoch = from_1904 ? make_date(1904, 1, 1) : make_date(1899, 12, 30);
  const std::string iso = to_string(*epoch + static_cast<int>(serial));
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

/// The part of a day after its beginning → " 08:30"; empty for a bare day.
std::string hour_text(const Ratio& serial) {
  constexpr std::int64_t kMinutes = 24 * 60;
  constexpr std::int64_t kDenominatorMax = 1'000'000'000'000;
  std::int64_t part = serial.numerator() % serial.denominator();
  std::int64_t whole = serial.denominator();
  for (; whole > kDenominatorMax; whole /= 10) part /= 10;
  const std::int64_t minute = (part * kMinutes + whole / 2) / whole;
  if (minute <= 0 || minute >= kMinutes) return {};
  const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return " " + two(minute / 60) + ":" + two(minute % 60);
}

std::string number_text(std::string_view raw, bool is_date, const Book& book) {
  const auto value = parse_ratio(raw);
  if (!value) return std::string(raw);  // more digits than exact arithmetic takes: as stored
  constexpr std::int64_t kSerialMax = 400'000;
  const std::int64_t whole = value->numerator() / value->denominator();
  if (is_date && whole > 0 && whole < kSerialMax) return date_text(whole, book.from_1904) + hour_text(*value);
  return to_decimal(*value, 9);
}

std::string cell_text(const pugi::xml_node& cell, const Book& book) {
  const std::string_view type = attribute(cell, "t");
  const std::string_view value = child(cell, "v").child_value();
  if (type == "inlineStr") return item_text(child(cell, "is"));
  if (type == "s") {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
    const bool known = error == std::errc{} && end == value.data() + value.size() && index < book.strings.size();
    return known ? book.strings[index] : std::string{};
  }
  if (type == "str") return std::string(value);
  if (type == "b") return value == "1" ? "x" : "";
  if (type == "e" || value.empty()) return {};
  const int style = int_attribute(cell, "s", 0);
  const bool known = style >= 0 && static_cast<std::size_t>(style) < book.date_styles.size();
  return number_text(value, known && book.date_styles[static_cast<std::size_t>(style)], book);
}

Result<std::map<int, std::map<int, std::string>>> read_grid(const pugi::xml_node& data, const Book& book) {
  std::map<int, std::map<int, std::string>> grid;
  int row_number = 0;
  for (const pugi::xml_node row : data.children()) {
    if (local_name(row) != "row") continue;
    row_number = int_attribute(row, "r", row_number + 1);
    int column = -1;
    for (const pugi::xml_node cell : row.children()) {
      if (local_name(cell) != "c") continue;
      const auto place = parse_place(attribute(cell, "r"));
      column = place ? place->column : column + 1;
      std::string text = squeeze(nfc(cell_text(cell, book)));
      if (text.empty()) continue;
      if (column >= kColumnMax || grid.size() >= kRowMax) return invalid("formats.table_too_big");
      grid[row_number][column] = std::move(text);
    }
  }
  return grid;
}

std::vector<Merge> read_merges(const pugi::xml_node& sheet) {
  std::vector<Merge> merges;
  for (const pugi::xml_node node : child(sheet, "mergeCells").children()) {
    const auto ends = split(attribute(node, "ref"), ':');
    if (ends.size() != 2) continue;
    const auto first = parse_place(ends[0]);
    const auto last = parse_place(ends[1]);
    if (first && last && last->row >= first->row && last->column >= first->column) merges.push_back({*first, *last});
  }
  return merges;
}

/// A merged area shows its first cell's text in each of its places.
void fill_merges(const std::vector<Merge>& merges, std::map<int, TextRow>& rows) {
  for (const Merge& merge : merges) {
    const auto from = rows.find(merge.first.row);
    if (from == rows.end() || static_cast<int>(from->second.cells.size()) <= merge.first.column) continue;
    const std::string text = from->second.cells[static_cast<std::size_t>(merge.first.column)].text;
    for (auto row = from; row != rows.end() && row->first <= merge.last.row; ++row) {
      const int last = std::min(merge.last.column, static_cast<int>(row->second.cells.size()) - 1);
      for (int column = merge.first.column; column <= last; ++column) {
        TextCell& cell = row->second.cells[static_cast<std::size_t>(column)];
        if (!cell.text.empty() && cell.text != text) continue;
        cell.text = text;
        cell.spans_left = column > merge.first.column;
        cell.spans_above = row->first > merge.first.row;
      }
    }
  }
}

Result<TextTable> read_sheet(const pugi::xml_node& sheet, const Book& book) {
  SEN_LET(auto grid, read_grid(child(sheet, "sheetData"), book));
  int width = 0;
  for (const auto& [number, cells] : grid) width = std::max(width, cells.empty() ? 0 : cells.rbegin()->first + 1);
  std::map<int, TextRow> rows;
  for (auto& [number, cells] : grid) {
    TextRow row;
    row.line = number;
    row.cells.resize(static_cast<std::size_t>(width));
    for (auto& [column, text] : cells) row.cells[static_cast<std::size_t>(column)].text = std::move(text);
    rows.emplace(number, std::move(row));
  }
  fill_merges(read_merges(sheet), rows);
  TextTable table;
  for (auto& [number, row] : rows) {
    for (TextCell& cell : row.cells) {
      if (!cell.text.empty() && !cell.spans_left && !cell.spans_above) cell.paragraphs = {{row.line, cell.text, false}};
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

struct SheetPart {
  std::string name;
  std::string path;
};

Result<std::vector<SheetPart>> sheet_parts(ZipArchive& archive, Book& book) {
  SEN_LET(const std::string bytes, archive.read("xl/workbook.xml"));
  SEN_LET(const std::string relation_bytes, archive.read("xl/_rels/workbook.xml.rels"));
  pugi::xml_document workbook;
  pugi::xml_document relations;
  SEN_TRY(parse_xml(workbook, bytes, "xl/workbook.xml"));
  SEN_TRY(parse_xml(relations, relation_bytes, "xl/_rels/workbook.xml.rels"));
  std::map<std::string, std::string> targets;
  for (const pugi::xml_node relation : relations.document_element().children()) {
    std::string target(attribute(relation, "Target"));
    target = starts_with(target, "/") ? target.substr(1) : "xl/" + target;
    targets[std::string(attribute(relation, "Id"))] = target;
  }
  const std::string_view epoch = attribute(child(workbook.document_element(), "workbookPr"), "date1904");
  book.from_1904 = epoch == "1" || epoch == "true";
  std::vector<SheetPart> parts;
  for (const pugi::xml_node sheet : child(workbook.document_element(), "sheets").children()) {
    const std::string_view state = attribute(sheet, "state");
    if (state == "hidden" || state == "veryHidden") continue;
    const auto target = targets.find(std::string(attribute(sheet, "id")));
    if (target != targets.end()) parts.push_back({std::string(attribute(sheet, "name")), target->second});
  }
  return parts;
}

Result<ZipArchive> open_workbook(std::string_view bytes) {
  SEN_LET(auto archive, ZipArchive::open(bytes));
  if (!archive.has("xl/workbook.xml")) return invalid("formats.not_xlsx");
  return archive;
}

/// Strings and styles that all sheets share; answers the visible sheets.
Result<std::vector<SheetPart>> read_book(ZipArchive& archive, Book& book) {
  SEN_LET(auto parts, sheet_parts(archive, book));
  if (archive.has("xl/sharedStrings.xml")) {
    SEN_LET(const std::string text, archive.read("xl/sharedStrings.xml"));
    pugi::xml_document document;
    SEN_TRY(parse_xml(document, text, "xl/sharedStrings.xml"));
    for (const pugi::xml_node item : document.document_element().children()) {
      if (local_name(item) == "si") book.strings.push_back(item_text(item));
    }
  }
  if (archive.has("xl/styles.xml")) {
    SEN_LET(const std::string text, archive.read("xl/styles.xml"));
    pugi::xml_document document;
    SEN_TRY(parse_xml(document, text, "xl/styles.xml"));
    read_styles(document, book);
  }
  return parts;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

GridCell data_cell(const pugi::xml_node& cell, const Book& book) {
  const std::string_view type = attribute(cell, "t");
  if (type == "b") return {std::string_view(child(cell, "v").child_value()) == "1" ? "true" : "false", false};
  std::string text = cell_text(cell, book);
  const bool numeric = (type.empty() || type == "n") && text.find('/') == std::string::npos;
  return {squeeze(is_ascii(text) ? text : nfc(text)), numeric && !text.empty()};
}

Result<Grid> data_rows(const pugi::xml_node& data, const Book& book) {
  Grid grid;
  int row_number = 0;
  for (const pugi::xml_node source : data.children()) {
    if (local_name(source) != "row") continue;
    row_number = int_attribute(source, "r", row_number + 1);
    GridRow row{row_number, {}};
    std::size_t column = 0;
    for (const pugi::xml_node cell : source.children()) {
      if (local_name(cell) != "c") continue;
      const auto place = parse_place(attribute(cell, "r"));
      if (place) column = static_cast<std::size_t>(place->column);
      GridCell found = data_cell(cell, book);
      const std::size_t at = column++;
      if (found.text.empty()) continue;
      if (at >= kGridColumnsMax) return invalid("formats.table_too_big");
      if (row.cells.size() <= at) row.cells.resize(at + 1);
      row.cells[at] = std::move(found);
    }
    if (row.cells.empty()) continue;
    if (grid.rows.size() >= kGridRowsMax) return invalid("formats.table_too_big");
    grid.rows.push_back(std::move(row));
  }
  return grid;
}

}  // namespace

Result<std::vector<Sheet>> read_xlsx(std::string_view bytes) {
  SEN_LET(auto archive, open_workbook(bytes));
  Book book;
  SEN_LET(const auto parts, read_book(archive, book));
  std::vector<Sheet> sheets;
  for (const SheetPart& part : parts) {
    SEN_LET(const std::string text, archive.read(part.path));
    pugi::xml_document document;
    SEN_TRY(parse_xml(document, text, part.path));
    SEN_LET(auto table, read_sheet(document.document_element(), book));
    sheets.push_back({part.name, std::move(table)});
  }
  return sheets;
}

Result<Grid> read_xlsx_grid(std::string_view bytes) {
  SEN_LET(auto archive, open_workbook(bytes));
  Book book;
  SEN_LET(const auto parts, read_book(archive, book));
  Grid grid;
  for (const SheetPart& part : parts) {
    SEN_LET(const std::string text, archive.read(part.path));
    pugi::xml_document document;
    SEN_TRY(parse_xml(document, text, part.path));
    SEN_LET(grid, data_rows(child(document.document_element(), "sheetData"), book));
    if (!grid.rows.empty()) break;
  }
  return grid;
}

}  // namespace sen::formats
