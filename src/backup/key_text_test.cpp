// A key on paper comes back from paper, and a slip of the hand is named by its line.

#include "backup/key_text.hpp"

#include <gtest/gtest.h>

#include "backup/archive.hpp"
#include "base/hash.hpp"

namespace sen::backup {
namespace {

std::string printed(std::string_view key) {
  std::string text;
  int number = 0;
  for (const auto& line : key_lines(key)) {
    text += std::to_string(++number) + ":";
    for (const auto& group : line.groups) text += " " + group;
    text += " " + line.check + "\n";
  }
  return text;
}

TEST(KeyText, ComesBackFromFileAndPaper) {
  const auto keys = make_keys();
  EXPECT_EQ(*parse_key(to_hex(keys.private_key) + "\n"), keys.private_key);
  std::string text = printed(keys.private_key);
  EXPECT_EQ(*parse_key(text), keys.private_key);
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_EQ(*parse_key("\n" + text + "\r\n"), keys.private_key);
}

// Every digit of the sheet, mistyped once: the answer names its line.
TEST(KeyText, NamesTheMistypedLine) {
  const std::string text = printed(make_keys().private_key);
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') ++line;
    if (std::isxdigit(static_cast<unsigned char>(text[at])) == 0 || text[at + 1] == ':') continue;
    std::string typed = text;
    typed[at] = typed[at] == 'a' ? 'b' : 'a';
    const auto read = parse_key(typed);
    ASSERT_FALSE(read) << at;
    EXPECT_EQ(read.error().rule, "backup.key_line");
    EXPECT_EQ(read.error().arguments.at(0).second, std::to_string(line));
  }
}

TEST(KeyText, RefusesWhatIsNoKey) {
  for (const std::string text : {"", "hello", "ab", "1: 00\n2: 00"}) EXPECT_EQ(parse_key(text).error().rule, "backup.not_a_key") << text;
  EXPECT_EQ(parse_key(std::string(62, 'a')).error().rule, "backup.not_a_key");
}

TEST(KeyText, NamesAKeyShortly) {
  const auto keys = make_keys();
  EXPECT_EQ(fingerprint(keys.public_key).size(), 19U);
  EXPECT_NE(fingerprint(keys.public_key), fingerprint(make_keys().public_key));
}

}  // namespace
}  // namespace sen::backup
