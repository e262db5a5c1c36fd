// Units and their lineage: Phù Linh goes into Sóc Sơn on 01/07/2025, some communes into two.

#include "identity/unit.hpp"

#include <gtest/gtest.h>

#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::identity {
namespace {

Date day(const char* text) { return *parse_date(text); }

const NewUnit kPhuLinh{"00400", "UBND xã Phù Linh", "xã Phù Linh", UnitLevel::Commune, day("2000-01-01"), {}};
const char* const kAct = "1656/NQ-UBTVQH15, Điều 1 khoản 122";

template <class Act>
auto as_admin_of(ledger::World& world, UnitId unit, Act&& act) {
  world.in(unit).as(Role::Admin);
  return world.write(act);
}

class UnitTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  void open(UnitId id, const char* code, const char* name, const char* from) {
    const auto made = as_admin_of(world, id, [&](store::WriteTx& tx, const Context& ctx) {
      return add_unit(tx, ctx, {code, name, name, UnitLevel::Commune, day(from), {}});
    });
    ASSERT_TRUE(made) << made.error().rule;
  }
  Result<Done> succeed(UnitId from, NewSuccession input) {
    return as_admin_of(world, from, [&](store::WriteTx& tx, const Context& ctx) {
      return succeed_unit(tx, ctx, input);
    });
  }
  std::vector<Succession> lineage() {
    return *world.read([](store::ReadTx& tx, const Context&) { return all_lineage(tx); });
  }
};
SEN_ON_EVERY_ENGINE(UnitTest);

const UnitId kOld{400};
const UnitId kNew{376};
const UnitId kSplit{390};
const UnitId kOther{437};

TEST_P(UnitTest, AUnitIsOpenedAndRecorded) {
  const auto made = as_admin_of(world, kOld, [&](store::WriteTx& tx, const Context& ctx) {
    return add_unit(tx, ctx, kPhuLinh);
  });
  ASSERT_TRUE(made);
  EXPECT_EQ(made->id, kOld);
  const auto events = world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); });
  ASSERT_EQ(events->size(), 1U);
  EXPECT_EQ(events->front().kind, "unit.opened");
}

TEST_P(UnitTest, WrongInputIsRefusedByField) {
  const auto refusal = [&](NewUnit input) {
    return as_admin_of(world, kOld, [&](store::WriteTx& tx, const Context& ctx) {
      return add_unit(tx, ctx, input);
    }).error().rule;
  };
  auto input = kPhuLinh;
  input.code = "00 400";
  EXPECT_EQ(refusal(input), "identity.unit_code");
  input = kPhuLinh;
  input.name = "  ";
  EXPECT_EQ(refusal(input), "identity.unit_name");
  world.as(Role::Staff);
  const auto denied = world.write([&](store::WriteTx& tx, const Context& ctx) { return add_unit(tx, ctx, kPhuLinh); });
  EXPECT_EQ(denied.error().code, ErrorCode::Forbidden);
}

TEST_P(UnitTest, ACodeBelongsToOneUnitAtATime) {
  open(kOld, "00400", "xã Phù Linh", "2000-01-01");
  const auto again = as_admin_of(world, kOther, [&](store::WriteTx& tx, const Context& ctx) {
    return add_unit(tx, ctx, kPhuLinh);
  });
  EXPECT_EQ(again.error().rule, "identity.unit_exists");
}

// Phù Linh's last day is 30/06/2025; the day after, its code still finds its history.
TEST_P(UnitTest, ASuccessorTakesOverOnItsDay) {
  open(kOld, "00400", "xã Phù Linh", "2000-01-01");
  open(kNew, "00376", "xã Sóc Sơn", "2025-07-01");
  ASSERT_TRUE(succeed(kOld, {kNew, day("2025-07-01"), Share{1, 1}, kAct}));
  const auto old = *world.read([](store::ReadTx& tx, const Context&) { return load_unit(tx, kOld); });
  EXPECT_TRUE(old.in_force(day("2025-06-30")));
  EXPECT_FALSE(old.in_force(day("2025-07-01")));
  const auto found = world.read([](store::ReadTx& tx, const Context&) { return find_unit(tx, "00400", day("2026-01-01")); });
  EXPECT_EQ(found->id, kOld);
  const auto none = world.read([](store::ReadTx& tx, const Context&) { return find_unit(tx, "99999", day("2026-01-01")); });
  EXPECT_EQ(none.error().rule, "identity.unit_unknown");
  EXPECT_TRUE(predecessors(lineage(), kNew, day("2025-06-30")).empty());
  ASSERT_EQ(predecessors(lineage(), kNew, day("2025-07-01")).size(), 1U);
}

TEST_P(UnitTest, OnePredecessorMayGoIntoTwoButNeverMoreThanItself) {
  open(kSplit, "00391", "xã Mai Đình", "2000-01-01");
  open(kNew, "00376", "xã Sóc Sơn", "2025-07-01");
  open(kOther, "00433", "xã Nội Bài", "2025-07-01");
  ASSERT_TRUE(succeed(kSplit, {kNew, day("2025-07-01"), Share{3, 5}, kAct}));
  EXPECT_EQ(succeed(kSplit, {kOther, day("2025-07-01"), Share{1, 2}, kAct}).error().rule, "identity.share_sum");
  ASSERT_TRUE(succeed(kSplit, {kOther, day("2025-07-01"), Share{2, 5}, kAct}));
  EXPECT_EQ(successors(lineage(), kSplit, day("2025-07-01")).size(), 2U);
}

TEST_P(UnitTest, ASuccessionNeedsAnActAShareAndAnotherUnit) {
  open(kOld, "00400", "xã Phù Linh", "2000-01-01");
  open(kNew, "00376", "xã Sóc Sơn", "2025-07-01");
  EXPECT_EQ(succeed(kOld, {kOld, day("2025-07-01"), {}, kAct}).error().rule, "identity.lineage_self");
  EXPECT_EQ(succeed(kOld, {kNew, day("2025-07-01"), {}, " "}).error().rule, "identity.lineage_act");
  EXPECT_EQ(succeed(kOld, {kNew, day("2025-07-01"), Share{0, 3}, kAct}).error().rule, "identity.share_range");
  EXPECT_EQ(succeed(kOld, {kNew, day("2025-07-01"), Share{4, 3}, kAct}).error().rule, "identity.share_range");
  EXPECT_EQ(succeed(kOld, {kOther, day("2025-07-01"), {}, kAct}).error().code, ErrorCode::NotFound);
}

// A part that is given away does not end the unit.
TEST_P(UnitTest, AUnitThatGivesAPartLivesOn) {
  open(kOld, "00400", "xã Phù Linh", "2000-01-01");
  open(kNew, "00376", "xã Sóc Sơn", "2000-01-01");
  ASSERT_TRUE(succeed(kOld, {kNew, day("2010-01-01"), Share{1, 10}, kAct, false}));
  const auto old = *world.read([](store::ReadTx& tx, const Context&) { return load_unit(tx, kOld); });
  EXPECT_FALSE(old.valid_to.has_value());
}

// Shares multiply along the way; an unknown one makes the product unknown.
TEST(Lineage, SharesMultiplyAndStayExact) {
  const UnitId a{1};
  const UnitId b{2};
  const UnitId c{3};
  const std::vector<Succession> strands{{a, b, day("2008-08-01"), Share{1, 3}, "x"},
                                        {b, c, day("2025-07-01"), Share{3, 4}, "y"},
                                        {UnitId{4}, c, day("2025-07-01"), {}, "y"}};
  const auto before = predecessors(strands, c, day("2026-01-01"));
  ASSERT_EQ(before.size(), 3U);
  EXPECT_EQ(before[0].unit, b);
  EXPECT_EQ(before[1].unit, UnitId{4});
  EXPECT_FALSE(before[1].share.has_value());
  EXPECT_EQ(before[2].unit, a);
  EXPECT_EQ(before[2].distance, 2);
  EXPECT_EQ(*before[2].share, (Share{1, 4}));
  const auto after = successors(strands, a, day("2024-12-31"));
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].unit, b);
}

TEST(Lineage, ACircleMadeByMistakeEnds) {
  const std::vector<Succession> strands{{UnitId{1}, UnitId{2}, day("2020-01-01"), {}, "x"},
                                        {UnitId{2}, UnitId{1}, day("2020-01-01"), {}, "x"}};
  EXPECT_EQ(successors(strands, UnitId{1}, day("2026-01-01")).size(), 20U);
}

}  // namespace
}  // namespace sen::identity
