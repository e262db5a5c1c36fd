#include "law/exact.hpp"

#include <algorithm>
#include <limits>

namespace sen::law {
namespace {

Wide absolute(Wide value) { return value < 0 ? -value : value; }

Wide greatest_divisor(Wide a, Wide b) {
  a = absolute(a);
  b = absolute(b);
  while (b != 0) {
    // Most operands fit 64 bits, where a division costs a fraction of the 128-bit one.
    constexpr Wide kNarrow = std::numeric_limits<std::uint64_t>::max();
    if (a <= kNarrow && b <= kNarrow) {
      auto x = static_cast<std::uint64_t>(a);
      auto y = static_cast<std::uint64_t>(b);
      while (y != 0) {
        const std::uint64_t rest = x % y;
        x = y;
        y = rest;
      }
      return static_cast<Wide>(x);
    }
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Wide product(Wide a, Wide b) {
  Wide result = 0;
  const bool overflowed = __builtin_mul_overflow(a, b, &result);
  SEN_ASSERT(!overflowed);
  return result;
}

Wide sum(Wide a, Wide b) {
  Wide result = 0;
  const bool overflowed = __builtin_add_overflow(a, b, &result);
  SEN_ASSERT(!overflowed);
  return result;
}

Wide power_of_ten(int exponent) {
  Wide result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

std::string digits_of(Wide value) {
  if (value == 0) return "0";
  std::string text;
  for (; value > 0; value /= 10) text.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
  std::reverse(text.begin(), text.end());
  return text;
}

// |value| × 10^decimals, half up. Long division, digit by digit, so that the dividend never grows.
Wide scaled_half_up(const Exact& value, int decimals) {
  const Wide bottom = value.denominator();
  const Wide top = absolute(value.numerator());
  Wide result = top / bottom;
  Wide rest = top % bottom;
  for (int i = 0; i < decimals; ++i) {
    rest = product(rest, 10);
    result = sum(product(result, 10), rest / bottom);
    rest %= bottom;
  }
  if (product(rest, 2) >= bottom) result = sum(result, 1);
  return result;
}

}  // namespace

Exact::Exact(Wide numerator, Wide denominator) : numerator_(numerator), denominator_(denominator) {
  SEN_ASSERT(denominator != 0);
  if (denominator_ < 0) {
    numerator_ = -numerator_;
    denominator_ = -denominator_;
  }
  if (denominator_ == 1) return;
  const Wide divisor = numerator_ == 0 ? denominator_ : greatest_divisor(numerator_, denominator_);
  numerator_ /= divisor;
  denominator_ /= divisor;
}

Exact Exact::decimal(std::int64_t value, int decimals) {
  SEN_ASSERT(decimals >= 0);
  SEN_ASSERT(decimals <= 18);
  return Exact(value, power_of_ten(decimals));
}

Exact Exact::floor() const {
  Wide quotient = numerator_ / denominator_;
  if (numerator_ < 0 && numerator_ % denominator_ != 0) --quotient;
  return Exact(quotient, 1);
}

Exact operator+(const Exact& a, const Exact& b) {
  const Wide divisor = greatest_divisor(a.denominator_, b.denominator_);
  const Wide a_factor = b.denominator_ / divisor;
  const Wide b_factor = a.denominator_ / divisor;
  return Exact(sum(product(a.numerator_, a_factor), product(b.numerator_, b_factor)),
               product(a.denominator_, a_factor));
}
Exact operator-(const Exact& a, const Exact& b) {
  Exact negated = b;
  negated.numerator_ = -negated.numerator_;
  return a + negated;
}
Exact operator*(const Exact& a, const Exact& b) {
  const Exact first(a.numerator_, b.denominator_);
  const Exact second(b.numerator_, a.denominator_);
  return Exact(product(first.numerator_, second.numerator_),
               product(first.denominator_, second.denominator_));
}
Exact operator/(const Exact& a, const Exact& b) {
  SEN_ASSERT(!b.is_zero());
  return a * Exact(b.denominator_, b.numerator_);
}
std::strong_ordering operator<=>(const Exact& a, const Exact& b) {
  return product(a.numerator_, b.denominator_) <=> product(b.numerator_, a.denominator_);
}

Points round_half_up(const Exact& value, int decimals) {
  SEN_ASSERT(decimals >= 0);
  SEN_ASSERT(decimals <= 4);
  const Wide scaled = product(scaled_half_up(value, decimals), power_of_ten(4 - decimals));
  SEN_ASSERT(scaled <= std::numeric_limits<std::int64_t>::max());
  const auto result = static_cast<std::int64_t>(scaled);
  return Points{value.numerator() < 0 ? -result : result};
}

std::string to_decimal(const Exact& value, int decimals) {
  SEN_ASSERT(decimals >= 0);
  const Wide scaled = scaled_half_up(value, decimals);
  std::string text = digits_of(scaled);
  const auto places = static_cast<std::size_t>(decimals);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  if (places > 0) {
    text.insert(text.size() - places, 1, '.');
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  return value.numerator() < 0 && scaled != 0 ? "-" + text : text;
}

}  // namespace sen::law
