#include "base/personal.hpp"

#include <cctype>

namespace sen {
namespace {

constexpr std::size_t kIdentityDigits = 12;
constexpr std::size_t kDigitsMin = 6;  // of fewer nothing is shown
constexpr const char* kStars = "******";

}  // namespace

std::string masked_digits(std::string_view digits) {
  if (digits.size() < kDigitsMin) return kStars;
  const std::size_t front = digits.size() >= kIdentityDigits ? 4 : 2;
  return std::string(digits.substr(0, front)) + kStars + std::string(digits.substr(digits.size() - 2));
}

std::string masked_number(const Personal<std::string>& number) {
  if (number.empty()) return {};
  std::string digits;
  for (const char c : number.reveal(Purpose::Mask)) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits.push_back(c);
  }
  return masked_digits(digits);
}

std::string masked_mail(const Personal<std::string>& address) {
  if (address.empty()) return {};
  const auto& text = address.reveal(Purpose::Mask);
  const auto at = text.find('@');
  if (at == std::string::npos || at == 0) return kStars;
  const bool plain = static_cast<unsigned char>(text.front()) < 0x80;
  return (plain ? text.substr(0, 1) : std::string()) + "***" + text.substr(at);
}

}  // namespace sen
