#include "formats/zip.hpp"

#include <gtest/gtest.h>

#include "formats/zip_test_support.hpp"

namespace sen::formats {
namespace {

std::string rule_of(const std::string& bytes, const ZipLimits& limits = {}) {
  auto opened = ZipArchive::open(bytes, limits);
  return opened ? "" : opened.error().rule;
}

TEST(ZipArchive, ReadsItsParts) {
  const std::string bytes = make_zip({{"a.xml", "<a/>"}, {"word/b.xml", std::string(3'000'000, 'b')}});
  auto archive = ZipArchive::open(bytes, {.ratio_max = 10'000});
  ASSERT_TRUE(archive);
  EXPECT_EQ(archive->names().size(), 2U);
  EXPECT_EQ(archive->read("a.xml").value(), "<a/>");
  EXPECT_EQ(archive->read("word/b.xml").value().size(), 3'000'000U);
  EXPECT_EQ(archive->read("c.xml").error().rule, "formats.zip_part_missing");
}

TEST(ZipArchive, RefusesBombsByRatioSumAndCount) {
  const std::string zeros = make_zip({{"word/document.xml", std::string(std::size_t{64} << 20, '\0')}});
  EXPECT_LT(zeros.size(), 100'000U);
  EXPECT_EQ(rule_of(zeros), "formats.zip_bomb");
  EXPECT_EQ(rule_of(zeros, {.ratio_max = 100'000, .inflated_bytes_max = 1'000'000}), "formats.zip_bomb");
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 0; i < 2'001; ++i) many.emplace_back("part" + std::to_string(i), "x");
  EXPECT_EQ(rule_of(make_zip(many)), "formats.zip_bomb");
}

TEST(ZipArchive, RefusesNamesNestingMacrosAndBrokenFiles) {
  EXPECT_EQ(rule_of(make_zip({{"../evil.xml", "x"}})), "formats.zip_name");
  EXPECT_EQ(rule_of(make_zip({{"/etc/evil.xml", "x"}})), "formats.zip_name");
  EXPECT_EQ(rule_of(make_zip({{"C:evil.xml", "x"}})), "formats.zip_name");
  EXPECT_EQ(rule_of(make_zip({{"inner.zip", "x"}})), "formats.zip_nested");
  EXPECT_EQ(rule_of(make_zip({{"word/vbaProject.bin", "x"}})), "formats.macros");
  const std::string good = make_zip({{"word/document.xml", std::string(5'000, 'x')}});
  EXPECT_EQ(rule_of(good.substr(0, good.size() - 40)), "formats.zip_broken");
  EXPECT_EQ(rule_of("PK\x03\x04 not really"), "formats.zip_broken");
}

// One flipped byte inside the data is caught by the checksum when the part is read.
TEST(ZipArchive, RefusesAPartWhoseChecksumIsWrong) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += std::to_string(i * i);
  std::string bytes = make_zip({{"a.xml", text}});
  bytes[200] = static_cast<char>(bytes[200] ^ 0x55);
  auto archive = ZipArchive::open(bytes);
  ASSERT_TRUE(archive);
  EXPECT_EQ(archive->read("a.xml").error().rule, "formats.zip_broken");
}

// Bits 0 of the flags in both headers say "encrypted".
TEST(ZipArchive, RefusesEncryptedEntries) {
  std::string bytes = make_zip({{"a.xml", "<a/>"}});
  bytes[6] = static_cast<char>(bytes[6] | 1);
  const auto directory = bytes.find("PK\x01\x02");
  ASSERT_NE(directory, std::string::npos);
  bytes[directory + 8] = static_cast<char>(bytes[directory + 8] | 1);
  EXPECT_EQ(rule_of(bytes), "formats.zip_encrypted");
}

}  // namespace
}  // namespace sen::formats
