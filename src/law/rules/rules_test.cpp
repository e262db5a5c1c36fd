#include <gtest/gtest.h>

#include <map>

#include "base/texts.hpp"
#include "law/rules/deadline.hpp"
#include "law/rules/manual.hpp"
#include "law/rules/parse.hpp"
#include "law/rules/scale.hpp"

namespace sen::law {
namespace {

// A little set: measures a, b, c (count), p (percent), x (number), flag, day; then year, manual, import.
struct Bench {
  std::map<std::string, std::pair<Slot, std::string>> measures = {
      {"a", {0, "count"}}, {"b", {1, "count"}}, {"c", {2, "count"}}, {"p", {3, "percent"}},
      {"x", {4, "number"}}, {"flag", {5, "bool"}}, {"day", {6, "date"}}};
  std::vector<Fact> facts = std::vector<Fact>(10);
  Slots slots{[this](std::string_view id) -> std::optional<Slot> {
                const auto found = measures.find(std::string(id));
                if (found == measures.end()) return std::nullopt;
                return found->second.first;
              },
              [](std::string_view) { return Slot{9}; }, [] { return Slot{8}; }, [] { return Slot{7}; },
              [this](Slot slot) -> std::string_view {
                for (const auto& [id, entry] : measures) {
                  if (entry.first == slot) return entry.second;
                }
                return "number";
              }};
  std::vector<Problem> problems;

  Rule read(std::string_view text, Points maximum = Points{30'000}) {
    const auto json = parse_json(text);
    SEN_ASSERT(json.has_value());
    return parse_rule(*json, slots, maximum, problems);
  }
  Bench& with(Slot slot, Fact fact) {
    facts[slot] = fact;
    return *this;
  }
  // Rounded to two places, "missing", or "not applicable"; the explanation must have words.
  std::string score(std::string_view text, Points maximum = Points{30'000}) {
    const Rule rule = read(text, maximum);
    EXPECT_TRUE(problems.empty()) << problems.front().path << " " << problems.front().text.key;
    Trace trace;
    const auto outcome = evaluate(rule, maximum, facts, &trace);
    for (const auto& step : trace) {
      EXPECT_TRUE(has_text(Language::Vi, step.key)) << step.key;
      EXPECT_TRUE(has_text(Language::En, step.key)) << step.key;
    }
    const auto silent = evaluate(rule, maximum, facts, nullptr);
    EXPECT_EQ(silent.points, outcome.points);
    if (outcome.state == State::Missing) return "missing";
    if (outcome.state == State::NotApplicable) return "not applicable";
    const auto limits = reach(rule, maximum);
    EXPECT_GE(outcome.points, limits.worst);
    EXPECT_LE(outcome.points, limits.best);
    return to_string(round_half_up(outcome.points, 2));
  }
};

std::string share(std::string_view type, std::string_view rest) {
  return R"({"type":")" + std::string(type) + R"(","numerator":{"sum":["a"]},"denominator":{"sum":["b"]})" +
         std::string(rest) + "}";
}

// The national portal's own figures: 393,087 of 443,565 dossiers on time are 17.72 of 20 points.
TEST(RuleScale, ProportionalGivesThePublishedScore) {
  Bench bench;
  bench.with(0, Fact::number(393'087)).with(1, Fact::number(443'565));
  EXPECT_EQ(bench.score(share("proportional", R"(,"zero_denominator":"zero")"), Points{200'000}), "17.72");
}

// An empty period means what the set says it means, and nothing when the set is silent.
TEST(RuleScale, EmptyPeriodIsTheSetsToDecide) {
  Bench bench;
  bench.with(0, Fact::number(0)).with(1, Fact::number(0));
  EXPECT_EQ(bench.score(share("proportional", R"(,"zero_denominator":"zero")")), "0.00");
  EXPECT_EQ(bench.score(share("proportional", R"(,"zero_denominator":"full")")), "3.00");
  EXPECT_EQ(bench.score(share("proportional", R"(,"zero_denominator":"not_applicable")")), "not applicable");
  EXPECT_EQ(bench.score(share("proportional", R"(,"zero_denominator":"prior_year_share")")), "0.00");
  EXPECT_EQ(bench.score(share("proportional", R"(,"zero_denominator":"unspecified")")), "missing");
  EXPECT_EQ(bench.score(share("proportional", "")), "missing");
}

// A missing fact is missing and never 0, unless the rule says that it counts as full.
TEST(RuleScale, MissingFactIsMissing) {
  Bench bench;
  bench.with(1, Fact::number(10));
  EXPECT_EQ(bench.score(share("proportional", "")), "missing");
  EXPECT_EQ(bench.score(share("proportional", R"(,"missing_facts":"full")")), "3.00");
}

// 1,231 of 1,248 dossiers on time, scale from 95 % to 100 %: 2.1826923, so 2.18.
TEST(RuleScale, LinearBetweenTwoPercentages) {
  const auto rule = share("linear_between", R"(,"from_percent":95,"full_percent":100)");
  Bench bench;
  EXPECT_EQ(bench.with(0, Fact::number(1231)).with(1, Fact::number(1248)).score(rule), "2.18");
  EXPECT_EQ(bench.with(0, Fact::number(95)).with(1, Fact::number(100)).score(rule), "0.00");
  EXPECT_EQ(bench.with(0, Fact::number(94)).score(rule), "0.00");
  EXPECT_EQ(bench.with(0, Fact::number(100)).score(rule), "3.00");
}

TEST(RuleScale, ToTargetStopsAtTheMaximum) {
  const auto rule = share("proportional_to_target", R"(,"target_percent":90)");
  Bench bench;
  EXPECT_EQ(bench.with(0, Fact::number(8857)).with(1, Fact::number(10'000)).score(rule, Points{60'000}), "5.90");
  EXPECT_EQ(bench.with(0, Fact::number(9000)).score(rule, Points{60'000}), "6.00");
  EXPECT_EQ(bench.with(0, Fact::number(9999)).score(rule, Points{60'000}), "6.00");
}

TEST(RuleScale, FloorOnBothSides) {
  const auto rule = share("proportional_with_floor", R"(,"floor_percent":90,"full_percent":100,"below_floor_points":0)");
  Bench bench;
  EXPECT_EQ(bench.with(0, Fact::number(89)).with(1, Fact::number(100)).score(rule), "0.00");
  EXPECT_EQ(bench.with(0, Fact::number(90)).score(rule), "2.70");
  EXPECT_EQ(bench.with(0, Fact::number(100)).score(rule), "3.00");
}

TEST(RuleScale, BandsAndFormula) {
  const auto rule = share("bands_with_formula",
                          R"(,"bands":[{"min":95,"points":3},{"min":70,"max_exclusive":95,"scale_to_target_percent":95},)"
                          R"({"min":0,"max_exclusive":70,"points":0}])");
  Bench bench;
  EXPECT_EQ(bench.with(0, Fact::number(90)).with(1, Fact::number(100)).score(rule), "2.84");
  EXPECT_EQ(bench.with(0, Fact::number(95)).score(rule), "3.00");
  EXPECT_EQ(bench.with(0, Fact::number(70)).score(rule), "2.21");
  EXPECT_EQ(bench.with(0, Fact::number(69)).score(rule), "0.00");
}

TEST(RuleScale, ThresholdsSurveyAndImport) {
  Bench bench;
  const auto steps = R"({"type":"count_threshold","measure":"a","steps":[{"at_least":12,"points":1},{"at_least":52,"points":3}]})";
  EXPECT_EQ(bench.with(0, Fact::number(51)).score(steps), "1.00");
  EXPECT_EQ(bench.with(0, Fact::number(52)).score(steps), "3.00");
  EXPECT_EQ(bench.with(0, Fact::number(11)).score(steps), "0.00");
  const auto survey = R"({"type":"survey","measure":"p","full_percent":100,"not_conducted":"renormalise_total"})";
  EXPECT_EQ(bench.with(3, Fact::number(954, 1)).score(survey, Points{300'000}), "28.62");
  EXPECT_EQ(bench.with(3, Fact::not_held()).score(survey), "not applicable");
  const auto import = R"({"type":"import_index","set":"q766","value":"total","of":100})";
  EXPECT_EQ(bench.score(import), "missing");
  EXPECT_EQ(bench.with(9, Fact::number(838, 1)).score(import, Points{40'000}), "3.35");
}

TEST(RuleConditions, AllChecklistAndFirstMatch) {
  Bench bench;
  const auto all = R"({"type":"all_or_nothing","points":3,"when":{"all":[{"measure":"a","op":">=","value":1}]}})";
  EXPECT_EQ(bench.score(all), "missing");
  EXPECT_EQ(bench.with(0, Fact::number(1)).score(all), "3.00");
  EXPECT_EQ(bench.with(0, Fact::number(0)).score(all), "0.00");
  const auto list =
      R"({"type":"checklist","items":[{"points":1,"when":{"any":[{"measure":"flag","op":"==","value":true}]}},)"
      R"({"points":2,"when":{"all":[{"measure":"day","op":"<=","value":"2024-03-31"}]}}]})";
  EXPECT_EQ(bench.with(5, Fact::flag(true)).score(list), "missing");
  EXPECT_EQ(bench.with(6, Fact::day(*parse_date("2024-03-31"))).score(list), "3.00");
  EXPECT_EQ(bench.with(6, Fact::day(*parse_date("2024-04-01"))).score(list), "1.00");
  const auto first =
      R"({"type":"first_match","cases":[{"when":{"all":[{"measure":"x","op":"<","value":20}]},"points":0},)"
      R"({"otherwise":{"type":"step_increment","measure":"x","base":30,"base_points":2,"step":5,"points_per_step":0.25,)"
      R"("cap":3,"direction":"above","partial_steps":"proportional"}}]})";
  EXPECT_EQ(bench.score(first), "missing");
  EXPECT_EQ(bench.with(4, Fact::number(1999, 2)).score(first), "0.00");
  EXPECT_EQ(bench.with(4, Fact::number(20)).score(first), "2.00");
  EXPECT_EQ(bench.with(4, Fact::number(425, 1)).score(first), "2.63");
  EXPECT_EQ(bench.with(4, Fact::number(90)).score(first), "3.00");
}

TEST(RuleIncrement, StepsModifierAndDirection) {
  Bench bench;
  const auto people =
      R"({"type":"step_increment","measure":"a","base":16000,"base_points":10,"step":1000,"points_per_step":0.5,"cap":25,)"
      R"("direction":"above","partial_steps":"proportional","modifier":{"when":{"measure":"flag","op":"==","value":true},"base_factor":0.75}})";
  EXPECT_EQ(bench.with(0, Fact::number(16'550)).score(people, Points{250'000}), "10.28");
  EXPECT_EQ(bench.with(5, Fact::flag(true)).score(people, Points{250'000}), "12.28");
  EXPECT_EQ(bench.with(0, Fact::number(46'001)).score(people, Points{250'000}), "25.00");
  const auto poor =
      R"({"type":"step_increment","measure":"p","base":4.5,"base_points":3,"step":1,"points_per_step":1,"cap":5,)"
      R"("direction":"below","partial_steps":"floor"})";
  EXPECT_EQ(bench.with(3, Fact::number(45, 1)).score(poor, Points{50'000}), "3.00");
  EXPECT_EQ(bench.with(3, Fact::number(351, 2)).score(poor, Points{50'000}), "3.00");
  EXPECT_EQ(bench.with(3, Fact::number(35, 1)).score(poor, Points{50'000}), "4.00");
}

TEST(RuleDeduction, StopsAtItsFloor) {
  Bench bench;
  const auto rule = R"({"type":"deduction","start":2,"floor":-0.25,"per":[{"measure":"a","points_each":0.5},{"measure":"b","points_each":0.25}]})";
  EXPECT_EQ(bench.with(0, Fact::number(0)).score(rule), "missing");
  EXPECT_EQ(bench.with(1, Fact::number(1)).score(rule), "1.75");
  EXPECT_EQ(bench.with(0, Fact::number(9)).score(rule), "-0.25");
}

TEST(RuleDeadline, CountsTheDayItselfAsOnTime) {
  Bench bench;
  const auto rule =
      R"({"type":"deadline","date_measure":"day","due":{"month":1,"day":31,"year_offset":0},"on_time_points":1,)"
      R"("late":[{"max_days_late":10,"points":0.5}],"later_points":0,"missing_points":0})";
  EXPECT_EQ(bench.score(rule, Points{10'000}), "0.00");
  EXPECT_EQ(bench.with(6, Fact::day(*parse_date("2024-01-31"))).score(rule, Points{10'000}), "missing");
  EXPECT_EQ(bench.with(7, Fact::number(2024)).score(rule, Points{10'000}), "1.00");
  EXPECT_EQ(bench.with(6, Fact::day(*parse_date("2024-02-10"))).score(rule, Points{10'000}), "0.50");
  EXPECT_EQ(bench.with(6, Fact::day(*parse_date("2024-02-11"))).score(rule, Points{10'000}), "0.00");
}

TEST(RuleManual, OnlyOnItsSteps) {
  Bench bench;
  const Rule rule = bench.read(R"({"type":"manual","min":0,"max":2,"step":0.25})");
  const auto& manual = std::get<ManualRule>(rule.body);
  EXPECT_TRUE(may_give(manual, Exact(3, 2)));
  EXPECT_FALSE(may_give(manual, Exact(13, 10)));
  EXPECT_FALSE(may_give(manual, Exact(9, 4)));
  EXPECT_EQ(bench.score(R"({"type":"tracking_only","value":{"measure":"a"}})"), "0.00");
}

// What is wrong with a rule is said with its place, and nothing is guessed.
TEST(RuleParse, NamesWhatIsWrong) {
  const std::pair<std::string, std::string> cases[] = {
      {R"({"type":"guess"})", "law.rule.unknown_type"},
      {share("proportional", R"(,"zero_denominater":"zero")"), "law.rule.unknown_member"},
      {share("proportional", R"(,"zero_denominator":"nul")"), "law.rule.not_allowed"},
      {R"({"type":"proportional","numerator":{"sum":["z"]},"denominator":{"sum":["b"]}})", "law.rule.undeclared_measure"},
      {R"({"type":"proportional","numerator":{"sum":["flag"]},"denominator":{"sum":["b"]}})", "law.rule.not_countable"},
      {R"({"type":"proportional","numerator":{"sum":[]},"denominator":{"sum":["b"]}})", "law.rule.member_missing"},
      {R"({"type":"proportional","numerator":{"sum":[7]},"denominator":{"sum":["flag"]}})", "law.rule.undeclared_measure"},
      {R"({"type":"proportional","numerator":5,"denominator":{"sum":["b"]}})", "law.rule.not_object"},
      {share("bands", R"(,"bands":[{"min":90,"points":3},{"min":0,"max_exclusive":80,"points":0}])"), "law.rule.bands_gap"},
      {share("bands", R"(,"bands":[{"min":90,"points":3},{"min":0,"max_exclusive":95,"points":0}])"), "law.rule.bands_overlap"},
      {share("bands", R"(,"bands":[{"min":0,"max_exclusive":95,"points":0}])"), "law.rule.bands_open_end"},
      {share("bands_with_formula", R"(,"bands":[{"min":0,"points":1,"scale_to_target_percent":90}])"), "law.rule.points_or_scale"},
      {share("bands", R"(,"bands":[])"), "law.rule.not_list"},
      {share("proportional_to_target", R"(,"target_percent":0)"), "law.rule.not_positive"},
      {share("proportional_to_target", R"(,"target_percent":1001)"), "law.rule.not_percent"},
      {share("proportional_to_target", R"(,"target_percent":"80")"), "law.rule.not_number"},
      {share("proportional", R"(,"cap":1)"), "law.rule.not_flag"},
      {share("linear_between", R"(,"from_percent":100,"full_percent":95)"), "law.rule.floor_above_full"},
      {R"({"type":"deduction","start":2,"floor":3,"per":[{"measure":"a","points_each":1}]})", "law.rule.floor_above_start"},
      {R"({"type":"manual","min":3,"max":2,"step":1})", "law.rule.min_above_max"},
      {R"({"type":"manual","min":0,"max":20000,"step":1})", "law.rule.not_points"},
      {R"({"type":"all_or_nothing","points":1,"when":{}})", "law.rule.all_or_any"},
      {R"({"type":"all_or_nothing","points":1,"when":{"all":[{"measure":"flag","op":"==","value":1}]}})", "law.rule.value_type"},
      {R"({"type":"deadline","date_measure":"day","due":{"month":2,"day":29},"on_time_points":1,"later_points":0,"missing_points":0})",
       "law.rule.no_such_day"},
      {R"({"type":"deadline","date_measure":"day","due":{"month":13,"day":2},"on_time_points":1,"later_points":0,"missing_points":0})",
       "law.rule.not_whole"},
      {R"({"type":"deadline","date_measure":"day","due":{"month":1,"day":2},"on_time_points":1,)"
       R"("late":[{"max_days_late":5,"points":0},{"max_days_late":5,"points":0}],"later_points":0,"missing_points":0})",
       "law.rule.not_rising"},
      {R"({"type":"first_match","cases":[{"otherwise":{"type":"manual","min":0,"max":2,"step":1}},)"
       R"({"points":1,"when":{"all":[{"measure":"a","op":">","value":1}]}}]})",
       "law.rule.otherwise_last"},
  };
  for (const auto& [text, key] : cases) {
    Bench bench;
    bench.read(text);
    ASSERT_FALSE(bench.problems.empty()) << text;
    bool found = false;
    for (const auto& problem : bench.problems) {
      EXPECT_TRUE(has_text(Language::Vi, problem.text.key)) << problem.text.key;
      EXPECT_TRUE(has_text(Language::En, problem.text.key)) << problem.text.key;
      found = found || problem.text.key == key;
    }
    EXPECT_TRUE(found) << text << " gave " << bench.problems.front().text.key << ", not " << key;
  }
}

// Rounding at a ten-thousandth first would give 1.95 for 2 × 106/109.
TEST(Exact, RoundsOnceHalfUp) {
  EXPECT_EQ(round_half_up(Exact(212, 109), 2), Points{19'400});
  EXPECT_EQ(round_half_up(Exact(2185, 1000), 2), Points{21'900});
  EXPECT_EQ(round_half_up(Exact(-2185, 1000), 2), Points{-21'900});
  EXPECT_EQ(round_half_up(Exact(3854999, 1000000), 2), Points{38'500});
  EXPECT_EQ(to_decimal(Exact(123100, 1248), 7), "98.6378205");
  EXPECT_EQ(to_decimal(Exact(-1, 3), 3), "-0.333");
  EXPECT_EQ(to_decimal(Exact(-1, 3000), 2), "0");
}

// The largest facts that are accepted stay exact.
TEST(Exact, LargestFactsDoNotOverflow) {
  const auto rule = share("linear_between", R"(,"from_percent":94.9999,"full_percent":99.9999)");
  Bench bench;
  bench.with(0, *parse_number("9800000000001.7")).with(1, *parse_number("9999999999999.9"));
  EXPECT_EQ(bench.score(rule, Points{9'999'999}), "600.02");
  EXPECT_FALSE(parse_number("10000000000001"));
  EXPECT_FALSE(parse_number("0.1234567891"));
  EXPECT_EQ(parse_number("1e2")->value, 100);
}

}  // namespace
}  // namespace sen::law
