#include "law/rules/increment.hpp"

#include <algorithm>

#include "law/rules/conditions.hpp"

namespace sen::law {
namespace {

struct Parts {
  Exact base;
  Exact difference;  ///< how far beyond the base; ≤ 0: not beyond it
  Exact parts;       ///< steps with their fraction
  Exact steps;       ///< steps that count
  Exact points;
};

Parts parts_at(const IncrementRule& rule, const Exact& x, bool modified) {
  Parts parts;
  parts.base = modified ? rule.base * rule.base_factor : rule.base;
  parts.difference = rule.above ? x - parts.base : parts.base - x;
  parts.parts = std::max(parts.difference, Exact()) / rule.step;
  parts.steps = rule.proportional ? parts.parts : parts.parts.floor();
  parts.points = std::min(Exact::of(rule.cap), Exact::of(rule.base_points) + parts.steps * Exact::of(rule.points_per_step));
  return parts;
}

Term plain(const Exact& value) { return Amount{value, Amount::Unit::Plain}; }
Term points_term(const Exact& value) { return Amount{value, Amount::Unit::Points}; }

void explain(const IncrementRule& rule, const Parts& parts, bool modified, Facts facts, Trace& trace) {
  const Fact& fact = facts[rule.slot];
  trace.push_back({"law.step.fact", {{"measure", SlotLabel{rule.slot}}}, {}, fact, {rule.slot}});
  if (modified) {
    trace.push_back({"law.step.modified_base", {{"measure", SlotLabel{rule.modifier->slot}}},
                     {plain(rule.base), "×", plain(rule.base_factor)}, plain(parts.base),
                     {rule.modifier->slot}});
  }
  trace.push_back({rule.above ? "law.step.above_base" : "law.step.below_base",
                   {{"base", plain(parts.base)}},
                   rule.above ? std::vector<Term>{fact, "−", plain(parts.base)}
                              : std::vector<Term>{plain(parts.base), "−", fact},
                   plain(parts.difference), {}});
  if (parts.difference <= Exact()) {
    trace.push_back({"law.step.base_only", {}, {}, points_term(parts.points), {}});
    return;
  }
  trace.push_back({"law.step.part_steps", {{"step", plain(rule.step)}},
                   {plain(parts.difference), "÷", plain(rule.step)}, plain(parts.parts), {}});
  if (!rule.proportional) trace.push_back({"law.step.whole_steps", {}, {}, plain(parts.steps), {}});
  const Exact uncapped = Exact::of(rule.base_points) + parts.steps * Exact::of(rule.points_per_step);
  trace.push_back({"law.step.base_and_steps", {},
                   {plain(Exact::of(rule.base_points)), "+", plain(parts.steps), "×",
                    plain(Exact::of(rule.points_per_step))},
                   points_term(uncapped), {}});
  if (uncapped > parts.points) {
    trace.push_back({"law.step.points_cap", {}, {}, points_term(parts.points), {}});
  }
}

}  // namespace

IncrementRule parse_increment(RuleReader& reader) {
  reader.only({"type", "measure", "base", "base_points", "step", "points_per_step", "cap", "direction",
               "partial_steps", "modifier"});
  IncrementRule rule;
  rule.slot = reader.measure("measure");
  rule.base = reader.number("base");
  rule.base_points = reader.points("base_points");
  rule.step = reader.number("step");
  if (rule.step <= Exact()) {
    reader.problem("step", "law.rule.not_positive", {{"member", "step"}});
    rule.step = Exact::whole(1);
  }
  rule.points_per_step = reader.points("points_per_step");
  if (rule.points_per_step < Points{}) reader.problem("points_per_step", "law.rule.not_positive", {{"member", "points_per_step"}});
  rule.cap = reader.points("cap");
  rule.above = reader.word("direction", {"above", "below"}) != "below";
  rule.proportional = reader.word("partial_steps", {"proportional", "floor"}) != "floor";
  if (reader.json().has("modifier")) {
    RuleReader modifier = reader.child("modifier");
    modifier.only({"when", "base_factor"});
    rule.modifier = modifier.child("when").clause();
    rule.base_factor = modifier.number("base_factor");
  }
  return rule;
}

Exact points_at(const IncrementRule& rule, const Exact& x, bool modified) {
  return parts_at(rule, x, modified).points;
}

Outcome evaluate(const IncrementRule& rule, Points, Facts facts, Trace* trace) {
  const Fact& fact = facts[rule.slot];
  if (!fact.is_number()) return Outcome::lacking({rule.slot});
  const bool modified = rule.modifier && holds(*rule.modifier, facts).value_or(false);
  const Parts parts = parts_at(rule, fact.exact(), modified);
  if (trace != nullptr) explain(rule, parts, modified, facts, *trace);
  return Outcome::scored(parts.points);
}

Reach reach(const IncrementRule& rule, Points) {
  const Exact base = std::min(Exact::of(rule.base_points), Exact::of(rule.cap));
  const bool grows = rule.points_per_step > Points{};
  // A value cannot fall below 0, so "below" reaches its cap only as far as the base allows.
  Exact best = base;
  if (grows && rule.above) best = Exact::of(rule.cap);
  if (grows && !rule.above) best = points_at(rule, Exact(), false);
  return {std::min(base, best), best};
}

void collect_slots(const IncrementRule& rule, std::vector<Slot>& slots) {
  slots.push_back(rule.slot);
  if (rule.modifier) slots.push_back(rule.modifier->slot);
}

}  // namespace sen::law
