#pragma once
// Explanations in words: the numbered sentences of a criterion and shape B of a whole score.

#include <string>
#include <vector>

#include "base/json.hpp"
#include "index/score.hpp"

namespace sen::index {

/// One numbered sentence. `value` is neutral ("98.6378205", "2024-01-31", "true"), `operands` and
/// `text` are written for the language ("1.231 ÷ 1.248 × 100").
struct Sentence {
  std::string text;
  std::string operands;
  std::string value;    ///< empty when the step has none
  std::string shown{};  ///< value as people read it ("98,6378205%")
  std::vector<law::Slot> slots{};
};

/// Steps of a scored criterion, ending with the rounding; also what does not apply says why.
std::vector<Sentence> sentences(const CriteriaSet& set, const Leaf& leaf, const LeafScore& score, Language language);

/// Writes a value for people, in the language; full precision up to seven decimals.
std::string written(const CriteriaSet& set, const law::Term& term, Language language);
/// Name of a slot: the measure's label, the imported set, the appraiser's points, the year.
std::string label_of(const CriteriaSet& set, law::Slot slot, Language language);
/// How `missing` names a slot: the measure's id, "imported_index.q766", "manual_points.3.4", "year".
std::string missing_name(const CriteriaSet& set, law::Slot slot);

/// Shape B (docs/contracts): points as decimal strings; states; steps; what is missing.
std::string to_json(const CriteriaSet& set, const ScoreTree& tree, Language language);

/// The same for a terminal: totals, fields, then one line per criterion.
std::string to_text(const CriteriaSet& set, const ScoreTree& tree, Language language);

}  // namespace sen::index
