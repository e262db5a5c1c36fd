#pragma once
// Reading a rule from the data, strictly: unknown kinds and members, wrong types and values out of
// range become problems that name their place; nothing is guessed.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/texts.hpp"
#include "law/rules/rule.hpp"

namespace sen::law {

/// What is wrong, where (JSON path inside the rule, e.g. "bands[1].min").
struct Problem {
  std::string path;
  Text text;
};

/// Bounds of the numbers in rules (see law/fact.hpp for why).
constexpr std::int64_t kPointsMax = 1'000;    ///< of one number of points
constexpr std::int64_t kPercentMax = 1'000;
constexpr std::size_t kListMax = 64;          ///< bands, items, clauses, operands

/// Gives a slot for what a rule names. `measure` answers empty for an undeclared measure.
struct Slots {
  std::function<std::optional<Slot>(std::string_view id)> measure;
  std::function<Slot(std::string_view set)> imported;  ///< result of another set
  std::function<Slot()> manual;                        ///< appraiser's points of this criterion
  std::function<Slot()> year;
  /// "count", "percent", "number", "bool", "date", "days", "money"
  std::function<std::string_view(Slot)> type;
};

/// Reader of one JSON object of a rule; collects problems under its path.
class RuleReader {
 public:
  RuleReader(const Json& json, const Slots& slots, std::vector<Problem>& problems, std::string path)
      : json_(json), slots_(slots), problems_(problems), path_(std::move(path)) {}

  [[nodiscard]] const Json& json() const { return json_; }
  [[nodiscard]] const Slots& slots() const { return slots_; }
  [[nodiscard]] RuleReader child(const char* name) const;
  [[nodiscard]] RuleReader item(const char* name, std::size_t index) const;

  void problem(std::string_view name, std::string key, TextArguments arguments = {});
  /// Refuses members that are neither in `known` nor a note ("note…", "source…", "label_…").
  void only(std::initializer_list<std::string_view> known);

  Points points(const char* name);                      ///< required
  Points points_or(const char* name, Points fallback);
  Exact number(const char* name);                       ///< required
  Exact percent(const char* name);                      ///< required, 0 … kPercentMax
  std::int64_t whole(const char* name, std::int64_t min, std::int64_t max);
  bool flag_or(const char* name, bool fallback);
  std::string word(const char* name, std::initializer_list<std::string_view> allowed);
  const std::vector<Json>& list(const char* name);      ///< required, not empty, ≤ kListMax
  Slot measure(const char* name);
  Slot measure_named(const std::string& id, std::string_view path);
  Operand operand(const char* name);
  Condition condition(const char* name);
  Clause clause();                                      ///< this object is one clause
  ZeroCase zero_case(const char* name);

 private:
  const Json& json_;
  const Slots& slots_;
  std::vector<Problem>& problems_;
  std::string path_;
};

/// Parses any rule of the closed list. Problems are appended; the rule is only meaningful when none
/// were.
Rule parse_rule(const Json& json, const Slots& slots, Points maximum,
                std::vector<Problem>& problems, const std::string& path = "rule");

/// Names of the closed list, in the order of the schema.
const std::vector<std::string_view>& rule_types();

}  // namespace sen::law
