#include "record/words.hpp"

namespace sen::record {

std::string title_of(const RecordRules& rules, Language language) {
  return rules.procedure != nullptr ? rules.procedure->name : rules.type->label.in(language);
}

std::string limit_text(Language language, const Limit& limit) {
  return render(language, std::string("record.limit.") + law::name_of(limit.unit), {{"value", std::to_string(limit.value)}});
}

std::string value_text(Language language, const Field& field, const std::string& value) {
  switch (field.type) {
    case FieldType::YesNo:
      return render(language, value == "true" ? "record.yes" : "record.no");
    case FieldType::Date:
      return localized_date(value);
    case FieldType::Choice:
      for (const auto& choice : field.choices) {
        if (choice.code == value) return choice.label.in(language);
      }
      return value;
    default:
      return value;
  }
}

std::string letter_reason(Language language, const Record& record) {
  const std::string key = "record.letter_reason." + record.state;
  return render(language, has_text(language, key) ? key : "record.letter_reason.other");
}

std::string page_of(const Context& ctx, const std::string& kind, std::int64_t id, Date day) {
  const auto* entry = ctx.packs.in_force("record-types", kind, day);
  return entry == nullptr ? std::string() : entry->body.string_or("page") + std::to_string(id);
}

}  // namespace sen::record
