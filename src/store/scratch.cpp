#include "store/scratch.hpp"

#include "store/postgres_connection.hpp"

namespace sen::store {

void drop_scratch_schema(const Options& options) {
  SEN_ASSERT(options.schema.rfind("sen_test_", 0) == 0);
  const auto connection = connect_postgres(options);
  execute_plain(connection.get(), "DROP SCHEMA IF EXISTS \"" + options.schema + "\" CASCADE");
}

}  // namespace sen::store
