#include "store/store.hpp"

#include "store/engine.hpp"
#include "store/sealing.hpp"
#include "store/sql_text.hpp"

namespace sen::store {

Result<std::unique_ptr<Store>> open(const Options& options) {
  SEN_TRY(check_registry());
  SEN_LET(auto store, options.url.empty() ? open_sqlite(options) : open_postgres(options));
  const bool usual = options.key_file.empty() && !options.data.empty();
  store->keeper_ = std::make_unique<Keeper>(usual ? usual_key_file(options.data) : options.key_file,
                                            options.read_only ? Absent::Refuse : Absent::Make);
  return store;
}

Result<Done> Store::migrate() {
  // A folder with the wrong key stays as it is.
  SEN_TRY(check_key());
  SEN_TRY(apply_migrations());
  return seal_clear_rows(*this, [this] { forget_clear(); });
}

Result<Done> Store::check_key() {
  if (!can_seal()) return Done{};
  return check_key_mark(*this);
}

std::string Row::sealed(int column, const Place& place) {
  SEN_ASSERT(keeper_ != nullptr);
  auto opened = keeper_->open(unit_, place, blob(column));
  if (opened) return std::move(*opened);
  if (!fault_) fault_ = opened.error();
  return {};
}

Value ReadTx::sealed_value(const Sealed& text, std::optional<Error>& fault) {
  auto sealed = keeper_->seal(unit_, text.place, text.text);
  if (sealed) return Blob{std::move(*sealed)};
  if (!fault) fault = sealed.error();
  return Value{};
}

Value ReadTx::blind_value(const Blind& text, std::optional<Error>& fault) {
  auto found = blind(text);
  if (found) return std::move(*found);
  if (!fault) fault = found.error();
  return Value{};
}

}  // namespace sen::store
