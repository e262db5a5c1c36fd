#pragma once
// What can be imported, and how its columns and words are called: data of packs/import.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/texts.hpp"
#include "ledger/context.hpp"

namespace sen::intake {

enum class Kind { Facts, People, Targets, Dossiers };
inline constexpr std::array kKinds{Kind::Facts, Kind::People, Kind::Targets, Kind::Dossiers};
const char* name_of(Kind kind);  ///< "facts"
std::optional<Kind> kind_of(std::string_view name);

/// What an actor needs to import, or to take back, rows of the kind.
Right right_of(Kind kind);

struct FieldSpec {
  std::string field;
  std::string label_vi;
  std::string label_en;
  bool required = false;
  std::vector<std::string> names;  ///< keys of columns (key_of)
  std::vector<std::pair<std::string, std::vector<std::string>>> values;  ///< code → keys of its words
  [[nodiscard]] const std::string& label(Language language) const { return language == Language::En ? label_en : label_vi; }
};

/// In the order in which they are shown. Asserts that the shipped packs are sound (a test reads them).
const std::vector<FieldSpec>& fields_of(Kind kind);
const FieldSpec* find_field(Kind kind, std::string_view field);

/// For comparing names: no marks, lower case, signs between words become one blank ("Họ và tên:" → "ho va ten").
std::string key_of(std::string_view text);
/// Code of a word ("Trưởng phòng" → "lead"); empty when the field does not know it.
std::optional<std::string> code_of(const FieldSpec& field, std::string_view text);

}  // namespace sen::intake
