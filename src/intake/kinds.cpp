#include "intake/kinds.hpp"

#include <algorithm>
#include <array>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace sen::intake {
namespace {

constexpr std::array kNames{"facts", "people", "targets", "dossiers"};
constexpr std::array kRights{Right::FactEnterAny, Right::PersonManage, Right::TaskAssign, Right::RecordAct};

// Signs of comparison have no letters: they are their own key.
std::string word_key(std::string_view text) {
  std::string key = key_of(text);
  return key.empty() ? std::string(trim(text)) : key;
}

std::vector<FieldSpec> read_fields(Kind kind) {
  const auto file = embedded_file(std::string("packs/import/") + name_of(kind) + ".json");
  SEN_ASSERT(file.has_value());
  const auto json = parse_json(*file);
  SEN_ASSERT(json.has_value());
  std::vector<FieldSpec> fields;
  for (const Json& entry : (*json)["fields"].items()) {
    FieldSpec spec{.field = entry.string_or("field"), .label_vi = entry.string_or("label_vi"), .label_en = entry.string_or("label_en"),
                   .required = entry.bool_or("required", false), .names = {}, .values = {}};
    for (const Json& name : entry["names"].items()) spec.names.push_back(key_of(name.text()));
    for (const auto& [code, words] : entry["values"].members()) {
      std::vector<std::string> keys;
      for (const Json& word : words.items()) keys.push_back(word_key(word.text()));
      spec.values.emplace_back(code, std::move(keys));
    }
    fields.push_back(std::move(spec));
  }
  return fields;
}

}  // namespace

const char* name_of(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_of(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (name == kNames[i]) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

Right right_of(Kind kind) { return kRights[static_cast<std::size_t>(kind)]; }

const std::vector<FieldSpec>& fields_of(Kind kind) {
  static const std::array kFields{read_fields(Kind::Facts), read_fields(Kind::People), read_fields(Kind::Targets),
                               read_fields(Kind::Dossiers)};
  return kFields[static_cast<std::size_t>(kind)];
}

const FieldSpec* find_field(Kind kind, std::string_view field) {
  const auto& fields = fields_of(kind);
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldSpec& spec) { return spec.field == field; });
  return found == fields.end() ? nullptr : &*found;
}

std::string key_of(std::string_view text) {
  std::string key;
  for (const char c : fold(text)) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (word) key.push_back(c);
    else if (!key.empty() && key.back() != ' ') key.push_back(' ');
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::optional<std::string> code_of(const FieldSpec& field, std::string_view text) {
  const std::string key = word_key(text);
  for (const auto& [code, keys] : field.values) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return code;
  }
  return std::nullopt;
}

}  // namespace sen::intake
