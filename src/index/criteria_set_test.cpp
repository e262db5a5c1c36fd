#include "index/criteria_set.hpp"

#include <gtest/gtest.h>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace sen::index {
namespace {

// A small sound set; tests spoil one place of it.
const char* const kSound = R"({
 "schema":"sen.criteria-set/1","id":"small","status":"SYNTHETIC","title_vi":"Bộ nhỏ","total":10,
 "rounding":{"criterion_decimals":2,"mode":"half_up"},
 "classification":{"on":"points","bands":[{"label_vi":"Tốt","min":8},{"label_vi":"Yếu","min":0,"max_exclusive":8}]},
 "not_applicable":{"policy":"renormalise"},
 "bonus_penalty":{"bonus_cap":1,"bonus":[{"code":"T1","name_vi":"Thưởng","per":{"measure":"done","points_each":0.5}}]},
 "measures":[{"id":"done","label_vi":"Đã làm","type":"count"},{"id":"asked","label_vi":"Phải làm","type":"count"},
             {"id":"held","label_vi":"Đã họp","type":"bool"}],
 "fields":[{"code":"1","name_vi":"Một","max_points":10,"criteria":[
   {"code":"1.1","name_vi":"Gồm hai phần","max_points":6,"components":[
     {"code":"1.1.1","name_vi":"Tỷ lệ","max_points":4,"due":{"month":11,"day":30},"recovery":"grows","owner":"one_stop_desk",
      "rule":{"type":"proportional","numerator":{"sum":["done"]},"denominator":{"sum":["asked"]},"zero_denominator":"not_applicable"}},
     {"code":"1.1.2","name_vi":"Họp","max_points":2,
      "rule":{"type":"all_or_nothing","points":2,"when":{"all":[{"measure":"held","op":"==","value":true}]}}}]},
   {"code":"1.2","name_vi":"Nhập","max_points":4,"known_at":"province","rule":{"type":"import_index","set":"other","value":"total","of":100}}]}],
 "worked_example":{"facts":{"done":1,"asked":3,"held":true},"expected":{"1.1.1":1.33,"1.1.2":2}}})";

SetReading read(std::string text) {
  const auto json = parse_json(text);
  SEN_ASSERT(json.has_value());
  return read_criteria_set(*json);
}

std::string replaced(const char* from, const char* to) {
  std::string text = kSound;
  const auto at = text.find(from);
  SEN_ASSERT(at != std::string::npos);
  return text.replace(at, std::string_view(from).size(), to);
}

// A sound set keeps its tree, what the live index needs, and its worked example.
TEST(CriteriaSet, ReadsTheTree) {
  const auto reading = read(kSound);
  for (const auto& finding : reading.findings) ADD_FAILURE() << render(Language::En, finding);
  const auto& set = reading.set;
  ASSERT_EQ(set.leaves.size(), 3U);
  ASSERT_EQ(set.nodes.size(), 4U);
  EXPECT_EQ(set.leaves[0].criterion, "1.1");
  EXPECT_EQ(set.leaves[0].recovery, Recovery::Grows);
  EXPECT_EQ(set.leaves[0].owner, "one_stop_desk");
  EXPECT_EQ(set.leaves[0].due->month, 11);
  EXPECT_TRUE(set.leaves[2].known_at_province);
  EXPECT_EQ(set.imports, std::vector<std::string>{"other"});
  EXPECT_TRUE(set.is_illustrative());
  EXPECT_TRUE(set.is_scorable());
  EXPECT_TRUE(check_goldens(set).empty());
  EXPECT_EQ(set.measure("asked"), law::Slot{1});
  EXPECT_FALSE(set.measure("nothing"));
}

// Every shipped set is sound and reproduces what its authority published.
TEST(CriteriaSet, ShippedSetsAreSound) {
  int count = 0;
  for (const auto& file : embedded_files()) {
    if (!starts_with(file.path, "packs/criteria-sets/")) continue;
    ++count;
    const auto reading = read(std::string(file.bytes));
    for (const auto& finding : reading.findings) ADD_FAILURE() << file.path << " " << render(Language::En, finding);
    for (const auto& finding : check_goldens(reading.set)) ADD_FAILURE() << file.path << " " << render(Language::En, finding);
    EXPECT_TRUE(reading.set.is_scorable()) << file.path;
  }
  EXPECT_GE(count, 3);
}

// Each thing that can be wrong is found, at its place, with words in both languages.
TEST(CriteriaSet, FindsWhatIsWrong) {
  struct Case {
    const char* from;
    const char* to;
    const char* where;
    const char* key;
  };
  const Case cases[] = {
      {"sen.criteria-set/1", "sen.plan/1", "schema", "index.set.schema"},
      {"\"SYNTHETIC\"", "\"official\"", "status", "index.set.status"},
      {"\"total\":10,", "\"total\":11,", "total", "index.set.sum"},
      {"\"total\":10,", "", "total", "index.set.total_missing"},
      {"\"total\":10,", "\"total\":10,\"year\":20245,", "year", "index.set.year"},
      {"\"total\":10,", "\"total\":10,\"toatl\":10,", "toatl", "index.set.unknown_member"},
      {"\"total\":10,", "\"total\":-10,", "total", "index.set.not_points"},
      {"\"title_vi\":\"Bộ nhỏ\"", "\"title_vi\":\"\"", "title_vi", "index.set.text_missing"},
      {"\"criterion_decimals\":2", "\"criterion_decimals\":5", "rounding.criterion_decimals", "index.set.decimals"},
      {"\"mode\":\"half_up\"", "\"mode\":\"bankers\"", "rounding.mode", "index.set.rounding_mode"},
      {"\"policy\":\"renormalise\"", "\"policy\":\"guess\"", "not_applicable.policy", "index.set.policy"},
      {"\"on\":\"points\"", "\"on\":\"rank\"", "classification.on", "index.set.class_basis"},
      {"\"max_exclusive\":8", "\"max_exclusive\":9", "classification.bands", "index.set.classes_overlap"},
      {"\"max_exclusive\":8", "\"max_exclusive\":7", "classification.bands", "index.set.classes_gap"},
      {"\"min\":8}", "\"min\":8,\"max_exclusive\":9}", "classification.bands", "index.set.classes_open_end"},
      {"\"id\":\"asked\"", "\"id\":\"done\"", "measures[1].id", "index.set.measure_doubled"},
      {"\"id\":\"held\"", "\"id\":\"Đã họp\"", "measures[2].id", "index.set.measure_id"},
      {"\"type\":\"bool\"", "\"type\":\"yesno\"", "measures[2].type", "index.set.measure_type"},
      {"\"code\":\"1.1.2\"", "\"code\":\"1.1.1\"", "1.1.1", "index.set.code_doubled"},
      {"\"max_points\":6", "\"max_points\":5", "1.1", "index.set.sum"},
      {"\"max_points\":6", "\"max_points\":null", "1.1", "index.set.points_unknown"},
      {"\"type\":\"all_or_nothing\",\"points\":2", "\"type\":\"all_or_nothing\",\"points\":1.5", "1.1.2", "index.set.highest"},
      {"\"sum\":[\"done\"]", "\"sum\":[\"dome\"]", "1.1.1 rule.numerator.sum", "law.rule.undeclared_measure"},
      {"{\"measure\":\"done\",\"points_each\":0.5}", "{\"measure\":\"dome\",\"points_each\":0.5}", "T1", "law.rule.undeclared_measure"},
      {"{\"measure\":\"done\",\"points_each\":0.5}", "{\"measure\":\"held\",\"points_each\":0.5}", "T1", "law.rule.not_countable"},
      {"\"recovery\":\"grows\"", "\"recovery\":\"maybe\"", "1.1.1", "index.set.recovery"},
      {"\"known_at\":\"province\"", "\"known_at\":\"moon\"", "1.2", "index.set.known_at"},
      {"\"month\":11,\"day\":30", "\"month\":11,\"day\":31", "1.1.1", "law.rule.no_such_day"},
      {"\"fields\":[", "\"fields\":[],\"note\":[", "fields", "index.set.no_fields"},
      {"\"max_points\":2,", "\"max_points\":2,\"components\":[{\"code\":\"x\",\"name_vi\":\"x\",\"max_points\":2,\"rule\":{\"type\":\"manual\",\"min\":0,\"max\":2}}],",
       "1.1.2", "index.set.rule_or_components"},
  };
  for (const auto& wrong : cases) {
    const auto findings = read(replaced(wrong.from, wrong.to)).findings;
    bool found = false;
    for (const auto& finding : findings) {
      EXPECT_TRUE(has_text(Language::Vi, finding.text.key)) << finding.text.key;
      EXPECT_TRUE(has_text(Language::En, finding.text.key)) << finding.text.key;
      found = found || (finding.where == wrong.where && finding.text.key == wrong.key);
    }
    EXPECT_TRUE(found) << wrong.to << ": no " << wrong.key << " at " << wrong.where
                       << (findings.empty() ? "" : ", but " + render(Language::En, findings.front()));
  }
  EXPECT_EQ(read("[]").findings.front().text.key, "index.set.not_object");
}

// A set may not take, even through others, its own result.
TEST(CriteriaSet, FindsACycleOfImports) {
  const auto set = read(kSound).set;
  EXPECT_TRUE(check_imports(set, {}).empty());
  EXPECT_TRUE(check_imports(set, {{"other", {"third"}}, {"third", {}}}).empty());
  const auto findings = check_imports(set, {{"other", {"third"}}, {"third", {"small"}}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_NE(render(Language::En, findings[0]).find("small → other → third → small"), std::string::npos);
}

TEST(CriteriaSet, GoldenCaseThatDisagreesIsFound) {
  const auto findings = check_goldens(read(replaced("\"1.1.1\":1.33", "\"1.1.1\":1.34")).set);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].text.key, "index.set.golden");
  const auto unknown = check_goldens(read(replaced("\"1.1.1\":1.33", "\"9\":1")).set);
  EXPECT_EQ(unknown.at(0).text.key, "index.set.golden_unscored");
  const auto bad = check_goldens(read(replaced("\"done\":1,\"asked\":3", "\"done\":4,\"asked\":3")).set);
  EXPECT_EQ(bad.at(0).text.key, "index.fact_above_total");
}

// A set whose points nobody knows yet loads, says so, and cannot score.
TEST(CriteriaSet, SkeletonLoadsButCannotScore) {
  const auto reading = read(R"({"schema":"sen.criteria-set/1","id":"frame","status":"skeleton","title_vi":"Khung","total":100,
    "fields":[{"code":"1","name_vi":"Một","max_points":null,"criteria":[]}]})");
  EXPECT_TRUE(reading.findings.empty());
  EXPECT_FALSE(reading.set.is_scorable());
}

}  // namespace
}  // namespace sen::index
