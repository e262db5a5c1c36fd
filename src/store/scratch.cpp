#include "store/scratch.hpp"

#include "store/postgres_connection.hpp"

namespace sen::store {
namespace {

std::unique_ptr<PGconn, PgFree> connect_to_scratch(const Options& options) {
  SEN_ASSERT(options.schema.rfind("sen_test_", 0) == 0);
  auto connection = connect_postgres(options);
  execute_plain(connection.get(), "SET sen.reach = 'every'");
  return connection;
}

}  // namespace

void empty_scratch_schema(const Options& options) {
  const auto connection = connect_to_scratch(options);
  // One question for all tables: truncating an empty one costs as much as a full one.
  const auto question = scalar_plain(
      connection.get(),
      "SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT 1 FROM %I)', relname, relname), ' "
      "UNION ALL ')"
      " FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
      " AND relname <> 'schema_migration'");
  if (question.empty()) return;
  const auto full = execute_plain(connection.get(), question);
  std::string tables;
  for (int i = 0; i < PQntuples(full.get()); ++i) {
    tables += (i == 0 ? "" : ", ") + std::string(PQgetvalue(full.get(), i, 0));
  }
  if (!tables.empty()) execute_plain(connection.get(), "TRUNCATE " + tables + " CASCADE");
}

void run_in_scratch_schema(const Options& options, const std::string& sql) {
  execute_plain(connect_to_scratch(options).get(), sql.c_str());
}

void drop_scratch_schema(const Options& options) {
  const auto connection = connect_to_scratch(options);
  execute_plain(connection.get(), "DROP SCHEMA IF EXISTS \"" + options.schema + "\" CASCADE");
}

}  // namespace sen::store
