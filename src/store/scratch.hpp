#pragma once
// Schemas that tests make on a PostgreSQL, empty for the next test, and remove at the end. Refuses
// any schema whose name does not begin with "sen_test_".

#include "store/store.hpp"

namespace sen::store {

/// Takes every row out of the schema's tables; the tables stay.
void empty_scratch_schema(const Options& options);
void drop_scratch_schema(const Options& options);
/// Runs one text as the owner of the tables, whom no policy binds: what someone with the rights of
/// the database server could do behind the program's back.
void run_in_scratch_schema(const Options& options, const std::string& sql);

}  // namespace sen::store
