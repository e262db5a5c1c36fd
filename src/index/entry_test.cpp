// What people put into the index: criteria sets, facts, last year's result, owners, periods.

#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "base/embedded.hpp"
#include "index/baseline.hpp"
#include "index/bench_commune.hpp"
#include "index/fact_entry.hpp"
#include "index/live_facts.hpp"
#include "index/sets.hpp"
#include "index/years.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::index {
namespace {

Json shipped(const std::string& name) {
  const auto file = embedded_file("packs/criteria-sets/" + name + ".json");
  SEN_ASSERT(file.has_value());
  return *parse_json(*file);
}

class IndexEntry : public store::EngineTest {
 protected:
  IndexEntry() : world(store()) { world.as(Role::Chair); }

  Result<SetAssignment> load(const Json& body, int year = 2024) {
    return world.call<SetAssignment, SetLoad>(load_set, {.year = year, .body = body});
  }
  SharedSet in_force(int year = 2024) {
    auto set = world.read([&](store::ReadTx& tx, const Context& ctx) { return set_in_force(tx, ctx, sets, year); });
    EXPECT_TRUE(set);
    return *set;
  }
  LiveFacts facts(const CriteriaSet& set, const char* day) {
    auto found = world.read([&](store::ReadTx& tx, const Context& ctx) {
      return live_facts(tx, ctx, set, year_of(2024), *parse_date(day));
    });
    EXPECT_TRUE(found);
    return *found;
  }
  Result<FactEntry> enter(const FactInput& input, bool own = true) {
    const SharedSet set = in_force();
    return world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<FactEntry> {
      SEN_LET(const auto period, measuring_period(tx, 2024));
      SEN_LET(const auto known, live_facts(tx, ctx, *set, period.period, input.as_of));
      const FactSetting setting{.set = *set, .year = 2024, .period = period.period, .closed = period.closed_at.has_value(),
                                .counted = ctx.packs.measures().find(input.measure) != nullptr, .own = own, .facts = known.facts};
      return enter_fact(tx, ctx, setting, input);
    });
  }
  FactInput fact(const char* measure, const char* value, const char* day = "2024-10-01") {
    return {.measure = measure, .value = value, .as_of = *parse_date(day), .note = "Báo cáo quý III"};
  }
  // The one code of a refused fact.
  std::string refusal(const FactInput& input) {
    const auto entered = enter(input);
    if (entered) return "entered";
    if (entered.error().rule != "index.fact_refused") return entered.error().rule;
    return entered.error().fields.size() == 1 ? entered.error().fields[0].code : "several";
  }

  ledger::World world;
  Sets sets;
};
SEN_ON_EVERY_ENGINE(IndexEntry);

// A set is kept by its hash for ever and scores the year that it is assigned to; a later one takes over.
TEST_P(IndexEntry, SetIsKeptAndAssigned) {
  ASSERT_TRUE(load(shipped("phu-linh-2024-illustrative")));
  EXPECT_EQ(in_force()->id, "phu-linh-2024-illustrative");
  world.at("2024-10-16T08:00+07:00");
  ASSERT_TRUE(load(shipped("synthetic-8f-survey")));
  EXPECT_EQ(in_force()->id, "synthetic-8f-survey");
  const auto assignments = world.read([](store::ReadTx& tx, const Context&) { return set_assignments(tx); });
  ASSERT_EQ(assignments->size(), 2U);
  const auto before = world.read([](store::ReadTx& tx, const Context&) {
    return set_assignment(tx, 2024, *parse_instant("2024-10-15T12:00+07:00"));
  });
  EXPECT_EQ((*before)->set_id, "phu-linh-2024-illustrative");
  const auto old = world.read([&](store::ReadTx& tx, const Context&) { return sets.by_hash(tx, (*before)->set_hash); });
  EXPECT_EQ((*old)->leaves.size(), 44U);
}

TEST_P(IndexEntry, UnsoundSetIsRefused) {
  Json broken = shipped("q766");
  broken.set("total", Json::number(99));
  const auto refused = load(broken);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "index.set_findings");
  EXPECT_EQ(refused.error().fields.at(0).field, "total");
  EXPECT_EQ(load(shipped("q766"), 24).error().rule, "index.set_year");
  world.as(Role::Staff);
  EXPECT_EQ(load(shipped("q766")).error().code, ErrorCode::Forbidden);
  const auto none = world.read([&](store::ReadTx& tx, const Context& ctx) { return set_in_force(tx, ctx, sets, 2024); });
  EXPECT_EQ(none.error().rule, "index.no_set");
  const auto unknown = world.read([&](store::ReadTx& tx, const Context&) { return sets.by_hash(tx, std::string(64, '0')); });
  EXPECT_EQ(unknown.error().rule, "index.set_unknown");
}

// An entered fact scores from its day on; a correction is a further entry, and the first one stays to be read.
TEST_P(IndexEntry, FactScoresAndIsCorrectedByAnother) {
  ASSERT_TRUE(load(shipped("phu-linh-2024-illustrative")));
  const auto set = in_force();
  const auto slot = *set->measure("staff_total");
  ASSERT_TRUE(enter(fact("staff_total", "40")));
  const auto first = enter(fact("staff_briefed", "36"));
  ASSERT_TRUE(first) << first.error().rule;
  EXPECT_TRUE(facts(*set, "2024-09-30").facts[slot].is_missing());
  EXPECT_EQ(facts(*set, "2024-10-15").facts[slot], law::Fact::number(40));
  const auto leaf = static_cast<std::size_t>(set->leaf("2.3") - set->leaves.data());
  EXPECT_EQ(to_string(leaf_points(*set, leaf, facts(*set, "2024-10-15").facts)), "0.90");
  auto corrected = fact("staff_briefed", "38");
  corrected.corrects = first->id;
  ASSERT_TRUE(enter(corrected));
  EXPECT_EQ(to_string(leaf_points(*set, leaf, facts(*set, "2024-10-15").facts)), "0.95");
  EXPECT_EQ(facts(*set, "2024-10-15").readings.at("staff_briefed").origin, "attested");
  const auto entries = world.read([](store::ReadTx& tx, const Context&) { return fact_entries(tx, "staff_briefed", 2024); });
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ(entries->at(0).value, 38);
  EXPECT_EQ(entries->at(0).corrects, first->id);
  EXPECT_EQ(entries->at(1).value, 36);
  EXPECT_EQ(entries->at(1).entered_by, PersonId{11});
}

// Another set's result and an appraiser's points are entered like figures, within what their rules allow.
TEST_P(IndexEntry, ResultsOfOtherSetsAndGivenPointsAreEntered) {
  ASSERT_TRUE(load(shipped("synthetic-8f-survey")));
  const auto set = in_force();
  const auto points = [&](const char* code) {
    return to_string(leaf_points(*set, static_cast<std::size_t>(set->leaf(code) - set->leaves.data()), facts(*set, "2024-10-15").facts));
  };
  ASSERT_TRUE(enter(fact("points.3.4", "1.25")));
  EXPECT_EQ(points("3.4"), "1.25");
  ASSERT_TRUE(enter(fact("imported.q766", "88.5")));
  EXPECT_EQ(law::to_decimal(facts(*set, "2024-10-15").facts[*set->entered("imported.q766")].exact(), 4), "88.5");
  EXPECT_EQ(refusal(fact("points.3.4", "1.3")), "index.points_given");
  EXPECT_EQ(refusal(fact("points.3.4", "many")), "index.points_given");
  EXPECT_EQ(refusal(fact("imported.q766", "100.5")), "index.import_value");
  EXPECT_EQ(refusal(fact("imported.q766", "-1")), "index.import_value");
  EXPECT_EQ(refusal(fact("imported.q767", "1")), "index.fact_unknown");
  EXPECT_EQ(refusal(fact("year", "2024")), "index.fact_unknown");
}

// Facts that cannot be true, or are not this person's to say, are refused and leave no trace.
TEST_P(IndexEntry, FactsAreRefusedByName) {
  ASSERT_TRUE(load(shipped("phu-linh-2024-illustrative")));
  ASSERT_TRUE(enter(fact("staff_total", "40")));
  EXPECT_EQ(refusal(fact("dossiers", "1")), "index.fact_unknown");
  EXPECT_EQ(refusal(fact("staff_total", "-1")), "index.fact_negative");
  EXPECT_EQ(refusal(fact("staff_total", "4.5")), "index.fact_whole");
  EXPECT_EQ(refusal(fact("staff_total", "bốn mươi")), "index.fact_type");
  EXPECT_EQ(refusal(fact("staff_briefed", "41")), "index.fact_above_total");
  EXPECT_EQ(refusal(fact("sipas_percent", "95.43219")), "index.fact_number");
  EXPECT_EQ(refusal(fact("staff_total", "41", "2024-10-16")), "index.fact_future");
  EXPECT_EQ(refusal(fact("staff_total", "41", "2023-12-31")), "index.fact_day");
  EXPECT_EQ(refusal(fact("remediation_tasks_done", "3")), "index.fact_counted");
  auto wordy = fact("staff_total", "41");
  wordy.note = std::string(2'001, 'a');
  EXPECT_EQ(refusal(wordy), "index.fact_note");
  auto stray = fact("staff_total", "41");
  stray.corrects = 123;
  EXPECT_EQ(refusal(stray), "index.fact_corrects");
  world.as(Role::Staff);
  EXPECT_EQ(enter(fact("staff_total", "41"), false).error().code, ErrorCode::Forbidden);
  EXPECT_TRUE(enter(fact("staff_total", "41"), true));
  world.as(Role::Auditor);
  EXPECT_EQ(enter(fact("staff_total", "42")).error().code, ErrorCode::Forbidden);
  const auto entries = world.read([](store::ReadTx& tx, const Context&) { return fact_entries(tx, "staff_total", 2024); });
  EXPECT_EQ(entries->size(), 2U);
}

// A closed period takes nothing until it is opened again, with a reason.
TEST_P(IndexEntry, ClosedPeriodTakesNoFacts) {
  ASSERT_TRUE(load(shipped("phu-linh-2024-illustrative")));
  PeriodInput period{.year = 2024, .period = {*parse_date("2024-01-01"), *parse_date("2024-11-30")}, .closed = true};
  const auto set_period = [&](const PeriodInput& input) { return world.call<Done, PeriodInput>(set_measuring_period, input); };
  EXPECT_EQ(set_period(period).error().rule, "index.period_reason");
  period.reason = "Nộp tự chấm điểm";
  ASSERT_TRUE(set_period(period));
  EXPECT_EQ(refusal(fact("staff_total", "40")), "index.fact_closed");
  period.closed = false;
  EXPECT_EQ(set_period({.year = 2024, .period = {period.period.end, period.period.start}}).error().rule, "index.period_order");
  ASSERT_TRUE(set_period(period));
  EXPECT_EQ(refusal(fact("staff_total", "40")), "entered");
}

// A year is closed on its last day, keeps the score of that moment, and is opened again with a reason only.
TEST_P(IndexEntry, YearTurns) {
  ASSERT_TRUE(load(shipped("phu-linh-2024-illustrative")));
  const auto close = [&](const char* reason) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return close_period(tx, ctx, sets, {2024, reason}); });
  };
  const auto move = [&](const char* start, const char* end, const char* reason = "Cấp trên chốt sớm") {
    return world.write([&](store::WriteTx& tx, const Context& ctx) {
      return move_period(tx, ctx, {2024, {*parse_date(start), *parse_date(end)}, reason});
    });
  };
  const auto open = [&](const char* reason) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return open_period(tx, ctx, {2024, reason}); });
  };
  world.at("2024-11-30T08:00+07:00");
  EXPECT_EQ(close("Nộp tự chấm điểm").error().rule, "index.period_running");
  EXPECT_EQ(open("Bổ sung").error().rule, "index.period_open");
  EXPECT_EQ(move("2023-12-01", "2024-11-30").error().rule, "index.period_year");
  EXPECT_EQ(move("2024-01-01", "2026-01-01").error().rule, "index.period_year");
  EXPECT_EQ(move("2024-01-01", "2024-11-30", " ").error().rule, "index.period_reason");
  ASSERT_TRUE(move("2024-01-01", "2024-11-30"));
  EXPECT_EQ(close("").error().rule, "index.period_reason");
  ASSERT_TRUE(enter(fact("staff_total", "40")));
  const auto closed = close("Nộp tự chấm điểm");
  ASSERT_TRUE(closed);
  EXPECT_TRUE(closed->closed_at.has_value());
  EXPECT_EQ(close("Nộp lại").error().rule, "index.period_closed");
  EXPECT_EQ(move("2024-01-01", "2024-12-31").error().rule, "index.period_closed");
  const auto years = world.read([&](store::ReadTx& tx, const Context& ctx) { return years_of(tx, ctx, sets); });
  ASSERT_TRUE(years);
  ASSERT_EQ(years->size(), 1U);
  EXPECT_EQ(years->front().period.closed_points, years->front().live->score);
  world.at("2025-02-01T08:00+07:00");
  const auto later = world.read([&](store::ReadTx& tx, const Context& ctx) { return years_of(tx, ctx, sets); });
  EXPECT_EQ(later->front().live->score, *years->front().period.closed_points) << "a closed year stays as it was";
  EXPECT_EQ(open("").error().rule, "index.period_reason");
  ASSERT_TRUE(open("Bổ sung hồ sơ theo yêu cầu thẩm định"));
}

// What was entered by mistake is taken back: the entry before it of that day holds again, else what held the days before,
// also when that changes later; the first entries stay to be read.
TEST_P(IndexEntry, WithdrawnFactGivesWayToWhatHeldBefore) {
  ASSERT_TRUE(load(shipped("phu-linh-2024-illustrative")));
  const auto set = in_force();
  const auto slot = *set->measure("staff_total");
  const auto at = [&](const char* day) { return facts(*set, day).facts[slot]; };
  const auto withdraw = [&](std::int64_t id) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) {
      const FactSetting setting{.set = *set, .year = 2024, .period = year_of(2024), .own = true, .facts = {}};
      return withdraw_fact(tx, ctx, setting, {id, "Nhập nhầm"});
    });
  };
  const auto wrong = enter(fact("staff_total", "400", "2024-03-01"));
  ASSERT_TRUE(wrong);
  ASSERT_TRUE(withdraw(wrong->id));
  EXPECT_TRUE(at("2024-10-15").is_missing());
  const auto line = world.read([&](store::ReadTx& tx, const Context& ctx) { return score_history(tx, ctx, *set, year_of(2024), *parse_date("2024-10-15")); });
  ASSERT_TRUE(line);
  ASSERT_TRUE(enter(fact("staff_total", "40", "2024-02-01")));
  EXPECT_EQ(at("2024-10-15"), law::Fact::number(40)) << "an earlier day counts on through the withdrawn one";
  EXPECT_EQ(facts(*set, "2024-10-15").readings.at("staff_total").origin, "attested");
  ASSERT_TRUE(enter(fact("staff_total", "41", "2024-02-01")));
  EXPECT_EQ(at("2024-10-15"), law::Fact::number(41));
  const auto typo = enter(fact("staff_total", "14", "2024-02-01"));
  ASSERT_TRUE(withdraw(typo->id));
  EXPECT_EQ(at("2024-02-20"), law::Fact::number(41));
  EXPECT_EQ(at("2024-10-15"), law::Fact::number(41));
  EXPECT_EQ(withdraw(wrong->id).error().rule, "index.fact_superseded");
  EXPECT_EQ(withdraw(1).error().rule, "index.fact_entry_unknown");
}

TEST_P(IndexEntry, BaselineAndOwners) {
  BaselineInput input{.year = 2023, .points = *parse_points("93.86"), .max_points = *parse_points("100"), .rank = 2, .rank_of = 26,
                      .decision = "9018/QĐ-UBND ngày 20/12/2023", .criteria = {{"1.1", *parse_points("4")}}};
  const auto import = [&] { return world.call<Done, BaselineInput>(import_baseline, input); };
  ASSERT_TRUE(import());
  ASSERT_TRUE(import()) << "the same result again replaces it";
  const auto found = world.read([](store::ReadTx& tx, const Context&) { return baseline_of(tx, 2023); });
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ(to_string((*found)->points), "93.86");
  EXPECT_EQ(to_string((*found)->criteria.at("1.1")), "4.00");
  input.points = *parse_points("101");
  input.rank = 27;
  input.criteria = {{"1.1", Points{10'000}}, {"1.1", Points{10'000}}};
  const auto refused = import();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "index.baseline_invalid");
  EXPECT_EQ(refused.error().fields.size(), 3U);

  const auto own = [&](const OwnerInput& owner) { return world.call<Done, OwnerInput>(set_owner, owner); };
  ASSERT_TRUE(own({.year = 2024, .code = "3.2", .body = "one_stop_desk", .person = PersonId{14}}));
  EXPECT_EQ(own({.year = 2024, .code = "3.2", .body = ""}).error().rule, "index.owner_body");
  const auto owners = world.read([](store::ReadTx& tx, const Context&) { return owners_of(tx, 2024); });
  EXPECT_EQ(owners->at("3.2").person, PersonId{14});
}

// The line of the year has a point for each day on which the score changed, and ends today.
TEST_P(IndexEntry, LineOfTheYearFollowsTheFacts) {
  ASSERT_TRUE(load(shipped("phu-linh-2024-illustrative")));
  ASSERT_TRUE(enter(fact("delegation_violations", "0", "2024-03-01")));
  ASSERT_TRUE(enter(fact("budget_published", "true", "2024-04-01")));
  ASSERT_TRUE(enter(fact("settlement_published", "true", "2024-07-01")));
  const auto set = in_force();
  const auto line = world.read([&](store::ReadTx& tx, const Context& ctx) {
    return score_history(tx, ctx, *set, year_of(2024), *parse_date("2024-10-15"));
  });
  ASSERT_TRUE(line);
  std::string text;
  for (const auto& day : *line) text += to_string(day.day) + " " + to_string(day.points) + "\n";
  EXPECT_EQ(text, "2024-01-01 0.00\n2024-03-01 2.00\n2024-07-01 4.00\n2024-10-15 4.00\n");
}

TEST_P(IndexEntry, UnknownEntryIsNotFound) {
  const auto found = world.read([](store::ReadTx& tx, const Context&) { return load_fact(tx, 404); });
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().rule, "index.fact_entry_unknown");
}

// The bench of one commune does its work on both engines; its speed is judged by `sen bench commune`.
TEST_P(IndexEntry, BenchOfOneCommuneRuns) {
  const auto times = bench_commune(store(), pack::PackSet::embedded(), 3);
  ASSERT_TRUE(times) << times.error().rule;
  EXPECT_EQ(times->size(), 3U);
  for (const auto time : *times) EXPECT_GT(time, 0);
}

}  // namespace
}  // namespace sen::index
