#pragma once
// Reading a file of facts against a set (`facts`, `manual_points`, `imported_index`, and the surveys
// that were `not_held`): every fact that cannot be true is refused by the name of its measure, all at
// once, and then nothing is computed.

#include <vector>

#include "base/json.hpp"
#include "index/criteria_set.hpp"
#include "law/fact.hpp"

namespace sen::index {

/// One fact per slot of the set; what the file does not give is missing.
/// Error "index.facts_invalid" with one field per bad fact: "index.fact_unknown", "index.fact_type",
/// "index.fact_number" (over 13 digits or 9 decimals), "index.fact_whole", "index.fact_negative",
/// "index.fact_percent", "index.fact_above_total", "index.fact_year", "index.points_unknown",
/// "index.points_given" (outside the range or off its steps), "index.import_unknown", "index.import_value".
Result<std::vector<law::Fact>> read_facts(const CriteriaSet& set, const Json& document);

/// Whether one value may stand for a measure; empty when it may. The field is the measure's id.
std::optional<FieldError> check_fact(const SlotEntry& entry, const law::Fact& fact);

/// Parts greater than their whole, over all rules of the set that count a share and do not cap it.
std::vector<FieldError> check_shares(const CriteriaSet& set, law::Facts facts);

/// The JSON of one fact as the measure's type wants it. Error codes as above, in FieldError::code.
struct FactReading {
  law::Fact fact{};
  std::optional<FieldError> error{};
};
FactReading read_fact(const SlotEntry& entry, const Json& value);
/// The same for every slot that people enter: an appraiser's points and another set's result keep to what their
/// rules allow ("index.points_given", "index.import_value").
FactReading read_fact(const CriteriaSet& set, law::Slot slot, const Json& value);

}  // namespace sen::index
