// Many clients at once, on both engines: order per unit, group commit, kills, lost lines.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>
#include <thread>

#include "store/postgres_connection.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

const Statement kInsert{
    "many.insert",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " VALUES ({unit}, $1, '', $2, '', 0, '', 0)"};
const Statement kHighest{"many.highest",
                         "SELECT COALESCE(MAX(actor), 0) FROM idempotency WHERE unit_id = {unit}"};
const Statement kKeys{
    "many.keys", "SELECT key FROM idempotency WHERE unit_id = {unit} ORDER BY key LIMIT 1000000"};
const Statement kCount{"many.count", "SELECT COUNT(*) FROM idempotency WHERE unit_id = {unit}"};
const Statement kSlow{"many.slow",
                      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < $1)"
                      " SELECT COUNT(*) FROM n",
                      Reach::Installation};

const UnitId kUnit{7};

/// Reads the highest number and writes the next one: wrong as soon as two writers overlap.
Result<std::int64_t> take_number(WriteTx& tx) {
  SEN_LET(const auto highest, tx.one<std::int64_t>(kHighest));
  SEN_TRY(tx.execute(kInsert, highest + 1, std::to_string(highest + 1)));
  return highest + 1;
}

void in_threads(int count, const std::function<void(int)>& body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(body, i);
  for (auto& thread : threads) thread.join();
}

class ConcurrencyTest : public EngineTest {};
SEN_ON_EVERY_ENGINE(ConcurrencyTest);

// Numbers of one unit have no gap and no double, however many write; readers see only whole states.
TEST_P(ConcurrencyTest, WritesOfOneUnitAreOrdered) {
  constexpr int kThreads = 6;
  constexpr int kEach = 25;
  std::atomic<int> failures{0};
  std::atomic<int> actions{0};
  in_threads(kThreads, [&](int thread) {
    const UnitId unit{7 + thread % 2};
    for (int i = 0; i < kEach; ++i) {
      auto taken = store().write(unit, [&](WriteTx& tx) {
        tx.after_commit([&] { ++actions; });
        return take_number(tx);
      });
      auto seen = store().read(unit, [](ReadTx& tx) -> Result<bool> {
        SEN_LET(const auto count, tx.one<std::int64_t>(kCount));
        SEN_LET(const auto highest, tx.one<std::int64_t>(kHighest));
        return count == highest;
      });
      if (!taken || !seen || !*seen) ++failures;
    }
  });
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(actions, kThreads * kEach);
  for (const int unit : {7, 8}) {
    auto count = store().read(UnitId{unit}, [](ReadTx& tx) { return tx.one<int>(kCount); });
    ASSERT_TRUE(count);
    EXPECT_EQ(*count, kThreads / 2 * kEach);
  }
}

// Live updates hang on the order of the actions: it is that of the commits.
TEST_P(ConcurrencyTest, ActionsRunInTheOrderOfCommits) {
  std::vector<std::int64_t> order;
  in_threads(4, [&](int) {
    for (int i = 0; i < 20; ++i) {
      (void)store().write(kUnit, [&](WriteTx& tx) -> Result<Done> {
        SEN_LET(const auto number, take_number(tx));
        tx.after_commit([&order, number] { order.push_back(number); });
        return Done{};
      });
    }
  });
  ASSERT_EQ(order.size(), 80u);
  for (std::size_t i = 0; i < order.size(); ++i)
    EXPECT_EQ(order[i], static_cast<std::int64_t>(i + 1));
}

// A read that would pin the log for long is cut off; the store goes on.
TEST_P(ConcurrencyTest, ATooLongReadIsCutOff) {
  Options options = test_store().options();
  options.read_limit_ms = 50;
  options.read_only = true;
  auto hasty = open_for_test(options);
  const auto slow = [](ReadTx& tx) {
    return tx.one<std::int64_t>(kSlow, std::int64_t{500'000'000});
  };
  try {
    (void)hasty->read(kUnit, slow);
    FAIL() << "it ended";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind, Failure::Kind::Busy);
  }
  EXPECT_TRUE(hasty->read(kUnit, [](ReadTx& tx) { return tx.one<int>(kSlow, 10); }));
}

/// In the child: writes for ever and says each number once it is durable.
[[noreturn]] void write_until_killed(const Options& options, int say) {
  auto store = open_for_test(options);
  in_threads(4, [&](int) {
    for (;;) {
      auto number = store->write(kUnit, take_number);
      if (!number) ::_exit(9);
      if (::write(say, &*number, sizeof *number) != sizeof *number) ::_exit(8);
    }
  });
  ::_exit(7);
}

// Whatever was acknowledged before a kill -9 is there after the restart. Method: a child process
// writes and tells; after 200 tellings it is killed in the middle of its work.
TEST_P(ConcurrencyTest, AKillLosesNothingAcknowledged) {
  test_store().close();
  for (int round = 0; round < 3; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const auto child = ::fork();
    if (child == 0) write_until_killed(test_store().options(), ends[1]);
    ::close(ends[1]);
    std::set<std::int64_t> told;
    std::int64_t number = 0;
    while (::read(ends[0], &number, sizeof number) == sizeof number) {
      told.insert(number);
      if (told.size() == 200) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
    test_store().reopen();
    EXPECT_EQ(store().check_pages(), std::nullopt);
    auto keys = store().read(kUnit, [](ReadTx& tx) { return tx.select<std::string>(kKeys); });
    ASSERT_TRUE(keys);
    const std::set<std::string> kept(keys->begin(), keys->end());
    for (const auto each : told) EXPECT_TRUE(kept.contains(std::to_string(each))) << each;
    EXPECT_TRUE(store().write(kUnit, take_number));
    test_store().close();
  }
}

// A server that was restarted between two requests costs nobody a request.
TEST(PostgresLines, ALostLineIsReplaced) {
  if (test_engines().size() < 2) GTEST_SKIP() << "no PostgreSQL in this run";
  TestStore test(TestEngine::Postgres);
  ASSERT_TRUE(test->write(kUnit, take_number));
  const auto other = connect_postgres(test.options());
  execute_plain(other.get(),
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE application_name = 'sen " +
                    test.options().schema + "' AND pid <> pg_backend_pid()");
  auto number = test->write(kUnit, take_number);
  ASSERT_TRUE(number);
  EXPECT_EQ(*number, 2);
}

// Two transactions that lock each other out: the server ends one, the store runs it again.
// In a child process, because the statement below stays registered and SQLite does not know it.
TEST(PostgresLinesDeathTest, ADeadlockIsRunAgain) {
  if (test_engines().size() < 2) GTEST_SKIP() << "no PostgreSQL in this run";
  const auto collide = [] {
    static const Statement lock_row("many.lock", "SELECT pg_advisory_xact_lock($1)",
                                    Reach::Installation);
    int failures = 0;
    {
      TestStore test(TestEngine::Postgres);
      std::atomic<int> runs{0};
      std::atomic<int> failed{0};
      in_threads(2, [&](int thread) {
        auto done = test->write(UnitId{10 + thread}, [&](WriteTx& tx) -> Result<Done> {
          const auto ignore = [](Row&) { return true; };
          SEN_TRY(tx.each(lock_row, ignore, std::int64_t{-100 - thread}));
          ++runs;
          while (runs < 2) std::this_thread::yield();
          SEN_TRY(tx.each(lock_row, ignore, std::int64_t{-101 + thread}));
          SEN_TRY(take_number(tx));
          return Done{};
        });
        if (!done) ++failed;
      });
      failures = failed + (runs >= 3 ? 0 : 10);
    }
    std::exit(failures);
  };
  EXPECT_EXIT(collide(), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace sen::store
