#include "base/text.hpp"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

#include "base/assert.hpp"

namespace sen {
namespace {

const icu::Normalizer2& normalizer(bool composed) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = composed ? icu::Normalizer2::getNFCInstance(status)
                                           : icu::Normalizer2::getNFDInstance(status);
  SEN_ASSERT(U_SUCCESS(status));
  return *found;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto c = static_cast<unsigned char>(text[i]);
    std::size_t more = 0;
    char32_t point = 0;
    if (c < 0x80) { ++i; continue; }
    if (c >= 0xC2 && c <= 0xDF) { more = 1; point = c & 0x1FU; }
    else if (c >= 0xE0 && c <= 0xEF) { more = 2; point = c & 0x0FU; }
    else if (c >= 0xF0 && c <= 0xF4) { more = 3; point = c & 0x07U; }
    else return false;
    if (text.size() - i <= more) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0U) != 0x80U) return false;
      point = point << 6 | (next & 0x3FU);
    }
    if (more == 2 && (point < 0x800 || (point >= 0xD800 && point <= 0xDFFF))) return false;
    if (more == 3 && (point < 0x10000 || point > 0x10FFFF)) return false;
    i += more + 1;
  }
  return true;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = normalizer(true).normalize(unicode(text), status);
  SEN_ASSERT(U_SUCCESS(status));
  return utf8(out);
}

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString apart = normalizer(false).normalize(unicode(text), status);
  SEN_ASSERT(U_SUCCESS(status));
  apart.toLower(icu::Locale::getRoot());
  icu::UnicodeString out;
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 point = apart.char32At(i);
    if (u_charType(point) == U_NON_SPACING_MARK) continue;
    out.append(point == 0x0111 ? UChar32{'d'} : point);
  }
  return utf8(out);
}

std::string lower(std::string_view text) {
  return utf8(unicode(text).toLower(icu::Locale("vi")));
}

std::string sort_key(std::string_view text) {
  thread_local const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi"), status));
    SEN_ASSERT(U_SUCCESS(status));
    return made;
  }();
  const icu::UnicodeString source = unicode(text);
  std::string key(static_cast<std::size_t>(collator->getSortKey(source, nullptr, 0)), '\0');
  collator->getSortKey(source, reinterpret_cast<uint8_t*>(key.data()), static_cast<int32_t>(key.size()));
  if (!key.empty() && key.back() == '\0') key.pop_back();
  return key;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string squeeze(std::string_view text) {
  std::string out;
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hard = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (hard || text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
      gap = true;
      if (hard) ++i;
      continue;
    }
    if (gap && !out.empty()) out.push_back(' ');
    gap = false;
    out.push_back(text[i]);
  }
  return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const auto found = text.find(separator);
    parts.emplace_back(text.substr(0, found));
    if (found == std::string_view::npos) return parts;
    text.remove_prefix(found + 1);
  }
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  }
  return count;
}

}  // namespace sen
