#include "api/criterion_parts.hpp"

#include <algorithm>
#include <set>

#include "index/explain.hpp"
#include "index/fact_entry.hpp"
#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"
#include "record/words.hpp"

namespace sen::api {
namespace {

using index::Loss;
using law::Exact;

constexpr int kChartDecimals = 4;
constexpr int kRecordsMax = 200;
constexpr int kWhatIfOptions = 20;

std::string plain(const Exact& value) { return law::to_decimal(value, kChartDecimals); }

ChartPointJson point(const Exact& x, const Exact& y) { return {plain(x), plain(y)}; }

Exact points_at(const law::Segment& segment, const Exact& x, Points maximum) {
  const Exact most = Exact::of(maximum);
  switch (segment.kind) {
    case law::Segment::Kind::Constant: return Exact::of(segment.points);
    case law::Segment::Kind::ScaledTo: return std::min(most, x / segment.to * most);
    case law::Segment::Kind::Between: return (x - segment.from) / (segment.to - segment.from) * most;
  }
  return {};
}

std::optional<Exact> operand_sum(const law::Operand& operand, law::Facts facts) {
  Exact sum;
  for (const auto slot : operand.plus) {
    if (facts[slot].is_missing()) return std::nullopt;
    sum = sum + facts[slot].exact();
  }
  for (const auto slot : operand.minus) {
    if (facts[slot].is_missing()) return std::nullopt;
    sum = sum - facts[slot].exact();
  }
  return sum;
}

/// Where a scale's input stands with these facts.
std::optional<Exact> input_of(const law::ScaleRule& scale, law::Facts facts) {
  if (scale.input == law::ScaleRule::Input::Value) {
    if (!facts[scale.value].is_number()) return std::nullopt;
    return facts[scale.value].exact();
  }
  const auto done = operand_sum(scale.numerator, facts);
  const auto asked = operand_sum(scale.denominator, facts);
  if (!done || !asked || asked->is_zero()) return std::nullopt;
  return *done / *asked * Exact::whole(100);
}

void add_corners(std::vector<ChartPointJson>& out, const law::ScaleRule& scale, Points maximum, const Exact& top) {
  for (const auto& segment : scale.segments) {
    const Exact from = segment.min.value_or(Exact{});
    const Exact to = segment.below.value_or(std::max(top, from));
    if (to < from) continue;
    out.push_back(point(from, points_at(segment, from, maximum)));
    out.push_back(point(to, points_at(segment, to, maximum)));
  }
  std::stable_sort(out.begin(), out.end(), [](const ChartPointJson& a, const ChartPointJson& b) {
    return *parse_ratio(a.x) < *parse_ratio(b.x);
  });
}

std::string kind_name(Loss::Kind kind) {
  switch (kind) {
    case Loss::Kind::Record: return "record";
    case Loss::Kind::MissingFact: return "missing_fact";
    case Loss::Kind::UnmetCondition: return "unmet_condition";
    case Loss::Kind::Late: return "late";
    case Loss::Kind::Gap: return "gap";
    case Loss::Kind::Judged: return "judged";
  }
  return "gap";
}

bool may_be_counted(const Context& ctx, const std::string& measure) { return ctx.packs.measures().find(measure) != nullptr; }

/// Until the unit keeps the records.
bool may_be_entered(const Context& ctx, const std::string& measure) {
  const auto* declared = ctx.packs.measures().find(measure);
  return declared == nullptr || declared->entered_until_kept;
}

std::string href_of(const Context& ctx, const ledger::Event& event) {
  if (event.subject_kind == "task") return "/viec/" + std::to_string(event.subject_id);
  if (event.subject_kind == "fact") return "/so-lieu?so_do=" + event.facts.string_or("measure");
  const std::string page = record::page_of(ctx, event.subject_kind, event.subject_id, date_of(event.at));
  return page.empty() ? "/nhat-ky?so=" + std::to_string(event.seq) : page;
}

/// Subjects that the denominator counts and the numerator does not: the records behind a share.
Result<std::vector<ledger::Event>> bad_records(store::ReadTx& tx, const Context& ctx, const LiveView& view,
                                               const law::ScaleRule& scale) {
  std::vector<ledger::Event> out;
  if (scale.numerator.plus.empty() || scale.denominator.plus.empty()) return out;
  const auto& asked = view.set->slots[scale.denominator.plus.front()].id;
  const auto& done = view.set->slots[scale.numerator.plus.front()].id;
  if (!may_be_counted(ctx, asked) || !may_be_counted(ctx, done)) return out;
  const Period until{view.period.period.start, std::min(view.today, view.period.period.end)};
  SEN_LET(const auto good, ledger::events_of_measure(tx, ctx, done, until, 20'000));
  SEN_LET(auto all, ledger::events_of_measure(tx, ctx, asked, until, 20'000));
  std::set<std::pair<std::string, std::int64_t>> good_subjects;
  for (const auto& event : good) good_subjects.emplace(event.subject_kind, event.subject_id);
  for (auto& event : all) {
    if (!good_subjects.insert({event.subject_kind, event.subject_id}).second) continue;
    out.push_back(std::move(event));
  }
  return out;
}

LossJson loss_json(const LiveView& view, const Loss& loss, Language language) {
  LossJson out{.title = loss_text(view, loss, language), .points = loss.points, .kind = kind_name(loss.kind)};
  if (!loss.slots.empty()) {
    const auto& entry = view.set->slots[loss.slots.front()];
    const std::string measure = index::ledger_measure(entry);
    if (!measure.empty()) out.href = "/so-lieu?so_do=" + measure;
    if (const auto found = view.facts.readings.find(measure); found != view.facts.readings.end()) {
      out.on = found->second.as_of;
    }
  }
  return out;
}

/// One line a record, as long as the ledger knows all of them; else the loss stays whole.
Result<bool> add_records(store::ReadTx& tx, const Context& ctx, const LiveView& view, const index::LiveLeaf& live,
                         const Loss& loss, Language language, std::vector<LossJson>& out) {
  const auto* scale = std::get_if<law::ScaleRule>(&view.set->leaves[live.leaf].rule.body);
  if (loss.kind != Loss::Kind::Record || scale == nullptr || scale->input != law::ScaleRule::Input::Share) return false;
  SEN_LET(const auto records, bad_records(tx, ctx, view, *scale));
  if (records.empty() || static_cast<std::int64_t>(records.size()) != loss.count || records.size() > kRecordsMax) {
    return false;
  }
  const auto parts = index::spread(loss.points, records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& record = records[i];
    LossJson one = loss_json(view, loss, language);
    one.points = parts[i];
    one.detail = one.title;
    one.title = record.facts.string_or("label", record.subject_kind + " " + std::to_string(record.subject_id));
    if (const Json& title = record.payload["title"]; title.is_string()) one.title = title.text();
    if (const auto days = record.facts["days_late"].as_int(); days && *days > 0) {
      one.detail += " · " + render(language, "record.days_late", {{"days", std::to_string(*days)}});
    }
    one.subject = SubjectJson{record.subject_kind, std::to_string(record.subject_id)};
    one.on = date_of(record.effective_at);
    one.href = href_of(ctx, record);
    out.push_back(std::move(one));
  }
  return true;
}

}  // namespace

RuleJson rule_json(const LiveView& view, const index::Leaf& leaf, const index::Outlook& outlook) {
  RuleJson out;
  out.type = leaf.rule.type;
  const auto* scale = std::get_if<law::ScaleRule>(&leaf.rule.body);
  if (scale == nullptr || scale->segments.empty()) return out;
  const bool share = scale->input == law::ScaleRule::Input::Share;
  out.chart.x_unit = share ? "percent" : "value";
  const bool all_constant = std::all_of(scale->segments.begin(), scale->segments.end(), [](const auto& segment) {
    return segment.kind == law::Segment::Kind::Constant;
  });
  out.chart.kind = all_constant ? "bands" : "linear";
  const auto here = input_of(*scale, view.facts.facts);
  Exact top = Exact::whole(100);
  if (!share) {
    for (const auto& segment : scale->segments) {
      if (segment.min && *segment.min > top) top = *segment.min;
    }
  }
  if (here && *here > top) top = *here;
  add_corners(out.chart.points, *scale, leaf.maximum, top);
  if (here) out.chart.here = point(*here, Exact::of(outlook.points));
  if (const auto then = index::projected(leaf.rule, view.facts.facts, view.period.period, view.today)) {
    if (const auto x = input_of(*scale, *then); x && leaf.recovery == index::Recovery::Grows) {
      out.chart.then = point(*x, Exact::of(outlook.points + outlook.recoverable));
    }
  }
  return out;
}

MeasureJson measure_json(const LiveView& view, const Context& ctx, law::Slot slot,
                         const std::map<std::string, int>& entries, Language language) {
  const auto& entry = view.set->slots[slot];
  MeasureJson out;
  out.id = index::ledger_measure(entry);
  out.label = index::label_of(*view.set, slot, language);
  out.type = index::name_of(entry.type);
  out.unit = entry.unit.in(language);
  const auto& fact = view.facts.facts[slot];
  if (!fact.is_missing()) out.value = index::fact_text(entry, fact);
  if (const auto found = view.facts.readings.find(out.id); found != view.facts.readings.end()) {
    out.origin = found->second.origin;
    out.as_of = found->second.as_of;
  }
  out.enterable = entry.kind != index::SlotEntry::Kind::Year && may_be_entered(ctx, out.id) && out.origin != "counted";
  if (const auto found = entries.find(out.id); found != entries.end()) out.entries = found->second;
  return out;
}

Result<std::vector<LossJson>> losses_json(store::ReadTx& tx, const Context& ctx, const LiveView& view,
                                          const index::LiveLeaf& live, Language language) {
  std::vector<LossJson> out;
  for (const auto& loss : live.losses) {
    SEN_LET(const bool opened, add_records(tx, ctx, view, live, loss, language, out));
    if (!opened) out.push_back(loss_json(view, loss, language));
  }
  return out;
}

std::optional<WhatIfJson> what_if_json(const LiveView& view, std::size_t leaf, Language language) {
  const index::Leaf& of = view.set->leaves[leaf];
  const auto* scale = std::get_if<law::ScaleRule>(&of.rule.body);
  if (scale == nullptr) return std::nullopt;
  law::Slot slot = scale->value;
  std::int64_t step = 1;
  if (scale->input == law::ScaleRule::Input::Share) {
    if (scale->numerator.plus.size() != 1) return std::nullopt;
    slot = scale->numerator.plus.front();
  }
  const law::Fact& now = view.facts.facts[slot];
  if (!now.is_number() || now.decimals != 0) return std::nullopt;
  std::int64_t last = now.value + kWhatIfOptions;
  if (scale->input == law::ScaleRule::Input::Share) {
    const auto asked = operand_sum(scale->denominator, view.facts.facts);
    if (!asked || asked->denominator() != 1) return std::nullopt;
    last = static_cast<std::int64_t>(asked->numerator());
    if (last <= now.value) return std::nullopt;
    step = std::max<std::int64_t>(1, (last - now.value + kWhatIfOptions - 1) / kWhatIfOptions);
  }
  const auto& entry = view.set->slots[slot];
  WhatIfJson out{index::ledger_measure(entry), index::label_of(*view.set, slot, language),
                 index::fact_text(entry, now), {}, {}};
  std::vector<law::Fact> facts = view.facts.facts;
  for (std::int64_t value = now.value; value <= last; value = value == last ? last + 1 : std::min(last, value + step)) {
    facts[slot] = law::Fact::number(value);
    out.options.push_back({std::to_string(value), index::leaf_points(*view.set, leaf, facts)});
  }
  if (out.options.size() > 1) out.step_points = out.options[1].points - out.options[0].points;
  return out;
}

}  // namespace sen::api
