#pragma once
// Exact numbers: Points (ten-thousandths of a point), Ratio (an exact fraction), and the one
// rounding function (half up). No binary floating point anywhere in scores, shares or money.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sen {

/// Points of a criterion, in ten-thousandths of a point.
struct Points {
  static constexpr std::int64_t kScale = 10'000;
  std::int64_t ten_thousandths{};
  friend auto operator<=>(Points, Points) = default;
  friend Points operator+(Points a, Points b) { return {a.ten_thousandths + b.ten_thousandths}; }
  friend Points operator-(Points a, Points b) { return {a.ten_thousandths - b.ten_thousandths}; }
  Points& operator+=(Points b) { ten_thousandths += b.ten_thousandths; return *this; }
};

/// Parses "93.86", "-0.25", "5" (at most four decimals, no exponent). Returns empty when it is not one.
std::optional<Points> parse_points(std::string_view text);

/// Decimal string with at least `decimals` places: {21827} with 2 gives "2.18" only if exact
/// ("2.1827" otherwise: no digit is ever dropped silently).
std::string to_string(Points points, int decimals = 2);

/// Share of two counts: done / asked.
struct Share {
  std::int64_t numerator{};
  std::int64_t denominator{};
  friend bool operator==(Share, Share) = default;
};

/// An exact fraction in lowest terms; the denominator is > 0. Arithmetic is exact: products pass
/// through 128 bits, and a result whose reduced form leaves 64 bits throws Broken (the loader of
/// criteria sets and facts bounds its inputs so that this cannot happen).
class Ratio {
 public:
  constexpr Ratio() = default;
  Ratio(std::int64_t numerator, std::int64_t denominator);
  static Ratio whole(std::int64_t value) { return Ratio(value, 1); }
  static Ratio of(Points points) { return Ratio(points.ten_thousandths, Points::kScale); }

  [[nodiscard]] std::int64_t numerator() const { return numerator_; }
  [[nodiscard]] std::int64_t denominator() const { return denominator_; }

  friend Ratio operator+(const Ratio& a, const Ratio& b);
  friend Ratio operator-(const Ratio& a, const Ratio& b);
  friend Ratio operator*(const Ratio& a, const Ratio& b);
  friend Ratio operator/(const Ratio& a, const Ratio& b);  ///< b ≠ 0
  friend bool operator==(const Ratio& a, const Ratio& b) = default;
  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

/// Parses an exact decimal of any sign, at most 9 digits after the point ("0.036", "95", "-1.5").
/// Also accepts the exponent forms that JSON allows ("1e2") when the result is exact.
std::optional<Ratio> parse_ratio(std::string_view text);

/// Rounds half up, away from zero on a tie (2.185 → 2.19, -2.185 → -2.19), to `decimals` ≤ 4 places.
/// The act decides where to round; a criterion rounds once.
Points round_half_up(const Ratio& ratio, int decimals);

/// Decimal expansion with at most `decimals` places, half up, trailing zeros dropped; for showing
/// intermediate steps ("98.6378205").
std::string to_decimal(const Ratio& ratio, int decimals);

}  // namespace sen
