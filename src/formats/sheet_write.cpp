#include "formats/sheet_write.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/instant.hpp"
#include "base/text.hpp"
#include "formats/zip_write.hpp"

namespace sen::formats {
namespace {

constexpr int kDigitsMax = 15;  // what a spreadsheet's number holds
// Cell styles of kStyles, by index.
enum Style { kPlain = 0, kHeader = 1, kDate = 2, kWrapped = 3 };

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\""
    " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\""
    " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\""
    " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
constexpr std::string_view kRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\""
    " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
    " Target=\"xl/workbook.xml\"/></Relationships>";
constexpr std::string_view kBookRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\""
    " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\""
    " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\""
    " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
    "</Relationships>";
constexpr std::string_view kStyles =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">"
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">"
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs></styleSheet>";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "-12", "81.4"; nothing that a spreadsheet would round, and no code with a zero in front.
bool is_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  const auto points = std::count(text.begin(), text.end(), '.');
  if (digits == 0 || digits > kDigitsMax || points > 1) return false;
  if (digits + points != static_cast<std::ptrdiff_t>(text.size())) return false;
  if (!is_digit(text.front()) || !is_digit(text.back())) return false;
  return text.size() == 1 || text.front() != '0' || text[1] == '.';
}

// Days as a spreadsheet counts them, from 30/12/1899.
std::optional<int> serial_of(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) return std::nullopt;
  return *date - *make_date(1899, 12, 30);
}

std::string column_name(std::size_t index) {
  std::string name;
  for (std::size_t rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

std::string place(std::size_t column, std::size_t row) { return column_name(column) + std::to_string(row); }

std::string text_cell(const std::string& at, Style style, std::string_view text) {
  return "<c r=\"" + at + "\" s=\"" + std::to_string(style) + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" +
         xml_escaped(text) + "</t></is></c>";
}

std::string value_cell(const std::string& at, Style style, std::string_view value) {
  return "<c r=\"" + at + "\" s=\"" + std::to_string(style) + "\"><v>" + std::string(value) + "</v></c>";
}

std::string cell_of(const std::string& at, CellType type, const std::string& text) {
  if (text.empty()) return {};
  if (type == CellType::Number && is_number(text)) return value_cell(at, kPlain, text);
  if (type == CellType::Date) {
    if (const auto serial = serial_of(text)) return value_cell(at, kDate, std::to_string(*serial));
  }
  return text_cell(at, kWrapped, text);
}

std::string sheet_xml(const SheetTable& table) {
  std::string out(kDeclaration);
  out += "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
  const std::size_t header_row = table.lines.size() + 1;
  out += "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"" + std::to_string(header_row) + "\" topLeftCell=\"A" +
         std::to_string(header_row + 1) + "\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    out += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + std::to_string(table.columns[i].width) + "\" customWidth=\"1\"/>";
  }
  out += "</cols><sheetData>";
  std::size_t row = 0;
  for (const auto& line : table.lines) {
    ++row;
    out += "<row r=\"" + std::to_string(row) + "\">" + text_cell(place(0, row), kPlain, line) + "</row>";
  }
  ++row;
  out += "<row r=\"" + std::to_string(row) + "\">";
  for (std::size_t i = 0; i < table.columns.size(); ++i) out += text_cell(place(i, row), kHeader, table.columns[i].title);
  out += "</row>";
  for (const auto& cells : table.rows) {
    ++row;
    out += "<row r=\"" + std::to_string(row) + "\">";
    for (std::size_t i = 0; i < cells.size() && i < table.columns.size(); ++i) {
      out += cell_of(place(i, row), table.columns[i].type, cells[i]);
    }
    out += "</row>";
  }
  out += "</sheetData>";
  if (!table.columns.empty() && !table.rows.empty()) {
    out += "<autoFilter ref=\"" + place(0, header_row) + ":" + place(table.columns.size() - 1, row) + "\"/>";
  }
  return out + "</worksheet>";
}

// A sheet's name has at most 31 characters and none of []:*?/\.
std::string sheet_name(const std::string& name) {
  constexpr std::size_t kLengthMax = 31;
  std::string out;
  std::size_t length = 0;
  for (const char c : name) {
    const bool starts = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (starts && ++length > kLengthMax) break;
    out.push_back(std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : '-');
  }
  return out.empty() ? "Sen" : out;
}

std::string workbook_xml(const SheetTable& table) {
  return std::string(kDeclaration) +
         "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
         " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"" +
         xml_escaped(sheet_name(table.name)) + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
}

std::string quoted(std::string_view text, char separator) {
  const bool needs = text.find_first_of("\"\r\n") != std::string_view::npos || text.find(separator) != std::string_view::npos ||
                     (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (!needs) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

std::string csv_cell(CellType type, const std::string& text, Language language) {
  if (type == CellType::Number && is_number(text)) {
    std::string number = text;
    if (language == Language::Vi) std::replace(number.begin(), number.end(), '.', ',');
    return number;
  }
  if (type == CellType::Date && parse_date(text)) return text;
  return without_formula(text);
}

}  // namespace

Result<std::string> write_xlsx(const SheetTable& table) {
  return write_zip({{"[Content_Types].xml", std::string(kDeclaration) + std::string(kTypes)},
                    {"_rels/.rels", std::string(kDeclaration) + std::string(kRelations)},
                    {"xl/workbook.xml", workbook_xml(table)},
                    {"xl/_rels/workbook.xml.rels", std::string(kDeclaration) + std::string(kBookRelations)},
                    {"xl/styles.xml", std::string(kDeclaration) + std::string(kStyles)},
                    {"xl/worksheets/sheet1.xml", sheet_xml(table)}});
}

std::string write_csv(const SheetTable& table, Language language) {
  const char separator = language == Language::Vi ? ';' : ',';
  std::string out = "\xEF\xBB\xBF";
  for (const auto& line : table.lines) out += quoted(without_formula(line), separator) + "\r\n";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out.push_back(separator);
    out += quoted(without_formula(table.columns[i].title), separator);
  }
  out += "\r\n";
  for (const auto& cells : table.rows) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) out.push_back(separator);
      if (i < cells.size()) out += quoted(csv_cell(table.columns[i].type, cells[i], language), separator);
    }
    out += "\r\n";
  }
  return out;
}

std::string without_formula(std::string_view text) {
  constexpr std::array<std::string_view, 10> kBeginnings{"=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
  const bool computes = std::any_of(kBeginnings.begin(), kBeginnings.end(),
                                    [&](std::string_view beginning) { return starts_with(text, beginning); });
  return computes ? "'" + std::string(text) : std::string(text);
}

}  // namespace sen::formats
