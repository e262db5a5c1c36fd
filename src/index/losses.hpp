#pragma once
// Where the points of one criterion went: a list of losses that sums to what is lost, to the last
// ten-thousandth. Pure: rule, maximum, earned points and facts in, sentences (keys and terms) out.
// Which records stand behind a loss is looked up by the live index, through the loss's slots.

#include <string>
#include <utility>
#include <vector>

#include "base/decimal.hpp"
#include "law/rules/rule.hpp"

namespace sen::index {

struct Loss {
  enum class Kind {
    Record,          ///< things done late, badly or not at all; `count` of them, found through `slots`
    MissingFact,     ///< nobody has said it yet
    UnmetCondition,  ///< a condition of the criterion does not hold
    Late,            ///< a date was missed
    Gap,             ///< a value stays under what full points ask
    Judged           ///< an appraiser gave less than the most
  };
  Kind kind = Kind::Gap;
  Points points{};
  std::string key;  ///< sentence in `texts/`, e.g. "index.loss.share"
  std::vector<std::pair<std::string, law::Term>> arguments{};
  std::vector<law::Slot> slots{};
  std::int64_t count = 0;  ///< of records, when Kind::Record
};

/// @param maximum  the criterion's most
/// @param earned   its points as scored and rounded; may be under zero (a deduction)
/// @param missing  the slots the rule lacks (then the whole maximum is lost to them)
/// @returns losses of positive points whose sum is maximum − earned; empty when nothing is lost.
///          What rounding took away stands in the largest of them.
std::vector<Loss> losses(const law::Rule& rule, Points maximum, Points earned, law::Facts facts,
                         const std::vector<law::Slot>& missing);

/// Whether a condition or one of its clauses holds; a missing fact does not hold.
bool holds(const law::Clause& clause, law::Facts facts);
bool holds(const law::Condition& condition, law::Facts facts);

/// Shares `whole` into `parts` amounts that differ by at most one ten-thousandth and sum to it.
std::vector<Points> spread(Points whole, std::size_t parts);

}  // namespace sen::index
