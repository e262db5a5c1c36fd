#include "identity/vault.hpp"

#include "base/sealing.hpp"

namespace sen::identity {
namespace {

Error unavailable(std::string rule, const std::string& detail) {
  return Error{ErrorCode::Unavailable, std::move(rule), {}, detail, {}, {}};
}

}  // namespace

Vault::~Vault() { wipe(key_); }

Result<Done> Vault::need_key(store::Absent absent) {
  if (!key_.empty()) return Done{};
  auto key = store::read_key(key_file_, absent);
  if (!key) {
    // The same sentences as the store's, in the words of second factors.
    const auto& rule = key.error().rule;
    return unavailable("identity." + rule.substr(rule.find('.') + 1), key_file_);
  }
  key_ = *std::move(key);
  return Done{};
}

Result<std::string> Vault::seal(std::string_view plain, std::string_view place) {
  const std::lock_guard lock(mutex_);
  SEN_TRY(need_key(store::Absent::Make));
  return seal_text(key_, plain, place);
}

Result<std::string> Vault::open(std::string_view sealed, std::string_view place) {
  const std::lock_guard lock(mutex_);
  SEN_TRY(need_key(store::Absent::Refuse));
  auto plain = open_text(key_, sealed, place);
  if (!plain) return unavailable("identity.sealed_damaged", std::string(place));
  return std::move(*plain);
}

}  // namespace sen::identity
