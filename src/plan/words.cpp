#include "plan/words.hpp"

#include <array>
#include <cctype>

#include "base/text.hpp"

namespace sen::plan {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array<std::string_view, 8> kBullets{"-", "–", "—", "+", "*", "•", "·", "●"};

Marker bullet_marker(std::string_view text) {
  for (const std::string_view bullet : kBullets) {
    if (!starts_with(text, bullet)) continue;
    const std::string_view rest = text.substr(bullet.size());
    // "-5 %" or "--- decoration" is no bullet.
    if (rest.empty() || starts_with(rest, bullet) || (bullet == "-" && is_digit(rest.front()))) return {};
    return {MarkerKind::Bullet, std::string(bullet), 0, std::string(trim(rest))};
  }
  return {};
}

/// The rest after a marker of `length` bytes: it is closed by ". ", ")", "/ ", ".-" …; only "." and ")" may
/// stand without a blank, and then before a letter ("1.Mục đích", not "97/KH" and not "1.5").
std::optional<std::string> rest_after(std::string_view text, std::size_t length) {
  const std::string_view tail = text.substr(length);
  if (tail.empty() || std::string_view(".)/").find(tail.front()) == std::string_view::npos) return std::nullopt;
  std::string_view rest = tail.substr(1);
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '/')) rest.remove_prefix(1);
  const bool blank = rest.empty() || rest.front() == ' ' || rest.front() == '\t';
  if (!blank && (tail.front() == '/' || is_digit(rest.front()))) return std::nullopt;
  return std::string(trim(rest));
}

Marker number_marker(std::string_view text) {
  std::size_t length = 0;
  int value = 0;
  int dots = 0;
  while (length < text.size() && (is_digit(text[length]) || (text[length] == '.' && length + 1 < text.size() && is_digit(text[length + 1])))) {
    if (text[length] == '.') {
      ++dots;
      value = 0;
    } else if (value < 10'000) {
      value = value * 10 + (text[length] - '0');
    }
    ++length;
  }
  if (length == 0 || length > 9) return {};
  const auto rest = rest_after(text, length);
  const std::string printed(text.substr(0, length));
  if (rest) return {dots > 0 ? MarkerKind::Dotted : MarkerKind::Arabic, printed, value, *rest};
  // "1.1 Nội dung" closes with a blank only.
  if (dots > 0 && length < text.size() && text[length] == ' ') {
    return {MarkerKind::Dotted, printed, value, std::string(trim(text.substr(length)))};
  }
  return {};
}

Marker letter_marker(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && std::string_view("IVXL").find(text[length]) != std::string_view::npos) ++length;
  if (const int value = roman_value(text.substr(0, length)); value > 0) {
    if (auto rest = rest_after(text, length)) return {MarkerKind::Roman, std::string(text.substr(0, length)), value, *rest};
    const std::string_view after = trim(text.substr(length));
    if (starts_with(after, "-") || starts_with(after, "–")) {
      return {MarkerKind::Roman, std::string(text.substr(0, length)), value,
              std::string(trim(after.substr(after.front() == '-' ? 1 : 3)))};
    }
  }
  const std::size_t small_length = starts_with(text, "đ") ? 2 : 1;
  const bool small = starts_with(text, "đ") || (!text.empty() && text.front() >= 'a' && text.front() <= 'z');
  const bool capital = !text.empty() && text.front() >= 'A' && text.front() <= 'Z';
  if (!small && !capital) return {};
  auto rest = rest_after(text, small_length);
  if (!rest) return {};
  return {small ? MarkerKind::SmallLetter : MarkerKind::Letter, std::string(text.substr(0, small_length)),
          capital ? text.front() - 'A' + 1 : 0, *rest};
}

}  // namespace

std::string word_key(std::string_view text) {
  std::string key;
  bool gap = false;
  for (const char c : fold(text)) {
    if (!(is_digit(c) || (c >= 'a' && c <= 'z'))) {
      gap = true;
      continue;
    }
    if (gap && !key.empty()) key.push_back(' ');
    gap = false;
    key.push_back(c);
  }
  return key;
}

bool has_words(std::string_view key, std::string_view words) {
  for (auto at = key.find(words); at != std::string_view::npos; at = key.find(words, at + 1)) {
    const bool starts = at == 0 || key[at - 1] == ' ';
    const std::size_t end = at + words.size();
    if (starts && (end == key.size() || key[end] == ' ')) return true;
  }
  return false;
}

bool starts_with_words(std::string_view key, std::string_view words) {
  return starts_with(key, words) && (key.size() == words.size() || key[words.size()] == ' ');
}

int roman_value(std::string_view text) {
  constexpr std::array<std::string_view, 10> kOnes{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
  int tens = 0;
  while (starts_with(text, "X") && text != "X" && text.substr(0, 2) != "XL" && tens < 3) {
    ++tens;
    text.remove_prefix(1);
  }
  if (text == "X") return (tens + 1) * 10;
  for (std::size_t i = 1; i < kOnes.size(); ++i) {
    if (text == kOnes[i]) return tens * 10 + static_cast<int>(i);
  }
  return 0;
}

Marker marker_of(std::string_view text) {
  text = trim(text);
  for (const auto read : {&bullet_marker, &number_marker, &letter_marker}) {
    if (Marker found = read(text); found.kind != MarkerKind::None) return found;
  }
  return {MarkerKind::None, {}, 0, std::string(text)};
}

bool is_upper(std::string_view text) {
  bool any = false;
  for (const char c : fold(text)) any = any || (c >= 'a' && c <= 'z');
  if (!any) return false;
  // A text of capitals differs from its lower case in every letter; comparing upper forms needs no table:
  // no small ASCII letter, and lowering changes nothing that was already small.
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') return false;
  }
  const std::string small = lower(text);
  for (std::size_t i = 0; i < text.size() && i < small.size(); ++i) {
    const bool lead_byte = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0xC0U;
    if (!lead_byte) continue;
    const std::size_t length = static_cast<unsigned char>(text[i]) >= 0xE0 ? 3 : 2;
    const std::string_view mine = text.substr(i, length);
    const std::string_view lowered = std::string_view(small).substr(i, length);
    const std::string folded = fold(mine);
    const bool letter = folded.size() == 1 && folded[0] >= 'a' && folded[0] <= 'z';
    if (letter && mine == lowered) return false;
  }
  return true;
}

bool begins_small(std::string_view text) {
  text = trim(text);
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first >= 0xE0 ? 3 : 2;
  const std::string_view letter = text.substr(0, length);
  const std::string folded = fold(letter);
  if (folded.size() != 1 || folded[0] < 'a' || folded[0] > 'z') return false;
  return lower(letter) == letter;
}

bool ends_closed(std::string_view text) {
  text = trim(text);
  if (text.empty()) return true;
  return std::string_view(".;:!?/").find(text.back()) != std::string_view::npos;
}

std::size_t word_count(std::string_view text) {
  std::size_t count = 0;
  for (const std::string& word : split(squeeze(text), ' ')) count += word.empty() ? 0 : 1;
  return count;
}

std::string without_bullet(const std::string& text) {
  const Marker marker = marker_of(text);
  return marker.kind == MarkerKind::Bullet ? marker.rest : text;
}

std::string strip_end(std::string_view text, std::string_view signs) {
  text = trim(text);
  while (!text.empty() && (signs.find(text.back()) != std::string_view::npos || text.back() == ' ')) text.remove_suffix(1);
  return std::string(text);
}

std::string_view before(std::string_view text, std::string_view part) { return text.substr(0, text.find(part)); }

}  // namespace sen::plan
