#include "base/decimal.hpp"

#include <algorithm>
#include <limits>

namespace sen {
namespace {

using Wide = __int128;

Wide absolute(Wide value) { return value < 0 ? -value : value; }

Wide greatest_divisor(Wide a, Wide b) {
  a = absolute(a);
  b = absolute(b);
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Ratio reduced(Wide numerator, Wide denominator) {
  SEN_ASSERT(denominator != 0);
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Wide divisor = numerator == 0 ? denominator : greatest_divisor(numerator, denominator);
  numerator /= divisor;
  denominator /= divisor;
  constexpr Wide kMax = std::numeric_limits<std::int64_t>::max();
  SEN_ASSERT(absolute(numerator) <= kMax);
  SEN_ASSERT(denominator <= kMax);
  return Ratio(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

// numerator × 10^decimals ÷ denominator, half away from zero.
Wide scaled_half_up(const Ratio& ratio, int decimals) {
  SEN_ASSERT(0 <= decimals);
  SEN_ASSERT(decimals <= 18);
  const Wide top = absolute(ratio.numerator()) * Wide{power_of_ten(decimals)};
  const Wide bottom = ratio.denominator();
  const Wide rounded = (top * 2 + bottom) / (bottom * 2);
  return ratio.numerator() < 0 ? -rounded : rounded;
}

std::string digits(Wide value) {
  if (value == 0) return "0";
  std::string text;
  while (value > 0) {
    text.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  }
  std::reverse(text.begin(), text.end());
  return text;
}

std::string with_point(Wide scaled, int decimals) {
  const bool negative = scaled < 0;
  std::string text = digits(absolute(scaled));
  const auto places = static_cast<std::size_t>(decimals);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  if (places > 0) text.insert(text.size() - places, 1, '.');
  return negative ? "-" + text : text;
}

void drop_trailing_zeros(std::string& text, std::size_t keep) {
  const auto point = text.find('.');
  if (point == std::string::npos) return;
  while (text.size() > point + 1 + keep && text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
}

}  // namespace

Ratio::Ratio(std::int64_t numerator, std::int64_t denominator)
    : numerator_(numerator), denominator_(denominator) {
  SEN_ASSERT(denominator != 0);
  if (denominator == 1) return;
  Wide top = numerator;
  Wide bottom = denominator;
  if (bottom < 0) {
    top = -top;
    bottom = -bottom;
  }
  const Wide divisor = top == 0 ? bottom : greatest_divisor(top, bottom);
  numerator_ = static_cast<std::int64_t>(top / divisor);
  denominator_ = static_cast<std::int64_t>(bottom / divisor);
}

Ratio operator+(const Ratio& a, const Ratio& b) {
  return reduced(Wide{a.numerator_} * b.denominator_ + Wide{b.numerator_} * a.denominator_,
                 Wide{a.denominator_} * b.denominator_);
}
Ratio operator-(const Ratio& a, const Ratio& b) {
  return reduced(Wide{a.numerator_} * b.denominator_ - Wide{b.numerator_} * a.denominator_,
                 Wide{a.denominator_} * b.denominator_);
}
Ratio operator*(const Ratio& a, const Ratio& b) {
  return reduced(Wide{a.numerator_} * b.numerator_, Wide{a.denominator_} * b.denominator_);
}
Ratio operator/(const Ratio& a, const Ratio& b) {
  SEN_ASSERT(b.numerator_ != 0);
  return reduced(Wide{a.numerator_} * b.denominator_, Wide{a.denominator_} * b.numerator_);
}
std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  return Wide{a.numerator_} * b.denominator_ <=> Wide{b.numerator_} * a.denominator_;
}

std::optional<Ratio> parse_ratio(std::string_view text) {
  bool negative = false;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
  std::int64_t value = 0;
  int decimals = 0;
  bool any = false;
  bool after_point = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      if (after_point) return std::nullopt;
      after_point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (value > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return std::nullopt;
    value = value * 10 + (c - '0');
    if (after_point && ++decimals > 15) return std::nullopt;
  }
  if (!any) return std::nullopt;
  int exponent = 0;
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
    ++at;
    bool exponent_negative = false;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) exponent_negative = text[at++] == '-';
    if (at >= text.size()) return std::nullopt;
    for (; at < text.size(); ++at) {
      if (text[at] < '0' || text[at] > '9') return std::nullopt;
      exponent = exponent * 10 + (text[at] - '0');
      if (exponent > 15) return std::nullopt;
    }
    if (exponent_negative) exponent = -exponent;
  }
  while (decimals > 0 && value % 10 == 0) {
    value /= 10;
    --decimals;
  }
  const int shift = exponent - decimals;
  if (negative) value = -value;
  if (shift >= 0) {
    const Wide wide = Wide{value} * power_of_ten(shift);
    if (absolute(wide) > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return Ratio::whole(static_cast<std::int64_t>(wide));
  }
  if (-shift > 18) return std::nullopt;
  return Ratio(value, power_of_ten(-shift));
}

std::optional<Points> parse_points(std::string_view text) {
  const auto ratio = parse_ratio(text);
  if (!ratio || Points::kScale % ratio->denominator() != 0) return std::nullopt;
  const Wide scaled = Wide{ratio->numerator()} * (Points::kScale / ratio->denominator());
  if (absolute(scaled) > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return Points{static_cast<std::int64_t>(scaled)};
}

std::string to_string(Points points, int decimals) {
  std::string text = with_point(points.ten_thousandths, 4);
  drop_trailing_zeros(text, static_cast<std::size_t>(decimals));
  return text;
}

Points round_half_up(const Ratio& ratio, int decimals) {
  SEN_ASSERT(decimals <= 4);
  const Wide scaled = scaled_half_up(ratio, decimals) * power_of_ten(4 - decimals);
  SEN_ASSERT(absolute(scaled) <= std::numeric_limits<std::int64_t>::max());
  return Points{static_cast<std::int64_t>(scaled)};
}

std::string to_decimal(const Ratio& ratio, int decimals) {
  std::string text = with_point(scaled_half_up(ratio, decimals), decimals);
  drop_trailing_zeros(text, 0);
  return text == "-0" ? "0" : text;
}

}  // namespace sen
