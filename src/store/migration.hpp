#pragma once
// The embedded migrations as both engines read them: which, in what order, cut into statements.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/sql_text.hpp"

namespace sen::store {

struct Migration {
  int number = 0;
  std::string name;      ///< "0001_base"
  std::string checksum;  ///< SHA-256 of the file, hex
  std::string_view text;
  std::vector<std::string> installation;  ///< tables with unit_id that are not a unit's
  std::vector<std::string> append_only;
};

/// Those in the binary, by number.
const std::vector<Migration>& migrations();
/// Reads one; SEN_ASSERT on a name or directive that is not one.
Migration read_migration(std::string_view path, std::string_view text);

/// Tables with unit_id in that text, but those named as the installation's.
std::set<std::string> tenant_tables(const Migration& migration);
/// Of all migrations in the binary.
const std::set<std::string>& tenant_tables();

enum class Dialect { Sqlite, Postgres, Citus };
/// Statements for that dialect, macros and types expanded, one per message.
std::vector<std::string> statements_of(const Migration& migration, Dialect dialect);

/// What is missing, given what was applied (number → checksum). Errors "store.newer",
/// "store.migration_changed".
Result<std::vector<const Migration*>> missing_migrations(const std::vector<Migration>& known,
                                                         const std::map<int, std::string>& applied);

}  // namespace sen::store
