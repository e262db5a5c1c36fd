#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "base/instant.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "base/texts.hpp"

namespace sen {
namespace {

TEST(Instant, ReadsAndWritesVietnameseTime) {
  const auto instant = parse_instant("2026-03-12T10:05+07:00");
  ASSERT_TRUE(instant);
  EXPECT_EQ(to_string(*instant), "2026-03-12T10:05:00+07:00");
  EXPECT_EQ(parse_instant("2026-03-12T03:05:00Z"), instant);
  EXPECT_EQ(parse_instant("2026-03-12T10:05"), instant);
  EXPECT_EQ(to_string(date_of(*instant)), "2026-03-12");
  EXPECT_EQ(minute_of_day(*instant), 605);
  EXPECT_EQ(date_of(*instant).weekday(), 4);
  EXPECT_FALSE(parse_instant("2026-03-12"));
  EXPECT_FALSE(parse_date("2023-02-29"));
  EXPECT_EQ(to_string(month_end(2024, 2)), "2024-02-29");
  EXPECT_EQ(to_string(parse_period("2024-Q3")->end), "2024-09-30");
}

TEST(Json, KeepsNumbersAndRefusesDoubles) {
  auto json = parse_json(R"({"a": 93.86, "b": ["x", null, true], "c": {"d": -0.25}})");
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["a"].text(), "93.86");
  EXPECT_EQ((*json)["c"]["d"].text(), "-0.25");
  EXPECT_EQ(json->dump(), R"({"a":93.86,"b":["x",null,true],"c":{"d":-0.25}})");
  auto doubled = parse_json("{\"a\": 1,\n \"a\": 2}");
  ASSERT_FALSE(doubled);
  EXPECT_EQ(doubled.error().rule, "json.doubled");
  auto broken = parse_json("{\"a\": 1,\n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().rule, "json.invalid");
  EXPECT_FALSE(parse_json("{} x"));
  EXPECT_FALSE(parse_json("\"\xC3\x28\""));
}

TEST(Json, Writes) {
  JsonOut out;
  out.begin_object();
  out.member("a", "x\"y");
  out.key("list");
  out.begin_array();
  out.integer(1);
  out.boolean(false);
  out.end_array();
  out.member_null("n");
  out.end_object();
  EXPECT_EQ(out.text(), R"({"a":"x\"y","list":[1,false],"n":null})");
}

TEST(Text, FoldsVietnamese) {
  EXPECT_EQ(fold("Đặng Thị HÒA"), "dang thi hoa");
  EXPECT_EQ(fold("hoà"), fold("hòa"));
  EXPECT_EQ(nfc("e\xCC\x81"), "é");
  EXPECT_EQ(lower("ĐẶNG"), "đặng");
  EXPECT_LT(sort_key("Dương"), sort_key("Đan"));
  EXPECT_LT(sort_key("Tà"), sort_key("Tá"));
  EXPECT_FALSE(is_utf8("\xC3\x28"));
  EXPECT_EQ(squeeze("  a \xC2\xA0 b\n"), "a b");
}

TEST(Texts, FillsTheSentence) {
  EXPECT_EQ(render(Language::En, "json.doubled", {{"member", "a"}, {"line", "2"}}),
            "The member \"a\" is written twice (line 2). Keep one.");
  EXPECT_EQ(localized_number(Language::Vi, "1248.5"), "1.248,5");
}

// Every key of one language exists in the other.
TEST(Texts, BothLanguagesHaveTheSameKeys) {
  std::size_t vi = 0;
  for (const auto& file : text_files()) {
    if (starts_with(file.name, "vi/")) ++vi;
    auto json = parse_json(file.json);
    ASSERT_TRUE(json) << file.name;
    const auto check = [&](auto&& self, const Json& node, const std::string& prefix) -> void {
      for (const auto& [name, value] : node.members()) {
        const std::string key = prefix.empty() ? name : prefix + "." + name;
        if (value.is_object()) {
          self(self, value, key);
          continue;
        }
        EXPECT_TRUE(has_text(Language::Vi, key)) << key;
        EXPECT_TRUE(has_text(Language::En, key)) << key;
      }
    };
    check(check, *json, "");
  }
  EXPECT_GT(vi, 0U);
}

TEST(Hash, KnownValue) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  SeededRandom a(7);
  SeededRandom b(7);
  EXPECT_EQ(a.id(), b.id());
}

}  // namespace
}  // namespace sen
