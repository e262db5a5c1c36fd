#include "formats/docx.hpp"

#include <map>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "formats/docx_numbering.hpp"
#include "formats/xml.hpp"
#include "formats/zip.hpp"

namespace sen::formats {
namespace {

constexpr int kDepthMax = 100;
constexpr int kColumnMax = 64;
constexpr int kRowMax = 20'000;

/// Text of one paragraph while its runs are walked.
struct RunText {
  std::string text;
  bool any = false;
  bool all_bold = true;
};

class Reader {
 public:
  explicit Reader(DocxNumbering numbering) : numbering_(std::move(numbering)) {}

  /// Body, content control, table cell: whatever holds paragraphs and tables.
  Result<Done> read_container(const pugi::xml_node& container, std::vector<TextBlock>& blocks, int depth);
  int line = 0;

 private:
  Result<Done> read_paragraph(const pugi::xml_node& node, std::vector<TextBlock>& blocks, int depth);
  Result<Done> read_inline(const pugi::xml_node& node, bool style_bold, RunText& text,
                           std::vector<TextBlock>& boxes, int depth);
  Result<Done> read_run(const pugi::xml_node& run, bool style_bold, RunText& text,
                        std::vector<TextBlock>& boxes, int depth);
  Result<Done> read_boxes(const pugi::xml_node& node, std::vector<TextBlock>& boxes, int depth);
  Result<TextTable> read_table(const pugi::xml_node& node, int depth);
  Result<Done> read_rows(const pugi::xml_node& holder, TextTable& table, int depth);
  Result<Done> read_row(const pugi::xml_node& node, TextTable& table, int depth);
  Result<Done> read_cells(const pugi::xml_node& holder, const TextTable& table, TextRow& row, int depth);
  Result<Done> read_cell(const pugi::xml_node& node, const TextTable& table, TextRow& row, int depth);
  DocxNumbering numbering_;
};

Error too_deep() { return invalid("formats.too_deep"); }

bool is_wrapper(std::string_view name) {
  return name == "sdt" || name == "sdtContent" || name == "smartTag" || name == "customXml" ||
         name == "ins" || name == "moveTo" || name == "hyperlink" || name == "fldSimple" ||
         name == "dir" || name == "bdo";
}

/// Word writes a drawing twice, for new and old programs: one of them is enough.
pugi::xml_node chosen(const pugi::xml_node& alternate) {
  const auto choice = child(alternate, "Choice");
  return choice ? choice : child(alternate, "Fallback");
}

bool is_blank(std::string_view text) { return squeeze(text).empty(); }

/// Blanks squeezed, empty when there is nothing else; tabs stay, since people set rows of tables with them.
std::string squeeze_between_tabs(std::string_view text) {
  std::vector<std::string> parts = split(text, '\t');
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '\t';
    out += squeeze(parts[i]);
  }
  return is_blank(out) ? std::string{} : out;
}

Result<Done> Reader::read_container(const pugi::xml_node& container, std::vector<TextBlock>& blocks, int depth) {
  if (depth > kDepthMax) return too_deep();
  for (const pugi::xml_node node : container.children()) {
    const std::string_view name = local_name(node);
    if (name == "p") {
      SEN_TRY(read_paragraph(node, blocks, depth + 1));
    } else if (name == "tbl") {
      SEN_LET(auto table, read_table(node, depth + 1));
      if (!table.rows.empty()) blocks.emplace_back(std::move(table));
    } else if (name == "AlternateContent") {
      SEN_TRY(read_container(chosen(node), blocks, depth + 1));
    } else if (is_wrapper(name)) {
      SEN_TRY(read_container(node, blocks, depth + 1));
    }
  }
  return Done{};
}

Result<Done> Reader::read_boxes(const pugi::xml_node& node, std::vector<TextBlock>& boxes, int depth) {
  if (depth > kDepthMax) return too_deep();
  for (const pugi::xml_node inner : node.children()) {
    const std::string_view name = local_name(inner);
    if (name == "txbxContent") {
      SEN_TRY(read_container(inner, boxes, depth + 1));
    } else if (name == "AlternateContent") {
      SEN_TRY(read_boxes(chosen(inner), boxes, depth + 1));
    } else {
      SEN_TRY(read_boxes(inner, boxes, depth + 1));
    }
  }
  return Done{};
}

Result<Done> Reader::read_run(const pugi::xml_node& run, bool style_bold, RunText& text,
                              std::vector<TextBlock>& boxes, int depth) {
  const auto properties = child(run, "rPr");
  if (is_on(child(properties, "vanish"))) return Done{};
  const auto bold = child(properties, "b");
  const bool run_bold = bold ? is_on(bold) : style_bold;
  for (const pugi::xml_node node : run.children()) {
    const std::string_view name = local_name(node);
    if (name == "t") {
      const std::string_view piece = node.child_value();
      text.text += piece;
      if (!is_blank(piece)) {
        text.any = true;
        text.all_bold = text.all_bold && run_bold;
      }
    } else if (name == "tab" || name == "ptab") {
      text.text += '\t';
    } else if (name == "br" || name == "cr") {
      text.text += '\n';
    } else if (name == "noBreakHyphen") {
      text.text += '-';
    } else if (name == "drawing" || name == "pict" || name == "object") {
      SEN_TRY(read_boxes(node, boxes, depth + 1));
    } else if (name == "AlternateContent") {
      SEN_TRY(read_boxes(chosen(node), boxes, depth + 1));
    }
  }
  return Done{};
}

Result<Done> Reader::read_inline(const pugi::xml_node& node, bool style_bold, RunText& text,
                                 std::vector<TextBlock>& boxes, int depth) {
  if (depth > kDepthMax) return too_deep();
  for (const pugi::xml_node inner : node.children()) {
    const std::string_view name = local_name(inner);
    if (name == "r") {
      SEN_TRY(read_run(inner, style_bold, text, boxes, depth + 1));
    } else if (name == "AlternateContent") {
      SEN_TRY(read_inline(chosen(inner), style_bold, text, boxes, depth + 1));
    } else if (is_wrapper(name)) {
      SEN_TRY(read_inline(inner, style_bold, text, boxes, depth + 1));
    }
  }
  return Done{};
}

Result<Done> Reader::read_paragraph(const pugi::xml_node& node, std::vector<TextBlock>& blocks, int depth) {
  const auto properties = child(node, "pPr");
  const bool style_bold = numbering_.is_bold_style(attribute(child(properties, "pStyle"), "val"));
  RunText text;
  std::vector<TextBlock> boxes;
  const std::string number = numbering_.next(properties);
  SEN_TRY(read_inline(node, style_bold, text, boxes, depth + 1));
  for (TextBlock& box : boxes) blocks.push_back(std::move(box));
  // A line break inside a paragraph starts a new line on the page, hence a new line here.
  std::string prefix = number.empty() ? std::string{} : number + " ";
  for (const std::string& part : split(text.text, '\n')) {
    const std::string shown = squeeze_between_tabs(nfc(prefix + part));
    if (shown.empty()) continue;
    prefix.clear();
    blocks.emplace_back(TextParagraph{++line, shown, text.any && text.all_bold});
  }
  return Done{};
}

Result<TextTable> Reader::read_table(const pugi::xml_node& node, int depth) {
  if (depth > kDepthMax) return too_deep();
  TextTable table;
  SEN_TRY(read_rows(node, table, depth + 1));
  return table;
}

Result<Done> Reader::read_rows(const pugi::xml_node& holder, TextTable& table, int depth) {
  if (depth > kDepthMax) return too_deep();
  for (const pugi::xml_node node : holder.children()) {
    const std::string_view name = local_name(node);
    if (name == "tr") {
      SEN_TRY(read_row(node, table, depth + 1));
    } else if (is_wrapper(name)) {
      SEN_TRY(read_rows(node, table, depth + 1));
    }
  }
  return Done{};
}

Result<Done> Reader::read_row(const pugi::xml_node& node, TextTable& table, int depth) {
  const auto properties = child(node, "trPr");
  if (child(properties, "del")) return Done{};
  if (table.rows.size() >= kRowMax) return invalid("formats.table_too_big");
  TextRow row;
  row.line = ++line;
  row.repeats_header = is_on(child(properties, "tblHeader"));
  const int before = int_attribute(child(properties, "gridBefore"), "val", 0);
  for (int i = 0; i < before && i < kColumnMax; ++i) row.cells.emplace_back();
  SEN_TRY(read_cells(node, table, row, depth + 1));
  line = row.line;  // what stands in cells belongs to the row's line
  if (!row.cells.empty()) table.rows.push_back(std::move(row));
  return Done{};
}

Result<Done> Reader::read_cells(const pugi::xml_node& holder, const TextTable& table, TextRow& row, int depth) {
  if (depth > kDepthMax) return too_deep();
  for (const pugi::xml_node node : holder.children()) {
    const std::string_view name = local_name(node);
    if (name == "tc") {
      SEN_TRY(read_cell(node, table, row, depth + 1));
    } else if (is_wrapper(name)) {
      SEN_TRY(read_cells(node, table, row, depth + 1));
    }
  }
  return Done{};
}

/// Paragraphs of a cell in order; those of nested tables too, cell by cell.
void flatten(std::vector<TextBlock>& blocks, std::vector<TextParagraph>& out) {
  for (TextBlock& block : blocks) {
    if (auto* paragraph = std::get_if<TextParagraph>(&block)) {
      out.push_back(std::move(*paragraph));
      continue;
    }
    for (TextRow& row : std::get<TextTable>(block).rows) {
      for (TextCell& cell : row.cells) {
        for (TextParagraph& paragraph : cell.paragraphs) out.push_back(std::move(paragraph));
      }
    }
  }
}

Result<Done> Reader::read_cell(const pugi::xml_node& node, const TextTable& table, TextRow& row, int depth) {
  const auto properties = child(node, "tcPr");
  std::vector<TextBlock> blocks;
  SEN_TRY(read_container(node, blocks, depth + 1));
  TextCell cell;
  flatten(blocks, cell.paragraphs);
  cell.bold = !cell.paragraphs.empty();
  for (const TextParagraph& paragraph : cell.paragraphs) {
    if (!cell.text.empty()) cell.text += ' ';
    cell.text += squeeze(paragraph.text);
    cell.bold = cell.bold && paragraph.bold;
  }
  const auto merge = child(properties, "vMerge");
  const bool continues = merge && attribute(merge, "val") != "restart";
  const std::size_t column = row.cells.size();
  if (continues && !table.rows.empty() && column < table.rows.back().cells.size()) {
    cell = table.rows.back().cells[column];
    cell.paragraphs.clear();
    cell.spans_above = true;
    cell.spans_left = false;
  }
  const int span = int_attribute(child(properties, "gridSpan"), "val", 1);
  if (span < 1 || static_cast<int>(column) + span > kColumnMax) return invalid("formats.table_too_big");
  for (int i = 0; i < span; ++i) {
    row.cells.push_back(cell);
    cell.paragraphs.clear();
    cell.spans_left = true;
  }
  return Done{};
}

/// Path of a part named by a relation, or the usual one.
std::string main_part(ZipArchive& archive) {
  const std::string usual = "word/document.xml";
  if (archive.has(usual)) return usual;
  auto bytes = archive.read("_rels/.rels");
  pugi::xml_document relations;
  if (!bytes || !parse_xml(relations, *bytes, "_rels/.rels")) return usual;
  for (const pugi::xml_node relation : relations.document_element().children()) {
    const std::string_view type = attribute(relation, "Type");
    if (type.find("/officeDocument") == std::string_view::npos) continue;
    std::string target(attribute(relation, "Target"));
    while (!target.empty() && target.front() == '/') target.erase(0, 1);
    return target;
  }
  return usual;
}

/// Parses a part when the archive has it.
Result<Done> load_part(ZipArchive& archive, const std::string& name, std::string& bytes,
                       pugi::xml_document& document) {
  if (!archive.has(name)) return Done{};
  SEN_LET(bytes, archive.read(name));
  return parse_xml(document, bytes, name);
}

}  // namespace

Result<TextDocument> read_docx(std::string_view bytes) {
  SEN_LET(auto archive, ZipArchive::open(bytes));
  const std::string part = main_part(archive);
  if (!archive.has(part)) return invalid("formats.not_docx");
  const std::string folder = part.substr(0, part.rfind('/') + 1);
  std::string main_bytes;
  std::string numbering_bytes;
  std::string style_bytes;
  pugi::xml_document main;
  pugi::xml_document numbering_part;
  pugi::xml_document style_part;
  SEN_TRY(load_part(archive, part, main_bytes, main));
  SEN_TRY(load_part(archive, folder + "numbering.xml", numbering_bytes, numbering_part));
  SEN_TRY(load_part(archive, folder + "styles.xml", style_bytes, style_part));
  const auto body = child(main.document_element(), "body");
  if (!body) return invalid("formats.not_docx");
  DocxNumbering numbering;
  numbering.read(numbering_part, style_part);
  Reader reader(std::move(numbering));
  TextDocument document;
  SEN_TRY(reader.read_container(body, document.blocks, 0));
  return document;
}

}  // namespace sen::formats
