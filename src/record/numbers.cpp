#include "record/numbers.hpp"

namespace sen::record {
namespace {

constexpr std::string_view kLookupLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr int kLookupLength = 12;

std::string filled(std::int64_t value, int digits) {
  std::string text = std::to_string(value);
  if (text.size() < static_cast<std::size_t>(digits)) text.insert(0, static_cast<std::size_t>(digits) - text.size(), '0');
  return text;
}

void put(std::string& text, const std::string& name, const std::string& value) {
  if (const auto found = text.find(name); found != std::string::npos) text.replace(found, name.size(), value);
}

}  // namespace

Result<std::string> draw_number(store::WriteTx& tx, const RecordType& type, const Register& book, const std::string& unit, Date day) {
  const std::string period = book.period == RegisterPeriod::Day ? to_string(day) : std::to_string(day.year());
  SEN_LET(const auto number, next_number(tx, type.id + "." + book.code, period));
  std::string text = book.pattern;
  put(text, "{unit}", unit);
  put(text, "{yymmdd}", filled(day.year() % 100, 2) + filled(day.month(), 2) + filled(day.day(), 2));
  put(text, "{year}", std::to_string(day.year()));
  put(text, "{number}", filled(number, book.digits));
  return text;
}

std::string draw_lookup(Random& random) {
  std::string out;
  for (int i = 0; i < kLookupLength; ++i) out += kLookupLetters[random.below(kLookupLetters.size())];
  return out;
}

}  // namespace sen::record
