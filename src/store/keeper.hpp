#pragma once
// What a copy of the database must not give away: personal columns, payloads of events, kept answers. Each text is
// sealed under a key of its unit, derived from the installation's key file, and bound to table, column, unit and row.
// Texts that must be found by equality have a blind index beside them. Thread safe. docs/decisions/0015.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "store/key_file.hpp"

namespace sen::store {

/// Where a sealed text stands: column "person.name" of row `row`. The unit is the transaction's unless one is named.
struct Place {
  std::string_view column;
  std::int64_t row = 0;
  std::optional<UnitId> unit{};
};

/// An argument that the store seals before it reaches the engine; an empty text is sealed too, so that nobody sees
/// which rows have one.
struct Sealed {
  Place place;
  std::string_view text;
  Sealed(Place where, std::string_view plain) : place(where), text(plain) {}
  Sealed(Place where, const Personal<std::string>& value) : place(where), text(value.reveal(Purpose::Keep)) {}
};

/// An argument that stands for a text in a comparison: a keyed hash, the same for the same text of one column.
struct Blind {
  std::string_view column;
  std::string_view text;
  Blind(std::string_view name, std::string_view value) : column(name), text(value) {}
  Blind(std::string_view name, const Personal<std::string>& value) : column(name), text(value.reveal(Purpose::Compare)) {}
};

class Keeper {
 public:
  /// Nothing is read or made before the first use.
  Keeper(std::string key_file, Absent absent) : key_file_(std::move(key_file)), absent_(absent) {}
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  /// Errors: those of read_key.
  Result<std::string> seal(UnitId unit, const Place& place, std::string_view plain);
  /// Errors: those of read_key, Unavailable "store.sealed_damaged" (changed, moved, or sealed with another key).
  Result<std::string> open(UnitId unit, const Place& place, std::string_view sealed);
  /// 32 hex digits. Errors: those of read_key.
  Result<std::string> blind(std::string_view column, std::string_view text);
  /// Tells keys apart and nothing else. Errors: those of read_key, with `absent` instead of the keeper's own.
  Result<std::string> mark(Absent absent);

  [[nodiscard]] const std::string& key_file() const { return key_file_; }

 private:
  Result<Done> need_key(Absent absent);
  Result<std::string> key_of(UnitId unit);

  std::string key_file_;
  Absent absent_;
  std::shared_mutex mutex_;
  std::string key_;
  std::string blind_key_;
  std::map<UnitId, std::string> unit_keys_;
};

}  // namespace sen::store
