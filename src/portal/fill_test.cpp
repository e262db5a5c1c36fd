// What a value may do in a page: be read, and nothing else.

#include "portal/fill.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "base/texts.hpp"
#include "portal/search.hpp"
#include "portal/visit.hpp"

namespace sen::portal {
namespace {

Json values(const char* json) { return *parse_json(json); }
std::string filled(std::string_view page, const char* json) { return fill_text(page, values(json), Language::Vi); }

// Whatever the value, it ends neither the text nor the attribute that it stands in.
TEST(Fill, EscapesEveryValueEverywhere) {
  EXPECT_EQ(filled("<p title=\"{{x}}\">{{x}}</p>", R"({"x": "<script>\"'&"})"),
            "<p title=\"&lt;script&gt;&quot;&#39;&amp;\">&lt;script&gt;&quot;&#39;&amp;</p>");
  EXPECT_EQ(filled("{{#list}}<li>{{.}}</li>{{/list}}", R"({"list": ["a", "<b>"]})"), "<li>a</li><li>&lt;b&gt;</li>");
  EXPECT_EQ(filled("{{x}}", R"({"x": "{{y}}"})"), "{{y}}") << "a value is no page";
}

TEST(Fill, SectionsFollowTheirValues) {
  const char* page = "{{#a}}[{{a}}]{{/a}}{{^a}}none{{/a}}";
  EXPECT_EQ(filled(page, R"({"a": "1"})"), "[1]");
  EXPECT_EQ(filled(page, R"({"a": ""})"), "none");
  EXPECT_EQ(filled(page, "{}"), "none");
  EXPECT_EQ(filled("{{#on}}yes{{/on}}", R"({"on": false})"), "");
  EXPECT_EQ(filled("{{#of}}{{name}} {{/of}}", R"({"name": "outer", "of": [{"name": "inner"}, {}]})"), "inner outer ");
}

TEST(Fill, AMistakeInAPageIsBroken) {
  EXPECT_THROW(filled("{{typo}}", "{}"), Broken);
  EXPECT_THROW(filled("{{#a}}", R"({"a": "1"})"), Broken);
  EXPECT_THROW(filled("{{a", R"({"a": "1"})"), Broken);
  EXPECT_THROW(filled("{{>no_such_page}}", "{}"), Broken);
}

/// Every "{{…}}" of a page.
std::set<std::string> tags(std::string_view page) {
  std::set<std::string> out;
  for (auto open = page.find("{{"); open != std::string_view::npos; open = page.find("{{", open + 2)) {
    out.emplace(page.substr(open + 2, page.find("}}", open) - open - 2));
  }
  return out;
}

// Every key that a page names has words in both languages; no value stands in an attribute without quotes; no page has
// a script or a style of its own, which its content policy would refuse anyway.
TEST(Fill, ThePagesThemselvesAreSound) {
  int pages = 0;
  for (const auto& file : embedded_files()) {
    if (!file.path.starts_with("portal/") || !file.path.ends_with(".html")) continue;
    ++pages;
    for (const auto& tag : tags(file.bytes)) {
      if (!tag.starts_with("t:")) continue;
      EXPECT_TRUE(has_text(Language::Vi, tag.substr(2))) << file.path << " " << tag;
      EXPECT_TRUE(has_text(Language::En, tag.substr(2))) << file.path << " " << tag;
    }
    for (const char* refused : {"={{", "<script", "<style", " style=", " onclick", "{{{", "javascript:"}) {
      EXPECT_EQ(file.bytes.find(refused), std::string_view::npos) << file.path << " " << refused;
    }
  }
  EXPECT_GE(pages, 7);
}

TEST(Link, EncodesEachPart) {
  EXPECT_EQ(link({"thu-tuc", "1.001193"}), "/thu-tuc/1.001193");
  EXPECT_EQ(link({"xa", "a/../b?"}, {{"tim", "khai sinh&x=\"1\""}}), "/xa/a%2F..%2Fb%3F?tim=khai%20sinh%26x%3D%221%22");
}

TEST(Search, KnowsNeitherMarksNorCapitals) {
  EXPECT_TRUE(Search("KHAI sinh", Search::Slips::None).matches("Đăng ký khai sinh"));
  EXPECT_TRUE(Search("dang ky", Search::Slips::None).matches("Đăng ký khai sinh"));
  EXPECT_TRUE(Search("1.0011", Search::Slips::None).matches("1.001193"));
  EXPECT_TRUE(Search("", Search::Slips::None).matches("Đăng ký khai sinh"));
  EXPECT_TRUE(Search(" <>\" ", Search::Slips::None).matches("Đăng ký khai sinh"));
  EXPECT_FALSE(Search("khai tu", Search::Slips::None).matches("Đăng ký khai sinh"));
}

TEST(Search, ForgivesOneSlipAWord) {
  EXPECT_FALSE(Search("kết hn", Search::Slips::None).matches("Đăng ký kết hôn"));
  EXPECT_TRUE(Search("kết hn", Search::Slips::One).matches("Đăng ký kết hôn"));
  EXPECT_TRUE(Search("khaai", Search::Slips::One).matches("khai sinh"));
  EXPECT_TRUE(Search("khei", Search::Slips::One).matches("khai sinh"));
  EXPECT_FALSE(Search("ka", Search::Slips::One).matches("khai sinh"));
}

}  // namespace
}  // namespace sen::portal
