#include "store/postgres_migrate.hpp"

#include <cstdlib>

namespace sen::store {
namespace {

constexpr const char* kBookkeeping =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";

/// One migrator at a time; negative, so that it is no unit's number.
constexpr const char* kOneMigrator = "SELECT pg_advisory_lock(-5284637)";

/// Runs and reports instead of throwing: for what an account may or may not do.
bool attempt(PGconn* connection, const std::string& sql) {
  const PgResult result(PQexec(connection, sql.c_str()));
  return PQresultStatus(result.get()) == PGRES_COMMAND_OK ||
         PQresultStatus(result.get()) == PGRES_TUPLES_OK;
}

/// The role that the server works as. An owner that may not make roles has one made for it, or
/// works as itself: FORCE binds it then.
bool have_application_role(PGconn* connection) {
  const std::string find = "SELECT 1 FROM pg_roles WHERE rolname = 'sen_app'";
  if (scalar_plain(connection, find) != "1") {
    attempt(connection,
            "CREATE ROLE sen_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS");
  }
  if (scalar_plain(connection, find) != "1") return false;
  const auto member = "SELECT pg_has_role(current_user, 'sen_app', 'MEMBER')";
  if (scalar_plain(connection, member) != "t") attempt(connection, "GRANT sen_app TO CURRENT_USER");
  return true;
}

std::vector<std::string> column_of(PGconn* connection, const std::string& sql) {
  const auto result = execute_plain(connection, sql);
  std::vector<std::string> values;
  for (int i = 0; i < PQntuples(result.get()); ++i)
    values.emplace_back(PQgetvalue(result.get(), i, 0));
  return values;
}

bool is_installation_table(const std::string& table) {
  for (const auto& migration : migrations()) {
    for (const auto& name : migration.installation) {
      if (name == table) return true;
    }
  }
  return false;
}

/// Row-level security on every table with unit_id that has none yet. A second policy lets
/// statements registered for it read (never write) across units.
void guard_tables(PGconn* connection, bool citus) {
  const auto tables =
      column_of(connection,
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
                " AND a.attname = 'unit_id' AND NOT a.attisdropped AND NOT c.relrowsecurity ORDER "
                "BY c.relname");
  const std::string own = "(unit_id = nullif(current_setting('sen.unit', true), '')::bigint)";
  for (const auto& table : tables) {
    if (is_installation_table(table)) continue;
    execute_plain(connection, "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
    // Under Citus FORCE hangs the online move of shards; the application role owns nothing anyway.
    if (!citus) execute_plain(connection, "ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY");
    execute_plain(connection,
                  "CREATE POLICY own_unit ON " + table + " USING " + own + " WITH CHECK " + own);
    execute_plain(connection,
                  "CREATE POLICY level_above ON " + table +
                      " FOR SELECT USING (current_setting('sen.reach', true) = 'every')");
  }
}

void grant_tables(PGconn* connection) {
  const auto schema = scalar_plain(connection, "SELECT quote_ident(current_schema())");
  execute_plain(connection, "GRANT USAGE ON SCHEMA " + schema + " TO sen_app");
  execute_plain(connection, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " +
                                schema + " TO sen_app");
  execute_plain(connection, "REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM sen_app");
  for (const auto& migration : migrations()) {
    for (const auto& table : migration.append_only) {
      const auto there =
          scalar_plain(connection, "SELECT to_regclass('" + table + "') IS NOT NULL");
      if (there == "t")
        execute_plain(connection, "REVOKE UPDATE, DELETE ON " + table + " FROM sen_app");
    }
  }
}

void apply(PGconn* connection, const Migration& migration, bool citus, bool has_role) {
  execute_plain(connection, "BEGIN");
  if (citus) {
    execute_plain(connection, "SET LOCAL citus.enable_local_reference_table_foreign_keys = off");
    execute_plain(connection, "SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
  }
  for (const auto& statement :
       statements_of(migration, citus ? Dialect::Citus : Dialect::Postgres)) {
    execute_plain(connection, statement);
  }
  execute_plain(connection, "INSERT INTO schema_migration (number, name, checksum) VALUES (" +
                                std::to_string(migration.number) + ", '" + migration.name + "', '" +
                                migration.checksum + "')");
  guard_tables(connection, citus);
  if (has_role) grant_tables(connection);
  execute_plain(connection, "COMMIT");
}

Error not_allowed(const std::string& why) {
  return Error{ErrorCode::Unavailable, "store.not_allowed", {}, why, {{"why", why}}, {}};
}

}  // namespace

std::map<int, std::string> applied_on_postgres(PGconn* connection) {
  std::map<int, std::string> applied;
  if (scalar_plain(connection, "SELECT to_regclass('schema_migration') IS NOT NULL") != "t")
    return applied;
  const auto rows = execute_plain(connection, "SELECT number, checksum FROM schema_migration");
  for (int i = 0; i < PQntuples(rows.get()); ++i) {
    applied[std::atoi(PQgetvalue(rows.get(), i, 0))] = PQgetvalue(rows.get(), i, 1);
  }
  return applied;
}

Result<Done> migrate_postgres(const Options& options) {
  const auto held = connect_postgres(options);
  auto* connection = held.get();
  execute_plain(connection, "SET statement_timeout = 0");
  if (scalar_plain(connection, "SHOW server_encoding") != "UTF8")
    return not_allowed("encoding is not UTF8");
  execute_plain(connection, kOneMigrator);
  SEN_LET(const auto before, missing_migrations(migrations(), applied_on_postgres(connection)));
  if (before.empty()) return Done{};
  try {
    if (!options.schema.empty())
      execute_plain(connection, "CREATE SCHEMA IF NOT EXISTS \"" + options.schema + "\"");
    const bool has_role = have_application_role(connection);
    const bool citus =
        scalar_plain(connection, "SELECT 1 FROM pg_extension WHERE extname = 'citus'") == "1";
    execute_plain(connection, kBookkeeping);
    for (const auto* migration : before) apply(connection, *migration, citus, has_role);
  } catch (const Broken& broken) {
    const std::string why = broken.what();
    if (why.find("(42501)") == std::string::npos) throw;  // 42501: insufficient privilege
    return not_allowed(why);
  }
  return Done{};
}

void vacuum_postgres(const Options& options) {
  const auto connection = connect_postgres(options);
  attempt(connection.get(), "SET statement_timeout = 0");
  for (const auto& table : tenant_tables()) attempt(connection.get(), "VACUUM (FULL) " + table);
  attempt(connection.get(), "VACUUM (FULL) account");
  attempt(connection.get(), "VACUUM (FULL) outbox");
}

}  // namespace sen::store
