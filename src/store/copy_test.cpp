// A copy is one moment of a living database, and nobody waits for a disk because of it.

#include "store/copy.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/folder.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

const Statement kInsert{
    "copy.insert",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " VALUES ({unit}, 0, '', $1, '', 0, '', 0)"};
const Statement kCount{"copy.count", "SELECT COUNT(*) FROM idempotency WHERE unit_id = {unit}"};

const UnitId kUnit{7};

/// Two rows, always together.
Result<Done> put_pair(Store& store, int number) {
  return store.write(kUnit, [&](WriteTx& tx) -> Result<Done> {
    SEN_TRY(tx.execute(kInsert, std::to_string(number) + "a"));
    SEN_TRY(tx.execute(kInsert, std::to_string(number) + "b"));
    return Done{};
  });
}

std::int64_t count(Store& store) {
  return store.read(kUnit, [](ReadTx& tx) { return tx.select<std::int64_t>(kCount); })->front();
}

Options of_copy(const TestStore& living, const std::string& folder) {
  EXPECT_TRUE(make_folder(folder));
  std::filesystem::remove(database_file(folder));
  EXPECT_TRUE(copy_database(living.folder(), database_file(folder)));
  Options options;
  options.data = folder;
  options.key_file = test_key_file();
  return options;
}

TEST(Copy, IsOneMomentWhileOthersWrite) {
  TestStore living;
  ASSERT_TRUE(put_pair(*living, 0));
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) ASSERT_TRUE(put_pair(*living, i));
  });
  const TestFolder place;
  for (int i = 0; i < 5; ++i) {
    Options options = of_copy(living, place.path() + "/" + std::to_string(i));
    options.read_only = true;
    auto copy = open(options);
    ASSERT_TRUE(copy);
    EXPECT_GE(count(**copy), 2);
    EXPECT_EQ(count(**copy) % 2, 0);
    EXPECT_FALSE((*copy)->check_pages());
  }
  stop = true;
  writer.join();
}

struct NoSync : Faults {
  bool fail_sync() override { return true; }
};

// A disk that fails at every sync shows who asks for one: the living database does, a scratch copy never.
TEST(Copy, IsChangedWithoutASync) {
  TestStore living;
  ASSERT_TRUE(put_pair(*living, 0));
  const TestFolder place;
  Options options = of_copy(living, place.path() + "/copy");
  options.faults = std::make_shared<NoSync>();
  options.scratch = true;
  {
    auto copy = open(options);
    ASSERT_TRUE(copy) << copy.error().detail;
    EXPECT_TRUE((*copy)->migrate());
    EXPECT_TRUE(put_pair(**copy, 1));
    EXPECT_EQ(count(**copy), 4);
  }
  options.scratch = false;
  auto durable = open(options);
  EXPECT_THROW(
      {
        if (durable) (void)put_pair(**durable, 2);
        else throw Failure(Failure::Kind::Fatal, durable.error().detail);
      },
      Failure);
  EXPECT_EQ(count(*living), 2);
}

}  // namespace
}  // namespace sen::store
