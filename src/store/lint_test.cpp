// The house rules of statements, and how they expand for each engine.

#include <gmock/gmock.h>

#include "base/texts.hpp"
#include "store/sql_text.hpp"
#include "store/test_store.hpp"

namespace sen::store {
namespace {

struct Case {
  const char* sql;
  const char* why;  // part of the reason
  Reach reach = Reach::Unit;
};

const Case kRefused[] = {
    {"SELECT id FROM task WHERE id = $1", "no unit_id"},
    {"DELETE FROM task WHERE id = $1", "no unit_id"},
    {"UPDATE task SET title = $1", "no unit_id"},
    {"SELECT id FROM task WHERE unit_id = $1", "no unit_id"},
    {"INSERT INTO task (unit_id, id) VALUES ($1, $2)", "no unit_id"},
    {"SELECT '{unit}', 'unit_id = {unit}' FROM task", "no unit_id"},
    {"UPDATE task SET unit_id = {unit} WHERE unit_id = {unit}", "never changed"},
    {"UPDATE task SET a = 1, unit_id = 2 WHERE unit_id = {unit}", "never changed"},
    {"SELECT * FROM task WHERE unit_id = {unit}", "columns"},
    {"SELECT id, * FROM task WHERE unit_id = {unit}", "columns"},
    {"SELECT t.* FROM task t WHERE unit_id = {unit}", "columns"},
    {"DELETE FROM task WHERE unit_id = {unit} RETURNING *", "columns"},
    {"SELECT id::text FROM task WHERE unit_id = {unit}", "CAST"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND at < now()", "now"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND at < NOW ()", "NOW"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND at < CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"},
    {"SELECT id FROM task WHERE unit_id = {unit} ORDER BY random()", "random"},
    {"SELECT set_config('sen.unit', '8', true)", "set_config", Reach::Installation},
    {"SELECT id FROM task WHERE unit_id = {unit}; DELETE FROM task", "one statement"},
    {"SELECT id FROM task WHERE unit_id = {unit} -- and so on", "comment"},
    {"SELECT id FROM task WHERE unit_id = {unit} /* and so on */", "comment"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id = ?", "parameters"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id = :id", "parameters"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id = @id", "parameters"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id = $id", "parameters"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id = $0", "parameters"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id = $2", "gap"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id {in:$2}", "gap"},
    {"SELECT id FROM task WHERE unit_id = {unit} AND id {in:x}", "parameters"},
    {"SELECT id FROM task WHERE unit_id = {unit} {for_share}", "macro"},
    {"SELECT id FROM task WHERE unit_id = {unit", "macro"},
    {"INSERT OR REPLACE INTO task (unit_id) VALUES ({unit})", "ON CONFLICT"},
    {"REPLACE INTO task (unit_id) VALUES ({unit})", "begins"},
    {"CREATE TRIGGER x AFTER INSERT ON task BEGIN SELECT 1; END", "begins", Reach::Maintenance},
    {"PRAGMA foreign_keys = OFF", "begins", Reach::Maintenance},
    {"SET LOCAL sen.unit = '8'", "begins", Reach::Maintenance},
    {"SELECT key FROM idempotency", "unit's table", Reach::Installation},
    {"SELECT id FROM session JOIN idempotency ON 1 = 1", "unit's table", Reach::Installation},
    {"UPDATE idempotency SET status = 0", "unit's table", Reach::Installation},
    {"INSERT INTO idempotency (unit_id) VALUES ($1)", "unit's table", Reach::Installation},
    {"", "empty", Reach::Maintenance},
};

TEST(StatementRules, RefuseWhatBreaksThem) {
  for (const auto& refused : kRefused) {
    EXPECT_THAT(rule_broken(refused.sql, refused.reach), ::testing::HasSubstr(refused.why))
        << refused.sql;
  }
}

TEST(StatementRules, AllowWhatKeepsThem) {
  const Case allowed[] = {
      {"SELECT id FROM task WHERE unit_id = {unit} AND id = $1", ""},
      {"SELECT t.id FROM task t JOIN plan p ON p.unit_id = t.unit_id WHERE t.unit_id={unit}", ""},
      {"SELECT COUNT(*), a * b FROM task WHERE unit_id = {unit}", ""},
      {"SELECT id FROM task WHERE unit_id = {unit} AND title = 'now(); a::b $9 ? -- x'", ""},
      {"INSERT INTO task (unit_id, id) VALUES ({unit}, $1) ON CONFLICT (unit_id, id) DO NOTHING",
       ""},
      {"INSERT INTO task (unit_id, id) SELECT {unit}, id FROM plan WHERE unit_id = {unit}", ""},
      {"WITH x AS (SELECT id FROM task WHERE unit_id = {unit}) SELECT id FROM x", ""},
      {"SELECT id FROM session WHERE token_hash = $1", "", Reach::Installation},
      {"SELECT key FROM idempotency WHERE unit_id = {unit}", "", Reach::Installation},
      {"SELECT unit_id, SUM(value) FROM tally GROUP BY unit_id", "", Reach::CrossUnit},
  };
  for (const auto& kept : allowed) EXPECT_EQ(rule_broken(kept.sql, kept.reach), "") << kept.sql;
}

TEST(StatementRules, AreKeptByEveryStatementOfThisProgram) {
  auto checked = check_registry();
  EXPECT_TRUE(checked) << (checked ? "" : checked.error().detail);
}

// A store does not open when one statement of the program breaks a rule. In a child process,
// because a statement stays registered for ever.
TEST(StatementRulesDeathTest, KeepAStoreFromOpening) {
  const auto open_with_bad_statement = [] {
    static const Statement bad("test.bad", "SELECT id FROM task");
    TestFolder folder;
    Options options;
    options.data = folder.path();
    auto opened = open(options);
    std::fputs(opened ? "opened" : opened.error().rule.c_str(), stderr);
    std::exit(opened ? 0 : 3);
  };
  EXPECT_EXIT(open_with_bad_statement(), ::testing::ExitedWithCode(3), "store.statement");
  const auto open_with_same_name = [] {
    static const Statement one("test.same", "SELECT 1", Reach::Installation);
    static const Statement two("test.same", "SELECT 2", Reach::Installation);
    std::exit(check_registry() ? 0 : 3);
  };
  EXPECT_EXIT(open_with_same_name(), ::testing::ExitedWithCode(3), "");
}

TEST(StatementMacros, ExpandForEachEngine) {
  const char* sql =
      "SELECT id FROM task WHERE unit_id = {unit} AND a {in:$2} AND b = $1 AND c = '{unit}' "
      "{for_update}";
  const auto sqlite = expand(sql, Engine::Sqlite);
  EXPECT_EQ(sqlite.text,
            "SELECT id FROM task WHERE unit_id = $unit AND a IN (SELECT value FROM json_each($2))"
            " AND b = $1 AND c = '{unit}' ");
  EXPECT_EQ(sqlite.parameter_count, 2);
  EXPECT_TRUE(sqlite.has_unit);
  EXPECT_EQ(sqlite.is_list, (std::vector<bool>{false, true}));
  const auto postgres = expand(sql, Engine::Postgres);
  EXPECT_EQ(postgres.text,
            "SELECT id FROM task WHERE unit_id = $3 AND a = ANY($2) AND b = $1 AND c = '{unit}' "
            "FOR UPDATE");
}

TEST(StoreTexts, ExistInBothLanguages) {
  for (const char* key :
       {"store.unique", "store.reference", "store.nul", "store.key_reused", "store.no_folder",
        "store.locked", "store.damaged", "store.newer", "store.migration_changed",
        "store.unreachable", "store.not_allowed", "store.statement"}) {
    EXPECT_TRUE(has_text(Language::Vi, key)) << key;
    EXPECT_TRUE(has_text(Language::En, key)) << key;
  }
}

}  // namespace
}  // namespace sen::store
