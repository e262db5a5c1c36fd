// What is taken as evidence and what is refused, by crafted bytes on both sides of each rule.

#include "evidence/file_type.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "base/random.hpp"

#include "evidence/crafted_files.hpp"

namespace sen::evidence {
namespace {

std::string verdict(const std::string& bytes, std::string_view name) {
  const auto found = check_file(SourceBytes::of_memory(bytes), name);
  return found ? name_of(*found) : found.error().rule;
}

const std::string kOdt = crafted::open_document("application/vnd.oasis.opendocument.text");

TEST(FileType, EachTypeOfTheListIsTaken) {
  EXPECT_EQ(verdict(crafted::pdf(), "Quyết định 12.pdf"), "pdf");
  EXPECT_EQ(verdict(crafted::pdf(), "A.PDF"), "pdf");
  EXPECT_EQ(verdict(crafted::jpeg(4000, 3000), "anh.jpg"), "jpeg");
  EXPECT_EQ(verdict(crafted::jpeg(4000, 3000), "anh.jpeg"), "jpeg");
  EXPECT_EQ(verdict(crafted::png(800, 600), "anh.png"), "png");
  EXPECT_EQ(verdict(crafted::webp(800, 600), "anh.webp"), "webp");
  EXPECT_EQ(verdict(crafted::docx(), "Báo cáo.docx"), "docx");
  EXPECT_EQ(verdict(crafted::xlsx(), "Biểu.xlsx"), "xlsx");
  EXPECT_EQ(verdict(kOdt, "Báo cáo.odt"), "odt");
  EXPECT_EQ(verdict(crafted::open_document("application/vnd.oasis.opendocument.spreadsheet"), "b.ods"), "ods");
}

TEST(FileType, OtherEndingsAreRefused) {
  for (const char* name : {"hinh.svg", "trang.html", "x.exe", "x.pdf.exe", "cu.doc", "m.docm", "x.zip", "khong duoi"}) {
    EXPECT_EQ(verdict(crafted::pdf(), name), "evidence.type_refused") << name;
  }
}

TEST(FileType, ALyingEndingIsRefused) {
  EXPECT_EQ(verdict("<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png"), "evidence.type_lies");
  EXPECT_EQ(verdict("<!doctype html><script>", "a.pdf"), "evidence.type_lies");
  EXPECT_EQ(verdict(crafted::png(2, 2), "a.jpg"), "evidence.type_lies");
  EXPECT_EQ(verdict(crafted::docx(), "a.pdf"), "evidence.type_lies");
  EXPECT_EQ(verdict(crafted::docx(), "a.xlsx"), "evidence.type_lies");
  EXPECT_EQ(verdict(crafted::zip({{"hello.txt"}}), "a.docx"), "evidence.type_lies");
  EXPECT_EQ(verdict(crafted::open_document("application/epub+zip"), "a.odt"), "evidence.type_lies");
  EXPECT_EQ(verdict("MZ\x90", "a.docx"), "evidence.type_lies");
}

// 25 MiB is taken, one byte more is not; nothing at all is not.
TEST(FileType, SizeHasTwoEdges) {
  auto bytes = crafted::pdf(std::string(static_cast<std::size_t>(kFileBytesMax) - crafted::pdf().size(), ' '));
  EXPECT_EQ(verdict(bytes, "a.pdf"), "pdf");
  bytes.insert(30, " ");
  EXPECT_EQ(verdict(bytes, "a.pdf"), "evidence.too_large");
  EXPECT_EQ(verdict("", "a.pdf"), "evidence.empty");
}

TEST(FileType, CutOffFilesAreRefused) {
  const auto cut = [](std::string bytes) { return bytes.substr(0, bytes.size() - 13); };
  EXPECT_EQ(verdict(cut(crafted::pdf()), "a.pdf"), "evidence.incomplete");
  EXPECT_EQ(verdict(cut(crafted::png(2, 2)), "a.png"), "evidence.incomplete");
  EXPECT_EQ(verdict(cut(crafted::webp(2, 2)), "a.webp"), "evidence.incomplete");
  EXPECT_EQ(verdict(cut(crafted::docx()), "a.docx"), "evidence.incomplete");
  EXPECT_EQ(verdict(crafted::jpeg(2, 2).substr(0, 20), "a.jpg"), "evidence.incomplete");
  EXPECT_EQ(verdict("\xFF\xD8\xFF", "a.jpg"), "evidence.incomplete");
}

TEST(FileType, LockedFilesAreRefused) {
  EXPECT_EQ(verdict(crafted::pdf("<< /Encrypt 5 0 R >>\n"), "a.pdf"), "evidence.encrypted");
  EXPECT_EQ(verdict(crafted::pdf("<< /Encrypt<< /V 4 >> >>\n"), "a.pdf"), "evidence.encrypted");
  EXPECT_EQ(verdict(crafted::pdf("(see /Encrypted and /EncryptMetadata)\n"), "a.pdf"), "pdf");
  // The key may lie across two pieces as the file is read.
  const auto at_edge = std::string(64 * 1024 - crafted::pdf().find("trailer") - 4, ' ') + "/Encrypt 5 0 R\n";
  EXPECT_EQ(verdict(crafted::pdf(at_edge), "a.pdf"), "evidence.encrypted");
  EXPECT_EQ(verdict("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.docx"), "evidence.encrypted");
  EXPECT_EQ(verdict(crafted::docx({.name = "word/a.xml", .flags = 1}), "a.docx"), "evidence.encrypted");
  EXPECT_EQ(verdict(crafted::open_document("application/vnd.oasis.opendocument.text", "\x8F\x11\x02noise"), "a.odt"),
            "evidence.encrypted");
}

TEST(FileType, MacrosAreRefused) {
  EXPECT_EQ(verdict(crafted::docx({.name = "word/vbaProject.bin"}), "a.docx"), "evidence.macros");
  EXPECT_EQ(verdict(crafted::docx({.name = "xl/macrosheets/sheet1.xml"}), "a.docx"), "evidence.macros");
  EXPECT_EQ(verdict(crafted::zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml"}, {"Basic/script-lc.xml"}}),
                    "a.odt"),
            "evidence.macros");
}

// Sizes are as the table claims: 200 MiB together, a hundredfold, 2,000 entries.
TEST(FileType, ArchivesThatBurstAreRefused) {
  EXPECT_EQ(verdict(crafted::docx({.name = "w.xml", .contents = "x", .unpacked = 2'000'000, .method = 8}), "a.docx"),
            "evidence.zip_bomb");
  EXPECT_EQ(verdict(crafted::docx({.name = "w.xml", .contents = std::string(3'000'000, 'x'), .unpacked = 210'000'000, .method = 8}),
                    "a.docx"),
            "evidence.zip_bomb");
  auto many = crafted::docx_parts();
  while (many.size() < 2'000) many.push_back({"word/p" + std::to_string(many.size()) + ".xml"});
  EXPECT_EQ(verdict(crafted::zip(many), "a.docx"), "docx");
  many.push_back({"word/one_more.xml"});
  EXPECT_EQ(verdict(crafted::zip(many), "a.docx"), "evidence.zip_bomb");
}

TEST(FileType, ArchivesThatCheatAreRefused) {
  for (const char* name : {"../x.xml", "/etc/x", "word/../../x", "C:x", "word\\x"}) {
    EXPECT_EQ(verdict(crafted::docx({.name = name}), "a.docx"), "evidence.zip_bomb") << name;
  }
  EXPECT_EQ(verdict(crafted::docx({.name = "word/l", .attributes = 0120777U << 16U}), "a.docx"), "evidence.zip_bomb");
  EXPECT_EQ(verdict(crafted::docx({.name = "word/overlap.xml", .offset = 0}), "a.docx"), "evidence.zip_bomb");
  EXPECT_EQ(verdict(crafted::docx({.name = "word/nowhere.xml", .offset = 109}), "a.docx"), "evidence.incomplete");
  EXPECT_EQ(verdict(crafted::docx({.name = "word/inner.zip"}), "a.docx"), "evidence.two_files");
  EXPECT_EQ(verdict(crafted::docx({.name = "word/embeddings/chart.xlsx"}), "a.docx"), "docx");
}

TEST(FileType, AFileHiddenInAnotherIsRefused) {
  const auto hidden = crafted::pdf();
  EXPECT_EQ(verdict(crafted::zip({{"run.bat"}}, hidden), "a.pdf"), "evidence.two_files");
  EXPECT_EQ(verdict(crafted::zip({{"run.bat"}}, crafted::jpeg(2, 2)), "a.jpg"), "evidence.two_files");
  EXPECT_EQ(verdict("PK\x03\x04" + crafted::zip(crafted::docx_parts()), "a.docx"), "evidence.incomplete");
}

TEST(FileType, PicturesOverFortyMegapixelsAreRefused) {
  EXPECT_EQ(verdict(crafted::png(8000, 5000), "a.png"), "png");
  EXPECT_EQ(verdict(crafted::png(8000, 5001), "a.png"), "evidence.picture_large");
  EXPECT_EQ(verdict(crafted::jpeg(8000, 5001), "a.jpg"), "evidence.picture_large");
  EXPECT_EQ(verdict(crafted::webp(8000, 5001), "a.webp"), "evidence.picture_large");
  EXPECT_EQ(verdict(crafted::png(0, 5), "a.png"), "evidence.incomplete");
}

// Any bytes get an answer, quickly: crafted files with random bytes changed, cut or doubled.
TEST(FileType, DamagedFilesGetAnAnswer) {
  SeededRandom random(77);
  const std::vector<std::pair<std::string, const char*>> files = {
      {crafted::pdf(), "a.pdf"},       {crafted::jpeg(9, 9), "a.jpg"}, {crafted::png(9, 9), "a.png"},
      {crafted::webp(9, 9), "a.webp"}, {crafted::docx(), "a.docx"},    {kOdt, "a.odt"}};
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    auto [bytes, name] = files[random.below(files.size())];
    for (std::uint64_t i = random.below(6); i-- > 0;) bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    if (random.below(3) == 0) bytes.resize(random.below(bytes.size()) + 1);
    if (random.below(5) == 0) bytes += bytes;
    const auto rule = verdict(bytes, name);
    if (rule.starts_with("evidence.")) ++refused;
    else EXPECT_TRUE(parse_type(rule).has_value()) << rule;
  }
  EXPECT_GT(refused, 5'000);
  EXPECT_EQ(verdict("\xFF\xD8" + std::string(20'000'000, '\xFF'), "a.jpg"), "evidence.incomplete");
}

TEST(FileName, IsComposedAndNoPath) {
  EXPECT_EQ(*check_name(" Ba\u0301o ca\u0301o.pdf "), "B\u00E1o c\u00E1o.pdf");
  EXPECT_TRUE(check_name(std::string(196, 'a') + ".pdf"));
  for (const std::string& name : {std::string(), std::string("a/b.pdf"), std::string("..\\a.pdf"), std::string(".."),
                                  std::string("a\nb.pdf"), std::string("a\xFF.pdf"), std::string("a\u202Efdp.exe"),
                                  std::string(197, 'a') + ".pdf"}) {
    EXPECT_EQ(check_name(name).error().rule, "evidence.name_invalid") << name;
  }
}

}  // namespace
}  // namespace sen::evidence
