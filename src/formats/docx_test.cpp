#include "formats/docx.hpp"

#include <gtest/gtest.h>

#include "formats/docx_numbering.hpp"
#include "formats/zip_test_support.hpp"

namespace sen::formats {
namespace {

std::string cell(const std::string& text, const std::string& properties = {}) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + docx_paragraph(text) + "</w:tc>";
}

std::string text_at(const TextDocument& document, std::size_t index) {
  return std::get<TextParagraph>(document.blocks.at(index)).text;
}

constexpr const char* kList =
    "<w:abstractNum w:abstractNumId=\"0\">"
    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>"
    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl>"
    "<w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"-\"/></w:lvl>"
    "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

std::string item(int level, const std::string& text) {
  return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
         "\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

TEST(ReadDocx, WritesAutomaticNumbersOut) {
  const auto document = read_docx(make_docx(item(0, "MỤC ĐÍCH") + item(1, "Một") + item(2, "gạch") + item(1, "Hai") +
                                            item(0, "NHIỆM VỤ") + item(1, "Lại từ một"), kList));
  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 6U);
  EXPECT_EQ(text_at(*document, 0), "I. MỤC ĐÍCH");
  EXPECT_EQ(text_at(*document, 1), "1. Một");
  EXPECT_EQ(text_at(*document, 2), "- gạch");
  EXPECT_EQ(text_at(*document, 3), "2. Hai");
  EXPECT_EQ(text_at(*document, 4), "II. NHIỆM VỤ");
  EXPECT_EQ(text_at(*document, 5), "1. Lại từ một");
  EXPECT_EQ(roman_number(1994, true), "MCMXCIV");
  EXPECT_EQ(letter_number(28, false), "bb");
}

// Word cuts a sentence into runs as it was typed, and keeps deleted text beside inserted text.
TEST(ReadDocx, JoinsRunsTakesInsertedAndLeavesDeletedText) {
  const auto document = read_docx(make_docx(
      "<w:p><w:r><w:t>Ủy ban</w:t></w:r><w:ins><w:r><w:t xml:space=\"preserve\"> nhân dân</w:t></w:r></w:ins>"
      "<w:del><w:r><w:delText> huyện</w:delText></w:r></w:del><w:r><w:tab/><w:t>xã</w:t><w:br/><w:t>Phù Linh</w:t></w:r></w:p>"));
  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 2U);
  EXPECT_EQ(text_at(*document, 0), "Ủy ban nhân dân\txã");
  EXPECT_EQ(text_at(*document, 1), "Phù Linh");
}

TEST(ReadDocx, MergedCellsStandInEachOfTheirPlaces) {
  const std::string table =
      "<w:tbl><w:tr>" + cell("STT", "<w:vMerge w:val=\"restart\"/>") + cell("Cơ quan", "<w:gridSpan w:val=\"2\"/>") + "</w:tr>"
      "<w:tr>" + cell("", "<w:vMerge/>") + cell("Chủ trì") + cell("Phối hợp") + "</w:tr></w:tbl>";
  const auto document = read_docx(make_docx(table));
  ASSERT_TRUE(document);
  const TextTable& read = std::get<TextTable>(document->blocks.at(0));
  ASSERT_EQ(read.rows.size(), 2U);
  ASSERT_EQ(read.rows[0].cells.size(), 3U);
  EXPECT_TRUE(read.rows[0].cells[2].spans_left);
  EXPECT_EQ(read.rows[0].cells[2].text, "Cơ quan");
  EXPECT_EQ(read.rows[1].cells[0].text, "STT");
  EXPECT_TRUE(read.rows[1].cells[0].spans_above);
  EXPECT_EQ(read.rows[1].cells[2].text, "Phối hợp");
}

// The heading of an official letter is often a text box; Word writes it twice.
TEST(ReadDocx, ReadsATextBoxOnce) {
  const std::string box = "<w:txbxContent>" + docx_paragraph("Số: 12/KH-UBND") + "</w:txbxContent>";
  const auto document = read_docx(make_docx(
      "<w:p><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice>"
      "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Thân</w:t></w:r></w:p>"));
  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 2U);
  EXPECT_EQ(text_at(*document, 0), "Số: 12/KH-UBND");
  EXPECT_EQ(text_at(*document, 1), "Thân");
}

TEST(ReadDocx, RefusesDocumentTypesBrokenXmlDepthAndOtherArchives) {
  const auto rule = [](const std::string& bytes) {
    auto read = read_docx(bytes);
    return read ? std::string{} : read.error().rule;
  };
  EXPECT_EQ(rule(make_zip({{"word/document.xml",
      "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d><body>&x;</body></d>"}})),
      "formats.xml_doctype");
  EXPECT_EQ(rule(make_zip({{"word/document.xml", "<w:document><w:body>"}})), "formats.xml_broken");
  EXPECT_EQ(rule(make_zip({{"readme.txt", "hello"}})), "formats.not_docx");
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "<w:sdt>";
  deep += docx_paragraph("x");
  for (int i = 0; i < 5'000; ++i) deep += "</w:sdt>";
  EXPECT_EQ(rule(make_docx(deep)), "formats.too_deep");
  EXPECT_EQ(rule(make_docx("<w:tbl><w:tr>" + cell("x", "<w:gridSpan w:val=\"999999\"/>") + "</w:tr></w:tbl>")),
            "formats.table_too_big");
}

}  // namespace
}  // namespace sen::formats
