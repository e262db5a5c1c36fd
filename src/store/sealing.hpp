#pragma once
// Rows that an older version kept in clear are sealed once, after the migration that made room for them. Inside the
// store room only.

#include <functional>

#include "store/store.hpp"

namespace sen::store {

/// Checks the key (its mark is noted with the first use) and seals what is left in clear, some hundred rows a
/// transaction; may be interrupted and goes on next time. `forget` runs when everything is sealed. Errors: those of
/// check_key_mark.
Result<Done> seal_clear_rows(Store& store, const std::function<void()>& forget);

/// Errors Unavailable: "store.key_other" (this data is sealed with another key), those of read_key.
Result<Done> check_key_mark(Store& store);

}  // namespace sen::store
