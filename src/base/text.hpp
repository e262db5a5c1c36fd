#pragma once
// Vietnamese text: normal form, folding for search, trimming. Unicode tables come from ICU.

#include <string>
#include <string_view>
#include <vector>

namespace sen {

bool is_utf8(std::string_view text);
/// Canonical composition (NFC): keyboards send both forms.
std::string nfc(std::string_view text);
/// For search: no marks, đ → d, lower case ("Đặng Thị Hòa" and "dang thi hoà" fold alike).
std::string fold(std::string_view text);
/// Lower case of Vietnamese text ("ĐẶNG" → "đặng").
std::string lower(std::string_view text);
/// Sort key in the order of the Vietnamese alphabet (bytes compare as the words sort).
std::string sort_key(std::string_view text);

std::string_view trim(std::string_view text);
/// Runs of blanks (also U+00A0) become one space; trimmed.
std::string squeeze(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
bool starts_with(std::string_view text, std::string_view prefix);
/// Number of code points; the text must be UTF-8.
std::size_t code_point_count(std::string_view text);

}  // namespace sen
