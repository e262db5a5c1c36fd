#include "plan/read_source.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "formats/docx.hpp"
#include "formats/kind.hpp"
#include "formats/xlsx.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

using formats::TextCell;
using formats::TextDocument;
using formats::TextParagraph;
using formats::TextRow;
using formats::TextTable;

constexpr std::size_t kTableColumnsMin = 3;

TextCell cell_of(std::string text, int line) {
  TextCell cell;
  cell.text = std::string(trim(text));
  if (!cell.text.empty()) cell.paragraphs = {{line, cell.text, false}};
  return cell;
}

/// A heading line of an official letter puts two columns side by side with blanks between.
std::vector<std::string> side_by_side(std::string_view line) {
  constexpr std::string_view kGap = "     ";
  std::vector<std::string> parts;
  while (!line.empty()) {
    const auto gap = line.find(kGap);
    const std::string_view part = trim(line.substr(0, gap));
    if (!part.empty()) parts.emplace_back(part);
    line = gap == std::string_view::npos ? std::string_view{} : trim(line.substr(gap));
  }
  return parts;
}

/// Word writes "1.<TAB>Mục đích" when it saves a numbered paragraph as text.
bool is_numbered_paragraph(const std::vector<std::string>& cells) {
  if (cells.size() != 2 || trim(cells[1]).empty()) return false;
  const Marker marker = marker_of(cells[0]);
  return marker.kind != MarkerKind::None && marker.rest.empty();
}

class TextReader {
 public:
  void add_line(std::string_view raw, int number) {
    std::string line = nfc(raw);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> cells = split(line, '\t');
    if (trim(line).empty()) {
      close_table();
    } else if (cells.size() == 1) {
      add_plain(line, number);
    } else if (table_.rows.empty() && is_numbered_paragraph(cells)) {
      document_.blocks.emplace_back(TextParagraph{number, squeeze(line), false});
    } else {
      add_row(cells, number);
    }
  }

  /// A paragraph of a word processor: a row when it is set with tabs, else itself.
  void add_paragraph(TextParagraph paragraph) {
    if (paragraph.text.find('\t') != std::string::npos) return add_line(paragraph.text, paragraph.line);
    if (continues_row({paragraph.text})) return continue_row({paragraph.text}, paragraph.line);
    close_table();
    document_.blocks.emplace_back(std::move(paragraph));
  }

  void add_table(TextTable table) {
    close_table();
    document_.blocks.emplace_back(std::move(table));
  }

  TextDocument finish() {
    close_table();
    return std::move(document_);
  }

 private:
  [[nodiscard]] std::size_t width() const { return table_.rows.empty() ? 0 : table_.rows.front().cells.size(); }

  /// A cell with a line break in it was cut into lines; the rest of its row follows.
  bool continues_row(const std::vector<std::string>& cells) const {
    if (table_.rows.empty() || width() < kTableColumnsMin) return false;
    const TextRow& last = table_.rows.back();
    if (last.cells.size() >= width() || last.cells.size() + cells.size() - 1 > width()) return false;
    if (last.cells.size() < kTableColumnsMin - 1) return false;
    const Marker marker = marker_of(cells.front() + (cells.size() > 1 ? "." : ""));
    return cells.size() == 1 || marker.kind == MarkerKind::None || marker.kind == MarkerKind::Bullet;
  }

  void continue_row(const std::vector<std::string>& cells, int number) {
    TextRow& last = table_.rows.back();
    const std::string joined = last.cells.back().text + " " + std::string(trim(cells.front()));
    last.cells.back() = cell_of(joined, last.line);
    for (std::size_t i = 1; i < cells.size(); ++i) last.cells.push_back(cell_of(cells[i], number));
  }

  void add_row(const std::vector<std::string>& cells, int number) {
    if (continues_row(cells)) return continue_row(cells, number);
    TextRow row;
    row.line = number;
    for (const std::string& cell : cells) row.cells.push_back(cell_of(cell, number));
    table_.rows.push_back(std::move(row));
  }

  void add_plain(const std::string& line, int number) {
    if (continues_row({line})) return continue_row({line}, number);
    close_table();
    for (std::string& part : side_by_side(line)) {
      document_.blocks.emplace_back(TextParagraph{number, std::move(part), false});
    }
  }

  void close_table() {
    if (!table_.rows.empty()) document_.blocks.emplace_back(std::exchange(table_, {}));
  }

  TextDocument document_;
  TextTable table_;
};

Result<TextDocument> read_text(std::string_view text) {
  if (starts_with(text, "\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const int line = formats::first_bad_line(text); line > 0) {
    return invalid("plan.file_not_utf8", "line " + std::to_string(line), {{"line", std::to_string(line)}});
  }
  if (trim(text).empty()) return invalid("plan.file_empty");
  TextReader reader;
  int number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    reader.add_line(text.substr(0, end), ++number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

Result<TextDocument> read_word(std::string_view bytes) {
  SEN_LET(auto source, formats::read_docx(bytes));
  TextReader reader;
  for (formats::TextBlock& block : source.blocks) {
    if (auto* table = std::get_if<TextTable>(&block)) reader.add_table(std::move(*table));
    else reader.add_paragraph(std::move(std::get<TextParagraph>(block)));
  }
  return reader.finish();
}

/// A row with one text is a paragraph of the letter; it stays a row inside the table of tasks.
std::size_t texts_in(const TextRow& row) {
  return static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), [](const TextCell& cell) {
    return !cell.text.empty() && !cell.spans_left && !cell.spans_above;
  }));
}

Result<TextDocument> read_workbook(std::string_view bytes) {
  SEN_LET(auto sheets, formats::read_xlsx(bytes));
  TextDocument document;
  for (formats::Sheet& sheet : sheets) {
    auto& rows = sheet.table.rows;
    const auto header = std::find_if(rows.begin(), rows.end(), [](const TextRow& row) { return texts_in(row) >= kTableColumnsMin; });
    for (auto row = rows.begin(); row != header; ++row) {
      for (TextCell& cell : row->cells) {
        for (TextParagraph& paragraph : cell.paragraphs) document.blocks.emplace_back(std::move(paragraph));
      }
    }
    rows.erase(rows.begin(), header);
    if (!rows.empty()) document.blocks.emplace_back(std::move(sheet.table));
  }
  return document;
}

}  // namespace

Result<TextDocument> read_source(std::string_view bytes) {
  if (bytes.size() > kFileBytesMax) {
    return Error{ErrorCode::LimitExceeded, "plan.file_too_big", {}, {}, {{"limit", std::to_string(kFileBytesMax >> 20)}}, {}};
  }
  switch (formats::kind_of(bytes)) {
    case formats::FileKind::Empty: return invalid("plan.file_empty");
    case formats::FileKind::Text: return read_text(bytes);
    case formats::FileKind::Docx: return read_word(bytes);
    case formats::FileKind::Xlsx: return read_workbook(bytes);
    case formats::FileKind::OldOffice: return invalid("plan.file_old_word");
    case formats::FileKind::Pdf: return invalid("plan.file_pdf");
    case formats::FileKind::Zip:
    case formats::FileKind::Other: return invalid("plan.file_unknown");
  }
  return invalid("plan.file_unknown");
}

}  // namespace sen::plan
