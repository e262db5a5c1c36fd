#pragma once
// Migrations on PostgreSQL: run by the account that owns the tables, guarded by row-level security,
// granted to the application role.

#include "store/migration.hpp"
#include "store/postgres_connection.hpp"

namespace sen::store {

/// Which migrations the database has; empty when it has none of ours.
std::map<int, std::string> applied_on_postgres(PGconn* connection);
/// Errors "store.newer", "store.migration_changed", "store.not_allowed".
Result<Done> migrate_postgres(const Options& options);

/// Rewrites the tables that held clear texts, as far as the account may.
void vacuum_postgres(const Options& options);

}  // namespace sen::store
