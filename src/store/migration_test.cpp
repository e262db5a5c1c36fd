// Migrations: read, cut, chosen; applied whole or not at all; a stranger's database is refused.

#include "store/migration.hpp"

#include <gmock/gmock.h>

#include "store/postgres_connection.hpp"
#include "store/sqlite_connection.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

constexpr const char* kText =
    "-- What: a test; with a semicolon\n"
    "-- installation: job, outbox\n"
    "-- append_only: event\n"
    "CREATE TABLE a (unit_id INTEGER NOT NULL, x {blob}, y TEXT DEFAULT 'a;b INTEGER') {strict};\n"
    "-- sqlite:\n"
    "CREATE TABLE only_here (x INTEGER) {clustered};\n"
    "-- postgres:\n"
    "CREATE TABLE only_there (x INTEGER);\n"
    "-- citus:\n"
    "SELECT create_distributed_table('a', 'unit_id');\n"
    "-- all:\n"
    "CREATE INDEX a_by_y ON a (unit_id, y)";

TEST(Migration, IsCutIntoStatementsPerEngine) {
  const auto migration = read_migration("migrations/0007_test.sql", kText);
  EXPECT_EQ(migration.number, 7);
  EXPECT_EQ(migration.name, "0007_test");
  EXPECT_EQ(migration.installation, (std::vector<std::string>{"job", "outbox"}));
  EXPECT_EQ(migration.append_only, (std::vector<std::string>{"event"}));
  EXPECT_THAT(
      statements_of(migration, Dialect::Sqlite),
      ::testing::ElementsAre(
          "CREATE TABLE a (unit_id INTEGER NOT NULL, x BLOB, y TEXT DEFAULT 'a;b INTEGER') STRICT",
          "CREATE TABLE only_here (x INTEGER) STRICT, WITHOUT ROWID",
          "CREATE INDEX a_by_y ON a (unit_id, y)"));
  EXPECT_THAT(statements_of(migration, Dialect::Postgres),
              ::testing::ElementsAre(
                  "CREATE TABLE a (unit_id BIGINT NOT NULL, x BYTEA, y TEXT DEFAULT 'a;b INTEGER')",
                  "CREATE TABLE only_there (x BIGINT)", "CREATE INDEX a_by_y ON a (unit_id, y)"));
  EXPECT_EQ(statements_of(migration, Dialect::Citus).size(), 4u);
}

TEST(Migration, KnowsWhichTablesAreAUnits) {
  const auto migration = read_migration("migrations/0007_test.sql",
                                        "-- installation: job\n"
                                        "CREATE TABLE job (unit_id INTEGER) {strict};\n"
                                        "CREATE TABLE task (unit_id INTEGER) {strict};\n"
                                        "CREATE TABLE pack (hash TEXT) {strict};\n");
  EXPECT_EQ(tenant_tables(migration), std::set<std::string>{"task"});
}

TEST(Migration, GapsAreFilledAndStrangersRefused) {
  const std::vector<Migration> known{read_migration("migrations/0001_a.sql", "-- a"),
                                     read_migration("migrations/0002_b.sql", "-- b"),
                                     read_migration("migrations/0010_c.sql", "-- c")};
  const auto sum = [&](int i) { return known[static_cast<std::size_t>(i)].checksum; };
  auto missing = missing_migrations(known, {{1, sum(0)}, {10, sum(2)}});
  ASSERT_TRUE(missing);
  ASSERT_EQ(missing->size(), 1u);
  EXPECT_EQ(missing->front()->number, 2);
  auto newer = missing_migrations(known, {{1, sum(0)}, {11, "x"}});
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().rule, "store.newer");
  auto changed = missing_migrations(known, {{1, "x"}});
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().rule, "store.migration_changed");
}

TEST(Migration, EachOfTheProgramOpensWithAComment) {
  ASSERT_FALSE(migrations().empty());
  for (const auto& migration : migrations()) {
    EXPECT_TRUE(migration.text.starts_with("--")) << migration.name;
    EXPECT_FALSE(statements_of(migration, Dialect::Sqlite).empty()) << migration.name;
  }
}

/// Changes the database behind the store's back, on either engine.
void meddle(TestStore& test, TestEngine engine, const std::string& sql) {
  test.close();
  if (engine == TestEngine::Sqlite) {
    SqliteConnection(test.folder() + "/sen.db", SqliteConnection::Mode::Writer, nullptr)
        .execute(sql);
  } else {
    execute_plain(connect_postgres(test.options()).get(), sql);
  }
}

class MigrationTest : public EngineTest {
 protected:
  void meddle_with(const std::string& sql) { meddle(test_store(), GetParam(), sql); }
};
SEN_ON_EVERY_ENGINE(MigrationTest);

TEST_P(MigrationTest, ANewerDatabaseIsNotOpened) {
  meddle_with(
      "INSERT INTO schema_migration (number, name, checksum) VALUES (9999, '9999_later', 'x')");
  auto opened = open(test_store().options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().rule, "store.newer");
  meddle_with("DELETE FROM schema_migration WHERE number = 9999");
  EXPECT_TRUE(open(test_store().options()));
}

TEST_P(MigrationTest, AChangedMigrationIsNotOpened) {
  meddle_with("UPDATE schema_migration SET checksum = 'x' || checksum WHERE number = 1");
  auto opened = open(test_store().options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().rule, "store.migration_changed");
  meddle_with("UPDATE schema_migration SET checksum = substr(checksum, 2) WHERE number = 1");
  EXPECT_TRUE(open(test_store().options()));
}

// A migration that fails half way leaves nothing behind. Method: the table it makes is there
// already.
TEST_P(MigrationTest, AFailedMigrationLeavesNothing) {
  meddle_with("DELETE FROM schema_migration WHERE number = 1");
  meddle_with("DROP INDEX idempotency_by_age");
  test_store().reopen();
  EXPECT_THROW((void)store().migrate(), Broken);
  meddle_with("DROP TABLE idempotency");
  test_store().reopen();
  auto migrated = store().migrate();
  EXPECT_TRUE(migrated) << migrated.error().detail;
  // What a later migration added to the table; the next test may get the same schema.
  meddle_with(std::string("ALTER TABLE idempotency ADD COLUMN answer_sealed ") + (GetParam() == TestEngine::Sqlite ? "BLOB" : "BYTEA"));
}

// Every table with unit_id is guarded by row-level security, forced on its owner too, and the
// application role owns none of them.
TEST(PostgresGuard, HoldsOnEveryTenantTable) {
  if (test_engines().size() < 2) GTEST_SKIP() << "no PostgreSQL in this run";
  TestStore test(TestEngine::Postgres);
  const auto connection = connect_postgres(test.options());
  const auto unguarded = execute_plain(connection.get(),
                                       "SELECT c.relname, pg_get_userbyid(c.relowner) = 'sen_app' "
                                       "OR NOT c.relrowsecurity OR NOT c.relforcerowsecurity"
                                       " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                                       " WHERE c.relnamespace = current_schema()::regnamespace AND "
                                       "c.relkind = 'r' AND a.attname = 'unit_id'");
  std::vector<std::string> open_tables;
  for (const auto& migration : migrations()) {
    open_tables.insert(open_tables.end(), migration.installation.begin(),
                       migration.installation.end());
  }
  ASSERT_GT(PQntuples(unguarded.get()), 0);
  for (int i = 0; i < PQntuples(unguarded.get()); ++i) {
    const std::string table = PQgetvalue(unguarded.get(), i, 0);
    const bool is_open = std::string(PQgetvalue(unguarded.get(), i, 1)) == "t";
    const bool may_be_open = std::count(open_tables.begin(), open_tables.end(), table) > 0;
    EXPECT_EQ(is_open, may_be_open) << table;
  }
}

// An account that row-level security does not bind may not serve: refused when the store opens.
// Method: a role of the test's own that bypasses it and is no member of the application role.
TEST(PostgresGuard, RefusesAnAccountThatItDoesNotBind) {
  if (test_engines().size() < 2) GTEST_SKIP() << "no PostgreSQL in this run";
  TestStore test(TestEngine::Postgres);
  const auto owner = connect_postgres(test.options());
  execute_plain(owner.get(), "DROP ROLE IF EXISTS sen_test_loose");
  execute_plain(owner.get(), "CREATE ROLE sen_test_loose LOGIN BYPASSRLS IN ROLE pg_read_all_data");
  Options loose = test.options();
  loose.url +=
      (loose.url.find('?') == std::string::npos ? "?" : "&") + std::string("user=sen_test_loose");
  auto opened = open(loose);
  execute_plain(owner.get(), "DROP ROLE sen_test_loose");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().rule, "store.not_allowed");
}

}  // namespace
}  // namespace sen::store
