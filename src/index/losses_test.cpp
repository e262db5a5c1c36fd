#include "index/losses.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.hpp"
#include "index/outlook.hpp"
#include "law/rules/parse.hpp"

namespace sen::index {
namespace {

// A rule over the measures a, b, c, d (slots 0 … 3) and the year (slot 4).
struct Sample {
  law::Rule rule;
  Points maximum;
};

Sample sample(const char* json, const char* maximum) {
  law::Slots slots;
  slots.measure = [](std::string_view id) -> std::optional<law::Slot> {
    if (id.size() != 1 || id[0] < 'a' || id[0] > 'd') return std::nullopt;
    return static_cast<law::Slot>(id[0] - 'a');
  };
  slots.year = [] { return law::Slot{4}; };
  slots.manual = [] { return law::Slot{3}; };
  slots.imported = [](std::string_view) { return law::Slot{3}; };
  slots.type = [](law::Slot slot) -> std::string_view { return slot == 3 ? "date" : "count"; };
  std::vector<law::Problem> problems;
  const auto parsed = parse_json(json);
  EXPECT_TRUE(parsed);
  const Points points = *parse_points(maximum);
  Sample out{law::parse_rule(*parsed, slots, points, problems), points};
  for (const auto& problem : problems) ADD_FAILURE() << problem.path << " " << problem.text.key;
  return out;
}

constexpr const char* kShare =
    R"({"type":"linear_between","numerator":{"sum":["a"]},"denominator":{"sum":["b"]},
        "from_percent":95,"full_percent":100,"zero_denominator":"not_applicable"})";

std::vector<Sample> all_samples() {
  return {
      sample(kShare, "3"),
      sample(R"({"type":"proportional","numerator":{"sum":["a"]},"denominator":{"sum":["b"]},
                 "zero_denominator":"zero"})", "2"),
      sample(R"({"type":"checklist","items":[{"points":0.5,"when":{"all":[{"measure":"a","op":">=","value":3}]}},
                 {"points":1.25,"when":{"any":[{"measure":"b","op":">","value":5},{"measure":"c","op":"==","value":0}]}}]})",
             "1.75"),
      sample(R"({"type":"deduction","start":2,"floor":0,"per":[{"measure":"a","points_each":0.25},
                 {"measure":"c","points_each":0.3}]})", "2"),
      sample(R"({"type":"all_or_nothing","points":1,"when":{"all":[{"measure":"a","op":">=","value":4},
                 {"measure":"b","op":">=","value":4}]}})", "1"),
      sample(R"({"type":"count_threshold","measure":"a","steps":[{"at_least":1,"points":0.5},{"at_least":3,"points":1}]})",
             "1"),
  };
}

// Whatever the facts, the losses of a criterion sum to exactly what it lost.
// Method: every rule shape on random counts, some of them missing.
TEST(Losses, SumToWhatIsLost) {
  const auto samples = all_samples();
  rc::check([&] {
    const auto& chosen = samples[*rc::gen::inRange<std::size_t>(0, samples.size())];
    std::vector<law::Fact> facts(5);
    for (std::size_t i = 0; i < 3; ++i) {
      if (*rc::gen::inRange(0, 6) > 0) facts[i] = law::Fact::number(*rc::gen::inRange(0, 9));
    }
    facts[4] = law::Fact::number(2024);
    const auto outcome = law::evaluate(chosen.rule, chosen.maximum, facts, nullptr);
    if (outcome.state == law::State::NotApplicable) return;
    const Points earned = law::round_half_up(outcome.points, 2);
    Points sum{};
    for (const auto& loss : losses(chosen.rule, chosen.maximum, earned, facts, outcome.missing)) {
      RC_ASSERT(loss.points > Points{});
      RC_ASSERT(!loss.key.empty());
      sum += loss.points;
    }
    RC_ASSERT(sum == std::max(Points{}, chosen.maximum - earned));
  });
}

// 17 late dossiers of 1,248 are named as 17 records, and they carry the whole 0.82.
TEST(Losses, ShareCountsItsRecords) {
  const auto share = sample(kShare, "3");
  const std::vector<law::Fact> facts{law::Fact::number(1231), law::Fact::number(1248), {}, {}, {}};
  const auto lost = losses(share.rule, share.maximum, *parse_points("2.18"), facts, {});
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].kind, Loss::Kind::Record);
  EXPECT_EQ(lost[0].count, 17);
  EXPECT_EQ(to_string(lost[0].points), "0.82");
}

TEST(Losses, SpreadKeepsEveryTenThousandth) {
  const auto parts = spread(*parse_points("0.82"), 17);
  Points sum{};
  for (const auto part : parts) sum += part;
  EXPECT_EQ(sum, *parse_points("0.82"));
  EXPECT_LE(parts.front().ten_thousandths - parts.back().ten_thousandths, 1);
}

// 17 of 1,248 dossiers were late on 15/10/2024: 2.18 now; if no further one is late the share improves by the
// year's end, yet the 17 stay.
TEST(Outlook, LateDossiersStayButTheShareGrows) {
  const auto share = sample(kShare, "3");
  const std::vector<law::Fact> facts{law::Fact::number(1231), law::Fact::number(1248), {}, {}, law::Fact::number(2024)};
  const Terms terms{.maximum = share.maximum, .recovery = Recovery::Grows};
  const auto now = outlook(share.rule, terms, facts, year_of(2024), *parse_date("2024-10-15"));
  EXPECT_EQ(to_string(now.points), "2.18");
  EXPECT_EQ(to_string(now.recoverable), "0.17");
  // 1,248 in 289 days make 1,581 in 366: 1,564 ÷ 1,581 = 98.92 %, which scores 2.35.
  EXPECT_EQ(to_string(now.gone), "0.65");
  EXPECT_EQ(now.state, LiveState::Losing);
  const auto last_day = outlook(share.rule, terms, facts, year_of(2024), *parse_date("2024-12-31"));
  EXPECT_EQ(last_day.state, LiveState::Gone);
}

TEST(Outlook, NotDueUntilItsDay) {
  const auto share = sample(kShare, "3");
  const std::vector<law::Fact> none(5);
  Terms terms{.maximum = share.maximum, .due = parse_date("2024-11-30")};
  EXPECT_EQ(outlook(share.rule, terms, none, year_of(2024), *parse_date("2024-11-29")).state, LiveState::NotDue);
  EXPECT_EQ(outlook(share.rule, terms, none, year_of(2024), *parse_date("2024-11-30")).state, LiveState::Missing);
  terms.known_at_province = true;
  EXPECT_EQ(outlook(share.rule, terms, none, year_of(2024), *parse_date("2024-11-29")).state,
            LiveState::NotKnownBelowProvince);
}

// A paper dated after its day is late for ever.
TEST(Outlook, MissedDateIsGone) {
  const auto rule = sample(R"({"type":"deadline","date_measure":"d","due":{"month":2,"day":15,"year_offset":0},
      "on_time_points":1,"late":[{"max_days_late":10,"points":0.5}],"later_points":0,"missing_points":0})", "1");
  std::vector<law::Fact> facts(5);
  facts[4] = law::Fact::number(2024);
  const Terms terms{.maximum = rule.maximum};
  const Date february = *parse_date("2024-02-15");
  EXPECT_EQ(outlook(rule.rule, terms, facts, year_of(2024), february).state, LiveState::NotDue);
  const auto late = outlook(rule.rule, terms, facts, year_of(2024), february + 3);
  EXPECT_EQ(to_string(late.recoverable), "0.50");
  EXPECT_EQ(to_string(late.gone), "0.50");
  facts[3] = law::Fact::day(february + 5);
  const auto dated = outlook(rule.rule, terms, facts, year_of(2024), february + 30);
  EXPECT_EQ(to_string(dated.gone), "0.50");
  EXPECT_EQ(dated.state, LiveState::Gone);
  const auto lost = losses(rule.rule, rule.maximum, dated.points, facts, {});
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].kind, Loss::Kind::Late);
}

}  // namespace
}  // namespace sen::index
