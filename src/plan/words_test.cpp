#include "plan/words.hpp"

#include <gtest/gtest.h>

namespace sen::plan {
namespace {

TEST(MarkerOf, KnowsWhatStandsInFront) {
  const auto shown = [](const char* text) {
    const Marker marker = marker_of(text);
    return std::to_string(static_cast<int>(marker.kind)) + "|" + marker.printed + "|" + std::to_string(marker.value) + "|" + marker.rest;
  };
  EXPECT_EQ(shown("II. NHIỆM VỤ"), "1|II|2|NHIỆM VỤ");
  EXPECT_EQ(shown("IV/ Kinh phí"), "1|IV|4|Kinh phí");
  EXPECT_EQ(shown("B. NỘI DUNG"), "2|B|2|NỘI DUNG");
  EXPECT_EQ(shown("1. Mục đích"), "3|1|1|Mục đích");
  EXPECT_EQ(shown("1.Mục đích"), "3|1|1|Mục đích");
  EXPECT_EQ(shown("2.1. Rà soát"), "4|2.1|1|Rà soát");
  EXPECT_EQ(shown("đ) Lưu trữ"), "5|đ|0|Lưu trữ");
  EXPECT_EQ(shown("- Văn phòng"), "6|-|0|Văn phòng");
  EXPECT_EQ(shown("+ Xây dựng"), "6|+|0|Xây dựng");
  for (const char* plain : {"97/KH-UBND", "1.5 điểm đạt", "-5 %", "-----", "V/v: rà soát", "TM. ỦY BAN", "Căn cứ", "30/11/2025"}) {
    EXPECT_EQ(marker_of(plain).kind, plain == std::string("1.5 điểm đạt") ? MarkerKind::Dotted : MarkerKind::None) << plain;
  }
}

TEST(Words, CaseAndNumerals) {
  EXPECT_EQ(roman_value("XIV"), 14);
  EXPECT_EQ(roman_value("XX"), 20);
  EXPECT_EQ(roman_value("IIII"), 0);
  EXPECT_TRUE(is_upper("TỔ CHỨC THỰC HIỆN (2024)"));
  EXPECT_FALSE(is_upper("TỔ CHỨC ThỰC HIỆN"));
  EXPECT_FALSE(is_upper("TỔ CHỨC THựC HIỆN"));
  EXPECT_FALSE(is_upper("2024"));
  EXPECT_TRUE(begins_small("đã được"));
  EXPECT_FALSE(begins_small("Đã được"));
  EXPECT_EQ(word_key("- Văn phòng – Thống Kế"), "van phong thong ke");
  EXPECT_TRUE(has_words("co quan chu tri", "chu tri"));
  EXPECT_FALSE(has_words("co quan chu trinh", "chu tri"));
}

}  // namespace
}  // namespace sen::plan
