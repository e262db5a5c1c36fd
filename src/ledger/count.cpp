#include "ledger/count.hpp"

namespace sen::ledger {
namespace {

constexpr const char* kAttested = "fact.entered";

std::int64_t value_of(const pack::Measure& measure, const pack::Selector& selector, const Json& facts,
                      Instant effective_at) {
  switch (measure.kind) {
    case pack::MeasureKind::Count:
    case pack::MeasureKind::Stock: {
      const std::int64_t amount = selector.value_fact.empty() ? 1 : facts.int_or(selector.value_fact, 0);
      return amount * selector.sign;
    }
    case pack::MeasureKind::Sum: return facts.int_or(selector.value_fact, 0) * selector.sign;
    case pack::MeasureKind::Last: return facts.int_or(selector.value_fact, 0);
    case pack::MeasureKind::FirstOn: return date_of(effective_at).days;
  }
  return 0;
}

std::string text_of(const Json& value) {
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  return value.is_string() || value.is_number() ? value.text() : std::string();
}

}  // namespace

std::vector<Move> moves_of(const pack::Measures& measures, const std::string& kind, const Json& facts,
                           Instant effective_at) {
  std::vector<Move> out;
  for (const std::size_t index : measures.of_event(kind)) {
    const pack::Measure& measure = measures.all()[index];
    for (const auto& selector : measure.selectors) {
      if (selector.event != kind || !selector.selects(facts)) continue;
      Move move{measure.id, measure.kind, {}, value_of(measure, selector, facts, effective_at), "counted"};
      out.push_back(move);
      if (!measure.slice_fact.empty()) {
        move.slice = text_of(facts[measure.slice_fact]);
        if (!move.slice.empty()) out.push_back(move);
      }
    }
  }
  if (kind == kAttested) {
    const std::string name = facts.string_or("measure");
    if (!name.empty() && measures.find(name) == nullptr) {
      out.push_back({name, pack::MeasureKind::Last, {}, facts.int_or("value", 0), facts.string_or("origin", "attested")});
    }
  }
  return out;
}

Grains grains_of(Instant effective_at) {
  const Date day = date_of(effective_at);
  return {day, *make_date(day.year(), day.month(), 1), *make_date(day.year(), 1, 1)};
}

pack::MeasureKind kind_of(const pack::Measures& measures, const std::string& measure) {
  const pack::Measure* found = measures.find(measure);
  return found == nullptr ? pack::MeasureKind::Last : found->kind;
}

}  // namespace sen::ledger
