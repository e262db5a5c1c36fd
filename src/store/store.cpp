#include "store/store.hpp"

#include "store/engine.hpp"
#include "store/sql_text.hpp"

namespace sen::store {

Result<std::unique_ptr<Store>> open(const Options& options) {
  SEN_TRY(check_registry());
  return options.url.empty() ? open_sqlite(options) : open_postgres(options);
}

}  // namespace sen::store
