#include "intake/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.hpp"
#include "intake/kinds.hpp"

namespace sen::intake {
namespace {

constexpr std::size_t kGroup = 3;

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "1.248.000" by '.': a first group of one to three digits, then groups of three.
std::optional<std::string> without_groups(std::string_view text, char sign) {
  const auto parts = split(text, sign);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool fits = i == 0 ? parts[i].size() <= kGroup : parts[i].size() == kGroup;
    if (!all_digits(parts[i]) || !fits) return std::nullopt;
    out += parts[i];
  }
  return out;
}

std::optional<std::string> decimal(std::string_view whole, std::string_view fraction) {
  if (!all_digits(whole) || !all_digits(fraction)) return std::nullopt;
  return std::string(whole) + "." + std::string(fraction);
}

std::optional<std::string> one_kind_of_sign(std::string_view text, char sign, bool whole) {
  const auto at = text.find(sign);
  if (text.find(sign, at + 1) != std::string_view::npos) return without_groups(text, sign);
  const std::string_view after = text.substr(at + 1);
  if (whole && after.size() == kGroup) return without_groups(text, sign);
  return decimal(text.substr(0, at), after);
}

/// "08:30", "8:30:12", "08:30:12.5": the minute of the day.
std::optional<int> minute_in(std::string_view text) {
  const auto parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  std::array<int, 2> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!all_digits(parts[i]) || parts[i].size() > 2) return std::nullopt;
    std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers[i]);
  }
  if (parts.size() == 3 && !all_digits(std::string_view(parts[2]).substr(0, parts[2].find('.')))) return std::nullopt;
  if (numbers[0] > 23 || numbers[1] > 59) return std::nullopt;
  return numbers[0] * 60 + numbers[1];
}

std::optional<Date> day_alone(std::string_view text) {
  if (const auto iso = parse_date(text)) return iso;
  for (const char sign : {'/', '-', '.'}) {
    const auto parts = split(text, sign);
    if (parts.size() != 3) continue;
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!all_digits(parts[i]) || parts[i].size() > 4) return std::nullopt;
      std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers[i]);
    }
    if (parts[2].size() != 4) return std::nullopt;
    return make_date(numbers[2], numbers[1], numbers[0]);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> read_number(const formats::GridCell& cell, bool whole) {
  if (cell.is_number) return cell.text;
  std::string text;
  for (std::size_t i = 0; i < cell.text.size(); ++i) {
    if (cell.text[i] == ' ') continue;
    if (cell.text.compare(i, 2, "\xC2\xA0") == 0) {
      ++i;
      continue;
    }
    text.push_back(cell.text[i]);
  }
  if (!text.empty() && text.back() == '%') text.pop_back();
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.erase(text.begin());
  std::optional<std::string> out;
  const auto comma = text.rfind(',');
  const auto point = text.rfind('.');
  if (comma == std::string::npos && point == std::string::npos) {
    if (all_digits(text)) out = text;
  } else if (comma == std::string::npos) {
    out = one_kind_of_sign(text, '.', whole);
  } else if (point == std::string::npos) {
    out = one_kind_of_sign(text, ',', whole);
  } else {
    const auto last = std::max(comma, point);
    const auto groups = without_groups(std::string_view(text).substr(0, last), last == comma ? '.' : ',');
    if (groups) out = decimal(*groups, std::string_view(text).substr(last + 1));
  }
  if (!out) return std::nullopt;
  const auto first = std::min(out->find_first_not_of('0'), out->size());  // "007" is seven; "0.5" keeps its zero
  if (first > 0) out->erase(0, first);
  if (out->empty() || out->front() == '.') out->insert(out->begin(), '0');
  return negative ? "-" + *out : *out;
}

std::optional<DayTime> read_day_time(std::string_view text) {
  text = trim(text);
  if (const auto day = day_alone(text)) return DayTime{*day, {}};
  const auto gap = text.find_first_of(" T");
  if (gap == std::string_view::npos) return std::nullopt;
  std::string_view left = trim(text.substr(0, gap));
  std::string_view right = trim(text.substr(gap + 1));
  if (left.find(':') != std::string_view::npos) std::swap(left, right);
  const auto day = day_alone(left);
  const auto minute = minute_in(right);
  if (!day || !minute) return std::nullopt;
  return DayTime{*day, minute};
}

std::optional<Date> read_day(std::string_view text) {
  const auto time = read_day_time(text);
  return time ? std::optional(time->day) : std::nullopt;
}

std::optional<bool> read_flag(std::string_view text) {
  constexpr std::array kYes{"co", "dat", "x", "1", "true", "yes", "da", "dung", "roi", "da co"};
  constexpr std::array kNo{"khong", "chua", "0", "false", "no", "sai", "chua co", "khong dat", "khong co"};
  const std::string key = key_of(text);
  if (std::find(kYes.begin(), kYes.end(), key) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), key) != kNo.end()) return false;
  return std::nullopt;
}

}  // namespace sen::intake
