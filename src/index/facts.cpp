#include "index/facts.hpp"

#include <algorithm>

#include "law/rules/manual.hpp"
#include "law/rules/scale.hpp"

namespace sen::index {
namespace {

using law::Exact;
using law::Fact;

FieldError wrong(const std::string& field, const char* code, TextArguments arguments = {}) {
  return {field, code, std::move(arguments)};
}

const char* type_key(MeasureType type) {
  switch (type) {
    case MeasureType::Bool: return "true/false";
    case MeasureType::Date: return "YYYY-MM-DD";
    default: return name_of(type);
  }
}

bool is_survey_result(const CriteriaSet& set, law::Slot slot) {
  return std::any_of(set.leaves.begin(), set.leaves.end(), [&](const Leaf& leaf) {
    const auto* scale = std::get_if<law::ScaleRule>(&leaf.rule.body);
    return leaf.rule.type == "survey" && scale != nullptr && scale->value == slot;
  });
}

// The rule that counts a share, also behind the cases of a first_match.
const law::ScaleRule* share_in(const law::Rule& rule) {
  if (const auto* scale = std::get_if<law::ScaleRule>(&rule.body)) {
    return scale->input == law::ScaleRule::Input::Share ? scale : nullptr;
  }
  const auto* conditions = std::get_if<law::ConditionsRule>(&rule.body);
  if (conditions == nullptr || conditions->otherwise.empty()) return nullptr;
  return share_in(conditions->otherwise.front());
}

/// The other set's result that counts as full ("of").
Exact full_result(const CriteriaSet& set, law::Slot slot) {
  for (const auto& leaf : set.leaves) {
    const auto* scale = std::get_if<law::ScaleRule>(&leaf.rule.body);
    if (leaf.rule.type == "import_index" && scale != nullptr && scale->value == slot) return scale->segments.front().to;
  }
  return Exact::whole(100);
}

/// An appraiser's points or another set's result, within what its rule allows.
FactReading read_given(const CriteriaSet& set, law::Slot slot, const Json& value) {
  FactReading reading;
  const SlotEntry& entry = set.slots[slot];
  const auto points = value.is_number() ? law::parse_number(value.text()) : std::nullopt;
  if (entry.kind == SlotEntry::Kind::Imported) {
    const Exact most = full_result(set, slot);
    if (!points || points->value < 0 || points->exact() > most) {
      reading.error = wrong(entry.id, "index.import_value", {{"set", entry.id}, {"max", law::to_decimal(most, 4)}});
      return reading;
    }
  } else {
    const auto* rule = std::get_if<law::ManualRule>(&set.leaf(entry.id)->rule.body);
    SEN_ASSERT(rule != nullptr);  // only such a rule makes the slot
    if (!points || !law::may_give(*rule, points->exact())) {
      reading.error = wrong(entry.id, "index.points_given",
                            {{"code", entry.id}, {"min", to_string(rule->min, 0)}, {"max", to_string(rule->max, 0)},
                             {"step", to_string(rule->step, 0)}});
      return reading;
    }
  }
  reading.fact = *points;
  return reading;
}

class FactsReader {
 public:
  FactsReader(const CriteriaSet& set, const Json& document) : set_(set), document_(document) {}

  Result<std::vector<Fact>> read() {
    if (!document_["facts"].is_object()) return invalid("index.facts_shape", "facts");
    facts_.resize(set_.slots.size());
    if (set_.year) put_year(Json::number(*set_.year));
    for (const auto& [id, value] : document_["facts"].members()) read_one(id, value);
    for (const auto& id : document_["not_held"].items()) read_not_held(id);
    for (const auto& [code, value] : document_["manual_points"].members()) read_manual(code, value);
    for (const auto& [id, value] : document_["imported_index"].members()) read_import(id, value);
    if (errors_.empty()) errors_ = check_shares(set_, facts_);
    if (errors_.empty()) return std::move(facts_);
    Error error = invalid("index.facts_invalid");
    error.fields = std::move(errors_);
    return error;
  }

 private:
  std::optional<law::Slot> slot_of(SlotEntry::Kind kind, const std::string& id) const {
    for (std::size_t i = set_.measure_count; i < set_.slots.size(); ++i) {
      if (set_.slots[i].kind == kind && set_.slots[i].id == id) return static_cast<law::Slot>(i);
    }
    return std::nullopt;
  }

  void put_year(const Json& value) {
    const auto year = value.as_int();
    if (!year || *year < 1990 || *year > 2990) {
      errors_.push_back(wrong("year", "index.fact_year"));
      return;
    }
    if (const auto slot = slot_of(SlotEntry::Kind::Year, "year")) facts_[*slot] = Fact::number(*year);
  }

  void read_one(const std::string& id, const Json& value) {
    if (id == "year") return put_year(value);
    const auto slot = set_.measure(id);
    if (!slot) {
      errors_.push_back(wrong(id, "index.fact_unknown", {{"measure", id}}));
      return;
    }
    auto reading = read_fact(set_.slots[*slot], value);
    if (!reading.error && reading.fact.is_number() && is_survey_result(set_, *slot) &&
        reading.fact.exact() > Exact::whole(100)) {
      reading.error = wrong(id, "index.fact_percent", {{"measure", id}, {"max", "100"}});
    }
    if (reading.error) errors_.push_back(std::move(*reading.error));
    facts_[*slot] = reading.fact;
  }

  void read_not_held(const Json& id) {
    const auto slot = id.is_string() ? set_.measure(id.text()) : std::nullopt;
    if (slot && is_survey_result(set_, *slot) && facts_[*slot].is_missing()) {
      facts_[*slot] = Fact::not_held();
    } else {
      errors_.push_back(wrong("not_held", "index.not_held", {{"measure", id.is_string() ? id.text() : id.dump()}}));
    }
  }

  void read_manual(const std::string& code, const Json& value) {
    const auto slot = slot_of(SlotEntry::Kind::Manual, code);
    const Leaf* leaf = set_.leaf(code);
    if (!slot || leaf == nullptr) {
      errors_.push_back(wrong(code, "index.points_unknown", {{"code", code}}));
      return;
    }
    if (value.is_null()) return;
    put_given(*slot, code, value);
  }

  void read_import(const std::string& id, const Json& value) {
    const auto slot = slot_of(SlotEntry::Kind::Imported, id);
    if (!slot) {
      errors_.push_back(wrong(id, "index.import_unknown", {{"set", id}}));
      return;
    }
    if (value.is_null()) return;
    put_given(*slot, id, value);
  }

  /// The error names the code or the set, as the file does.
  void put_given(law::Slot slot, const std::string& name, const Json& value) {
    auto reading = read_given(set_, slot, value);
    if (reading.error) {
      reading.error->field = name;
      errors_.push_back(std::move(*reading.error));
    }
    facts_[slot] = reading.fact;
  }

  const CriteriaSet& set_;
  const Json& document_;
  std::vector<Fact> facts_;
  std::vector<FieldError> errors_;
};

std::string label_of(const CriteriaSet& set, const std::vector<law::Slot>& slots) {
  std::string text;
  for (const auto slot : slots) text += (text.empty() ? "" : " + ") + set.slots[slot].id;
  return text;
}

}  // namespace

Result<std::vector<Fact>> read_facts(const CriteriaSet& set, const Json& document) {
  return FactsReader(set, document).read();
}

FactReading read_fact(const CriteriaSet& set, law::Slot slot, const Json& value) {
  return set.slots[slot].kind == SlotEntry::Kind::Measure ? read_fact(set.slots[slot], value) : read_given(set, slot, value);
}

FactReading read_fact(const SlotEntry& entry, const Json& value) {
  FactReading reading;
  if (value.is_null()) return reading;
  const auto refuse = [&](const char* code) {
    reading.error = wrong(entry.id, code, {{"measure", entry.id}, {"type", type_key(entry.type)}});
    return reading;
  };
  if (entry.type == MeasureType::Bool) {
    if (!value.is_bool()) return refuse("index.fact_type");
    reading.fact = Fact::flag(value.as_bool());
    return reading;
  }
  if (entry.type == MeasureType::Date) {
    const auto date = value.is_string() ? parse_date(value.text()) : std::nullopt;
    if (!date) return refuse("index.fact_type");
    reading.fact = Fact::day(*date);
    return reading;
  }
  if (!value.is_number()) return refuse("index.fact_type");
  const auto number = law::parse_number(value.text());
  if (!number) return refuse("index.fact_number");
  reading.error = check_fact(entry, *number);
  if (!reading.error) reading.fact = *number;
  return reading;
}

std::optional<FieldError> check_fact(const SlotEntry& entry, const Fact& fact) {
  if (!fact.is_number()) return std::nullopt;
  const bool may_be_negative = entry.type == MeasureType::Number;
  if (fact.value < 0 && !may_be_negative) return wrong(entry.id, "index.fact_negative", {{"measure", entry.id}});
  if (entry.type == MeasureType::Count && fact.decimals > 0) {
    return wrong(entry.id, "index.fact_whole", {{"measure", entry.id}});
  }
  // Some percentages pass 100 (revenue over spending); a thousand is a slip of the pen.
  if (entry.type == MeasureType::Percent && fact.exact() > Exact::whole(1'000)) {
    return wrong(entry.id, "index.fact_percent", {{"measure", entry.id}, {"max", "1000"}});
  }
  return std::nullopt;
}

std::vector<FieldError> check_shares(const CriteriaSet& set, law::Facts facts) {
  std::vector<FieldError> errors;
  for (const auto& leaf : set.leaves) {
    const auto* share = share_in(leaf.rule);
    if (share == nullptr || share->capped) continue;
    const auto done = law::value_of(share->numerator, facts);
    const auto asked = law::value_of(share->denominator, facts);
    if (!done.missing.empty() || !asked.missing.empty() || done.value <= asked.value) continue;
    const std::string id = set.slots[share->numerator.plus.front()].id;
    const bool said = std::any_of(errors.begin(), errors.end(), [&](const FieldError& error) { return error.field == id; });
    if (said) continue;
    errors.push_back(wrong(id, "index.fact_above_total",
                           {{"measure", label_of(set, share->numerator.plus)}, {"value", law::to_decimal(done.value, 4)},
                            {"total", label_of(set, share->denominator.plus)},
                            {"total_value", law::to_decimal(asked.value, 4)}}));
  }
  return errors;
}

}  // namespace sen::index
