#pragma once
// Schemas that tests make on a shared PostgreSQL, and remove again. Refuses any other name.

#include "store/store.hpp"

namespace sen::store {

/// `options.schema` begins with "sen_test_"; it and everything in it is dropped.
void drop_scratch_schema(const Options& options);

}  // namespace sen::store
