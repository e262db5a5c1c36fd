#include "law/rules/conditions.hpp"

#include <algorithm>

namespace sen::law {
namespace {

const char* sign_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::Equal: return "=";
    case Comparison::NotEqual: return "≠";
    case Comparison::AtLeast: return "≥";
    case Comparison::Above: return ">";
    case Comparison::AtMost: return "≤";
    case Comparison::Below: return "<";
  }
  return "";
}

// One sentence per item: "Trang thông tin, mạng xã hội: có (được 0,25 điểm)".
void explain_item(const ConditionsRule::Item& item, bool holds, Facts facts, Trace& trace) {
  Step step;
  step.key = holds ? "law.step.condition_met" : "law.step.condition_unmet";
  for (const auto& clause : item.when.clauses) {
    if (!step.operands.empty()) step.operands.emplace_back(item.when.all ? "∧" : "∨");
    step.operands.emplace_back(facts[clause.slot]);
    step.operands.emplace_back(sign_of(clause.comparison));
    step.operands.emplace_back(clause.value);
    step.slots.push_back(clause.slot);
  }
  step.arguments.emplace_back("measure", SlotLabel{item.when.clauses.front().slot});
  const Points points = holds ? item.points : Points{};
  step.value = Amount{Exact::of(points), Amount::Unit::Points};
  trace.push_back(std::move(step));
}

Outcome evaluate_sum(const ConditionsRule& rule, Facts facts, Trace* trace) {
  Points total;
  std::vector<Slot> missing;
  for (const auto& item : rule.items) {
    const auto held = holds(item.when, facts, &missing);
    if (!held) continue;
    if (*held) total += item.points;
    if (trace != nullptr) explain_item(item, *held, facts, *trace);
  }
  if (!missing.empty()) return Outcome::lacking(std::move(missing));
  if (trace != nullptr && rule.items.size() > 1) {
    Step step{"law.step.sum", {}, {}, Term{Amount{Exact::of(total), Amount::Unit::Points}}, {}};
    for (const auto& item : rule.items) {
      if (!step.operands.empty()) step.operands.emplace_back("+");
      const bool held = holds(item.when, facts).value_or(false);
      step.operands.emplace_back(Amount{Exact::of(held ? item.points : Points{}), Amount::Unit::Plain});
    }
    trace->push_back(std::move(step));
  }
  return Outcome::scored(Exact::of(total));
}

Outcome evaluate_first(const ConditionsRule& rule, Points maximum, Facts facts, Trace* trace) {
  for (const auto& item : rule.items) {
    std::vector<Slot> missing;
    const auto held = holds(item.when, facts, &missing);
    if (!held) return Outcome::lacking(std::move(missing));
    if (trace != nullptr) explain_item(item, *held, facts, *trace);
    if (*held) return Outcome::scored(Exact::of(item.points));
  }
  if (!rule.otherwise.empty()) return evaluate(rule.otherwise.front(), maximum, facts, trace);
  if (trace != nullptr) {
    trace->push_back({"law.step.no_case", {}, {}, Term{Amount{Exact(), Amount::Unit::Points}}, {}});
  }
  return Outcome::scored({});
}

}  // namespace

ConditionsRule parse_conditions(RuleReader& reader, std::string_view type, Points maximum,
                                std::vector<Problem>& problems, const std::string& path) {
  ConditionsRule rule;
  if (type == "all_or_nothing") {
    reader.only({"type", "points", "when"});
    rule.items.push_back({reader.condition("when"), reader.points("points"), {}, {}});
    return rule;
  }
  if (type == "checklist") {
    reader.only({"type", "items"});
    const std::size_t count = reader.list("items").size();
    for (std::size_t i = 0; i < count; ++i) {
      RuleReader item = reader.item("items", i);
      item.only({"points", "when"});
      rule.items.push_back({item.condition("when"), item.points("points"),
                            item.json().string_or("label_vi"), item.json().string_or("label_en")});
    }
    return rule;
  }
  SEN_ASSERT(type == "first_match");
  rule.first_only = true;
  reader.only({"type", "cases"});
  const auto& cases = reader.list("cases");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    RuleReader item = reader.item("cases", i);
    if (cases[i].has("otherwise")) {
      item.only({"otherwise"});
      if (i + 1 != cases.size()) item.problem("otherwise", "law.rule.otherwise_last");
      rule.otherwise.push_back(parse_rule(cases[i]["otherwise"], reader.slots(), maximum, problems,
                                          path + ".cases[" + std::to_string(i) + "].otherwise"));
    } else {
      item.only({"points", "when"});
      rule.items.push_back({item.condition("when"), item.points("points"), {}, {}});
    }
  }
  return rule;
}

std::optional<bool> holds(const Clause& clause, Facts facts) {
  const Fact& fact = facts[clause.slot];
  if (fact.kind != clause.value.kind) return std::nullopt;
  const auto order = fact.decimals == clause.value.decimals ? fact.value <=> clause.value.value
                                                            : fact.exact() <=> clause.value.exact();
  switch (clause.comparison) {
    case Comparison::Equal: return order == 0;
    case Comparison::NotEqual: return order != 0;
    case Comparison::AtLeast: return order >= 0;
    case Comparison::Above: return order > 0;
    case Comparison::AtMost: return order <= 0;
    case Comparison::Below: return order < 0;
  }
  return std::nullopt;
}

std::optional<bool> holds(const Condition& condition, Facts facts, std::vector<Slot>* missing) {
  bool all = true;
  bool any = false;
  bool known = true;
  for (const auto& clause : condition.clauses) {
    const auto held = holds(clause, facts);
    if (!held) {
      known = false;
      const bool is_new = missing != nullptr && std::find(missing->begin(), missing->end(), clause.slot) == missing->end();
      if (is_new) missing->push_back(clause.slot);
      continue;
    }
    all = all && *held;
    any = any || *held;
  }
  if (!known) return std::nullopt;
  return condition.all ? all : any;
}

Outcome evaluate(const ConditionsRule& rule, Points maximum, Facts facts, Trace* trace) {
  return rule.first_only ? evaluate_first(rule, maximum, facts, trace) : evaluate_sum(rule, facts, trace);
}

Reach reach(const ConditionsRule& rule, Points maximum) {
  Reach found;
  if (!rule.first_only) {
    for (const auto& item : rule.items) {
      const Exact points = Exact::of(item.points);
      if (points > Exact()) {
        found.best = found.best + points;
      } else {
        found.worst = found.worst + points;
      }
    }
    return found;
  }
  if (!rule.otherwise.empty()) found = reach(rule.otherwise.front(), maximum);
  for (const auto& item : rule.items) {
    found.worst = std::min(found.worst, Exact::of(item.points));
    found.best = std::max(found.best, Exact::of(item.points));
  }
  return found;
}

void collect_slots(const ConditionsRule& rule, std::vector<Slot>& slots) {
  for (const auto& item : rule.items) {
    for (const auto& clause : item.when.clauses) slots.push_back(clause.slot);
  }
  for (const auto& rest : rule.otherwise) {
    const auto inner = slots_of(rest);
    slots.insert(slots.end(), inner.begin(), inner.end());
  }
}

}  // namespace sen::law
