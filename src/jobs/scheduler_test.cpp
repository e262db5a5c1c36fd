// Jobs, the outbox, notices and catching up, with a clock that stands still.

#include "jobs/scheduler.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "base/embedded.hpp"
#include "identity/service.hpp"
#include "jobs/loop.hpp"
#include "jobs/notice.hpp"
#include "jobs/outbox.hpp"
#include "ledger/world.hpp"
#include "ports/fake_courier.hpp"
#include "store/test_store.hpp"

namespace sen::jobs {
namespace {

const Text kText{"jobs.abandoned", {{"kind", "x"}, {"failure", "y"}}};

class SchedulerTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  SeededRandom random{9};
  law::Calendar calendar = *law::read_calendar(*parse_json(*embedded_file("packs/calendar/vn.json")));
  Workplace place{store(), world.clock(), random, pack::PackSet::embedded(), calendar};
  Handlers handlers;
  ports::FakeCourier courier;
  int ran = 0;

  void SetUp() override {
    world.as(Role::Admin).at("2024-10-15T08:00+07:00");
    handlers.jobs["test.count"] = [this](store::WriteTx&, const Context&, const Job&) -> Result<Done> {
      ++ran;
      return Done{};
    };
    handlers.jobs["test.fail"] = [](store::WriteTx& tx, const Context& ctx, const Job&) -> Result<Done> {
      SEN_TRY(notify(tx, ctx, {PersonId{11}, kText, "/"}));
      return conflict("jobs.lease_lost");
    };
  }
  std::optional<std::int64_t> put(NewJob job) {
    auto made = world.write([&](store::WriteTx& tx, const Context& ctx) { return enqueue(tx, ctx, job); });
    EXPECT_TRUE(made) << (made ? "" : made.error().rule);
    return *made;
  }
  Pass run(Scheduler& scheduler) {
    auto pass = scheduler.run_due();
    EXPECT_TRUE(pass) << (pass ? "" : pass.error().rule);
    return *pass;
  }
  Instant now() { return world.clock().now(); }
  std::vector<Notice> notices(std::int64_t person = 11) {
    return *world.read([&](store::ReadTx& tx, const Context&) { return notices_of(tx, PersonId{person}, 100); });
  }
};
SEN_ON_EVERY_ENGINE(SchedulerTest);

TEST_P(SchedulerTest, AJobRunsOnceAtItsTime) {
  Scheduler scheduler(place, handlers);
  put({"test.count", now() + kHourMs});
  EXPECT_EQ(run(scheduler).jobs, 0);
  world.clock().advance(kHourMs);
  EXPECT_EQ(run(scheduler).jobs, 1);
  EXPECT_EQ(run(scheduler).jobs, 0);
  EXPECT_EQ(ran, 1);
}

// The job is written with its cause: what is rolled back leaves none.
TEST_P(SchedulerTest, ACauseThatFailsLeavesNoJob) {
  Scheduler scheduler(place, handlers);
  const auto refused = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_TRY(enqueue(tx, ctx, {"test.count", now()}));
    return invalid("jobs.recurrence");
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(run(scheduler).jobs, 0);
}

TEST_P(SchedulerTest, AKeyIsTakenOnce) {
  EXPECT_TRUE(put({"test.count", now(), Json::object(), "nightly"}).has_value());
  EXPECT_FALSE(put({"test.count", now(), Json::object(), "nightly"}).has_value());
  EXPECT_TRUE(*world.write([](store::WriteTx& tx, const Context&) { return withdraw_job(tx, "nightly"); }));
  EXPECT_FALSE(*world.write([](store::WriteTx& tx, const Context&) { return withdraw_job(tx, "nightly"); }));
  EXPECT_TRUE(put({"test.count", now(), Json::object(), "nightly"}).has_value());
}

// After three days down a daily job runs once, then tomorrow.
TEST_P(SchedulerTest, ARecurringJobComesAgain) {
  Scheduler scheduler(place, handlers);
  put({"test.count", now(), Json::object(), {}, Recurrence{.every = Every::Day, .minute = 7 * 60}});
  EXPECT_EQ(run(scheduler).jobs, 1);
  world.at("2024-10-19T09:00+07:00");
  EXPECT_EQ(run(scheduler).jobs, 1);
  EXPECT_EQ(run(scheduler).jobs, 0);
  world.at("2024-10-20T06:59+07:00");
  EXPECT_EQ(run(scheduler).jobs, 0);
  world.at("2024-10-20T07:00+07:00");
  EXPECT_EQ(run(scheduler).jobs, 1);
}

// What a failing handler wrote is gone; it is tried after 1, 2, 4 … minutes, ten times, then given up.
TEST_P(SchedulerTest, AFailingJobIsTriedAgainAndGivenUp) {
  Scheduler scheduler(place, handlers);
  put({"test.fail", now()});
  for (int attempt = 1; attempt <= kAttemptsMax; ++attempt) {
    const auto pass = run(scheduler);
    ASSERT_EQ(pass.errors.size(), 1U) << attempt;
    EXPECT_EQ(pass.errors.front().rule, "jobs.lease_lost");
    EXPECT_TRUE(notices().empty());
    world.clock().advance(backoff_after(attempt) - 1);
    EXPECT_TRUE(run(scheduler).errors.empty()) << attempt;
    world.clock().advance(1);
  }
  EXPECT_TRUE(run(scheduler).errors.empty());
  const auto failed = world.read([](store::ReadTx& tx, const Context&) { return failed_jobs(tx, 10); });
  ASSERT_EQ(failed->size(), 1U);
  EXPECT_EQ(failed->front().failure, "jobs.lease_lost");
  const auto events = world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); });
  EXPECT_EQ(events->front().kind, "job.abandoned");
}

TEST_P(SchedulerTest, AJobWithoutAHandlerWaits) {
  Scheduler scheduler(place, handlers);
  put({"test.unknown", now()});
  EXPECT_EQ(run(scheduler).errors.front().rule, "jobs.no_handler");
  handlers.jobs["test.unknown"] = handlers.jobs["test.count"];
  Scheduler newer(place, handlers);
  world.clock().advance(kMinuteMs);
  EXPECT_EQ(run(newer).jobs, 1);
}

// A process that dies with a job in hand: after the lease another takes it; the dead one's late finish is refused.
TEST_P(SchedulerTest, ALeaseEndsAndItsHolderIsTooLate) {
  put({"test.count", now()});
  const auto claim = [&](const char* worker) {
    return *store().write(UnitId{}, [&](store::WriteTx& tx) { return claim_job(tx, worker, now()); });
  };
  const auto held = claim("first");
  ASSERT_TRUE(held.has_value());
  EXPECT_FALSE(claim("second").has_value());
  world.clock().advance(kLeaseMs);
  const auto taken = claim("second");
  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(taken->attempts, 2);
  const auto finish = [&](const Job& job, const char* worker) {
    return world.write([&](store::WriteTx& tx, const Context&) { return finish_job(tx, job, worker, calendar, now()); });
  };
  EXPECT_EQ(finish(*held, "first").error().rule, "jobs.lease_lost");
  EXPECT_TRUE(finish(*taken, "second"));
}

// Two processes over one queue do each job once.
TEST_P(SchedulerTest, TwoSchedulersShareTheWork) {
  std::atomic<int> done{0};
  handlers.jobs["test.count"] = [&](store::WriteTx& tx, const Context&, const Job&) -> Result<Done> {
    tx.after_commit([&] { ++done; });
    return Done{};
  };
  for (int i = 0; i < 40; ++i) put({"test.count", now()});
  Scheduler first(place, handlers);
  SystemRandom other_random;
  const Workplace other{store(), world.clock(), other_random, pack::PackSet::embedded(), calendar};
  Scheduler second(other, handlers);
  auto beside = std::async(std::launch::async, [&] { return second.run_due(); });
  const auto pass = run(first);
  const auto more = beside.get();
  ASSERT_TRUE(more) << more.error().rule;
  EXPECT_EQ(pass.jobs + more->jobs, 40);
  EXPECT_EQ(done, 40);
}

TEST_P(SchedulerTest, MessagesGoOutAndAreTriedAgain) {
  Scheduler scheduler(place, handlers, &courier);
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) {
    return send_message(tx, ctx, {PersonId{11}, ports::Channel::Sms, kText, "/nhat-ky"});
  }));
  courier.failures_left = 1;
  EXPECT_EQ(run(scheduler).errors.front().rule, "ports.courier_away");
  EXPECT_EQ(run(scheduler).messages, 0);
  world.clock().advance(kMinuteMs);
  EXPECT_EQ(run(scheduler).messages, 1);
  EXPECT_EQ(run(scheduler).messages, 0);
  ASSERT_EQ(courier.delivered.size(), 1U);
  EXPECT_EQ(courier.delivered.front().text, render(Language::Vi, kText));
  EXPECT_EQ(courier.delivered.front().person, PersonId{11});
}

TEST_P(SchedulerTest, NoticesArePersonalAndReadOnce) {
  const auto tell = [&](std::int64_t person, const char* key) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) {
      return notify(tx, ctx, {PersonId{person}, kText, "/nhiem-vu/5", key});
    });
  };
  ASSERT_TRUE(tell(11, "task 5"));
  ASSERT_TRUE(tell(11, "task 5"));
  ASSERT_TRUE(tell(12, "task 5"));
  ASSERT_TRUE(tell(11, ""));
  ASSERT_TRUE(tell(11, ""));
  EXPECT_EQ(notices().size(), 3U);
  EXPECT_EQ(notices().front().text.arguments, kText.arguments);
  const auto id = notices(12).front().id;
  const auto read = [&] { return world.write([&](store::WriteTx& tx, const Context& ctx) { return read_notice(tx, ctx, id); }); };
  EXPECT_EQ(read().error().rule, "jobs.notice_unknown");
  world.as(Role::Staff, 12);
  ASSERT_TRUE(read());
  const auto first = notices(12).front().read_at;
  world.clock().advance(kMinuteMs);
  ASSERT_TRUE(read());
  EXPECT_EQ(notices(12).front().read_at, first);
  EXPECT_EQ(*world.read([](store::ReadTx& tx, const Context&) { return unread_count(tx, PersonId{12}); }), 0);
  world.in(UnitId{8});
  EXPECT_TRUE(notices(12).empty());
}

// Bodies and roles are told through whoever holds them today.
TEST_P(SchedulerTest, ABodyIsToldThroughItsHolder) {
  const auto person = world.write([](store::WriteTx& tx, const Context& ctx) -> Result<PersonId> {
    SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune,
                                         *parse_date("2000-01-01"), {}}));
    SEN_TRY(identity::add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "", false, 1}));
    SEN_LET(const auto made, identity::add_person(tx, ctx, {"Nguyễn Thị Hòa", ""}));
    SEN_TRY(identity::seat_person(tx, ctx, {made.id, "office_statistics", Role::Lead, *parse_date("2024-01-01"), {}}));
    return made.id;
  });
  ASSERT_TRUE(person) << person.error().rule;
  const auto told = world.write([](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_TRY(notify_body(tx, ctx, {"office_statistics", kText, "/a"}));
    SEN_TRY(notify_body(tx, ctx, {"chair", kText, "/b"}));
    return notify_role(tx, ctx, {Role::Lead, kText, "/c"});
  });
  ASSERT_TRUE(told);
  EXPECT_EQ(notices(person->value).size(), 2U);
}

// Three days down: 500 deadlines are caught up before serving, well within a second, each at its own time.
TEST_P(SchedulerTest, FiveHundredDeadlinesAreCaughtUp) {
  int heard = 0;
  handlers.passed.push_back([&](store::WriteTx&, const Context&, const Deadline&) -> Result<Done> {
    ++heard;
    return Done{};
  });
  ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    for (int i = 0; i < 500; ++i) {
      SEN_TRY(set_deadline(tx, ctx, {{"task", i + 1}, "task_due", now() + i * kMinuteMs}));
    }
    return Done{};
  }));
  world.clock().advance(3 * kDayMs);
  Scheduler scheduler(place, handlers);
  const auto before = monotonic_ns();
  const auto pass = scheduler.catch_up();
  const auto took_ms = (monotonic_ns() - before) / 1'000'000;
  ASSERT_TRUE(pass) << pass.error().rule;
  EXPECT_EQ(pass->deadlines, 500);
  EXPECT_EQ(heard, 500);
  EXPECT_EQ(run(scheduler).deadlines, 0);
  RecordProperty("catch_up_ms", static_cast<int>(took_ms));
  EXPECT_LT(took_ms, 5'000) << "a debug build on a busy machine; sen bench holds the second";
}

// A unit's clock runs at the start and once an hour, until it says that nothing is left.
TEST_P(SchedulerTest, UnitClocksRunOnceAnHour) {
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) {
    return identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune,
                                        *parse_date("2000-01-01"), {}});
  }));
  int left = 3;
  int calls = 0;
  handlers.clocks.push_back([&](store::WriteTx&, const Context& ctx) -> Result<bool> {
    EXPECT_EQ(ctx.unit, UnitId{7});
    ++calls;
    return --left > 0;
  });
  Scheduler scheduler(place, handlers);
  EXPECT_EQ(scheduler.catch_up()->clocks, 1);
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(run(scheduler).clocks, 0);
  world.clock().advance(kHourMs);
  EXPECT_EQ(run(scheduler).clocks, 1);
  EXPECT_EQ(calls, 4);
}

TEST(Backoff, DoublesToSixHours) {
  EXPECT_EQ(backoff_after(1), kMinuteMs);
  EXPECT_EQ(backoff_after(2), 2 * kMinuteMs);
  EXPECT_EQ(backoff_after(9), 256 * kMinuteMs);
  EXPECT_EQ(backoff_after(10), 6 * kHourMs);
  EXPECT_EQ(backoff_after(1'000), 6 * kHourMs);
}

// A wake during a pass is kept; the end waits for the pass.
TEST(Loop, RunsAtOnceAndWhenWoken) {
  std::mutex mutex;
  std::condition_variable changed;
  int passes = 0;
  const auto wait_for = [&](int count) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(30), [&] { return passes >= count; });
  };
  Loop loop([&]() -> std::int64_t {
    const std::lock_guard lock(mutex);
    ++passes;
    changed.notify_all();
    return 3'600'000;
  });
  EXPECT_TRUE(wait_for(1));
  loop.wake();
  EXPECT_TRUE(wait_for(2));
}

}  // namespace
}  // namespace sen::jobs
