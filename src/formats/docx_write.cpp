#include "formats/docx_write.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <variant>

#include "formats/zip_write.hpp"

namespace sen::formats {
namespace {

// Twentieths of a point. A4: 210 × 297 mm; margins of Decree 30/2020/NĐ-CP, Appendix I: 20, 20, 30, 15 mm.
constexpr int kShort = 11906;
constexpr int kLong = 16838;
constexpr int kTwenty = 1134;
constexpr int kLeft = 1701;
constexpr int kRight = 850;
constexpr int kIndent = 567;  // 1 cm

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\""
    " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\""
    " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";
constexpr std::string_view kRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\""
    " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
    " Target=\"word/document.xml\"/></Relationships>";
constexpr std::string_view kDocumentRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\""
    " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>"
    "</Relationships>";
constexpr std::string_view kNames =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

struct Look {
  bool bold = false;
  bool italic = false;
  int half_points = 26;
  const char* align = "both";
  int first_line = 0;
};

std::string run(std::string_view text, const Look& look) {
  std::string out = "<w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>";
  if (look.bold) out += "<w:b/>";
  if (look.italic) out += "<w:i/>";
  out += "<w:sz w:val=\"" + std::to_string(look.half_points) + "\"/></w:rPr>";
  std::size_t start = 0;
  for (;;) {  // line breaks of a cell stay line breaks
    const auto end = text.find('\n', start);
    out += "<w:t xml:space=\"preserve\">" + xml_escaped(text.substr(start, end - start)) + "</w:t>";
    if (end == std::string_view::npos) break;
    out += "<w:br/>";
    start = end + 1;
  }
  return out + "</w:r>";
}

std::string paragraph(std::string_view text, const Look& look) {
  std::string out = "<w:p><w:pPr><w:spacing w:before=\"40\" w:after=\"40\"/>";
  if (look.first_line > 0) out += "<w:ind w:firstLine=\"" + std::to_string(look.first_line) + "\"/>";
  out += std::string("<w:jc w:val=\"") + look.align + "\"/></w:pPr>";
  return out + run(text, look) + "</w:p>";
}

std::string cell(std::string_view text, int width, const Look& look) {
  return "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/></w:tcPr>" + paragraph(text, look) + "</w:tc>";
}

// Widths of the columns in twentieths of a point, out of the relative ones.
std::vector<int> widths_of(const Table& table, int line_width) {
  std::size_t count = table.header.size();
  for (const auto& row : table.rows) count = std::max(count, row.size());
  std::vector<int> parts = table.widths;
  parts.resize(count, parts.empty() ? 1 : parts.back());
  const int sum = std::max(1, std::accumulate(parts.begin(), parts.end(), 0));
  for (int& part : parts) part = line_width * part / sum;
  return parts;
}

std::string borders(std::string_view kind) {
  std::string out = "<w:tblBorders>";
  for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
    out += std::string("<w:") + side + " w:val=\"" + std::string(kind) + "\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>";
  }
  return out + "</w:tblBorders>";
}

std::string table_start(const std::vector<int>& widths, std::string_view border) {
  std::string out = "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/>" + borders(border) + "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>";
  for (const int width : widths) out += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
  return out + "</w:tblGrid>";
}

// A row with one cell of a wider table is a heading over all columns.
std::string row_xml(const Table& table, const std::vector<std::string>& cells, const std::vector<int>& widths) {
  std::string out = "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
  if (cells.size() == 1 && widths.size() > 1) {
    const int all = std::accumulate(widths.begin(), widths.end(), 0);
    out += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(all) + "\" w:type=\"dxa\"/><w:gridSpan w:val=\"" +
           std::to_string(widths.size()) + "\"/></w:tcPr>" + paragraph(cells[0], {.bold = true, .half_points = 24, .align = "left"}) + "</w:tc>";
    return out + "</w:tr>";
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool right = i < table.to_right.size() && table.to_right[i];
    out += cell(i < cells.size() ? std::string_view(cells[i]) : std::string_view{}, widths[i],
                {.half_points = 24, .align = right ? "right" : "left"});
  }
  return out + "</w:tr>";
}

std::string table_xml(const Table& table, int line_width) {
  const auto widths = widths_of(table, line_width);
  std::string out = table_start(widths, "single");
  if (!table.header.empty()) {
    out += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      out += cell(i < table.header.size() ? std::string_view(table.header[i]) : std::string_view{}, widths[i],
                  {.bold = true, .half_points = 24, .align = "center"});
    }
    out += "</w:tr>";
  }
  for (const auto& cells : table.rows) out += row_xml(table, cells, widths);
  return out + "</w:tbl>";
}

std::string cells_of(const std::vector<std::string>& paragraphs, int width) {
  std::string out = "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/></w:tcPr>";
  for (const auto& each : paragraphs) out += each;
  return out + "</w:tc>";
}

// Issuer and national motto side by side (components 1, 2, 3 and 4 of the decree).
std::string head_xml(const Document& document, int line_width) {
  const std::vector<int> widths{line_width * 2 / 5, line_width * 3 / 5};
  const Look plain{.half_points = 26, .align = "center"};
  const Look bold{.bold = true, .half_points = 26, .align = "center"};
  const Look date{.italic = true, .half_points = 26, .align = "center"};
  std::vector<std::string> left;
  if (!document.superior.empty()) left.push_back(paragraph(document.superior, plain));
  left.push_back(paragraph(document.issuer, bold));
  if (!document.number.empty()) left.push_back(paragraph(document.number, plain));
  std::vector<std::string> right;
  if (document.motto) {
    right.push_back(paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold));
    right.push_back(paragraph("Độc lập - Tự do - Hạnh phúc", bold));
  }
  right.push_back(paragraph(document.place_and_date, date));
  return table_start(widths, "nil") + "<w:tr>" + cells_of(left, widths[0]) + cells_of(right, widths[1]) + "</w:tr></w:tbl>";
}

std::string foot_xml(const Document& document, int line_width) {
  const Signature& signature = document.signature;
  if (document.recipients.empty() && signature.role.empty()) return {};
  const std::vector<int> widths{line_width / 2, line_width - line_width / 2};
  std::vector<std::string> left{paragraph(document.recipients.empty() ? "" : "Nơi nhận:", {.bold = true, .italic = true, .half_points = 24, .align = "left"})};
  for (const auto& recipient : document.recipients) left.push_back(paragraph("- " + recipient, {.half_points = 22, .align = "left"}));
  const Look bold{.bold = true, .half_points = 26, .align = "center"};
  std::vector<std::string> right{paragraph(signature.authority, bold), paragraph(signature.role, bold), paragraph("\n\n", bold),
                                 paragraph(signature.name, bold)};
  return table_start(widths, "nil") + "<w:tr>" + cells_of(left, widths[0]) + cells_of(right, widths[1]) + "</w:tr></w:tbl>";
}

std::string body_xml(const Document& document, int line_width) {
  const Look title{.bold = true, .half_points = 28, .align = "center"};
  std::string out;
  if (!document.issuer.empty()) out += head_xml(document, line_width);
  if (!document.title.empty()) out += paragraph(document.title, title);
  if (!document.subject.empty()) out += paragraph(document.subject, title);
  for (const auto& block : document.blocks) {
    if (const auto* table = std::get_if<Table>(&block)) {
      out += table_xml(*table, line_width) + paragraph("", {});
      continue;
    }
    if (!std::holds_alternative<Paragraph>(block)) continue;
    const auto& text = std::get<Paragraph>(block);
    out += paragraph(text.text, {.bold = text.bold, .italic = text.italic, .half_points = 28,
                                 .align = text.centred ? "center" : "both",
                                 .first_line = text.indented && !text.centred ? kIndent : 0});
  }
  return out + foot_xml(document, line_width);
}

}  // namespace

Result<std::string> write_docx(const Document& document, Orientation orientation) {
  const bool landscape = orientation == Orientation::Landscape;
  const int width = landscape ? kLong : kShort;
  const int height = landscape ? kShort : kLong;
  std::string xml(kDeclaration);
  xml += "<w:document" + std::string(kNames) + "><w:body>" + body_xml(document, width - kLeft - kRight);
  xml += "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId1\"/><w:pgSz w:w=\"" + std::to_string(width) + "\" w:h=\"" +
         std::to_string(height) + "\"" + (landscape ? " w:orient=\"landscape\"" : "") + "/><w:pgMar w:top=\"" +
         std::to_string(kTwenty) + "\" w:right=\"" + std::to_string(kRight) + "\" w:bottom=\"" + std::to_string(kTwenty) +
         "\" w:left=\"" + std::to_string(kLeft) + "\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>";
  const std::string footer = std::string(kDeclaration) + "<w:ftr" + std::string(kNames) + ">" +
                             paragraph(document.footer, {.italic = true, .half_points = 20, .align = "center"}) + "</w:ftr>";
  return write_zip({{"[Content_Types].xml", std::string(kDeclaration) + std::string(kTypes)},
                    {"_rels/.rels", std::string(kDeclaration) + std::string(kRelations)},
                    {"word/document.xml", xml},
                    {"word/_rels/document.xml.rels", std::string(kDeclaration) + std::string(kDocumentRelations)},
                    {"word/footer1.xml", footer}});
}

}  // namespace sen::formats
