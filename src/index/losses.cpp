#include "index/losses.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace sen::index {
namespace {

using law::Amount;
using law::Exact;
using law::Slot;
using law::SlotLabel;
using law::Term;

const law::Fact& fact_at(law::Facts facts, Slot slot) {
  SEN_ASSERT(slot < facts.size());
  return facts[slot];
}

Exact total_of(const law::Operand& operand, law::Facts facts) {
  Exact sum;
  for (const Slot slot : operand.plus) sum = sum + fact_at(facts, slot).exact();
  for (const Slot slot : operand.minus) sum = sum - fact_at(facts, slot).exact();
  return sum;
}

Term plain(const Exact& value) { return Amount{value, Amount::Unit::Plain}; }

std::vector<Slot> slots_in(const law::Operand& operand) {
  std::vector<Slot> slots = operand.plus;
  slots.insert(slots.end(), operand.minus.begin(), operand.minus.end());
  return slots;
}

Loss clause_loss(const law::Clause& clause, law::Facts facts, Points points) {
  Loss loss{.kind = Loss::Kind::UnmetCondition, .points = points, .key = "index.loss.condition"};
  const law::Fact& fact = fact_at(facts, clause.slot);
  loss.slots = {clause.slot};
  loss.arguments = {{"label", SlotLabel{clause.slot}}, {"wanted", clause.value}};
  if (fact.is_missing()) {
    loss.kind = Loss::Kind::MissingFact;
    loss.key = "index.loss.missing";
  } else {
    loss.arguments.emplace_back("value", fact);
  }
  return loss;
}

// The clauses that do not hold share the points of their condition.
void add_condition(std::vector<Loss>& out, const law::Condition& condition, law::Facts facts, Points points) {
  std::vector<const law::Clause*> unmet;
  for (const auto& clause : condition.clauses) {
    if (!holds(clause, facts)) unmet.push_back(&clause);
  }
  const auto parts = spread(points, unmet.size());
  for (std::size_t i = 0; i < unmet.size(); ++i) out.push_back(clause_loss(*unmet[i], facts, parts[i]));
}

void add(std::vector<Loss>& out, const law::ScaleRule& rule, Points lost, law::Facts facts) {
  if (rule.input == law::ScaleRule::Input::Value) {
    out.push_back({.kind = Loss::Kind::Gap, .points = lost, .key = "index.loss.value",
                   .arguments = {{"label", SlotLabel{rule.value}}, {"value", fact_at(facts, rule.value)}},
                   .slots = {rule.value}});
    return;
  }
  const Exact done = total_of(rule.numerator, facts);
  const Exact asked = total_of(rule.denominator, facts);
  const Exact bad = asked - done;
  const bool counts = bad.denominator() == 1 && bad.numerator() > 0 && !rule.numerator.plus.empty() &&
                      !rule.denominator.plus.empty();
  Loss loss{.kind = counts ? Loss::Kind::Record : Loss::Kind::Gap, .points = lost, .key = "index.loss.share"};
  loss.count = counts ? static_cast<std::int64_t>(bad.numerator()) : 0;
  loss.slots = slots_in(rule.numerator);  // what is short stands first: it is what a person can raise
  for (const Slot slot : slots_in(rule.denominator)) loss.slots.push_back(slot);
  if (rule.numerator.plus.empty() || rule.denominator.plus.empty()) {
    loss.key = "index.loss.value_only";
  } else {
    loss.arguments = {{"label", SlotLabel{rule.numerator.plus.front()}}, {"done", plain(done)},
                      {"asked", plain(asked)}, {"bad", plain(bad)}};
  }
  out.push_back(std::move(loss));
}

void add(std::vector<Loss>& out, const law::ConditionsRule& rule, Points lost, law::Facts facts) {
  if (!rule.first_only) {
    for (const auto& item : rule.items) {
      if (!holds(item.when, facts)) add_condition(out, item.when, facts, item.points);
    }
    return;
  }
  // The best case is what was missed; when another rule applied instead, its gap is the loss.
  const auto best = std::max_element(rule.items.begin(), rule.items.end(),
                                     [](const auto& a, const auto& b) { return a.points < b.points; });
  if (best != rule.items.end() && !holds(best->when, facts)) add_condition(out, best->when, facts, lost);
}

void add(std::vector<Loss>& out, const law::IncrementRule& rule, Points lost, law::Facts facts) {
  out.push_back({.kind = Loss::Kind::Gap, .points = lost, .key = "index.loss.value",
                 .arguments = {{"label", SlotLabel{rule.slot}}, {"value", fact_at(facts, rule.slot)}},
                 .slots = {rule.slot}});
}

void add(std::vector<Loss>& out, const law::DeductionRule& rule, Points lost, law::Facts facts) {
  // A floor can end the deductions early: what is above it is taken in the order of the act.
  Points rest = lost;
  for (const auto& item : rule.per) {
    const law::Fact& fact = fact_at(facts, item.slot);
    const Exact wanted = fact.exact() * Exact::of(item.points_each);
    const Points taken = sen::law::round_half_up(std::min(wanted, Exact::of(rest)), 4);
    if (taken <= Points{}) continue;
    rest = rest - taken;
    out.push_back({.kind = Loss::Kind::Record, .points = taken, .key = "index.loss.deduction",
                   .arguments = {{"label", SlotLabel{item.slot}}, {"value", fact},
                                 {"each", Amount{Exact::of(item.points_each), Amount::Unit::Points}}},
                   .slots = {item.slot},
                   .count = fact.decimals == 0 ? fact.value : 0});
  }
}

void add(std::vector<Loss>& out, const law::DeadlineRule& rule, Points lost, law::Facts facts) {
  const law::Fact& date = fact_at(facts, rule.date);
  Loss loss{.kind = Loss::Kind::Late, .points = lost, .key = "index.loss.late", .slots = {rule.date}};
  loss.arguments = {{"label", SlotLabel{rule.date}}};
  const auto due = make_date(static_cast<int>(fact_at(facts, rule.year).value) + rule.year_offset,
                             rule.month, rule.day);
  if (due) loss.arguments.emplace_back("due", law::Fact::day(*due));
  if (date.is_missing()) {
    loss.key = "index.loss.no_date";
  } else {
    loss.arguments.emplace_back("value", date);
    if (due) {
      loss.arguments.emplace_back("days", plain(Exact::whole(date.value - due->days)));
    }
  }
  out.push_back(std::move(loss));
}

void add(std::vector<Loss>& out, const law::ManualRule& rule, Points lost, law::Facts facts) {
  out.push_back({.kind = Loss::Kind::Judged, .points = lost, .key = "index.loss.judged",
                 .arguments = {{"value", fact_at(facts, rule.slot)},
                               {"most", Amount{Exact::of(rule.max), Amount::Unit::Points}}},
                 .slots = {rule.slot}});
}

void add(std::vector<Loss>&, const law::TrackingRule&, Points, law::Facts) {}

// Rounding, caps and a clipped sum may leave a difference: it belongs to the largest loss.
void settle(std::vector<Loss>& out, Points lost) {
  std::erase_if(out, [](const Loss& loss) { return loss.points <= Points{}; });
  Points sum{};
  for (const auto& loss : out) sum += loss.points;
  if (out.empty()) {
    out.push_back({.kind = Loss::Kind::Gap, .points = lost, .key = "index.loss.rounding"});
    return;
  }
  std::stable_sort(out.begin(), out.end(), [](const Loss& a, const Loss& b) { return a.points > b.points; });
  while (sum > lost && out.size() > 1 && sum - out.back().points >= lost) {
    sum = sum - out.back().points;
    out.pop_back();
  }
  out.front().points += lost - sum;
  if (out.front().points <= Points{}) {
    // Differing acts can clip below every single item: then they share what is lost.
    const auto parts = spread(lost, out.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i].points = parts[i];
    std::erase_if(out, [](const Loss& loss) { return loss.points <= Points{}; });
  }
}

}  // namespace

bool holds(const law::Clause& clause, law::Facts facts) {
  const law::Fact& fact = fact_at(facts, clause.slot);
  if (fact.is_missing()) return false;
  const auto order = fact.exact() <=> clause.value.exact();
  switch (clause.comparison) {
    case law::Comparison::Equal: return order == 0;
    case law::Comparison::NotEqual: return order != 0;
    case law::Comparison::AtLeast: return order >= 0;
    case law::Comparison::Above: return order > 0;
    case law::Comparison::AtMost: return order <= 0;
    case law::Comparison::Below: return order < 0;
  }
  return false;
}

bool holds(const law::Condition& condition, law::Facts facts) {
  const auto one = [&](const law::Clause& clause) { return holds(clause, facts); };
  return condition.all ? std::all_of(condition.clauses.begin(), condition.clauses.end(), one)
                       : std::any_of(condition.clauses.begin(), condition.clauses.end(), one);
}

std::vector<Points> spread(Points whole, std::size_t parts) {
  std::vector<Points> out;
  if (parts == 0) return out;
  const auto count = static_cast<std::int64_t>(parts);
  const std::int64_t each = whole.ten_thousandths / count;
  std::int64_t rest = whole.ten_thousandths - each * count;
  for (std::size_t i = 0; i < parts; ++i) {
    const std::int64_t extra = rest > 0 ? 1 : (rest < 0 ? -1 : 0);
    out.push_back(Points{each + extra});
    rest -= extra;
  }
  return out;
}

std::vector<Loss> losses(const law::Rule& rule, Points maximum, Points earned, law::Facts facts,
                         const std::vector<Slot>& missing) {
  const Points lost = maximum - earned;
  if (lost <= Points{}) return {};
  std::vector<Loss> out;
  if (!missing.empty()) {
    const auto parts = spread(lost, missing.size());
    for (std::size_t i = 0; i < missing.size(); ++i) {
      out.push_back({.kind = Loss::Kind::MissingFact, .points = parts[i], .key = "index.loss.missing",
                     .arguments = {{"label", SlotLabel{missing[i]}}}, .slots = {missing[i]}});
    }
  } else if (const auto* cases = std::get_if<law::ConditionsRule>(&rule.body);
             cases != nullptr && !cases->otherwise.empty() &&
             std::none_of(cases->items.begin(), cases->items.end(),
                          [&](const auto& item) { return holds(item.when, facts); })) {
    return losses(cases->otherwise.front(), maximum, earned, facts, missing);
  } else {
    std::visit([&](const auto& body) { add(out, body, lost, facts); }, rule.body);
  }
  settle(out, lost);
  return out;
}

}  // namespace sen::index
