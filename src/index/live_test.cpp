#include "index/live.hpp"

#include <gtest/gtest.h>

#include "base/embedded.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "base/texts.hpp"
#include "index/score.hpp"

namespace sen::index {
namespace {

CriteriaSet load(const std::string& name) {
  const auto file = embedded_file("packs/criteria-sets/" + name + ".json");
  SEN_ASSERT(file.has_value());
  return read_criteria_set(*parse_json(*file)).set;
}

// Facts of a year as they come: some not yet known, parts under their whole.
std::vector<law::Fact> some_facts(const CriteriaSet& set, Random& random, int year) {
  std::vector<law::Fact> facts;
  for (const auto& entry : set.slots) {
    if (entry.kind == SlotEntry::Kind::Year) {
      facts.push_back(law::Fact::number(year));
    } else if (random.below(6) == 0) {
      facts.emplace_back();
    } else if (entry.kind == SlotEntry::Kind::Manual) {
      facts.push_back(law::Fact::number(static_cast<std::int64_t>(random.below(3))));  // of two points
    } else if (entry.type == MeasureType::Bool) {
      facts.push_back(law::Fact::flag(random.below(3) != 0));
    } else if (entry.type == MeasureType::Date) {
      facts.push_back(law::Fact::day(year_of(year).start + static_cast<int>(random.below(80))));
    } else if (entry.type == MeasureType::Percent) {
      facts.push_back(law::Fact::number(static_cast<std::int64_t>(random.below(1'000'001)), 4));
    } else {
      facts.push_back(law::Fact::number(static_cast<std::int64_t>(random.below(random.below(2) == 0 ? 4 : 1'300))));
    }
  }
  for (const auto& leaf : set.leaves) {
    const auto* scale = std::get_if<law::ScaleRule>(&leaf.rule.body);
    if (scale == nullptr || scale->input != law::ScaleRule::Input::Share) continue;
    law::Fact& part = facts[scale->numerator.plus.front()];
    part.value = std::min(part.value, facts[scale->denominator.plus.front()].value);
  }
  return facts;
}

// Nothing of the whole goes astray: what applies is earned, recoverable, gone, not due or missing; the losses
// of every criterion sum to what it lost, and each has words in both languages.
// Method: the shipped sets, random facts, days over the year.
TEST(LiveIndex, EveryPointHasItsPlace) {
  SeededRandom random(97);
  for (const char* name : {"phu-linh-2024-illustrative", "synthetic-8f-survey", "q766", "nd-307-2025-xa"}) {
    const auto set = load(name);
    const int year = set.year.value_or(2024);
    for (int round = 0; round < 150; ++round) {
      const auto facts = some_facts(set, random, year);
      const Date today = year_of(year).start + static_cast<int>(random.below(366));
      const auto live = live_index(set, facts, year_of(year), today);
      Buckets sum;
      for (const auto& one : live.leaves) {
        const Leaf& leaf = set.leaves[one.leaf];
        const Points lost = one.outlook.recoverable + one.outlook.gone + one.outlook.missing;
        Points explained;
        for (const auto& loss : one.losses) {
          ASSERT_GT(loss.points, Points{}) << name << " " << leaf.code;
          ASSERT_TRUE(has_text(Language::Vi, loss.key) && has_text(Language::En, loss.key)) << loss.key;
          explained += loss.points;
        }
        ASSERT_EQ(explained, lost) << name << " " << leaf.code;
        ASSERT_GE(one.outlook.recoverable, Points{}) << name << " " << leaf.code;
        ASSERT_GE(one.outlook.gone, Points{}) << name << " " << leaf.code;
        sum.add(one.outlook, leaf.maximum);
      }
      ASSERT_EQ(sum.maximum, sum.points + sum.recoverable + sum.gone + sum.not_due + sum.missing) << name;
      ASSERT_EQ(live.whole.points, sum.points);
      ASSERT_EQ(live.score, live_score(set, facts, year_of(year), today));
      ASSERT_LE(live.forecast.pace, live.forecast.all_done);
    }
  }
}

// On the last day, with everything known and nothing left to the province, the live score is the score.
TEST(LiveIndex, AtTheYearsEndItIsTheScore) {
  SeededRandom random(2023);
  const auto set = load("phu-linh-2024-illustrative");
  for (int round = 0; round < 200; ++round) {
    const auto facts = some_facts(set, random, 2024);
    const auto live = live_index(set, facts, year_of(2024), year_of(2024).end);
    const auto tree = score(set, facts, Explain::No);
    ASSERT_EQ(live.whole.points, tree.earned);
    ASSERT_EQ(live.whole.missing > Points{}, !tree.index.has_value() && tree.applicable > Points{});
    for (std::size_t i = 0; i < set.leaves.size(); ++i) {
      ASSERT_EQ(live.leaves[i].outlook.points, tree.leaves[i].points) << set.leaves[i].code;
      ASSERT_EQ(leaf_points(set, i, facts), tree.leaves[i].points);
    }
  }
}

// What only the province computes is neither earned nor lost by the commune.
TEST(LiveIndex, WhatTheProvinceComputesIsNotTheCommunes) {
  const auto set = load("q766");
  const auto live = live_index(set, std::vector<law::Fact>(set.slots.size()), year_of(2026), *parse_date("2026-10-10"));
  EXPECT_EQ(live.leaves[0].outlook.state, LiveState::NotKnownBelowProvince);
  EXPECT_EQ(to_string(live.whole.maximum), "88.00");
}

// A plan that was never issued can still earn its late points; once dated late, the rest is gone.
TEST(LiveIndex, LatePaperStillEarnsSomething) {
  const auto set = load("phu-linh-2024-illustrative");
  std::vector<law::Fact> facts(set.slots.size());
  for (std::size_t i = 0; i < set.slots.size(); ++i) {
    if (set.slots[i].kind == SlotEntry::Kind::Year) facts[i] = law::Fact::number(2024);
  }
  const auto leaf = static_cast<std::size_t>(set.leaf("1.2") - set.leaves.data());
  const auto on = [&](const char* day) { return live_index(set, facts, year_of(2024), *parse_date(day)).leaves[leaf].outlook; };
  EXPECT_EQ(on("2024-02-15").state, LiveState::NotDue);
  EXPECT_EQ(to_string(on("2024-02-20").recoverable), "0.50");
  EXPECT_EQ(on("2024-03-01").state, LiveState::Gone);
  facts[*set.measure("par_plan_issued_on")] = law::Fact::day(*parse_date("2024-02-20"));
  EXPECT_EQ(to_string(on("2024-12-01").gone), "0.50");
}

}  // namespace
}  // namespace sen::index
