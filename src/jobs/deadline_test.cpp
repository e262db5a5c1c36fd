// A deadline passes once, at its own time, however late the program notices; moved too late, it is taken back.

#include "jobs/deadline.hpp"

#include <gtest/gtest.h>

#include "ledger/verify.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::jobs {
namespace {

const SubjectRef kTask{"task", 5};

class DeadlineTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  void SetUp() override { world.as(Role::Admin).at("2024-10-15T08:00+07:00"); }

  void set(const char* due, SubjectRef subject = kTask) {
    NewDeadline input{subject, "task_due", *parse_instant(due)};
    input.facts.set("lead", Json::string("office_statistics"));
    const auto done = world.write([&](store::WriteTx& tx, const Context& ctx) { return set_deadline(tx, ctx, input); });
    ASSERT_TRUE(done) << done.error().rule;
  }
  std::size_t pass() {
    const auto passed = world.write([&](store::WriteTx& tx, const Context& ctx) { return pass_deadlines(tx, ctx, 500); });
    EXPECT_TRUE(passed) << (passed ? "" : passed.error().rule);
    return passed->size();
  }
  bool meet(std::optional<Instant> done_at = {}) {
    return *world.write([&](store::WriteTx& tx, const Context& ctx) {
      return meet_deadline(tx, ctx, {kTask, "task_due", done_at});
    });
  }
  /// Kinds of all events, oldest first, without "deadline.".
  std::string story() {
    const auto events = world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); });
    std::string told;
    for (auto event = events->rbegin(); event != events->rend(); ++event) {
      told += (told.empty() ? "" : " ") + event->kind.substr(event->kind.find('.') + 1) + "@" +
              to_string(event->effective_at).substr(5, 11);
    }
    return told;
  }
  std::string states() {
    const auto all = world.read([](store::ReadTx& tx, const Context&) { return deadlines_of(tx, kTask); });
    std::string told;
    for (const auto& deadline : *all) told += (told.empty() ? "" : " ") + deadline.state;
    return told;
  }
};
SEN_ON_EVERY_ENGINE(DeadlineTest);

// Due at 17:00: at 17:00 it is in time, a millisecond after it passes, with 17:00 as its time.
TEST_P(DeadlineTest, PassesJustAfterItsTime) {
  set("2024-10-16T17:00+07:00");
  world.at("2024-10-16T17:00+07:00");
  EXPECT_EQ(pass(), 0U);
  world.clock().advance(1);
  EXPECT_EQ(pass(), 1U);
  EXPECT_EQ(pass(), 0U);
  EXPECT_EQ(story(), "passed@10-16T17:00");
  const auto events = world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); });
  EXPECT_EQ(events->front().subject_kind, "task");
  EXPECT_EQ(events->front().subject_id, 5);
  EXPECT_EQ(events->front().facts.string_or("deadline"), "task_due");
  EXPECT_EQ(events->front().facts.string_or("lead"), "office_statistics");
}

TEST_P(DeadlineTest, MetInTimeItNeverPasses) {
  set("2024-10-16T17:00+07:00");
  world.at("2024-10-16T17:00+07:00");
  EXPECT_TRUE(meet());
  world.at("2024-10-18T08:00+07:00");
  EXPECT_EQ(pass(), 0U);
  EXPECT_EQ(story(), "");
  EXPECT_FALSE(meet());
}

// Done on Thursday, due on Wednesday, and nobody had noticed: it passes first.
TEST_P(DeadlineTest, MetTooLateItPassesFirst) {
  set("2024-10-16T17:00+07:00");
  world.at("2024-10-17T10:05+07:00");
  EXPECT_TRUE(meet());
  EXPECT_EQ(story(), "passed@10-16T17:00");
  EXPECT_EQ(states(), "late");
}

// The paper was signed on Tuesday and entered on Thursday.
TEST_P(DeadlineTest, DoneInTimeButLearntLaterIsTakenBack) {
  set("2024-10-16T17:00+07:00");
  world.at("2024-10-17T10:05+07:00");
  EXPECT_EQ(pass(), 1U);
  EXPECT_TRUE(meet(*parse_instant("2024-10-15T16:00+07:00")));
  EXPECT_EQ(story(), "passed@10-16T17:00 restored@10-16T17:00");
  EXPECT_EQ(states(), "met");
}

TEST_P(DeadlineTest, AnExtensionInTimeLeavesNoTrace) {
  set("2024-10-16T17:00+07:00");
  set("2024-10-20T17:00+07:00");
  world.at("2024-10-21T08:00+07:00");
  EXPECT_EQ(pass(), 1U);
  EXPECT_EQ(story(), "passed@10-20T17:00");
}

TEST_P(DeadlineTest, AnExtensionRecordedLateCompensates) {
  set("2024-10-16T17:00+07:00");
  world.at("2024-10-17T08:00+07:00");
  EXPECT_EQ(pass(), 1U);
  set("2024-10-20T17:00+07:00");
  EXPECT_EQ(story(), "passed@10-16T17:00 restored@10-16T17:00");
  set("2024-10-16T17:00+07:00");
  EXPECT_EQ(pass(), 1U);
  EXPECT_EQ(story(), "passed@10-16T17:00 restored@10-16T17:00 passed@10-16T17:00");
  EXPECT_EQ(states(), "passed moved");
}

// A task closed late and opened again keeps the one passing that is true.
TEST_P(DeadlineTest, OpenedAgainItDoesNotPassTwice) {
  set("2024-10-16T17:00+07:00");
  world.at("2024-10-17T08:00+07:00");
  EXPECT_TRUE(meet());
  set("2024-10-16T17:00+07:00");
  EXPECT_EQ(states(), "passed");
  EXPECT_EQ(pass(), 0U);
  EXPECT_EQ(story(), "passed@10-16T17:00");
}

TEST_P(DeadlineTest, AThingThatGoesTakesItsDeadlineAlong) {
  set("2024-10-16T17:00+07:00");
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) { return drop_deadline(tx, ctx, {kTask, "task_due"}); }));
  world.at("2024-10-17T08:00+07:00");
  EXPECT_EQ(pass(), 0U);
}

TEST_P(DeadlineTest, UnitsPassTheirOwn) {
  set("2024-10-16T17:00+07:00");
  world.at("2024-10-17T08:00+07:00").in(UnitId{8});
  EXPECT_EQ(pass(), 0U);
  const auto units = store().read(UnitId{}, [&](store::ReadTx& tx) { return units_with_overdue(tx, world.clock().now()); });
  EXPECT_EQ(*units, std::vector<UnitId>{UnitId{7}});
  const auto next = store().read(UnitId{}, [](store::ReadTx& tx) { return next_deadline(tx); });
  EXPECT_EQ(**next, *parse_instant("2024-10-16T17:00+07:00"));
}

}  // namespace
}  // namespace sen::jobs
