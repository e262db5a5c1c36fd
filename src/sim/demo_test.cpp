// The demonstration: whole through the real commands, the same for the same seed, and every lost point has its reason.

#include "sim/demo.hpp"

#include <gtest/gtest.h>

#include "evidence/blobs.hpp"
#include "evidence/verify.hpp"
#include "index/baseline.hpp"
#include "index/live.hpp"
#include "index/live_facts.hpp"
#include "index/sets.hpp"
#include "jobs/notice.hpp"
#include "ledger/verify.hpp"
#include "plan/view.hpp"
#include "store/test_store.hpp"

namespace sen::sim {
namespace {

constexpr int kSeeds = 20;

/// A commune made with a seed, in a store of its own.
class Commune {
 public:
  explicit Commune(std::uint64_t seed, store::TestEngine engine = store::TestEngine::Sqlite)
      : store_(engine), blobs_(*evidence::Blobs::open(files_.path())) {
    DemoOptions options;
    options.seed = seed;
    options.blobs = &blobs_;
    auto made = make_demo(*store_, pack::PackSet::embedded(), options);
    EXPECT_TRUE(made) << made.error().rule;
    report = *made;
    clock_.set(report.clock);
  }
  template <class Look>
  auto read(Look&& look) {
    const Actor actor = system_actor(report.unit);
    const Context ctx{actor, report.unit, clock_, random_, pack::PackSet::embedded()};
    return store_->read(report.unit, [&](store::ReadTx& tx) { return look(tx, ctx); });
  }
  index::LiveIndex live() {
    auto found = read([](store::ReadTx& tx, const Context& ctx) -> Result<index::LiveIndex> {
      index::Sets sets;
      SEN_LET(const auto set, index::set_in_force(tx, ctx, sets, 2024));
      SEN_LET(const auto period, index::measuring_period(tx, 2024));
      const Date today = date_of(ctx.clock.now());
      SEN_LET(const auto facts, index::live_facts(tx, ctx, *set, period.period, today));
      return index::live_index(*set, facts.facts, period.period, today);
    });
    EXPECT_TRUE(found);
    return *found;
  }
  ledger::VerifyReport verified() {
    ledger::VerifyOptions options;
    options.more = [&](store::ReadTx& tx, std::vector<ledger::VerifyFinding>& findings) {
      return evidence::check_files(tx, blobs_, findings);
    };
    auto found = ledger::verify(*store_, pack::PackSet::embedded(), options);
    EXPECT_TRUE(found);
    return *found;
  }

  DemoReport report;

 private:
  store::TestStore store_;
  store::TestFolder files_;
  evidence::Blobs blobs_;
  ManualClock clock_{Instant{0}};
  SeededRandom random_{1};
};

TEST(Demo, IsWholeOnEveryEngine) {
  for (const auto engine : store::test_engines()) {
    SCOPED_TRACE(store::name_of(engine));
    Commune commune(2024, engine);
    EXPECT_EQ(commune.report.tasks, 27);
    EXPECT_GT(commune.report.facts, 250);
    EXPECT_GE(commune.report.evidence, 15);
    EXPECT_TRUE(commune.verified().findings.empty());
    const auto view = commune.read([](store::ReadTx& tx, const Context& ctx) -> Result<plan::PlanView> {
      SEN_LET(const auto plans, plan::plans(tx, ctx));
      return plan::plan_view(tx, ctx, plans.front().plan.id, {});
    });
    ASSERT_TRUE(view);
    EXPECT_EQ(view->plan.number, "97/KH-UBND");
    ASSERT_EQ(view->groups.size(), 3U);
    EXPECT_EQ(view->groups[0].tasks.size(), 13U);
    EXPECT_EQ(view->groups[1].tasks.size(), 6U);
    EXPECT_EQ(view->groups[2].tasks.size(), 8U);
    EXPECT_EQ(view->counts.overdue, 1);
    EXPECT_GE(view->counts.done, 4);
  }
}

TEST(Demo, SameSeedSameYear) {
  Commune one(7);
  Commune again(7);
  Commune other(8);
  const auto heads = [](Commune& commune) { return commune.verified().heads; };
  EXPECT_EQ(one.live().score, again.live().score);
  EXPECT_EQ(heads(one).back().second.hash_hex, heads(again).back().second.hash_hex) << "to the last byte";
  EXPECT_NE(heads(one).back().second.hash_hex, heads(other).back().second.hash_hex);
}

// Must show: every leaf that lost points lists what took them, and the list sums to the loss.
TEST(Demo, LossesSumToWhatWasLost) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    Commune commune(seed);
    const auto live = commune.live();
    Points points{};
    int losing = 0;
    for (const auto& leaf : live.leaves) {
      points += leaf.outlook.points;
      const Points lost = leaf.outlook.recoverable + leaf.outlook.gone + leaf.outlook.missing;
      Points sum{};
      for (const auto& loss : leaf.losses) {
        EXPECT_GT(loss.points, Points{});
        sum += loss.points;
      }
      EXPECT_EQ(sum, lost) << leaf.leaf;
      if (lost > Points{}) ++losing;
    }
    EXPECT_EQ(points, live.whole.points);
    EXPECT_GT(losing, 3);
    EXPECT_TRUE(commune.verified().findings.empty());
  }
}

TEST(Demo, UnknownStory) {
  store::TestStore store;
  DemoOptions options;
  options.story = "nowhere";
  EXPECT_EQ(make_demo(*store, pack::PackSet::embedded(), options).error().rule, "sim.story_unknown");
}

}  // namespace
}  // namespace sen::sim
