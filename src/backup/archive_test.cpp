// An archive gives back what went in, and refuses everything else.

#include "backup/archive.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "backup/piece.hpp"
#include "base/hash.hpp"

namespace sen::backup {
namespace {

namespace fs = std::filesystem;

std::string contents_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class ArchiveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("sen-archive-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
                                                ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (int i = 0; i < 3'000'000; ++i) large_.push_back(static_cast<char>(i * 31 + i / 977));
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& bytes) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    return path;
  }
  /// An archive of an empty file, a small one and one of three pieces.
  std::string made() {
    const std::string path = (folder_ / "a.senb").string();
    auto writer = Writer::open(path, *parse_json(R"({"schema":1})"), keys_.public_key);
    EXPECT_TRUE(writer);
    EXPECT_TRUE((*writer)->add("empty", file("empty", "")));
    EXPECT_TRUE((*writer)->add("small", file("small", "Phù Linh")));
    EXPECT_TRUE((*writer)->add("large", file("large", large_)));
    EXPECT_TRUE((*writer)->finish({"ab:17"}, 2));
    return path;
  }
  std::string refusal(const std::string& path) {
    const auto read = read_archive(path, {.private_key = keys_.private_key, .stream_key = {}}, {});
    return read ? "read" : read.error().rule;
  }

  KeyPair keys_ = make_keys();
  fs::path folder_;
  std::string large_;
};

TEST_F(ArchiveTest, GivesBackWhatWentIn) {
  const std::string path = made();
  std::vector<std::string> names;
  std::string bytes;
  const Sink sink{.start = [&](const std::string& name) -> Result<Done> { names.push_back(name); bytes.clear(); return Done{}; },
                  .bytes = [&](std::string_view more) -> Result<Done> { bytes += more; return Done{}; }};
  const auto contents = read_archive(path, {.private_key = keys_.private_key, .stream_key = {}}, sink);
  ASSERT_TRUE(contents) << contents.error().rule;
  EXPECT_EQ(names, (std::vector<std::string>{"empty", "small", "large"}));
  EXPECT_EQ(bytes, large_);
  EXPECT_EQ(contents->members.at(2).sha256, sha256_hex(large_));
  EXPECT_EQ(contents->heads, std::vector<std::string>{"ab:17"});
  EXPECT_EQ(contents->findings, 2);
  EXPECT_EQ(read_header(path)->int_or("schema", 0), 1);
  EXPECT_EQ(contents_of(path).find("Phù Linh"), std::string::npos);
}

TEST_F(ArchiveTest, IsRefusedWhenCutAnywhereOrLongerOrChanged) {
  const std::string path = made();
  const std::string whole = contents_of(path);
  // Every boundary between pieces, and a byte before and behind it.
  std::size_t at = kMagic.size();
  at += 4 + to_number(std::string_view(whole).substr(at, 4)) + 80 + 24;
  int boundaries = 0;
  while (at < whole.size()) {
    for (const std::size_t length : {at - 1, at, at + 1}) {
      EXPECT_EQ(refusal(file("cut.senb", whole.substr(0, length))), "backup.damaged") << length;
    }
    at += 4 + to_number(std::string_view(whole).substr(at, 4));
    ++boundaries;
  }
  EXPECT_EQ(boundaries, 8);
  EXPECT_EQ(refusal(file("more.senb", whole + "x")), "backup.damaged");
  for (std::size_t place = 0; place < whole.size(); place += place < 2'000 ? 1 : whole.size() / 97) {
    std::string changed = whole;
    changed[place] = static_cast<char>(changed[place] ^ 0x10);
    EXPECT_NE(refusal(file("changed.senb", changed)), "read") << place;
  }
}

TEST_F(ArchiveTest, PiecesCannotChangeTheirOrder) {
  const std::string whole = contents_of(made());
  std::size_t first = kMagic.size();
  first += 4 + to_number(std::string_view(whole).substr(first, 4)) + 80 + 24;
  const std::size_t one = 4 + to_number(std::string_view(whole).substr(first, 4));
  const std::size_t two = 4 + to_number(std::string_view(whole).substr(first + one, 4));
  const std::string swapped = whole.substr(0, first) + whole.substr(first + one, two) + whole.substr(first, one) + whole.substr(first + one + two);
  EXPECT_EQ(refusal(file("swapped.senb", swapped)), "backup.damaged");
}

TEST_F(ArchiveTest, NeedsItsOwnKey) {
  const std::string path = made();
  for (const std::string& key : {make_keys().private_key, std::string(), std::string("short")}) {
    EXPECT_EQ(read_archive(path, {.private_key = key, .stream_key = {}}, {}).error().rule, "backup.wrong_key");
  }
  EXPECT_EQ(public_half(keys_.private_key), keys_.public_key);
}

TEST_F(ArchiveTest, SaysWhatItCannotReadOrWrite) {
  auto writer = Writer::open((folder_ / "b.senb").string(), Json::object(), keys_.public_key);
  ASSERT_TRUE(writer);
  EXPECT_EQ((*writer)->add("x", (folder_ / "none").string()).error().rule, "backup.unreadable");
  EXPECT_EQ(Writer::open((folder_ / "b.senb").string(), Json::object(), keys_.public_key).error().rule, "backup.there");
  EXPECT_EQ(Writer::open((folder_ / "c.senb").string(), Json::object(), "short").error().rule, "backup.public_damaged");
  EXPECT_FALSE(fs::exists(folder_ / "c.senb"));
  EXPECT_EQ(Writer::open((folder_ / "no" / "b.senb").string(), Json::object(), keys_.public_key).error().rule, "backup.unwritable");
  EXPECT_EQ(read_header((folder_ / "none").string()).error().rule, "backup.absent");
  EXPECT_EQ(read_header(file("text", "no archive at all")).error().rule, "backup.not_one");
}

}  // namespace
}  // namespace sen::backup
