#include "ledger/count.hpp"

#include <algorithm>

namespace sen::ledger {
namespace {

std::optional<std::int64_t> value_of(const pack::Measure& measure, const pack::Selector& selector,
                                     const Json& facts, Instant at) {
  const bool is_day = measure.kind == pack::MeasureKind::FirstOn;
  if (selector.value_fact.empty()) return is_day ? date_of(at).days : selector.sign;
  if (is_day) {
    const Json& fact = facts[selector.value_fact];
    const auto day = fact.is_string() ? parse_date(fact.text()) : std::nullopt;
    return day ? std::optional<std::int64_t>(day->days) : std::nullopt;
  }
  const auto value = facts[selector.value_fact].as_int();
  if (!value) return std::nullopt;
  return *value * selector.sign;
}

Instant counts_at(const pack::Selector& selector, const Json& facts, Instant effective_at) {
  if (selector.not_before.empty()) return effective_at;
  const Json& fact = facts[selector.not_before];
  const auto day = fact.is_string() ? parse_date(fact.text()) : std::nullopt;
  return day ? std::max(effective_at, start_of(*day)) : effective_at;
}

std::string text_of(const Json& value) {
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  return value.is_string() || value.is_number() ? value.text() : std::string();
}

void add_moves(const pack::Measure& measure, const pack::Selector& selector, const Json& facts,
               Instant effective_at, std::vector<Move>& out) {
  const Instant at = counts_at(selector, facts, effective_at);
  const auto value = value_of(measure, selector, facts, at);
  if (!value) return;
  Move move{measure.id, measure.kind, {}, *value, "counted", at};
  if (!measure.slice_fact.empty()) move.slice = text_of(facts[measure.slice_fact]);
  if (!move.slice.empty()) {
    Move whole = move;
    whole.slice.clear();
    out.push_back(std::move(whole));
  }
  out.push_back(std::move(move));
}

}  // namespace

std::vector<Move> moves_of(const pack::Measures& measures, const std::string& kind,
                           const Json& facts, Instant effective_at) {
  std::vector<Move> out;
  for (const std::size_t index : measures.of_event(kind)) {
    const pack::Measure& measure = measures.all()[index];
    for (const auto& selector : measure.selectors) {
      if (selector.event != kind || !selector.selects(facts)) continue;
      add_moves(measure, selector, facts, effective_at, out);
    }
  }
  if (kind == kFactEntered || kind == kFactWithdrawn) {
    const std::string name = facts.string_or("measure");
    const auto value = facts["value"].as_int();
    const pack::Measure* declared = measures.find(name);
    if (!name.empty() && value && (declared == nullptr || declared->entered_until_kept)) {
      out.push_back({declared == nullptr ? name : entered_name(name),
                     pack::MeasureKind::Last,
                     {},
                     *value,
                     facts.string_or("origin", "attested"),
                     effective_at});
    }
  }
  return out;
}

std::string entered_name(const std::string& measure) { return measure + ":entered"; }

Grains grains_of(Instant effective_at) {
  const Date day = date_of(effective_at);
  return {day, *make_date(day.year(), day.month(), 1), *make_date(day.year(), 1, 1)};
}

pack::MeasureKind kind_of(const pack::Measures& measures, const std::string& measure) {
  const pack::Measure* found = measures.find(measure);
  return found == nullptr ? pack::MeasureKind::Last : found->kind;
}

}  // namespace sen::ledger
