#pragma once
// What `open` chooses between. Inside the store room only.

#include "store/store.hpp"

namespace sen::store {

Result<std::unique_ptr<Store>> open_sqlite(const Options& options);
Result<std::unique_ptr<Store>> open_postgres(const Options& options);

}  // namespace sen::store
