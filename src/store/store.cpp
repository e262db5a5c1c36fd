#include "store/store.hpp"

#include "store/engine.hpp"
#include "store/sql_text.hpp"

namespace sen::store {

Result<std::unique_ptr<Store>> open(const Options& options) {
  SEN_TRY(check_registry());
  return open_sqlite(options);
}

}  // namespace sen::store
