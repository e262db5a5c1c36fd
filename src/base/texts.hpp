#pragma once
// The one catalogue of words people read: `texts/vi/*.json` and `texts/en/*.json`, embedded in the
// binary. C++ names a key and its values; the words live there.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sen {

enum class Language { Vi, En };

/// "vi" or "en" (also "en-US"); anything else is Vietnamese.
Language language_of(std::string_view tag);

/// A sentence not yet in a language.
struct Text {
  std::string key;
  TextArguments arguments{};
};

/// "{name}" in the catalogue's sentence is replaced by the argument of that name. A key that is not
/// in the catalogue gives the key itself (a test refuses such keys).
std::string render(Language language, std::string_view key, const TextArguments& arguments = {});
std::string render(Language language, const Text& text);
bool has_text(Language language, std::string_view key);

/// Sentence of an error for people: its text, then one line per field error.
std::string render(Language language, const Error& error);

/// Vietnamese or English writing of an exact decimal string: "1248.5" → "1.248,5" / "1,248.5".
std::string localized_number(Language language, std::string_view decimal);
/// "2024-10-15" → "15/10/2024" in both languages.
std::string localized_date(std::string_view iso_date);

/// Every file of the catalogue, as built (name, JSON), for tests and the web client.
struct TextFile {
  std::string_view name;  ///< "vi/base.json"
  std::string_view json;
};
const std::vector<TextFile>& text_files();

}  // namespace sen
