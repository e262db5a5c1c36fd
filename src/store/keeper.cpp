#include "store/keeper.hpp"

#include "base/hash.hpp"
#include "base/sealing.hpp"

namespace sen::store {
namespace {

constexpr std::size_t kBlindBytes = 16;
constexpr std::size_t kMarkBytes = 8;

std::string derived(const std::string& key, std::string_view use, std::int64_t number) {
  std::string bytes;
  append_field(bytes, use);
  append_field(bytes, number);
  return keyed_hash(key, bytes);
}

/// What a sealed text is bound to.
std::string binding(UnitId unit, const Place& place) {
  std::string bytes;
  append_field(bytes, std::string_view("sen.sealed/1"));
  append_field(bytes, place.column);
  append_field(bytes, unit.value);
  append_field(bytes, place.row);
  return bytes;
}

}  // namespace

Keeper::~Keeper() {
  wipe(key_);
  wipe(blind_key_);
  for (auto& [unit, key] : unit_keys_) wipe(key);
}

Result<Done> Keeper::need_key(Absent absent) {
  {
    const std::shared_lock lock(mutex_);
    if (!key_.empty()) return Done{};
  }
  const std::unique_lock lock(mutex_);
  if (!key_.empty()) return Done{};
  SEN_LET(key_, read_key(key_file_, absent));
  blind_key_ = derived(key_, "sen.blind/1", 0);
  return Done{};
}

Result<std::string> Keeper::key_of(UnitId unit) {
  SEN_TRY(need_key(absent_));
  {
    const std::shared_lock lock(mutex_);
    const auto found = unit_keys_.find(unit);
    if (found != unit_keys_.end()) return found->second;
  }
  const std::unique_lock lock(mutex_);
  return unit_keys_.try_emplace(unit, derived(key_, "sen.unit/1", unit.value)).first->second;
}

Result<std::string> Keeper::seal(UnitId unit, const Place& place, std::string_view plain) {
  const UnitId owner = place.unit.value_or(unit);
  SEN_LET(auto key, key_of(owner));
  auto sealed = seal_text(key, plain, binding(owner, place));
  wipe(key);
  return sealed;
}

Result<std::string> Keeper::open(UnitId unit, const Place& place, std::string_view sealed) {
  const UnitId owner = place.unit.value_or(unit);
  SEN_LET(auto key, key_of(owner));
  auto plain = open_text(key, sealed, binding(owner, place));
  wipe(key);
  if (!plain) {
    const std::string where = std::string(place.column) + " " + std::to_string(place.row);
    return Error{ErrorCode::Unavailable, "store.sealed_damaged", {}, where, {{"where", where}}, {}};
  }
  return std::move(*plain);
}

Result<std::string> Keeper::blind(std::string_view column, std::string_view text) {
  SEN_TRY(need_key(absent_));
  std::string bytes;
  append_field(bytes, column);
  append_field(bytes, text);
  return to_hex(keyed_hash(blind_key_, bytes).substr(0, kBlindBytes));
}

Result<std::string> Keeper::mark(Absent absent) {
  SEN_TRY(need_key(absent));
  return to_hex(derived(key_, "sen.mark/1", 0).substr(0, kMarkBytes));
}

}  // namespace sen::store
