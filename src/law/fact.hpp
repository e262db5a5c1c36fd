#pragma once
// A fact: what a rule is told about one measure over the period. A missing fact is missing, never 0.
// Numbers are an integer and a count of decimals, so that they stay exact and cost 16 bytes.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/instant.hpp"
#include "law/exact.hpp"

namespace sen::law {

enum class FactKind : std::uint8_t {
  Missing,
  Number,
  Flag,    ///< value 0 or 1
  Day,     ///< value: days since 1970-01-01
  NotHeld  ///< the survey behind the measure was not held this year
};

struct Fact {
  std::int64_t value = 0;
  std::uint8_t decimals = 0;
  FactKind kind = FactKind::Missing;

  static Fact number(std::int64_t value, int decimals = 0) {
    return {value, static_cast<std::uint8_t>(decimals), FactKind::Number};
  }
  static Fact flag(bool value) { return {value ? 1 : 0, 0, FactKind::Flag}; }
  static Fact day(Date date) { return {date.days, 0, FactKind::Day}; }
  static Fact not_held() { return {0, 0, FactKind::NotHeld}; }

  [[nodiscard]] bool is_missing() const { return kind == FactKind::Missing; }
  [[nodiscard]] bool is_number() const { return kind == FactKind::Number; }
  /// The number it stands for (days and flags too).
  [[nodiscard]] Exact exact() const { return Exact::decimal(value, decimals); }
  friend bool operator==(const Fact&, const Fact&) = default;
};

/// Bounds of a numeric fact: together with the bounds of criteria sets they keep every rule inside
/// 128 bits. 10^13 đồng is some five hundred times the yearly budget of a commune.
constexpr std::int64_t kFactMagnitudeMax = 10'000'000'000'000;
constexpr int kFactDecimalsMax = 9;
constexpr std::int64_t kFactDigitsMax = 1'000'000'000'000'000;  ///< value without its point < 10^15

/// Exact decimal of any sign within those bounds; empty otherwise ("0.1", "1e2", "-3.25").
std::optional<Fact> parse_number(std::string_view text);

}  // namespace sen::law
