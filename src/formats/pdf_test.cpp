#include <gtest/gtest.h>

#include "formats/document.hpp"

namespace sen::formats {
namespace {

Document report(int paragraphs) {
  Document document{.superior = "UBND HUYỆN SÓC SƠN", .issuer = "UBND XÃ PHÙ LINH", .number = "Số: 12/BC-UBND",
                    .place_and_date = "Phù Linh, ngày 15 tháng 10 năm 2024", .title = "BÁO CÁO",
                    .subject = "Kết quả niêm yết thủ tục hành chính"};
  for (int i = 0; i < paragraphs; ++i) {
    document.blocks.emplace_back(Paragraph{.text = "Ủy ban nhân dân xã báo cáo kết quả thực hiện nhiệm vụ, "
                                                   "ẳẵặ ễệ ỗộ ỡợ ữự ỷỹỵ Đđ Ơ Ư, trong quý III năm 2024."});
  }
  document.blocks.emplace_back(Table{.header = {"STT", "Nội dung", "Kết quả"},
                                     .rows = {{"1", "Thủ tục đã niêm yết", "138"}},
                                     .widths = {1, 6, 2}, .to_right = {false, false, true}});
  document.recipients = {"- Phòng Nội vụ huyện (để b/c);", "- Lưu: VT."};
  document.signature = {"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"};
  return document;
}

// The same paper drawn twice is the same file, so that its hash proves something.
TEST(DrawPdf, IsReproducible) {
  const auto created = *parse_instant("2024-10-15T08:15+07:00");
  const auto one = draw_pdf(report(3), created);
  const auto two = draw_pdf(report(3), created);
  ASSERT_TRUE(one);
  ASSERT_TRUE(two);
  EXPECT_EQ(*one, *two);
  EXPECT_EQ(one->substr(0, 5), "%PDF-");
  EXPECT_LT(one->size(), 200'000U);
}

// A name with broken bytes, as a foreign file may bring, is refused by the drawing library and told; nothing is made.
TEST(DrawPdf, SaysWhenTheLibraryRefuses) {
  auto broken = report(1);
  broken.title = "\xff\xfe";
  const auto drawn = draw_pdf(broken, *parse_instant("2024-10-15T08:15+07:00"));
  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().rule, "formats.pdf_failed");
}

// A long paper flows over pages; nothing is cut at the foot of the first.
TEST(DrawPdf, FlowsOverPages) {
  const auto created = *parse_instant("2024-10-15T08:15+07:00");
  const auto shorter = draw_pdf(report(1), created);
  const auto longer = draw_pdf(report(80), created);
  ASSERT_TRUE(longer);
  const auto pages = [](const std::string& pdf) {
    int count = 0;
    // "/Type /Page" but not "/Type /Pages".
    for (auto at = pdf.find("/Type /Page"); at != std::string::npos; at = pdf.find("/Type /Page", at + 1)) {
      if (pdf[at + 11] != 's') ++count;
    }
    return count;
  };
  EXPECT_EQ(pages(*shorter), 1);
  EXPECT_GE(pages(*longer), 4);
}

// A code is drawn as squares: the paper gets larger by them, stays the same for the same code, and moves to the next page
// whole when the foot of this one is too near.
TEST(DrawPdf, DrawsACode) {
  const auto created = *parse_instant("2024-10-15T08:15+07:00");
  const auto with_code = [&](std::string_view text, int codes) {
    auto paper = report(1);
    for (int i = 0; i < codes; ++i) paper.blocks.emplace_back(Picture{*qr_code(text), 40});
    return *draw_pdf(paper, created);
  };
  const std::string one = with_code("0123", 1);
  EXPECT_EQ(one, with_code("0123", 1));
  EXPECT_NE(one, with_code("0124", 1));
  EXPECT_GT(one.size(), with_code("0123", 0).size());
  EXPECT_EQ(with_code("0123", 8).find("/Count 1\n"), std::string::npos);
}

}  // namespace
}  // namespace sen::formats
