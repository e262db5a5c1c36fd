#include <gtest/gtest.h>

#include "formats/csv.hpp"
#include "formats/kind.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip_test_support.hpp"

namespace sen::formats {
namespace {

std::string make_xlsx(const std::string& sheet) {
  return make_zip({
      {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Kế hoạch\" sheetId=\"1\" r:id=\"rId1\"/>"
                          "<sheet name=\"Ẩn\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
      {"xl/sharedStrings.xml", "<sst><si><t>STT</t></si><si><r><t>Nội </t></r><r><t>dung</t></r></si></sst>"},
      {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml", sheet}});
}

TEST(ReadXlsx, ReadsStringsDatesNumbersAndMerges) {
  const auto sheets = read_xlsx(make_xlsx(
      "<worksheet><sheetData>"
      "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"inlineStr\"><is><t>Hạn</t></is></c></row>"
      "<row r=\"4\"><c r=\"A4\"><v>1</v></c><c r=\"B4\" t=\"str\"><v>Rà soát</v></c><c r=\"D4\" s=\"1\"><v>45823</v></c><c r=\"E4\" s=\"1\"><v>45823.354166666664</v></c></row>"
      "<row r=\"5\"><c r=\"A5\"><v>2.5</v></c><c r=\"D5\" t=\"e\"><v>#REF!</v></c></row>"
      "</sheetData><mergeCells><mergeCell ref=\"B4:B5\"/><mergeCell ref=\"B2:C2\"/></mergeCells></worksheet>"));
  ASSERT_TRUE(sheets);
  ASSERT_EQ(sheets->size(), 1U);
  const TextTable& table = sheets->front().table;
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0].line, 2);
  EXPECT_EQ(table.rows[0].cells[1].text, "Nội dung");
  EXPECT_TRUE(table.rows[0].cells[2].spans_left);
  EXPECT_EQ(table.rows[1].cells[3].text, "15/06/2025");
  EXPECT_EQ(table.rows[1].cells[4].text, "15/06/2025 08:30");
  EXPECT_EQ(table.rows[2].cells[0].text, "2.5");
  EXPECT_EQ(table.rows[2].cells[1].text, "Rà soát");
  EXPECT_TRUE(table.rows[2].cells[1].spans_above);
  EXPECT_EQ(read_xlsx(make_zip({{"a", "b"}})).error().rule, "formats.not_xlsx");
}

TEST(ReadCsv, ReadsQuotesBreaksAndSeparators) {
  const auto table = read_csv("\xEF\xBB\xBFten;diem\r\n\"Xã \"\"A\"\"; B\";\"1\n2\"\r\n\r\nC;\r\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->header, (std::vector<std::string>{"ten", "diem"}));
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rows[0].cells, (std::vector<std::string>{"Xã \"A\"; B", "1\n2"}));
  EXPECT_EQ(table->rows[1].cells, (std::vector<std::string>{"C", ""}));
  EXPECT_EQ(table->rows[1].line, 5);
  EXPECT_EQ(table->column("diem"), 1);
  EXPECT_EQ(table->column("x"), -1);
}

TEST(ReadCsv, NamesTheLineAtFault) {
  const auto rule = [](std::string_view text, const char* wanted, const char* line) {
    const auto read = read_csv(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().rule, wanted);
    EXPECT_EQ(read.error().field, line);
  };
  rule("a,b\n1,2\n3\n", "formats.csv_width", "line 3");
  rule("a,b\n1,\"2\n3,4\n", "formats.csv_quote", "line 2");
  rule("a,b\n1,2\"x\n", "formats.csv_quote", "line 2");
  rule("a,a\n1,2\n", "formats.csv_doubled", "line 1");
  rule("a,b\n1,\xFF\n", "formats.not_utf8", "line 2");
  EXPECT_EQ(read_csv(" \n\n").error().rule, "formats.csv_empty");
  EXPECT_EQ(read_csv("a\n1\n2\n", {.row_count_max = 1}).error().rule, "formats.csv_too_big");
}

TEST(KindOf, LooksAtBytesNotNames) {
  EXPECT_EQ(kind_of(" \n"), FileKind::Empty);
  EXPECT_EQ(kind_of("Số: 97"), FileKind::Text);
  EXPECT_EQ(kind_of("%PDF-1.7"), FileKind::Pdf);
  EXPECT_EQ(kind_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 doc"), FileKind::OldOffice);
  EXPECT_EQ(kind_of(make_zip({{"word/document.xml", "x"}})), FileKind::Docx);
  EXPECT_EQ(kind_of(make_zip({{"a", "x"}})), FileKind::Zip);
  EXPECT_EQ(kind_of(std::string_view("a\0b", 3)), FileKind::Other);
}

}  // namespace
}  // namespace sen::formats
