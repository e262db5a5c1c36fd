#include "law/fact.hpp"

namespace sen::law {

std::optional<Fact> parse_number(std::string_view text) {
  const auto ratio = parse_ratio(text);
  if (!ratio) return std::nullopt;
  std::int64_t power = 1;
  for (int decimals = 0; decimals <= kFactDecimalsMax; ++decimals, power *= 10) {
    if (power % ratio->denominator() != 0) continue;
    const Wide value = Wide{ratio->numerator()} * (power / ratio->denominator());
    const Wide size = value < 0 ? -value : value;
    if (size >= kFactDigitsMax || size > Wide{kFactMagnitudeMax} * power) return std::nullopt;
    return Fact::number(static_cast<std::int64_t>(value), decimals);
  }
  return std::nullopt;
}

}  // namespace sen::law
