// The closed list of rule names and the kind each is. Adding a kind: its file, one line here, one in
// the schema, its test.

#include <algorithm>

#include "law/rules/conditions.hpp"
#include "law/rules/deadline.hpp"
#include "law/rules/deduction.hpp"
#include "law/rules/increment.hpp"
#include "law/rules/manual.hpp"
#include "law/rules/parse.hpp"
#include "law/rules/scale.hpp"

namespace sen::law {
namespace {

enum class Kind { Scale, Conditions, Increment, Deduction, Deadline, Manual, Tracking };
struct Line {
  std::string_view name;
  Kind kind;
};
constexpr Line kTable[] = {
    {"all_or_nothing", Kind::Conditions},
    {"checklist", Kind::Conditions},
    {"bands", Kind::Scale},
    {"bands_with_formula", Kind::Scale},
    {"proportional", Kind::Scale},
    {"proportional_to_target", Kind::Scale},
    {"proportional_with_floor", Kind::Scale},
    {"linear_between", Kind::Scale},
    {"step_increment", Kind::Increment},
    {"count_threshold", Kind::Scale},
    {"deduction", Kind::Deduction},
    {"deadline", Kind::Deadline},
    {"survey", Kind::Scale},
    {"manual", Kind::Manual},
    {"import_index", Kind::Scale},
    {"first_match", Kind::Conditions},
    {"tracking_only", Kind::Tracking},
};

}  // namespace

const std::vector<std::string_view>& rule_types() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const auto& line : kTable) list.push_back(line.name);
    return list;
  }();
  return names;
}

Rule parse_rule(const Json& json, const Slots& slots, Points maximum,
                std::vector<Problem>& problems, const std::string& path) {
  RuleReader reader(json, slots, problems, path);
  const std::string type = json.string_or("type");
  const auto line = std::find_if(std::begin(kTable), std::end(kTable),
                                 [&](const Line& candidate) { return candidate.name == type; });
  if (line == std::end(kTable)) {
    reader.problem("type", "law.rule.unknown_type", {{"type", type}});
    return {};
  }
  switch (line->kind) {
    case Kind::Scale: return {type, parse_scale(reader, type, maximum)};
    case Kind::Conditions: return {type, parse_conditions(reader, type, maximum, problems, path)};
    case Kind::Increment: return {type, parse_increment(reader)};
    case Kind::Deduction: return {type, parse_deduction(reader)};
    case Kind::Deadline: return {type, parse_deadline(reader)};
    case Kind::Manual: return {type, parse_manual(reader)};
    case Kind::Tracking: return {type, parse_tracking(reader)};
  }
  return {};
}

Outcome evaluate(const Rule& rule, Points maximum, Facts facts, Trace* trace) {
  return std::visit([&](const auto& body) { return evaluate(body, maximum, facts, trace); }, rule.body);
}

Reach reach(const Rule& rule, Points maximum) {
  return std::visit([&](const auto& body) { return reach(body, maximum); }, rule.body);
}

std::vector<Slot> slots_of(const Rule& rule) {
  std::vector<Slot> all;
  std::visit([&](const auto& body) { collect_slots(body, all); }, rule.body);
  std::vector<Slot> once;
  for (const Slot slot : all) {
    if (std::find(once.begin(), once.end(), slot) == once.end()) once.push_back(slot);
  }
  return once;
}

}  // namespace sen::law
