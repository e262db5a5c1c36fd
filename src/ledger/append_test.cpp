// What happens is recorded once, in order, durably, and says nothing about persons.

#include <thread>

#include "ledger/burst.hpp"
#include "ledger/test_events.hpp"
#include "ledger/verify.hpp"
#include "store/idempotency.hpp"

namespace sen::ledger {
namespace {

class AppendTest : public store::EngineTest {
 protected:
  World world{store(), "2024-10-15T08:15+07:00", test_packs()};
  Head head_now() {
    return *world.read([](store::ReadTx& tx, const Context&) { return ledger::head(tx); });
  }
};
SEN_ON_EVERY_ENGINE(AppendTest);

// A unit's events are numbered without gaps, and another unit's do not count among them.
TEST_P(AppendTest, NumbersEachUnitByItself) {
  EXPECT_EQ(head_now().seq, 0);
  EXPECT_EQ(record(world, event("plan.issued")), 1);
  EXPECT_EQ(record(world, event("plan.issued")), 2);
  EXPECT_EQ(record(world.in(UnitId{8}), event("plan.issued")), 1);
  EXPECT_EQ(record(world.in(UnitId{7}), event("plan.issued")), 3);
  EXPECT_EQ(world.tally("issued_on", "2024-10-15"), parse_date("2024-10-15")->days);
}

// A command that fails after it appended leaves neither event nor tally, and no gap.
TEST_P(AppendTest, FailedCommandLeavesNothing) {
  record(world, event("task.opened"));
  const auto failed =
      world.write([](store::WriteTx& tx, const Context& ctx) -> Result<std::int64_t> {
        SEN_TRY(append(tx, ctx, event("task.opened")));
        SEN_TRY(append(tx, ctx, event("task.opened")));
        return conflict("ledger_test.changed_its_mind");
      });
  EXPECT_FALSE(failed);
  EXPECT_EQ(head_now().seq, 1);
  EXPECT_EQ(world.tally("tasks", "2024-10-15"), 1);
  EXPECT_EQ(record(world, event("task.opened")), 2);
}

// The same request twice, with the same key, is one event.
TEST_P(AppendTest, RequestSentTwiceCountsOnce) {
  const store::RequestKey key{.actor = 11, .route = "POST /api/test", .key = "k1"};
  for (int i = 0; i < 2; ++i) {
    const auto answer = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_LET(const auto kept, store::find_answer(tx, key));
      if (kept) return Done{};
      SEN_TRY(append(tx, ctx, event("task.opened")));
      return store::keep_answer(tx, key, {"", 201, "{}"}, ctx.clock.now());
    });
    ASSERT_TRUE(answer) << answer.error().rule;
  }
  EXPECT_EQ(head_now().seq, 1);
  EXPECT_EQ(world.tally("tasks", "2024-10-15"), 1);
}

// Many clerks at once: every event is there, in one chain, and counted.
TEST_P(AppendTest, ManyWritersMakeOneChain) {
  constexpr int kThreads = 8;
  constexpr int kEach = 12;
  std::vector<std::thread> clerks;
  for (int t = 0; t < kThreads; ++t) {
    clerks.emplace_back([&, t] {
      World own(store(), "2024-10-15T08:15+07:00", test_packs());
      own.in(UnitId{t % 2 == 0 ? 7 : 8});
      for (int i = 0; i < kEach; ++i) record(own, event("task.opened"));
    });
  }
  for (auto& clerk : clerks) clerk.join();
  EXPECT_EQ(head_now().seq, kThreads / 2 * kEach);
  EXPECT_EQ(world.tally("tasks", "2024-10-15"), kThreads / 2 * kEach);
  const auto report = verify(store(), test_packs());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->findings.empty());
  EXPECT_EQ(report->event_count, kThreads * kEach);
}

// Events read back as they were written, newest first, by subject and page by page.
TEST_P(AppendTest, EventsAreFoundBySubject) {
  for (int i = 1; i <= 5; ++i) {
    EventDraft draft = event("task.progressed", {{"percent", count(i * 10)}});
    draft.subject = {"task", i % 2};
    draft.payload.set("note", Json::string("Đã làm " + std::to_string(i)));
    record(world.as(Role::Staff, 40 + i), draft);
  }
  const auto page = [&](const EventFilter& filter) {
    return *world.read([&](store::ReadTx& tx, const Context&) { return events(tx, filter); });
  };
  EXPECT_EQ(page({}).size(), 5U);
  EXPECT_EQ(page({.subject_kind = "task"}).size(), 5U);
  EXPECT_EQ(page({.subject_kind = "plan"}).size(), 0U);
  const auto odd = page({.subject_kind = "task", .subject_id = 1, .limit = 2});
  ASSERT_EQ(odd.size(), 2U);
  EXPECT_EQ(odd[0].seq, 5);
  EXPECT_EQ(odd[0].actor, 45);
  EXPECT_EQ(odd[0].facts.int_or("percent", 0), 50);
  EXPECT_EQ(odd[0].payload.string_or("note"), "Đã làm 5");
  EXPECT_EQ(to_string(odd[0].at), "2024-10-15T08:15:00+07:00");
  const auto older = page({.subject_kind = "task", .subject_id = 1, .before_seq = odd[1].seq});
  ASSERT_EQ(older.size(), 1U);
  EXPECT_EQ(older[0].seq, 1);
}

// The law may have words erased; the chain stays whole and says that it happened.
TEST_P(AppendTest, ErasingAPayloadIsAnEvent) {
  EventDraft draft = event("task.opened");
  draft.payload.set("note", Json::string("Nguyễn Văn A"));
  record(world, draft);
  record(world, event("task.opened"));
  const auto erase = [&](std::int64_t seq) {
    return world.write(
        [&](store::WriteTx& tx, const Context& ctx) { return erase_payload(tx, ctx, seq); });
  };
  world.as(Role::Staff);
  EXPECT_EQ(erase(1).error().code, ErrorCode::Forbidden);
  world.as(Role::Admin);
  EXPECT_EQ(erase(2).error().rule, "ledger.no_payload");
  ASSERT_TRUE(erase(1));
  EXPECT_EQ(erase(1).error().rule, "ledger.no_payload");
  const auto found = *world.read([](store::ReadTx& tx, const Context&) { return events(tx, {}); });
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].kind, kPayloadErased);
  EXPECT_TRUE(found[2].payload.is_null());
  EXPECT_TRUE(verify(store(), test_packs())->findings.empty());
}

// How many statements one event costs: they, not the disk, bound the rate of writing.
// What a burst gathers is in the end what the events say one by one, and the chain goes on behind it.
TEST_P(AppendTest, ABurstCountsWhatItsEventsCount) {
  const auto written = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    Burst burst;
    for (const char* when : {"2024-10-11T09:00", "2024-10-10T09:00", "2024-10-11T08:00"}) {
      SEN_TRY(append(tx, ctx, event("dossier.returned", {{"on_time", yes_no(false)}, {"field", text("land")}, {"fee", count(5)}}, when), burst));
    }
    SEN_TRY(append(tx, ctx, event("level.set", {{"value", count(3)}}, "2024-10-11T07:00"), burst));
    SEN_TRY(burst.end(tx));
    SEN_TRY(append(tx, ctx, event("procedure.published")));
    SEN_TRY(append(tx, ctx, event("plan.issued", {}, "2024-10-01T08:00"), burst));
    return burst.end(tx);
  });
  ASSERT_TRUE(written) << written.error().rule;
  EXPECT_EQ(world.tally("late", "2024-10-11"), 2);
  EXPECT_EQ(look(world, "2024-10").at("fees").value, 15);
  EXPECT_EQ(look(world, "2024-10").at("level").value, 3);
  const auto report = verify(store(), test_packs());
  ASSERT_TRUE(report);
  EXPECT_EQ(report->event_count, 6);
  EXPECT_TRUE(report->findings.empty()) << report->findings.front().where;
}

TEST_P(AppendTest, CostsFewStatements) {
  const auto statements = [&](const EventDraft& draft) {
    return *world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<int> {
      SEN_TRY(append(tx, ctx, draft));
      return tx.statement_count();
    });
  };
  EXPECT_EQ(statements(event("session.started")), 3);  // head, event, head
  EXPECT_EQ(statements(event("task.opened", {{"due_on", text("2024-12-30")}})), 4);  // two measures
  EXPECT_EQ(statements(attested("staff_total", 4, "2024-10-15")), 4);
}

// The national packs count a real task, and what they say of it is known to the list of events.
TEST_P(AppendTest, EmbeddedMeasuresCountTasks) {
  World real(store());
  const auto task = [](const char* kind, bool on_time) {
    return event(kind, {{"group", text("PAR")},
                        {"plan_kind", text("remediation")},
                        {"due_on", text("2024-09-30")},
                        {"on_time", yes_no(on_time)}});
  };
  EventDraft opened = task("task.opened", true);
  Json facts = Json::object();
  for (const auto& [name, value] : opened.facts.members()) {
    if (name != "on_time") facts.set(name, value);
  }
  opened.facts = facts;
  opened.effective_at = parse_instant("2024-04-01T08:00");
  record(real, opened);
  record(real, opened);
  EventDraft closed = task("task.closed", true);
  closed.effective_at = parse_instant("2024-06-03T10:00");
  record(real, closed);
  EXPECT_EQ(real.tally("plan_tasks_total", "2024-06-03"), 2);
  EXPECT_EQ(real.tally("plan_tasks_done", "2024-06-02"), 0);
  EXPECT_EQ(real.tally("plan_tasks_done", "2024-06-03"), 1);
  EXPECT_EQ(real.tally("remediation_tasks_total", "2024-06-03"), 0);
  EXPECT_EQ(real.tally("remediation_tasks_done", "2024-09-29"), 0);
  EXPECT_EQ(real.tally("remediation_tasks_total", "2024-09-30"), 2);
  EXPECT_EQ(real.tally("remediation_tasks_done", "2024-09-30"), 1);
  EXPECT_EQ(try_record(real, event("task.closed")).error().rule, "ledger.fact_missing");
}

}  // namespace
}  // namespace sen::ledger
