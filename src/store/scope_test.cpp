// The tenant guard below the statements: on PostgreSQL row-level security holds when one forgets.

#include "store/postgres_connection.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

const Statement kInsert{
    "scope.insert",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " VALUES ({unit}, 0, '', $1, '', 0, '', 0)"};
// They name {unit}, so that the check of statements lets them through, and forget it all the same.
const Statement kForgetful{"scope.forgetful",
                           "SELECT key FROM idempotency WHERE unit_id = {unit} OR 1 = 1"
                           " ORDER BY key LIMIT 100"};
const Statement kStranger{
    "scope.stranger",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " SELECT CAST($1 AS BIGINT), 0, '', 'stranger', '', 0, '', 0 WHERE {unit} = {unit}"};
const Statement kWipe{"scope.wipe", "DELETE FROM idempotency WHERE unit_id = {unit} OR 1 = 1"};
const Statement kWipeAll{"scope.wipe_all", "DELETE FROM idempotency", Reach::Maintenance};
const Statement kAbove{"scope.above", "SELECT key FROM idempotency ORDER BY key LIMIT 100",
                       Reach::CrossUnit};

class PostgresScope : public ::testing::Test {
 protected:
  void SetUp() override {
    if (test_engines().size() < 2) GTEST_SKIP() << "no PostgreSQL in this run";
    test_ = std::make_unique<TestStore>(TestEngine::Postgres);
    for (const int unit : {7, 8}) {
      const auto key = "of " + std::to_string(unit);
      ASSERT_TRUE(
          (*test_)->write(UnitId{unit}, [&](WriteTx& tx) { return tx.execute(kInsert, key); }));
    }
  }
  std::vector<std::string> seen_by(UnitId unit, const Statement& statement) {
    auto rows = (*test_)->read(unit, [&](ReadTx& tx) { return tx.select<std::string>(statement); });
    return rows ? *rows : std::vector<std::string>{"error"};
  }
  std::unique_ptr<TestStore> test_;
};

TEST_F(PostgresScope, AForgetfulStatementSeesItsUnitOnly) {
  EXPECT_EQ(seen_by(UnitId{7}, kForgetful), std::vector<std::string>{"of 7"});
  EXPECT_EQ(seen_by(UnitId{8}, kForgetful), std::vector<std::string>{"of 8"});
  EXPECT_TRUE(seen_by(UnitId{0}, kForgetful).empty());
}

TEST_F(PostgresScope, AForgetfulStatementDeletesInItsUnitOnly) {
  for (const auto* wipe : {&kWipe, &kWipeAll}) {
    auto deleted = (*test_)->write(UnitId{7}, [&](WriteTx& tx) { return tx.execute(*wipe); });
    ASSERT_TRUE(deleted);
    EXPECT_EQ(seen_by(UnitId{8}, kForgetful), std::vector<std::string>{"of 8"});
  }
  EXPECT_TRUE(seen_by(UnitId{7}, kForgetful).empty());
}

TEST_F(PostgresScope, ARowOfAnotherUnitIsNotWritten) {
  const auto stray = [](WriteTx& tx) { return tx.execute(kStranger, 8); };
  EXPECT_THROW((void)(*test_)->write(UnitId{7}, stray), Broken);
  EXPECT_EQ(seen_by(UnitId{8}, kForgetful), std::vector<std::string>{"of 8"});
}

// Statements registered for the level above read every unit, and the next statement does not.
TEST_F(PostgresScope, TheLevelAboveReadsEveryUnit) {
  auto rows =
      (*test_)->read(UnitId{7}, [&](ReadTx& tx) -> Result<std::pair<std::size_t, std::size_t>> {
        SEN_LET(const auto wide, tx.select<std::string>(kAbove));
        SEN_LET(const auto narrow, tx.select<std::string>(kForgetful));
        return std::pair{wide.size(), narrow.size()};
      });
  ASSERT_TRUE(rows);
  EXPECT_EQ(*rows, (std::pair<std::size_t, std::size_t>{2, 1}));
}

}  // namespace
}  // namespace sen::store
