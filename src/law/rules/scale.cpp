#include "law/rules/scale.hpp"

#include <algorithm>

namespace sen::law {
namespace {

Exact hundred() { return Exact::whole(100); }

Segment constant(std::optional<Exact> min, std::optional<Exact> below, Points points) {
  return {min, below, Segment::Kind::Constant, points, {}, {}};
}
Segment scaled_to(std::optional<Exact> min, std::optional<Exact> below, Exact to) {
  return {min, below, Segment::Kind::ScaledTo, {}, {}, to};
}

Exact positive_percent(RuleReader& reader, const char* name) {
  const Exact value = reader.percent(name);
  if (value > Exact::whole(0)) return value;
  reader.problem(name, "law.rule.not_positive", {{"member", name}});
  return hundred();
}

void parse_share(RuleReader& reader, ScaleRule& rule) {
  rule.input = ScaleRule::Input::Share;
  rule.numerator = reader.operand("numerator");
  rule.denominator = reader.operand("denominator");
  rule.zero = reader.zero_case("zero_denominator");
  rule.capped = reader.flag_or("cap", false);
  if (reader.json().has("missing_facts")) {
    rule.full_when_missing = reader.word("missing_facts", {"full", "missing"}) == "full";
  }
}

Segment parse_band(RuleReader reader, bool may_scale) {
  Segment band;
  if (may_scale) {
    reader.only({"min", "max_exclusive", "points", "scale_to_target_percent"});
  } else {
    reader.only({"min", "max_exclusive", "points"});
  }
  band.min = reader.percent("min");
  if (reader.json().has("max_exclusive")) band.below = reader.percent("max_exclusive");
  if (may_scale && reader.json().has("scale_to_target_percent")) {
    if (reader.json().has("points")) reader.problem("points", "law.rule.points_or_scale");
    band.kind = Segment::Kind::ScaledTo;
    band.to = positive_percent(reader, "scale_to_target_percent");
  } else {
    band.points = reader.points("points");
  }
  return band;
}

// Bands must cover every share from 0 % up, once: a share in two bands or in none has no score.
void check_cover(RuleReader& reader, const std::vector<Segment>& bands) {
  auto sorted = bands;
  std::sort(sorted.begin(), sorted.end(),
            [](const Segment& a, const Segment& b) { return *a.min < *b.min; });
  if (!sorted.empty() && *sorted.front().min > Exact::whole(0)) {
    reader.problem("bands", "law.rule.bands_gap", {{"from", "0"}, {"to", to_decimal(*sorted.front().min, 4)}});
  }
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto& band = sorted[i];
    const bool is_last = i + 1 == sorted.size();
    if (is_last) {
      if (band.below) reader.problem("bands", "law.rule.bands_open_end", {{"to", to_decimal(*band.below, 4)}});
      continue;
    }
    const Exact next = *sorted[i + 1].min;
    if (!band.below || *band.below > next) {
      reader.problem("bands", "law.rule.bands_overlap", {{"at", to_decimal(next, 4)}});
    } else if (*band.below < next) {
      reader.problem("bands", "law.rule.bands_gap",
                     {{"from", to_decimal(*band.below, 4)}, {"to", to_decimal(next, 4)}});
    }
  }
}

void parse_bands(RuleReader& reader, std::string_view type, ScaleRule& rule) {
  reader.only({"type", "numerator", "denominator", "zero_denominator", "cap", "missing_facts", "bands"});
  parse_share(reader, rule);
  const std::size_t count = reader.list("bands").size();
  for (std::size_t i = 0; i < count; ++i) {
    rule.segments.push_back(parse_band(reader.item("bands", i), type == "bands_with_formula"));
  }
  check_cover(reader, rule.segments);
}

void parse_floor(RuleReader& reader, Points maximum, ScaleRule& rule) {
  reader.only({"type", "numerator", "denominator", "zero_denominator", "cap", "missing_facts",
               "floor_percent", "full_percent", "below_floor_points"});
  parse_share(reader, rule);
  const Exact floor = reader.percent("floor_percent");
  const Exact full = positive_percent(reader, "full_percent");
  if (floor > full) reader.problem("floor_percent", "law.rule.floor_above_full");
  rule.segments = {constant(full, std::nullopt, maximum), scaled_to(floor, full, hundred()),
                   constant(std::nullopt, floor, reader.points("below_floor_points"))};
}

void parse_linear(RuleReader& reader, Points maximum, ScaleRule& rule) {
  reader.only({"type", "numerator", "denominator", "zero_denominator", "cap", "missing_facts",
               "from_percent", "full_percent"});
  parse_share(reader, rule);
  const Exact from = reader.percent("from_percent");
  Exact full = positive_percent(reader, "full_percent");
  if (from >= full) {
    reader.problem("from_percent", "law.rule.floor_above_full");
    full = from + Exact::whole(1);
  }
  rule.segments = {constant(full, std::nullopt, maximum),
                   {from, full, Segment::Kind::Between, {}, from, full},
                   constant(std::nullopt, from, {})};
}

void parse_thresholds(RuleReader& reader, ScaleRule& rule) {
  reader.only({"type", "measure", "steps"});
  rule.input = ScaleRule::Input::Value;
  rule.value = reader.measure("measure");
  const std::size_t count = reader.list("steps").size();
  for (std::size_t i = 0; i < count; ++i) {
    RuleReader step = reader.item("steps", i);
    step.only({"at_least", "points"});
    rule.segments.push_back(constant(step.number("at_least"), std::nullopt, step.points("points")));
  }
  std::sort(rule.segments.begin(), rule.segments.end(),
            [](const Segment& a, const Segment& b) { return *a.min > *b.min; });
  for (std::size_t i = 1; i < rule.segments.size(); ++i) {
    rule.segments[i].below = rule.segments[i - 1].min;
    if (*rule.segments[i].min == *rule.segments[i - 1].min) {
      reader.problem("steps", "law.rule.bands_overlap", {{"at", to_decimal(*rule.segments[i].min, 4)}});
    }
  }
  if (!rule.segments.empty()) {
    rule.segments.push_back(constant(std::nullopt, rule.segments.back().min, {}));
  }
}

void parse_survey(RuleReader& reader, ScaleRule& rule) {
  reader.only({"type", "measure", "conversion", "full_percent", "not_conducted"});
  rule.input = ScaleRule::Input::Value;
  rule.value = reader.measure("measure");
  if (reader.json().has("conversion")) reader.word("conversion", {"proportional"});
  if (reader.json().has("not_conducted")) {
    const auto word = reader.word("not_conducted", {"renormalise_total", "zero", "full", "missing"});
    if (word == "renormalise_total") rule.not_held = ZeroCase::NotApplicable;
    if (word == "zero") rule.not_held = ZeroCase::Zero;
    if (word == "full") rule.not_held = ZeroCase::Full;
  }
  rule.segments = {scaled_to(std::nullopt, std::nullopt, positive_percent(reader, "full_percent"))};
}

void parse_import(RuleReader& reader, ScaleRule& rule) {
  reader.only({"type", "set", "value", "of"});
  rule.input = ScaleRule::Input::Value;
  const std::string set = reader.json().string_or("set");
  if (set.empty()) reader.problem("set", "law.rule.member_missing", {{"member", "set"}});
  rule.value = reader.slots().imported(set);
  if (reader.json().has("value")) reader.word("value", {"total", "index"});
  Exact of = reader.number("of");
  if (of <= Exact::whole(0) || of > Exact::whole(100'000)) {
    reader.problem("of", "law.rule.not_positive", {{"member", "of"}});
    of = hundred();
  }
  rule.segments = {scaled_to(std::nullopt, std::nullopt, of)};
}

const Segment* segment_at(const ScaleRule& rule, const Exact& x) {
  for (const auto& segment : rule.segments) {
    const bool holds = (!segment.min || x >= *segment.min) && (!segment.below || x < *segment.below);
    if (holds) return &segment;
  }
  return nullptr;
}

Exact points_in(const Segment& segment, const Exact& maximum, const Exact& x) {
  if (segment.kind == Segment::Kind::Constant) return Exact::of(segment.points);
  if (segment.kind == Segment::Kind::ScaledTo) {
    // A numerator under zero (parts above their whole) costs points, but no act means more than this.
    const Exact least = maximum * Exact::whole(-10);
    return std::max(least, std::min(maximum, x * maximum / segment.to));
  }
  return maximum * ((x - segment.from) / (segment.to - segment.from));
}

// ---- explanation ----

Amount amount(const ScaleRule& rule, const Exact& x) {
  return {x, rule.input == ScaleRule::Input::Share ? Amount::Unit::Percent : Amount::Unit::Plain};
}
Amount points_amount(const Exact& points) { return {points, Amount::Unit::Points}; }
Amount plain(const Exact& value) { return {value, Amount::Unit::Plain}; }

void explain_fact(Slot slot, Facts facts, Trace& trace) {
  for (const auto& step : trace) {
    if (!step.slots.empty() && step.slots.front() == slot) return;  // said once
  }
  trace.push_back({"law.step.fact", {{"measure", SlotLabel{slot}}}, {}, facts[slot], {slot}});
}

void explain_operand(const Operand& operand, const Exact& total, const char* key, Facts facts,
                     Trace& trace) {
  for (const Slot slot : operand.plus) explain_fact(slot, facts, trace);
  for (const Slot slot : operand.minus) explain_fact(slot, facts, trace);
  if (operand.plus.size() + operand.minus.size() == 1) return;
  Step step{key, {}, {}, Term{plain(total)}, {}};
  for (const Slot slot : operand.plus) {
    if (!step.operands.empty()) step.operands.emplace_back("+");
    step.operands.emplace_back(facts[slot]);
  }
  for (const Slot slot : operand.minus) {
    step.operands.emplace_back("−");
    step.operands.emplace_back(facts[slot]);
  }
  trace.push_back(std::move(step));
}

void explain_zero(ZeroCase zero, const Exact& points, Trace& trace) {
  switch (zero) {
    case ZeroCase::Zero: trace.push_back({"law.step.none_zero", {}, {}, Term{points_amount(points)}, {}}); return;
    case ZeroCase::Full: trace.push_back({"law.step.none_full", {}, {}, Term{points_amount(points)}, {}}); return;
    case ZeroCase::NotApplicable: trace.push_back({"law.step.none_not_applicable", {}, {}, {}, {}}); return;
    case ZeroCase::PriorYearShare:
      trace.push_back({"law.step.none_prior_year", {}, {}, Term{points_amount(points)}, {}});
      return;
    case ZeroCase::Unspecified: trace.push_back({"law.step.none_unspecified", {}, {}, {}, {}}); return;
  }
}

void explain_times_maximum(const Term& factor, const Exact& maximum, const Exact& points, Trace& trace) {
  trace.push_back({"law.step.times_maximum",
                   {{"maximum", points_amount(maximum)}},
                   {factor, "×", plain(maximum)},
                   Term{points_amount(points)},
                   {}});
}

void explain_constant(const ScaleRule& rule, const Segment& segment, Trace& trace) {
  const Term value = points_amount(Exact::of(segment.points));
  if (segment.min && segment.below) {
    trace.push_back({"law.step.band",
                     {{"min", amount(rule, *segment.min)}, {"below", amount(rule, *segment.below)}},
                     {}, value, {}});
  } else if (segment.min) {
    trace.push_back({"law.step.band_from", {{"min", amount(rule, *segment.min)}}, {}, value, {}});
  } else if (segment.below) {
    trace.push_back({"law.step.band_below", {{"below", amount(rule, *segment.below)}}, {}, value, {}});
  } else {
    trace.push_back({"law.step.band_any", {}, {}, value, {}});
  }
}

void explain_segment(const ScaleRule& rule, const Segment& segment, const Exact& maximum,
                     const Exact& x, const Exact& points, Trace& trace) {
  const Term here = amount(rule, x);
  if (segment.kind == Segment::Kind::Constant) return explain_constant(rule, segment, trace);
  if (segment.kind == Segment::Kind::Between) {
    const Exact part = (x - segment.from) / (segment.to - segment.from);
    trace.push_back({"law.step.above_from",
                     {{"from", amount(rule, segment.from)}},
                     {"(", plain(x), "−", plain(segment.from), ")", "÷", "(", plain(segment.to), "−",
                      plain(segment.from), ")"},
                     Term{plain(part)}, {}});
    return explain_times_maximum(plain(part), maximum, points, trace);
  }
  if (x >= segment.to) {
    trace.push_back({"law.step.target_reached", {{"target", amount(rule, segment.to)}}, {},
                     Term{points_amount(points)}, {}});
    return;
  }
  if (segment.to == hundred() && rule.input == ScaleRule::Input::Share) {
    return explain_times_maximum(here, maximum, points, trace);
  }
  const Exact part = x / segment.to;
  trace.push_back({"law.step.to_target", {{"target", amount(rule, segment.to)}},
                   {plain(x), "÷", plain(segment.to)}, Term{plain(part)}, {}});
  explain_times_maximum(plain(part), maximum, points, trace);
}

Outcome at_zero(ZeroCase zero, Points maximum, const Operand& denominator, Trace* trace) {
  const Exact points = zero == ZeroCase::Full ? Exact::of(maximum) : Exact();
  if (trace != nullptr) explain_zero(zero, points, *trace);
  if (zero == ZeroCase::NotApplicable) return Outcome::not_applicable();
  if (zero == ZeroCase::Unspecified) return Outcome::lacking(denominator.plus);
  return Outcome::scored(points);
}

Outcome finish(const ScaleRule& rule, Points maximum, const Exact& x, Trace* trace) {
  const Segment* segment = segment_at(rule, x);
  if (segment == nullptr) return Outcome::scored({});  // below every band: nothing was reached
  const Exact points = points_in(*segment, Exact::of(maximum), x);
  if (trace != nullptr) explain_segment(rule, *segment, Exact::of(maximum), x, points, *trace);
  return Outcome::scored(points);
}

Outcome evaluate_share(const ScaleRule& rule, Points maximum, Facts facts, Trace* trace) {
  auto asked = value_of(rule.denominator, facts);
  auto done = value_of(rule.numerator, facts);
  std::vector<Slot> missing = std::move(asked.missing);
  for (const Slot slot : done.missing) {
    if (std::find(missing.begin(), missing.end(), slot) == missing.end()) missing.push_back(slot);
  }
  if (!missing.empty() && rule.full_when_missing) {
    if (trace != nullptr) {
      trace->push_back({"law.step.missing_full", {}, {}, Term{points_amount(Exact::of(maximum))}, {}});
    }
    return Outcome::scored(Exact::of(maximum));
  }
  if (!missing.empty()) return Outcome::lacking(std::move(missing));
  if (trace != nullptr) {
    explain_operand(rule.denominator, asked.value, "law.step.denominator", facts, *trace);
    explain_operand(rule.numerator, done.value, "law.step.numerator", facts, *trace);
  }
  if (asked.value.is_zero()) return at_zero(rule.zero, maximum, rule.denominator, trace);
  Exact percent = done.value / asked.value * hundred();
  if (trace != nullptr) {
    trace->push_back({"law.step.share", {},
                      {plain(done.value), "÷", plain(asked.value), "×", plain(hundred())},
                      Term{amount(rule, percent)}, {}});
  }
  if (rule.capped && percent > hundred()) {
    percent = hundred();
    if (trace != nullptr) trace->push_back({"law.step.capped_share", {}, {}, Term{amount(rule, percent)}, {}});
  }
  return finish(rule, maximum, percent, trace);
}

}  // namespace

ScaleRule parse_scale(RuleReader& reader, std::string_view type, Points maximum) {
  ScaleRule rule;
  if (type == "bands" || type == "bands_with_formula") {
    parse_bands(reader, type, rule);
  } else if (type == "proportional_with_floor") {
    parse_floor(reader, maximum, rule);
  } else if (type == "linear_between") {
    parse_linear(reader, maximum, rule);
  } else if (type == "count_threshold") {
    parse_thresholds(reader, rule);
  } else if (type == "survey") {
    parse_survey(reader, rule);
  } else if (type == "import_index") {
    parse_import(reader, rule);
  } else if (type == "proportional_to_target") {
    reader.only({"type", "numerator", "denominator", "zero_denominator", "cap", "missing_facts",
                 "prior_year_share", "target_percent"});
    parse_share(reader, rule);
    rule.segments = {scaled_to(std::nullopt, std::nullopt, positive_percent(reader, "target_percent"))};
  } else {
    SEN_ASSERT(type == "proportional");
    reader.only({"type", "numerator", "denominator", "zero_denominator", "cap", "missing_facts",
                 "prior_year_share"});
    parse_share(reader, rule);
    rule.segments = {scaled_to(std::nullopt, std::nullopt, hundred())};
  }
  return rule;
}

OperandValue value_of(const Operand& operand, Facts facts) {
  OperandValue result;
  const auto add = [&](Slot slot, bool negative) {
    const Fact& fact = facts[slot];
    if (!fact.is_number()) {
      result.missing.push_back(slot);
    } else {
      result.value = negative ? result.value - fact.exact() : result.value + fact.exact();
    }
  };
  for (const Slot slot : operand.plus) add(slot, false);
  for (const Slot slot : operand.minus) add(slot, true);
  return result;
}

Outcome evaluate(const ScaleRule& rule, Points maximum, Facts facts, Trace* trace) {
  if (rule.input == ScaleRule::Input::Share) return evaluate_share(rule, maximum, facts, trace);
  const Fact& fact = facts[rule.value];
  if (fact.kind == FactKind::NotHeld && rule.not_held != ZeroCase::Unspecified) {
    const Exact points = rule.not_held == ZeroCase::Full ? Exact::of(maximum) : Exact();
    if (trace != nullptr) {
      std::optional<Term> value;
      if (rule.not_held != ZeroCase::NotApplicable) value = points_amount(points);
      trace->push_back({"law.step.survey_not_held", {}, {}, value, {rule.value}});
    }
    if (rule.not_held == ZeroCase::NotApplicable) return Outcome::not_applicable();
    return Outcome::scored(points);
  }
  if (!fact.is_number()) return Outcome::lacking({rule.value});
  if (trace != nullptr) explain_fact(rule.value, facts, *trace);
  return finish(rule, maximum, fact.exact(), trace);
}

Exact points_at(const ScaleRule& rule, Points maximum, const Exact& x) {
  const Segment* segment = segment_at(rule, x);
  return segment == nullptr ? Exact() : points_in(*segment, Exact::of(maximum), x);
}

Reach reach(const ScaleRule& rule, Points maximum) {
  const Exact full = Exact::of(maximum);
  std::optional<Reach> found;
  const auto include = [&](const Exact& points) {
    if (!found) found = Reach{points, points};
    found->worst = std::min(found->worst, points);
    found->best = std::max(found->best, points);
  };
  for (const auto& segment : rule.segments) {
    const Exact low = std::max(segment.min.value_or(Exact()), Exact());
    if (segment.below && *segment.below <= low && segment.kind != Segment::Kind::Constant) continue;
    include(points_in(segment, full, low));
    if (segment.kind == Segment::Kind::Constant) continue;
    if (segment.below) {
      include(points_in(segment, full, *segment.below));
    } else {
      include(rule.capped ? points_in(segment, full, hundred()) : full);
    }
  }
  if (rule.zero == ZeroCase::Full || rule.full_when_missing) include(full);
  if (rule.zero == ZeroCase::Zero) include(Exact());
  return found.value_or(Reach{});
}

void collect_slots(const ScaleRule& rule, std::vector<Slot>& slots) {
  if (rule.input == ScaleRule::Input::Value) {
    slots.push_back(rule.value);
    return;
  }
  for (const auto* operand : {&rule.denominator, &rule.numerator}) {
    slots.insert(slots.end(), operand->plus.begin(), operand->plus.end());
    slots.insert(slots.end(), operand->minus.begin(), operand->minus.end());
  }
}

}  // namespace sen::law
