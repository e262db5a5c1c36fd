#pragma once
// How administrative documents are written: numerals, bullets, headings, folded words. Pure text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sen::plan {

/// Folded words only: no marks, no punctuation, one space between ("Văn phòng – Thống kê" → "van phong thong ke").
std::string word_key(std::string_view text);
/// True when `words` stand in `key` as whole words; both are word keys.
bool has_words(std::string_view key, std::string_view words);
bool starts_with_words(std::string_view key, std::string_view words);

/// 1 … 39 for "I" … "XXXIX"; 0 when it is not a Roman numeral in capitals.
int roman_value(std::string_view text);

enum class MarkerKind { None, Roman, Letter, Arabic, Dotted, SmallLetter, Bullet };

/// What stands in front of a paragraph: "II.", "A.", "3.", "2.1.", "b)", "-".
struct Marker {
  MarkerKind kind = MarkerKind::None;
  std::string printed;  ///< without its closing sign: "II", "3", "2.1", "-"
  int value = 0;        ///< of Roman and Arabic; the last number of Dotted
  std::string rest;     ///< the text after it
};
/// A marker needs a text after it, or the whole text when it stands alone.
Marker marker_of(std::string_view text);

/// Every letter is a capital, and there is at least one.
bool is_upper(std::string_view text);
/// Begins with a small letter.
bool begins_small(std::string_view text);
/// Ends as a sentence, a list item or an introduction does: . ; : ! ? or "./.".
bool ends_closed(std::string_view text);
/// Words between blanks.
std::size_t word_count(std::string_view text);

/// Without the sign that begins a list item.
std::string without_bullet(const std::string& text);
/// Without the trailing signs of `signs`, and trimmed.
std::string strip_end(std::string_view text, std::string_view signs);
/// `text` cut before `part`, or all of it.
std::string_view before(std::string_view text, std::string_view part);

}  // namespace sen::plan
