// A database of before 0100 is sealed when it is first opened, once and whole, with one key and no other.

#include "store/sealing.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "store/folder.hpp"
#include "store/migration.hpp"
#include "store/postgres_connection.hpp"
#include "store/sqlite_connection.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

constexpr int kSealedSchema = 100;
const UnitId kUnit{7};

const Statement kInsertUnit{"sealing_test.insert_unit",
    "INSERT INTO unit (id, code, name, short_name, level, valid_from) VALUES (7, '7', 'Xã', 'Xã', 'commune', '2024-01-01')",
    Reach::Installation};
const Statement kInsertPerson{"sealing_test.insert_person",
    "INSERT INTO person (unit_id, id, name, name_sort, name_folded, position, added_at)"
    " VALUES ({unit}, $1, $2, $3, $2, '', 0)"};
const Statement kInsertAccount{"sealing_test.insert_account",
    "INSERT INTO account (id, username, unit_id, person_id, role, state, made_at) VALUES (5, $1, {unit}, 1, 'staff', 'open', 0)",
    Reach::Installation};
const Statement kInsertPayload{"sealing_test.insert_payload",
    "INSERT INTO event_payload (unit_id, seq, body) VALUES ({unit}, 1, $1)"};
const Statement kInsertErased{"sealing_test.insert_erased",
    "INSERT INTO event_payload (unit_id, seq, body) VALUES ({unit}, 2, NULL)"};
const Statement kInsertBatch{"sealing_test.insert_batch",
    "INSERT INTO import_batch (unit_id, id, kind, file_name, file_hash, state, cells, mapping, good, bad, same, done, kept,"
    " last_line, made_by, made_at, changed_at) VALUES ({unit}, 3, '', $1, '', '', $2, '', 0, 0, 0, 0, 0, 0, 0, 0, 0)"};
const Statement kInsertPeriod{"sealing_test.insert_period",
    "INSERT INTO measuring_period (unit_id, year, start_on, end_on, reason) VALUES ({unit}, 2024, '', '', $1)"};
const Statement kInsertAnswer{"sealing_test.insert_answer",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at) VALUES ({unit}, 1, 'r', 'k', '', 1, $1, 0)"};

const Statement kSelectPeople{"sealing_test.select_people",
    "SELECT id, name || name_folded, name_sealed FROM person WHERE unit_id = {unit} ORDER BY id LIMIT 2000"};
const Statement kSelectAccount{"sealing_test.select_account",
    "SELECT username_sealed FROM account WHERE unit_id = {unit} AND username = $1"};
const Statement kSelectPayload{"sealing_test.select_payload",
    "SELECT body_sealed FROM event_payload WHERE unit_id = {unit} AND seq = $1 AND body IS NULL"};
const Statement kSelectBatch{"sealing_test.select_batch",
    "SELECT file_name_sealed, cells FROM import_batch WHERE unit_id = {unit} AND file_name = ''"};
const Statement kSelectPeriod{"sealing_test.select_period",
    "SELECT reason_sealed FROM measuring_period WHERE unit_id = {unit} AND reason IS NULL"};
const Statement kCountAnswers{"sealing_test.count_answers", "SELECT COUNT(*) FROM idempotency WHERE unit_id = {unit}"};
const Statement kMovePerson{"sealing_test.move_person",
    "UPDATE person SET name_sealed = (SELECT name_sealed FROM person WHERE unit_id = 7 AND id = 2) WHERE unit_id = {unit} AND id = 1"};
const Statement kClearPerson{"sealing_test.clear_person",
    "UPDATE person SET name = $1, name_sealed = NULL WHERE unit_id = {unit} AND id = 2"};
const Statement kBeginAgain{"sealing_test.begin_again", "UPDATE sealing SET state = 'begun'", Reach::Installation};

const std::string kName = "Nguyễn Thị Sen Vàng";

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class SealingTest : public EngineTest {
 protected:
  /// What 0100 made goes again, read from the migration itself.
  void take_back_the_schema() {
    std::string sql = "DROP TABLE sealing; DELETE FROM schema_migration WHERE number = 100;"
                      " CREATE INDEX person_by_name ON person (unit_id, name_sort);";
    for (const auto& migration : migrations()) {
      if (migration.number != kSealedSchema) continue;
      for (const auto& statement : statements_of(migration, Dialect::Sqlite)) {
        const auto add = statement.find(" ADD COLUMN ");
        if (add == std::string::npos) continue;
        const auto column = statement.substr(add + 12, statement.rfind(' ') - add - 12);
        sql += " " + statement.substr(0, add) + " DROP COLUMN " + column + ";";
      }
    }
    test_store().close();
    if (GetParam() == TestEngine::Sqlite) {
      SqliteConnection(test_store().folder() + "/sen.db", SqliteConnection::Mode::Writer, nullptr).execute(sql);
    } else {
      execute_plain(connect_postgres(test_store().options()).get(), sql);
    }
    test_store().reopen();
  }
  void write_in_clear(int people) {
    const auto written = store().write(kUnit, [&](WriteTx& tx) -> Result<Done> {
      SEN_TRY(tx.execute(kInsertUnit));
      for (int i = 1; i <= people; ++i) SEN_TRY(tx.execute(kInsertPerson, i, kName + std::to_string(i), Blob{kName}));
      SEN_TRY(tx.execute(kInsertAccount, "sen.vang"));
      SEN_TRY(tx.execute(kInsertPayload, R"({"name":"Sen Vàng"})"));
      SEN_TRY(tx.execute(kInsertErased));
      SEN_TRY(tx.execute(kInsertBatch, "Sen Vàng.xlsx", Blob{"0912345678"}));
      SEN_TRY(tx.execute(kInsertPeriod, "Sen Vàng đề nghị"));
      SEN_TRY(tx.execute(kInsertAnswer, kName));
      return Done{};
    });
    ASSERT_TRUE(written) << written.error().detail;
  }
  /// Names as they are opened; the clear columns must be empty.
  std::vector<std::string> names() {
    std::vector<std::string> out;
    const auto read = store().read(kUnit, [&](ReadTx& tx) {
      return tx.each(kSelectPeople, [&](Row& row) {
        const auto id = row.next<std::int64_t>();
        EXPECT_EQ(row.next<std::string>(), "") << id;
        out.push_back(row.next_sealed({"person.name", id}));
        return true;
      });
    });
    EXPECT_TRUE(read) << read.error().rule;
    return out;
  }
  std::vector<std::string> opened(const Statement& statement, const std::vector<Place>& places, const Value& argument) {
    std::vector<std::string> out;
    const auto read = store().read(kUnit, [&](ReadTx& tx) {
      const auto visit = [&](Row& row) {
        for (const auto& place : places) out.push_back(row.next_sealed_if(place).value_or("none"));
        return true;
      };
      if (const auto* number = std::get_if<std::int64_t>(&argument)) return tx.each(statement, visit, *number);
      if (const auto* text = std::get_if<std::string>(&argument)) return tx.each(statement, visit, Blind{"account.username", *text});
      return tx.each(statement, visit);
    });
    EXPECT_TRUE(read) << read.error().rule;
    return out;
  }
  /// The answer of a first start with this key file.
  std::string start_with(const std::string& key_file) {
    Options options = test_store().options();
    options.key_file = key_file;
    test_store().close();
    std::string rule = "done";
    {
      const auto opened = open_for_test(options);
      if (auto migrated = opened->migrate(); !migrated) rule = migrated.error().rule;
    }
    return rule;
  }
};
SEN_ON_EVERY_ENGINE(SealingTest);

TEST_P(SealingTest, RowsOfAnOlderVersionAreSealed) {
  take_back_the_schema();
  write_in_clear(1'203);
  ASSERT_TRUE(store().migrate());
  const auto all = names();
  ASSERT_EQ(all.size(), 1'203U);
  EXPECT_EQ(all.front(), kName + "1");
  EXPECT_EQ(all.back(), kName + "1203");
  EXPECT_EQ(opened(kSelectAccount, {{"account.username", 5}}, std::string("sen.vang")), (std::vector<std::string>{"sen.vang"}));
  EXPECT_EQ(opened(kSelectPayload, {{"event_payload.body", 1}}, std::int64_t{1}), (std::vector<std::string>{R"({"name":"Sen Vàng"})"}));
  EXPECT_EQ(opened(kSelectPayload, {{"event_payload.body", 2}}, std::int64_t{2}), (std::vector<std::string>{"none"})) << "erased stays erased";
  EXPECT_EQ(opened(kSelectBatch, {{"import_batch.file_name", 3}, {"import_batch.cells", 3}}, {}),
            (std::vector<std::string>{"Sen Vàng.xlsx", "0912345678"}));
  EXPECT_EQ(opened(kSelectPeriod, {{"measuring_period.reason", 2024}}, {}), (std::vector<std::string>{"Sen Vàng đề nghị"}));
  EXPECT_EQ(*store().read(kUnit, [](ReadTx& tx) { return tx.one<int>(kCountAnswers); }), 0) << "kept answers are forgotten";
}

// Method: the bytes of the folder, the copy of before included.
TEST_P(SealingTest, NothingOfThemIsLeftOnTheDisk) {
  if (GetParam() != TestEngine::Sqlite) GTEST_SKIP() << "the server's own files";
  take_back_the_schema();
  write_in_clear(10);
  ASSERT_TRUE(store().migrate());
  for (const auto& entry : std::filesystem::directory_iterator(test_store().folder())) {
    if (!entry.is_regular_file()) continue;
    for (const char* planted : {"Sen Vàng", "sen.vang", "0912345678"}) {
      EXPECT_EQ(bytes_of(entry.path().string()).find(planted), std::string::npos) << entry.path() << " " << planted;
    }
  }
}

// Method: one row is in clear again and the state is that of before the end.
TEST_P(SealingTest, AnInterruptedSealingGoesOn) {
  take_back_the_schema();
  write_in_clear(3);
  ASSERT_TRUE(store().migrate());
  ASSERT_TRUE(store().write(kUnit, [](WriteTx& tx) -> Result<Done> {
    SEN_TRY(tx.execute(kClearPerson, kName + "2"));
    SEN_TRY(tx.execute(kBeginAgain));
    return Done{};
  }));
  EXPECT_EQ(start_with("/nowhere/kek"), "store.key_missing") << "the key is known since it began";
  test_store().reopen();
  ASSERT_TRUE(store().migrate());
  EXPECT_EQ(names(), (std::vector<std::string>{kName + "1", kName + "2", kName + "3"}));
  EXPECT_EQ(opened(kSelectAccount, {{"account.username", 5}}, std::string("sen.vang")), (std::vector<std::string>{"sen.vang"}));
}

TEST_P(SealingTest, NoOtherKeyIsTaken) {
  const TestFolder place;
  const std::string key = place.path() + "/kek";
  ASSERT_EQ(start_with(test_key_file()), "done");
  EXPECT_EQ(start_with(key), "store.key_missing");
  EXPECT_FALSE(std::filesystem::exists(key)) << "a fresh key would hide that the right one is lost";
  ASSERT_TRUE(read_key(key, Absent::Make));
  EXPECT_EQ(start_with(key), "store.key_other");
  std::filesystem::permissions(key, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_EQ(start_with(key), "store.key_open");
  std::filesystem::permissions(key, std::filesystem::perms::owner_all);
  std::ofstream(key, std::ios::trunc) << "abc\n";
  EXPECT_EQ(start_with(key), "store.key_unreadable");
  EXPECT_EQ(start_with(test_key_file()), "done");
}

TEST_P(SealingTest, ASealedTextOpensNowhereElse) {
  take_back_the_schema();
  write_in_clear(2);
  ASSERT_TRUE(store().migrate());
  ASSERT_TRUE(store().write(kUnit, [](WriteTx& tx) { return tx.execute(kMovePerson); }));
  const auto read = store().read(kUnit, [](ReadTx& tx) {
    return tx.each(kSelectPeople, [](Row& row) {
      row.next<std::int64_t>();
      row.next<std::string>();
      return row.next_sealed({"person.name", 1}).empty();
    });
  });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().rule, "store.sealed_damaged");
}

TEST(Keeper, BindsToUnitColumnAndRow) {
  Keeper keeper(test_key_file(), Absent::Refuse);
  const auto sealed = *keeper.seal(kUnit, {"a.b", 1}, "Sen");
  EXPECT_EQ(*keeper.open(kUnit, {"a.b", 1}, sealed), "Sen");
  EXPECT_FALSE(keeper.open(kUnit, {"a.b", 2}, sealed));
  EXPECT_FALSE(keeper.open(kUnit, {"a.c", 1}, sealed));
  EXPECT_FALSE(keeper.open(UnitId{8}, {"a.b", 1}, sealed));
  EXPECT_TRUE(keeper.open(UnitId{8}, {"a.b", 1, kUnit}, sealed));
  EXPECT_NE(*keeper.seal(kUnit, {"a.b", 1}, "Sen"), sealed) << "a nonce of its own";
  EXPECT_EQ(*keeper.blind("a.b", "Sen"), *keeper.blind("a.b", "Sen"));
  EXPECT_NE(*keeper.blind("a.b", "Sen"), *keeper.blind("a.c", "Sen"));
}

}  // namespace
}  // namespace sen::store
