#pragma once
// Exact: a fraction of 128-bit integers in lowest terms, for the arithmetic of rules. Wider than
// base/Ratio because a share of two sums of money in đồng, put on a scale and multiplied by points,
// leaves 64 bits. Facts and criteria sets are bounded when read (law/fact.hpp, index/criteria_set),
// so that nothing here can overflow; an overflow would be a programmer's error (SEN_ASSERT).

#include <compare>
#include <cstdint>
#include <string>

#include "base/decimal.hpp"

namespace sen::law {

using Wide = __int128;

class Exact {
 public:
  constexpr Exact() = default;
  Exact(Wide numerator, Wide denominator);  ///< denominator ≠ 0
  static Exact whole(std::int64_t value) { return Exact(value, 1); }
  static Exact of(Points points) { return Exact(points.ten_thousandths, Points::kScale); }
  static Exact of(const Ratio& ratio) { return Exact(ratio.numerator(), ratio.denominator()); }
  /// value × 10^-decimals; 0 ≤ decimals ≤ 18.
  static Exact decimal(std::int64_t value, int decimals);

  [[nodiscard]] Wide numerator() const { return numerator_; }
  [[nodiscard]] Wide denominator() const { return denominator_; }
  [[nodiscard]] bool is_zero() const { return numerator_ == 0; }
  [[nodiscard]] Exact floor() const;

  friend Exact operator+(const Exact& a, const Exact& b);
  friend Exact operator-(const Exact& a, const Exact& b);
  friend Exact operator*(const Exact& a, const Exact& b);
  friend Exact operator/(const Exact& a, const Exact& b);  ///< b ≠ 0
  friend bool operator==(const Exact& a, const Exact& b) = default;
  friend std::strong_ordering operator<=>(const Exact& a, const Exact& b);

 private:
  Wide numerator_ = 0;
  Wide denominator_ = 1;
};

/// The one rounding of a criterion: half up, away from zero on a tie; 0 ≤ decimals ≤ 4.
/// (2.185 → 2.19, −2.185 → −2.19, as the national portal and the decrees read "làm tròn".)
Points round_half_up(const Exact& value, int decimals);

/// Decimal expansion with at most `decimals` places, half up, trailing zeros dropped ("98.6378205").
std::string to_decimal(const Exact& value, int decimals);

}  // namespace sen::law
