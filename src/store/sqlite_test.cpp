// What only the engine of one file promises: one writer, group commit, and honesty when the disk
// fails.

#include <sys/stat.h>

#include <condition_variable>
#include <latch>
#include <mutex>
#include <thread>

#include "store/sqlite_connection.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

const Statement kInsert{
    "disk.insert",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " VALUES ({unit}, 0, '', $1, '', 0, $2, 0)"};
const Statement kKeys{
    "disk.keys", "SELECT key FROM idempotency WHERE unit_id = {unit} ORDER BY key LIMIT 100000"};
const Statement kCount{"disk.count", "SELECT COUNT(*) FROM idempotency WHERE unit_id = {unit}"};

const UnitId kUnit{7};

Result<Done> put(Store& store, const std::string& key, const std::string& answer = {}) {
  return store.write(kUnit, [&](WriteTx& tx) -> Result<Done> {
    SEN_TRY(tx.execute(kInsert, key, answer));
    return Done{};
  });
}

std::vector<std::string> keys(Store& store) {
  auto found = store.read(kUnit, [](ReadTx& tx) { return tx.select<std::string>(kKeys); });
  return found ? *found : std::vector<std::string>{"error"};
}

/// A disk that does what the test says, now.
struct Disk : Faults {
  std::atomic<int> delay_ms{0};
  std::atomic<bool> sync_fails{false};
  std::atomic<bool> write_fails{false};
  std::atomic<bool> lies{false};
  std::atomic<bool> is_full{false};
  std::string image;  // folder that holds what survives a power cut
  int sync_delay_ms() override { return delay_ms; }
  bool fail_sync() override { return sync_fails; }
  bool fail_write() override { return write_fails; }
  bool skip_sync() override { return lies; }
  bool full() override { return is_full; }
  void synced(const std::string& path) override {
    if (image.empty()) return;
    const auto name = std::filesystem::path(path).filename();
    std::filesystem::copy_file(path, image / name,
                               std::filesystem::copy_options::overwrite_existing);
  }
};

struct OnDisk {
  std::shared_ptr<Disk> disk = std::make_shared<Disk>();
  TestStore test{TestEngine::Sqlite, Options{.faults = disk}};
};

Failure::Kind kind_of_failure(const std::function<void()>& body) {
  try {
    body();
  } catch (const Failure& failure) {
    return failure.kind;
  }
  throw Broken("no failure");
}

// With a sync of 10 ms, 32 waiting clients share each one: at least 24 a commit.
TEST(GroupCommit, GrowsWithTheSlownessOfTheDisk) {
  OnDisk on;
  on.disk->delay_ms = 10;
  std::latch all_there(32);
  std::vector<std::thread> clients;
  std::atomic<int> failures{0};
  for (int client = 0; client < 32; ++client) {
    clients.emplace_back([&, client] {
      all_there.arrive_and_wait();
      for (int i = 0; i < 25; ++i) {
        if (!put(*on.test, std::to_string(client) + "/" + std::to_string(i))) ++failures;
      }
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(failures, 0);
  const auto figures = on.test->writer_figures();
  EXPECT_EQ(figures.closures, 800);
  EXPECT_GE(figures.closures, 24 * figures.batches) << figures.batches << " batches";
  EXPECT_EQ(keys(*on.test).size(), 800u);
}

// One client alone does not wait for company.
TEST(GroupCommit, DoesNotHoldUpASingleClient) {
  OnDisk on;
  on.disk->delay_ms = 2;
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(put(*on.test, std::to_string(i)));
  EXPECT_EQ(on.test->writer_figures().batches, 20);
}

// In one batch: a refusal, an exception and a conflict undo their own work; the others commit.
TEST(GroupCommit, ABadClosureHarmsNoOther) {
  OnDisk on;
  on.disk->delay_ms = 50;
  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  // The first closure holds the writer until the other eight are on their way; its slow sync gives
  // them the time to queue, so that they share a batch.
  std::thread first([&] {
    (void)on.test->write(kUnit, [&](WriteTx& tx) -> Result<Done> {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return waiting == 8; });
      SEN_TRY(tx.execute(kInsert, "first", ""));
      return Done{};
    });
  });
  std::atomic<int> good{0};
  std::atomic<int> refused{0};
  std::atomic<int> thrown{0};
  std::vector<std::thread> others;
  for (int i = 0; i < 8; ++i) {
    others.emplace_back([&, i] {
      {
        const std::lock_guard lock(mutex);
        ++waiting;
      }
      changed.notify_one();
      try {
        auto done = on.test->write(kUnit, [&](WriteTx& tx) -> Result<Done> {
          SEN_TRY(tx.execute(kInsert, "k" + std::to_string(i), ""));
          if (i % 4 == 1) return invalid("test.refused");
          if (i % 4 == 2) throw Broken("a promise");
          if (i % 4 == 3) SEN_TRY(tx.execute(kInsert, "k" + std::to_string(i), ""));
          return Done{};
        });
        ++(done ? good : refused);
      } catch (const Broken&) {
        ++thrown;
      }
    });
  }
  first.join();
  for (auto& other : others) other.join();
  EXPECT_EQ(good, 2);
  EXPECT_EQ(refused, 4);
  EXPECT_EQ(thrown, 2);
  EXPECT_EQ(keys(*on.test), (std::vector<std::string>{"first", "k0", "k4"}));
  EXPECT_LE(on.test->writer_figures().batches, 3);
}

// A foreign key checked at the end refuses its own closure, not the batch. In a child process: the
// tables and statements below are this test's alone.
TEST(GroupCommitDeathTest, ADeferredReferenceRefusesItsOwnClosure) {
  const auto refer = [] {
    static const Statement insert(
        "disk.child", "INSERT INTO child (unit_id, id, parent_id) VALUES ({unit}, $1, $2)");
    int exit_code = 1;
    {
      TestStore test;
      test.close();
      SqliteConnection(test.folder() + "/sen.db", SqliteConnection::Mode::Writer, nullptr)
          .execute(
              "CREATE TABLE child (unit_id INTEGER NOT NULL, id INTEGER NOT NULL, parent_id "
              "INTEGER NOT NULL,"
              " PRIMARY KEY (unit_id, id), FOREIGN KEY (unit_id, parent_id) REFERENCES child "
              "(unit_id, id)"
              " DEFERRABLE INITIALLY DEFERRED) STRICT");
      test.reopen();
      const auto add = [&](int id, int parent) {
        return test->write(kUnit, [&](WriteTx& tx) { return tx.execute(insert, id, parent); });
      };
      auto orphan = add(1, 99);
      if (!orphan && orphan.error().rule == "store.reference" && add(2, 2)) exit_code = 0;
    }
    std::exit(exit_code);
  };
  EXPECT_EXIT(refer(), ::testing::ExitedWithCode(0), "");
}

// After a failed sync nothing is acknowledged any more, though SQLite itself would go on; what was
// acknowledged before is there after the restart.
TEST(FailingDisk, AFailedSyncIsTheEndOfAcknowledging) {
  OnDisk on;
  ASSERT_TRUE(put(*on.test, "before"));
  on.disk->sync_fails = true;
  EXPECT_EQ(kind_of_failure([&] { (void)put(*on.test, "lost"); }), Failure::Kind::Fatal);
  on.disk->sync_fails = false;
  EXPECT_EQ(kind_of_failure([&] { (void)put(*on.test, "later"); }), Failure::Kind::Fatal);
  EXPECT_EQ(keys(*on.test), std::vector<std::string>{"before"});
  on.test.reopen();
  EXPECT_TRUE(put(*on.test, "after"));
  const auto kept = keys(*on.test);
  EXPECT_TRUE(std::count(kept.begin(), kept.end(), "before") == 1);
  EXPECT_TRUE(std::count(kept.begin(), kept.end(), "after") == 1);
  EXPECT_EQ(on.test->check_pages(), std::nullopt);
}

TEST(FailingDisk, AFailedWriteIsTheEndOfAcknowledging) {
  OnDisk on;
  ASSERT_TRUE(put(*on.test, "before"));
  on.disk->write_fails = true;
  EXPECT_EQ(kind_of_failure([&] { (void)put(*on.test, "lost"); }), Failure::Kind::Fatal);
  on.disk->write_fails = false;
  EXPECT_EQ(kind_of_failure([&] { (void)put(*on.test, "later"); }), Failure::Kind::Fatal);
  EXPECT_EQ(keys(*on.test), std::vector<std::string>{"before"});
}

// A full disk refuses the write and nothing else; with room again, writing goes on.
TEST(FailingDisk, AFullDiskRefusesAndRecovers) {
  OnDisk on;
  ASSERT_TRUE(put(*on.test, "before"));
  on.disk->is_full = true;
  EXPECT_EQ(kind_of_failure([&] { (void)put(*on.test, "lost"); }), Failure::Kind::Full);
  EXPECT_EQ(keys(*on.test), std::vector<std::string>{"before"});
  on.disk->is_full = false;
  EXPECT_TRUE(put(*on.test, "after"));
  EXPECT_EQ(keys(*on.test), (std::vector<std::string>{"after", "before"}));
}

/// What a power cut leaves of these writes: the files as they were at their last real sync.
std::vector<std::string> after_power_cut(int writes, int lying_from) {
  OnDisk on;
  const TestFolder image;
  on.test.close();
  std::filesystem::copy_file(on.test.folder() + "/sen.db", image.path() + "/sen.db");
  on.disk->image = image.path();
  on.test.reopen();
  for (int i = 0; i < writes; ++i) {
    on.disk->lies = i >= lying_from;
    // Long answers, so that the log is moved into the database a few times on the way.
    if (!put(*on.test, std::to_string(100 + i), std::string(100'000, 'x')))
      throw Broken("not written");
  }
  on.disk->image.clear();
  const TestFolder restarted;
  for (const char* file : {"sen.db", "sen.db-wal"}) {
    if (std::filesystem::exists(image.path() + "/" + file)) {
      std::filesystem::copy_file(image.path() + "/" + file, restarted.path() + "/" + file);
    }
  }
  Options options;
  options.data = restarted.path();
  return keys(*open_for_test(options));
}

TEST(PowerCut, LosesNothingAcknowledged) {
  EXPECT_EQ(after_power_cut(120, 120).size(), 120u);
}

// The counter-test: on a disk that lies about syncing, the same method sees the loss.
TEST(PowerCut, IsSeenToLoseOnALyingDisk) {
  EXPECT_LT(after_power_cut(120, 60).size(), 120u);
}

// The log does not grow without limit while writing goes on.
TEST(Log, IsMovedIntoTheDatabase) {
  TestStore test;
  for (int i = 0; i < 300; ++i)
    ASSERT_TRUE(put(*test, std::to_string(i), std::string(100'000, 'x')));
  EXPECT_LT(std::filesystem::file_size(test.folder() + "/sen.db-wal"), 12'000'000u);
  EXPECT_GT(std::filesystem::file_size(test.folder() + "/sen.db"), 20'000'000u);
}

mode_t mode_of(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
}

TEST(Folder, IsItsOwnersAlone) {
  const TestFolder parent;
  Options options;
  options.data = parent.path() + "/deep/data";
  auto store = open_for_test(options);
  ASSERT_TRUE(store->migrate());
  EXPECT_EQ(mode_of(options.data), 0700u);
  for (const char* file : {"/sen.db", "/sen.db-wal", "/sen.db-shm", "/sen.lock"}) {
    EXPECT_EQ(mode_of(options.data + file), 0600u) << file;
  }
}

TEST(Folder, HasOneWriter) {
  TestStore test;
  ASSERT_TRUE(put(*test, "a"));
  auto second = open(test.options());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().rule, "store.locked");
  Options beside = test.options();
  beside.read_only = true;
  auto reader = open(beside);
  ASSERT_TRUE(reader);
  EXPECT_EQ(keys(**reader), std::vector<std::string>{"a"});
  EXPECT_THROW((void)put(**reader, "b"), Broken);
  ASSERT_TRUE(put(*test, "b"));
  EXPECT_EQ(keys(**reader).size(), 2u);
  test.close();
  EXPECT_EQ(keys(**reader).size(), 2u);
}

TEST(Folder, MustBeThereAndWritable) {
  Options options;
  EXPECT_EQ(open(options).error().rule, "store.no_folder");
  options.data = "/proc/nowhere";
  EXPECT_EQ(open(options).error().rule, "store.no_folder");
  const TestFolder empty;
  options.data = empty.path();
  options.read_only = true;
  EXPECT_EQ(open(options).error().rule, "store.no_folder");
}

TEST(Folder, WithAStrangersFileIsDamaged) {
  const TestFolder folder;
  std::FILE* file = std::fopen((folder.path() + "/sen.db").c_str(), "w");
  for (int i = 0; i < 1000; ++i) std::fputs("this is no database ", file);
  std::fclose(file);
  Options options;
  options.data = folder.path();
  auto opened = open(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().rule, "store.damaged");
}

TEST(Postgres, ThatDoesNotAnswerIsUnreachable) {
  Options options;
  options.url = "postgres://nobody@127.0.0.1:1/none";
  EXPECT_EQ(open(options).error().rule, "store.unreachable");
}

// A damaged page is found by the check. Method: zeros over the middle of the file.
TEST(CheckPages, FindsADamagedPage) {
  TestStore test;
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(put(*test, std::to_string(i), std::string(500, 'x')));
  test.close();
  const auto path = test.folder() + "/sen.db";
  // Near the end lie the rows that were just written; the pages before may be the schema, without which nothing opens.
  const auto middle = static_cast<long>((std::filesystem::file_size(path) / 4096 - 20) * 4096);
  std::FILE* file = std::fopen(path.c_str(), "r+");
  std::fseek(file, middle, SEEK_SET);
  for (int i = 0; i < 4096; ++i) std::fputc(0, file);
  std::fclose(file);
  test.reopen();
  EXPECT_NE(test->check_pages(), std::nullopt);
}

}  // namespace
}  // namespace sen::store
