// What every engine promises: transactions, scope, conflicts, idempotency, statements.

#include "store/idempotency.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

// The idempotency table stands for any tenant table; these statements are the tests' own.
const Statement kInsert{
    "test.insert",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " VALUES ({unit}, $2, $1, $3, '', 0, '', $4)"};
const Statement kKeys{"test.keys",
                      "SELECT key FROM idempotency WHERE unit_id = {unit} ORDER BY key LIMIT 1000"};
const Statement kKeysIn{
    "test.keys_in",
    "SELECT key FROM idempotency WHERE unit_id = {unit} AND key {in:$1} ORDER BY key LIMIT 1000"};
const Statement kActorsIn{
    "test.actors_in",
    "SELECT actor FROM idempotency WHERE unit_id = {unit} AND actor {in:$2} AND at < $1"
    " ORDER BY actor LIMIT 1000"};
const Statement kCount{"test.count", "SELECT COUNT(*) FROM idempotency WHERE unit_id = {unit}"};
const Statement kInsertTypes{
    "test.insert_types",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " VALUES ({unit}, 1, 'r', 'k', '', $1, $2, 5)"};
const Statement kTypes{
    "test.types",
    "SELECT status, answer, status = 3, NULLIF(answer, answer), $1 + 1, COUNT(*) OVER ()"
    " FROM idempotency WHERE unit_id = {unit} LIMIT 1"};

Result<Done> insert(WriteTx& tx, const std::string& key, std::int64_t actor = 0) {
  SEN_TRY(tx.execute(kInsert, "route", actor, key, Instant{1000}));
  return Done{};
}

std::vector<std::string> keys(Store& store, UnitId unit) {
  auto found = store.read(unit, [](ReadTx& tx) { return tx.select<std::string>(kKeys); });
  return found ? *found : std::vector<std::string>{"error: " + found.error().rule};
}

class StoreTest : public EngineTest {};
SEN_ON_EVERY_ENGINE(StoreTest);

const UnitId kUnitA{7};
const UnitId kUnitB{8};

TEST_P(StoreTest, WrittenRowsAreReadBack) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) { return insert(tx, "khóa ẳẵặ"); }));
  EXPECT_EQ(keys(store(), kUnitA), std::vector<std::string>{"khóa ẳẵặ"});
}

// A row of unit A is not there for unit B: the store binds {unit}, no argument can.
TEST_P(StoreTest, RowsOfAnotherUnitAreInvisible) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) { return insert(tx, "a"); }));
  EXPECT_TRUE(keys(store(), kUnitB).empty());
}

TEST_P(StoreTest, AnErrorRollsBackItsOwnWork) {
  auto refused = store().write(kUnitA, [](WriteTx& tx) -> Result<Done> {
    SEN_TRY(insert(tx, "a"));
    return invalid("test.refused");
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "test.refused");
  EXPECT_TRUE(keys(store(), kUnitA).empty());
}

TEST_P(StoreTest, AnExceptionRollsBackAndReachesTheCaller) {
  const auto broken = [](WriteTx& tx) -> Result<Done> {
    SEN_TRY(insert(tx, "a"));
    throw Broken("a promise");
  };
  EXPECT_THROW((void)store().write(kUnitA, broken), Broken);
  EXPECT_TRUE(keys(store(), kUnitA).empty());
  EXPECT_TRUE(store().write(kUnitA, [](WriteTx& tx) { return insert(tx, "b"); }));
}

TEST_P(StoreTest, ASecondRowOfOneKeyIsAConflict) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) { return insert(tx, "a"); }));
  auto second = store().write(kUnitA, [](WriteTx& tx) { return insert(tx, "a"); });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::Conflict);
  EXPECT_EQ(second.error().rule, "store.unique");
}

// Going on after a conflict works on SQLite and not on PostgreSQL, so neither allows it.
TEST_P(StoreTest, AfterAConflictTheTransactionIsSpoiled) {
  const auto stubborn = [](WriteTx& tx) -> Result<Done> {
    SEN_TRY(insert(tx, "a"));
    if (insert(tx, "a")) return Done{};
    return insert(tx, "b");
  };
  EXPECT_THROW((void)store().write(kUnitA, stubborn), Broken);
  const auto deaf = [](WriteTx& tx) -> Result<Done> {
    SEN_TRY(insert(tx, "a"));
    (void)insert(tx, "a");
    return Done{};
  };
  EXPECT_THROW((void)store().write(kUnitA, deaf), Broken);
  EXPECT_TRUE(keys(store(), kUnitA).empty());
}

// $2 stands before $1 in the text: SQLite numbers by appearance, so binding is by name.
TEST_P(StoreTest, ParametersAreBoundByNumber) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) -> Result<Done> {
    SEN_TRY(insert(tx, "a", 5));
    SEN_TRY(insert(tx, "b", 6));
    return insert(tx, "c", 7);
  }));
  auto found = store().read(kUnitA, [](ReadTx& tx) {
    return tx.select<std::int64_t>(kActorsIn, Instant{2000}, "[5, 7, 99]");
  });
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, (std::vector<std::int64_t>{5, 7}));
}

TEST_P(StoreTest, ListsAreJsonTexts) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) -> Result<Done> {
    SEN_TRY(insert(tx, R"(a "quoted" \ one, {x})"));
    SEN_TRY(insert(tx, "NULL"));
    return insert(tx, "c");
  }));
  const auto select = [&](const char* list) {
    auto found =
        store().read(kUnitA, [&](ReadTx& tx) { return tx.select<std::string>(kKeysIn, list); });
    return found ? *found : std::vector<std::string>{"error"};
  };
  EXPECT_EQ(select(R"(["a \"quoted\" \\ one, {x}", "NULL", "z"])").size(), 2u);
  EXPECT_TRUE(select("[]").empty());
}

TEST_P(StoreTest, ValuesComeBackAsTheyWent) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) { return tx.execute(kInsertTypes, 3, "đáp án"); }));
  auto done = store().read(kUnitA, [](ReadTx& tx) -> Result<Done> {
    return tx.each(
        kTypes,
        [](Row& row) {
          EXPECT_EQ(row.next<std::int64_t>(), 3);
          EXPECT_EQ(row.next<std::string>(), "đáp án");
          EXPECT_TRUE(row.next<bool>());
          EXPECT_EQ(row.next<std::optional<std::string>>(), std::nullopt);
          EXPECT_EQ(row.next<std::int64_t>(), 5'000'000'001);
          EXPECT_EQ(row.next<int>(), 1);
          return true;
        },
        std::int64_t{5'000'000'000});
  });
  EXPECT_TRUE(done);
}

TEST_P(StoreTest, AnAnswerIsFoundUnderItsKey) {
  const RequestKey request{1, "POST /api/plans", "key"};
  ASSERT_TRUE(store().write(kUnitA, [&](WriteTx& tx) {
    return keep_answer(tx, request, {"abc", 201, "{}"}, Instant{5});
  }));
  auto found = store().read(kUnitA, [&](ReadTx& tx) { return find_answer(tx, request); });
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->status, 201);
  EXPECT_EQ((*found)->answer, "{}");
  const auto compared = store().read(kUnitA, [&](ReadTx& tx) -> Result<Done> {
    EXPECT_TRUE(*is_same_body(tx, **found, "abc"));
    EXPECT_FALSE(*is_same_body(tx, **found, "abd"));
    return Done{};
  });
  EXPECT_TRUE(compared);
  auto other = store().read(kUnitB, [&](ReadTx& tx) { return find_answer(tx, request); });
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->has_value());
  auto forgotten =
      store().write(kUnitA, [](WriteTx& tx) { return forget_answers(tx, Instant{6}); });
  ASSERT_TRUE(forgotten);
  EXPECT_EQ(*forgotten, 1);
}

TEST_P(StoreTest, ActionsRunAfterTheCommitOnly) {
  int ran = 0;
  ASSERT_TRUE(store().write(kUnitA, [&](WriteTx& tx) {
    tx.after_commit([&] { ran += keys(store(), kUnitA).size() == 1 ? 1 : 100; });
    return insert(tx, "a");
  }));
  EXPECT_EQ(ran, 1);
  (void)store().write(kUnitA, [&](WriteTx& tx) -> Result<Done> {
    tx.after_commit([&] { ran += 10; });
    return invalid("test.refused");
  });
  EXPECT_EQ(ran, 1);
}

TEST_P(StoreTest, AReadSeesOneMoment) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) { return insert(tx, "a"); }));
  auto counts = store().read(kUnitA, [&](ReadTx& tx) -> Result<std::pair<int, int>> {
    SEN_LET(const auto before, tx.one<int>(kCount));
    EXPECT_TRUE(store().write(kUnitA, [](WriteTx& inner) { return insert(inner, "b"); }));
    SEN_LET(const auto after, tx.one<int>(kCount));
    EXPECT_EQ(tx.statement_count(), 2);
    return std::pair{before, after};
  });
  ASSERT_TRUE(counts);
  EXPECT_EQ(*counts, (std::pair{1, 1}));
  EXPECT_EQ(keys(store(), kUnitA).size(), 2u);
}

TEST_P(StoreTest, EveryStatementIsTaken) {
  EXPECT_EQ(store().check_statements(), std::nullopt);
  EXPECT_EQ(store().check_pages(), std::nullopt);
}

TEST_P(StoreTest, MigratingAgainDoesNothing) {
  EXPECT_TRUE(store().migrate());
}

TEST_P(StoreTest, ARestartKeepsEverything) {
  ASSERT_TRUE(store().write(kUnitA, [](WriteTx& tx) { return insert(tx, "a"); }));
  test_store().reopen();
  EXPECT_EQ(keys(store(), kUnitA), std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace sen::store
