#pragma once
// The rules of a criteria set as plain structs. The list is closed: a rule holds parameters, never
// expressions, so it can explain itself, be inverted and be checked before use.
//
// The names of the data (`sen.criteria-set/1`) map to seven kinds, because names that differ only
// by a parameter are one kind:
//   scale       proportional, proportional_to_target, proportional_with_floor, linear_between, bands,
//               bands_with_formula, count_threshold, survey, import_index
//   conditions  all_or_nothing, checklist, first_match
//   increment   step_increment          deduction  deduction         deadline  deadline
//   manual      manual                  tracking   tracking_only
// Each kind has a file here with its parser, evaluation, explanation and reach.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "law/rules/outcome.hpp"

namespace sen::law {

/// Sum of some measures less the sum of others.
struct Operand {
  std::vector<Slot> plus;
  std::vector<Slot> minus;
};

/// What an empty denominator means; acts differ, so the set must say.
enum class ZeroCase { Unspecified, Zero, Full, NotApplicable, PriorYearShare };

/// One piece of the scale, from `min` on (its upper end is the next piece's, or `below`).
struct Segment {
  enum class Kind {
    Constant,  ///< `points`
    ScaledTo,  ///< x ÷ `to` × maximum, at most the maximum
    Between    ///< (x − `from`) ÷ (`to` − `from`) × maximum
  };
  std::optional<Exact> min{};    ///< inclusive; absent: from minus infinity
  std::optional<Exact> below{};  ///< exclusive; absent: no upper end
  Kind kind = Kind::Constant;
  Points points{};
  Exact from{};
  Exact to{};
};

/// Points as a function, in pieces, of a percentage (numerator ÷ denominator × 100) or of a value.
struct ScaleRule {
  enum class Input { Share, Value };
  Input input = Input::Share;
  Operand numerator{};    ///< Share
  Operand denominator{};  ///< Share
  Slot value{};           ///< Value
  bool capped = false;    ///< a share above 100 % counts as 100 %
  bool full_when_missing = false;
  ZeroCase zero = ZeroCase::Unspecified;
  ZeroCase not_held = ZeroCase::Unspecified;  ///< a survey that was not held
  std::vector<Segment> segments{};            ///< the first that holds decides
};

enum class Comparison { Equal, NotEqual, AtLeast, Above, AtMost, Below };
struct Clause {
  Slot slot{};
  Comparison comparison = Comparison::Equal;
  Fact value{};
};
struct Condition {
  bool all = true;  ///< else any
  std::vector<Clause> clauses{};
};

struct Rule;

/// Sum of the points of what holds, or the points of the first case that holds.
struct ConditionsRule {
  struct Item {
    Condition when;
    Points points;
    std::string label_vi{};
    std::string label_en{};
  };
  bool first_only = false;
  std::vector<Item> items{};
  std::vector<Rule> otherwise{};  ///< none or one, applies when no case holds
};

/// Base points and a number of points per step beyond the base, capped.
struct IncrementRule {
  Slot slot{};
  Exact base{};
  Points base_points{};
  Exact step{};
  Points points_per_step{};
  Points cap{};
  bool above = true;         ///< direction of better
  bool proportional = true;  ///< part-steps pro rata, else whole steps only
  std::optional<Clause> modifier{};
  Exact base_factor = Exact::whole(1);  ///< of the base, when the modifier holds
};

struct DeductionRule {
  struct Item {
    Slot slot{};
    Points points_each{};
  };
  Points start{};
  Points floor{};
  std::vector<Item> per{};
};

struct DeadlineRule {
  struct Late {
    std::int64_t days_max{};
    Points points{};
  };
  Slot date{};
  Slot year{};
  int month = 1;
  int day = 1;
  int year_offset = 0;
  Points on_time{};
  std::vector<Late> late{};
  Points later{};
  Points missing{};
};

/// Points given by a person, in steps.
struct ManualRule {
  Slot slot{};
  Points min{};
  Points max{};
  Points step{};
};

/// Shown, not scored.
struct TrackingRule {
  std::optional<Slot> slot{};
};

struct Rule {
  std::string type{};  ///< name in the data, e.g. "proportional_to_target"
  std::variant<ScaleRule, ConditionsRule, IncrementRule, DeductionRule, DeadlineRule, ManualRule,
               TrackingRule>
      body = TrackingRule{};
};

/// Exact points of a rule on facts. `trace` may be null.
/// @param maximum  the criterion's max_points
Outcome evaluate(const Rule& rule, Points maximum, Facts facts, Trace* trace);

/// Worst and best points that any facts can give (a limit that is not attained counts as reached).
struct Reach {
  Exact worst{};
  Exact best{};
};
Reach reach(const Rule& rule, Points maximum);

/// Every slot the rule reads, each once, in order of reading.
std::vector<Slot> slots_of(const Rule& rule);

}  // namespace sen::law
