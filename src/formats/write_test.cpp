// What Sen writes for spreadsheets and word processors is read back by its own readers, and nothing in it computes.

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "formats/csv.hpp"
#include "formats/docx.hpp"
#include "formats/docx_write.hpp"
#include "formats/grid.hpp"
#include "formats/sheet_write.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip.hpp"
#include "formats/zip_write.hpp"

namespace sen::formats {
namespace {

SheetTable table() {
  return {.name = "Số liệu: 2024",
          .lines = {"Số liệu minh họa"},
          .columns = {{"Tên"}, {"Giá trị", CellType::Number}, {"Ngày", CellType::Date}},
          .rows = {{"=1+1", "81.4", "2024-10-15"}, {"Nguyễn; \"An\"", "không", "15/10"}, {"@x", "-3", ""}}};
}

// Numbers stay numbers, days become days of the sheet, and a formula stays the text it was.
TEST(SheetWrite, XlsxKeepsTypes) {
  const auto bytes = write_xlsx(table());
  ASSERT_TRUE(bytes) << bytes.error().detail;
  EXPECT_EQ(*bytes, *write_xlsx(table()));
  const auto grid = read_grid_limited(*bytes);
  ASSERT_TRUE(grid) << grid.error().rule;
  ASSERT_EQ(grid->rows.size(), 5U);
  EXPECT_EQ(grid->rows[0].cells[0].text, "Số liệu minh họa");
  EXPECT_EQ(grid->rows[2].cells[0].text, "=1+1");
  EXPECT_FALSE(grid->rows[2].cells[0].is_number);
  EXPECT_EQ(grid->rows[2].cells[1].text, "81.4");
  EXPECT_TRUE(grid->rows[2].cells[1].is_number);
  EXPECT_EQ(grid->rows[2].cells[2].text, "15/10/2024");
  EXPECT_FALSE(grid->rows[2].cells[2].is_number);
  EXPECT_EQ(grid->rows[3].cells[1].text, "không");
  auto archive = ZipArchive::open(*bytes);
  ASSERT_TRUE(archive);
  EXPECT_EQ(archive->read("xl/worksheets/sheet1.xml")->find("<f>"), std::string::npos);
  EXPECT_EQ((*read_xlsx(*bytes))[0].name, "Số liệu- 2024");
}

// A spreadsheet takes nothing of a CSV file for a formula, in either way of writing numbers.
TEST(SheetWrite, CsvNeutralisesFormulas) {
  const std::string vi = write_csv(table(), Language::Vi);
  EXPECT_EQ(vi,
            "\xEF\xBB\xBFSố liệu minh họa\r\nTên;Giá trị;Ngày\r\n'=1+1;81,4;2024-10-15\r\n"
            "\"Nguyễn; \"\"An\"\"\";không;15/10\r\n'@x;-3;\r\n");
  EXPECT_NE(write_csv(table(), Language::En).find("'=1+1,81.4,"), std::string::npos);
  for (const char* text : {"=a", "+a", "-a", "@a", "\ta", "\ra", "＝a", "＋a", "－a", "＠a"}) {
    EXPECT_EQ(without_formula(text), "'" + std::string(text));
  }
  EXPECT_EQ(without_formula("a=b"), "a=b");
  const SheetTable numbers{.name = "x", .lines = {}, .columns = {{"n", CellType::Number}}, .rows = {{"-1+cmd|calc"}, {"007"}, {"1234567890123456"}}};
  EXPECT_EQ(write_csv(numbers, Language::En), "\xEF\xBB\xBFn\r\n'-1+cmd|calc\r\n007\r\n1234567890123456\r\n");
}

// A grid crosses the pipe as it was; other bytes are refused.
TEST(Grid, CrossesThePipe) {
  const auto grid = read_grid("\xEF\xBB\xBFmã;giá trị\r\n\r\na;1.248\r\nb\r\n");
  ASSERT_TRUE(grid);
  ASSERT_EQ(grid->rows.size(), 3U);
  EXPECT_EQ(grid->rows[1].line, 3);
  EXPECT_EQ(grid->rows[2].cells.size(), 1U);
  const std::string bytes = encode_grid(*grid);
  const auto back = decode_grid(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(encode_grid(*back), bytes);
  EXPECT_EQ(decode_grid(std::string_view(bytes).substr(0, bytes.size() - 1)).error().rule, "formats.child_limit");
  EXPECT_EQ(read_grid("%PDF-1.7 x").error().rule, "formats.grid_kind");
  EXPECT_EQ(read_grid("").error().rule, "formats.csv_empty");
}

TEST(DocxWrite, IsReadBackWithItsTable) {
  Document document{.superior = {}, .issuer = "UBND XÃ PHÙ LINH", .number = "Số: 97/KH-UBND", .place_and_date = "Phù Linh, ngày 15 tháng 10 năm 2024",
                    .title = "PHỤ LỤC", .subject = "Tiến độ <thực hiện> & kết quả", .blocks = {}, .recipients = {"Như trên"},
                    .signature = {"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", ""}, .footer = "Số liệu minh họa"};
  document.blocks.emplace_back(Table{.header = {"STT", "Nội dung", "Tiến độ"}, .rows = {{"I. CHỈ SỐ"}, {"1", "Niêm yết\nđủ", "80%"}}, .widths = {1, 6, 2}, .to_right = {}});
  const auto bytes = write_docx(document, Orientation::Landscape);
  ASSERT_TRUE(bytes);
  const auto read = read_docx(*bytes);
  ASSERT_TRUE(read) << read.error().rule;
  const TextTable* found = nullptr;
  for (const auto& block : read->blocks) {
    const auto* each = std::get_if<TextTable>(&block);
    if (each != nullptr && each->rows[0].cells[0].text == "STT") found = each;
  }
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->rows[0].repeats_header);
  EXPECT_EQ(found->rows[1].cells[2].text, "I. CHỈ SỐ");
  EXPECT_EQ(found->rows[2].cells[2].text, "80%");
}

// Names that an archive cannot hold are reported, not written.
TEST(ZipWrite, ReportsWhatItCannotWrite) {
  EXPECT_EQ(write_zip({{"a", "1"}, {"a", "2"}}).error().rule, "formats.zip_failed");
  EXPECT_EQ(xml_escaped("<a&\"\x01>"), "&lt;a&amp;&quot;&gt;");
}

}  // namespace
}  // namespace sen::formats
