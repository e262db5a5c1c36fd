// Two units, no object and no text in common, and never in data that somebody uses.

#include "sim/seed.hpp"

#include <gtest/gtest.h>

#include <set>

#include "evidence/blobs.hpp"
#include "ledger/verify.hpp"
#include "store/test_store.hpp"

namespace sen::sim {
namespace {

TEST(Seed, TwoUnitsApart) {
  store::TestStore store;
  const store::TestFolder folder;
  auto blobs = evidence::Blobs::open(folder.path());
  ASSERT_TRUE(blobs);
  const ManualClock clock(*parse_instant("2024-10-15T08:15+07:00"));
  SeededRandom random(5);
  const SeedPlace place{*store, clock, random, pack::PackSet::embedded(), *blobs};
  const auto units = make_seed(place);
  ASSERT_TRUE(units) << units.error().rule;
  ASSERT_EQ(units->size(), 2U);
  std::set<std::string> seen;
  for (const auto& unit : *units) {
    EXPECT_EQ(unit.accounts.size(), 6U);
    EXPECT_GE(unit.ids.size(), 9U);
    EXPECT_GE(unit.markers.size(), 15U);
    for (const auto& [thing, id] : unit.ids) {
      const bool is_law = thing == "type" || thing == "record-form";  // the same everywhere
      EXPECT_TRUE(seen.insert(thing + id).second || is_law) << thing;
    }
    for (const auto& marker : unit.markers) EXPECT_TRUE(seen.insert(marker).second) << marker;
  }
  const auto report = ledger::verify(*store, pack::PackSet::embedded());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->findings.empty());
  const auto again = make_seed(place);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().rule, "sim.seed_real_data");
}

}  // namespace
}  // namespace sen::sim
