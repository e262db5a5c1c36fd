#include "index/score.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/embedded.hpp"
#include "index/cli.hpp"
#include "index/explain.hpp"
#include "index/facts.hpp"

namespace sen::index {
namespace {

std::string shipped(const std::string& name) {
  const auto file = embedded_file("packs/criteria-sets/" + name + ".json");
  SEN_ASSERT(file.has_value());
  return std::string(*file);
}

CriteriaSet load(const std::string& name) { return read_criteria_set(*parse_json(shipped(name))).set; }

// Facts of a small share: 1 of 3, everything else missing.
const char* const kFacts = R"({"facts":{"year":2026,"staff_briefed":1,"staff_total":3,"par_initiatives_applied":1,
  "provincial_initiatives":5,"written_criticisms":1},"manual_points":{"3.4":1.5},"imported_index":{"q766":83.8}})";

Json score_json(const std::string& set, const std::string& facts) {
  std::ostringstream out;
  const auto code = run_score(shipped(set), facts, {out, Language::Vi, true});
  SEN_ASSERT(code.has_value());
  return *parse_json(out.str());
}

// While a criterion is missing there is no index, total or class, but what is scored adds up.
TEST(Score, MissingIsNeverZero) {
  const Json answer = score_json("synthetic-8f-survey", kFacts);
  EXPECT_TRUE(answer["index"].is_null());
  EXPECT_TRUE(answer["total"].is_null());
  EXPECT_TRUE(answer["class"].is_null());
  EXPECT_EQ(answer.string_or("earned"), "5.68");  // 0.33 + 0.5 + 1.5 + 3.35
  EXPECT_EQ(answer.string_or("bonus"), "2.00");   // five, capped at two
  EXPECT_EQ(answer.string_or("penalty"), "1.00");
  for (const auto& criterion : answer["criteria"].items()) {
    if (criterion.string_or("code") == "2.3") {
      EXPECT_EQ(criterion.string_or("points"), "0.33");
      EXPECT_EQ(criterion.string_or("lost"), "0.67");
      ASSERT_EQ(criterion["steps"].items().size(), 5U);
      EXPECT_EQ(criterion["steps"].items()[2].string_or("operands"), "1 ÷ 3 × 100");
      EXPECT_EQ(criterion["steps"].items()[2].string_or("value"), "33.3333333");
      EXPECT_EQ(criterion["steps"].items()[4].string_or("value"), "0.33");
    }
    if (criterion.string_or("code") == "3.5") {
      EXPECT_EQ(criterion.string_or("state"), "missing");
      EXPECT_TRUE(criterion["points"].is_null());
      ASSERT_EQ(criterion["missing"].items().size(), 2U);
      EXPECT_EQ(criterion["missing"].items()[0].text(), "petitions_in_period");
    }
    // A deadline without its date scores what the set says for a thing not done.
    if (criterion.string_or("code") == "1.1.1") {
      EXPECT_EQ(criterion.string_or("state"), "scored");
    }
  }
}

// A survey that was not held leaves the total: the rest is put on a scale of 100.
TEST(Score, SurveyNotHeldRenormalises) {
  const auto set = load("synthetic-8f-survey");
  const auto facts = read_facts(set, *parse_json(R"({"facts":{},"not_held":["sipas_percent"]})"));
  ASSERT_TRUE(facts);
  const auto tree = score(set, *facts, Explain::No);
  EXPECT_EQ(tree.leaves.back().state, LeafState::NotApplicable);
  EXPECT_EQ(to_string(tree.applicable), "70.00");
}

// A group is rounded again when the set asks for fewer decimals there.
TEST(Score, GroupsRoundWithTheirOwnDecimals) {
  auto set = load("q766");
  set.rounding.group_decimals = 1;
  const auto golden = read_facts(set, set.goldens.at(0).facts);
  ASSERT_TRUE(golden);
  const auto tree = score(set, *golden, Explain::No);
  EXPECT_EQ(to_string(tree.fields.at(0), 1), "11.9");
  EXPECT_EQ(tree.earned, [&] {
    Points sum;
    for (const auto points : tree.fields) sum += points;
    return sum;
  }());
}

TEST(Score, ClassesOnBothSidesOfTheirEdge) {
  const auto set = load("q766");
  const auto name = [&](std::int64_t hundredths) {
    return set.classification.bands.at(*band_of(set.classification, law::Exact(hundredths, 100))).label.vi;
  };
  EXPECT_EQ(name(9000), "Xuất sắc");
  EXPECT_EQ(name(8999), "Tốt");
  EXPECT_EQ(name(5000), "Trung bình");
  EXPECT_EQ(name(4999), "Yếu");
  EXPECT_EQ(name(0), "Yếu");
}

// Facts that cannot be true are refused by name, all at once, and nothing is computed.
TEST(Facts, BadFactsAreNamed) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"facts":{"dossiers":1}})", "index.fact_unknown"},
      {R"({"facts":{"staff_total":"30"}})", "index.fact_type"},
      {R"({"facts":{"iso_declared":1}})", "index.fact_type"},
      {R"({"facts":{"par_plan_issued_on":"2026-02-30"}})", "index.fact_type"},
      {R"({"facts":{"staff_total":-1}})", "index.fact_negative"},
      {R"({"facts":{"staff_total":2.5}})", "index.fact_whole"},
      {R"({"facts":{"public_investment_planned":0.1234567891}})", "index.fact_number"},
      {R"({"facts":{"public_investment_planned":1e14}})", "index.fact_number"},
      {R"({"facts":{"sipas_percent":100.01}})", "index.fact_percent"},
      {R"({"facts":{"procedures_posted_percent":1000.5}})", "index.fact_percent"},
      {R"({"facts":{"staff_briefed":31,"staff_total":30}})", "index.fact_above_total"},
      {R"({"facts":{"staff_briefed":1,"staff_total":0}})", "index.fact_above_total"},
      {R"({"facts":{"year":26}})", "index.fact_year"},
      {R"({"facts":{},"manual_points":{"1.4":1}})", "index.points_unknown"},
      {R"({"facts":{},"manual_points":{"3.4":2.25}})", "index.points_given"},
      {R"({"facts":{},"manual_points":{"3.4":1.3}})", "index.points_given"},
      {R"({"facts":{},"imported_index":{"other":1}})", "index.import_unknown"},
      {R"({"facts":{},"imported_index":{"q766":100.5}})", "index.import_value"},
      {R"({"facts":{},"not_held":["staff_total"]})", "index.not_held"},
      {R"({"facts":{"sipas_percent":90},"not_held":["sipas_percent"]})", "index.not_held"},
  };
  const auto set = load("synthetic-8f-survey");
  for (const auto& [text, code] : cases) {
    const auto facts = read_facts(set, *parse_json(text));
    ASSERT_FALSE(facts) << text;
    EXPECT_EQ(facts.error().rule, "index.facts_invalid");
    ASSERT_EQ(facts.error().fields.size(), 1U) << text;
    EXPECT_EQ(facts.error().fields[0].code, code) << text;
    EXPECT_TRUE(has_text(Language::Vi, code)) << code;
  }
  EXPECT_EQ(read_facts(set, *parse_json("{}")).error().rule, "index.facts_shape");
  // A capped share may pass its whole, and a null is a missing fact.
  EXPECT_TRUE(read_facts(set, *parse_json(R"({"facts":{"dossiers_online":9,"dossiers_received":5,"staff_total":null}})")));
}

TEST(Facts, AllFaultsAtOnce) {
  const auto set = load("synthetic-8f-survey");
  const auto facts = read_facts(set, *parse_json(R"({"facts":{"staff_total":-1,"nothing":2,"iso_declared":"có"}})"));
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().fields.size(), 3U);
}

TEST(IndexCommands, RefuseWhatCannotScore) {
  std::ostringstream out;
  const Terminal terminal{out, Language::Vi, true};
  const std::string frame = R"({"schema":"sen.criteria-set/1","id":"frame","status":"skeleton","title_vi":"Khung","total":100,
    "fields":[{"code":"1","name_vi":"Một","max_points":null,"criteria":[]}]})";
  EXPECT_EQ(run_score(frame, R"({"facts":{}})", terminal).error().rule, "index.set_not_scorable");
  EXPECT_EQ(run_score("{}", R"({"facts":{}})", terminal).error().rule, "index.set_unsound");
  EXPECT_EQ(run_score("{", "{}", terminal).error().rule, "json.invalid");
  EXPECT_EQ(out.str(), "");
}

TEST(IndexCommands, BatchAnswersLineByLine) {
  std::istringstream in("{\"facts\":{\"staff_briefed\":1,\"staff_total\":3}}\n\n{\"facts\":{\"staff_total\":-1}}\n");
  std::ostringstream out;
  ASSERT_TRUE(run_score_batch(shipped("synthetic-8f-survey"), in, {out, Language::En, true}));
  const auto first = out.str().substr(0, out.str().find('\n'));
  const auto second = out.str().substr(out.str().find('\n') + 1);
  EXPECT_TRUE(parse_json(first)->has("criteria"));
  EXPECT_EQ(second, "{\"error\":\"index.facts_invalid\",\"fields\":[{\"field\":\"staff_total\",\"code\":\"index.fact_negative\"}]}\n");
}

// Two sets that import one another are found from either side.
TEST(IndexCommands, CheckFindsCycles) {
  const auto small = [](const std::string& id, const std::string& imported) {
    return R"({"schema":"sen.criteria-set/1","id":")" + id + R"(","status":"SYNTHETIC","title_vi":"x","total":1,"fields":[{"code":"1",
      "name_vi":"x","max_points":1,"criteria":[{"code":"1.1","name_vi":"x","max_points":1,"rule":{"type":"import_index","set":")" +
           imported + R"(","of":100}}]}]})";
  };
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(*run_check(small("a", "b"), {small("b", "a")}, {out, Language::En, true}, err), 1);
  EXPECT_EQ(parse_json(out.str())->items().at(0).string_or("code"), "index.set.import_cycle");
  EXPECT_EQ(*run_check(small("a", "b"), {small("b", "a")}, {out, Language::En, false}, err), 1);
  EXPECT_EQ(err.str().substr(0, 3), "a: ");
  EXPECT_EQ(*run_check(small("a", "b"), {small("b", "c")}, {out, Language::En, false}, err), 0);
  EXPECT_EQ(*run_check(shipped("q766"), {}, {out, Language::En, false}, err), 0);
}

}  // namespace
}  // namespace sen::index
