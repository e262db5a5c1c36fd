// The figures of the demonstration's year: series that grow month by month, shares that fall short by
// chance, and single papers on their days.
#include <algorithm>
#include <memory>

#include "base/texts.hpp"
#include "index/fact_entry.hpp"
#include "index/live_facts.hpp"
#include "index/paper.hpp"
#include "index/sets.hpp"
#include "plan/plan_clock.hpp"
#include "sim/papers.hpp"

namespace sen::sim {
namespace {

constexpr int kReportMinute = 16 * 60 + 30;

struct Entry {
  std::string measure;
  std::string by;
  std::string value;
  Date as_of;
  Paper paper{};  ///< what proves it; without a file, none
  Instant entered = at(as_of, kReportMinute);
};

using Values = std::map<std::string, std::int64_t>;

/// One measure's line of the story, as it stands after some months.
class Series {
 public:
  explicit Series(const Json& json) : json_(json) {}
  [[nodiscard]] std::string measure() const { return json_.string_or("measure"); }
  [[nodiscard]] std::string by() const { return json_.string_or("by"); }
  [[nodiscard]] bool monthly() const { return !json_.has("steps"); }
  [[nodiscard]] const Json& steps() const { return json_["steps"]; }

  /// Its value at the end of a month; `part` is how much of the month has passed, in percent.
  std::int64_t advance(Stage& stage, const Values& values, int part) {
    if (json_.has("grow")) {
      const auto& bounds = json_["grow"].items();
      const std::int64_t month = stage.between(*bounds[0].as_int(), *bounds[1].as_int());
      value_ += part == 100 ? month : month * part / 100;
      return value_;
    }
    if (json_.has("difference")) {
      const auto& names = json_["difference"].items();
      return values.at(names[0].text()) - values.at(names[1].text());
    }
    const std::int64_t whole = values.at(json_.string_or("of"));
    if (stage.between(1, 100) <= json_.int_or("short_chance_percent", 0)) {
      short_ += std::max<std::int64_t>(1, stage.between(1, json_.int_or("short_each", 1)) * part / 100);
    }
    if (json_.has("short_max")) short_ = std::min(short_, json_.int_or("short_max", 0));
    short_ = std::min(short_, whole);
    return whole - short_;
  }

 private:
  const Json& json_;
  std::int64_t value_ = 0;
  std::int64_t short_ = 0;
};

// Who reports: the named person when the own body answers for the figure, else the office's lead for them.
struct Reporter {
  const Player* player = nullptr;
  bool own = false;
};
Reporter reporter_of(const Stage& stage, const index::CriteriaSet& set, const Entry& entry) {
  const Player& named = stage.players.at(entry.by);
  const auto slot = set.measure(entry.measure);
  SEN_ASSERT(slot.has_value());
  for (const auto& leaf : set.leaves) {
    const auto slots = law::slots_of(leaf.rule);
    if (std::find(slots.begin(), slots.end(), *slot) == slots.end()) continue;
    if (leaf.owner == named.body) return {&named, true};
  }
  return {&stage.players.at("vanphong"), false};
}

// What the paper behind a figure says: the figure itself, when it is one.
Paper paper_of(const index::CriteriaSet& set, const Entry& entry) {
  Paper paper = entry.paper;
  const auto& slot = set.slots[*set.measure(entry.measure)];
  if (slot.type == index::MeasureType::Bool || slot.type == index::MeasureType::Date) return paper;
  paper.text = render(Language::Vi, "sim.paper.as_of", {{"day", localized_date(to_string(entry.as_of))}});
  paper.figures.emplace_back(slot.label.vi, localized_number(Language::Vi, entry.value) + " " + slot.unit.vi);
  return paper;
}

// The paper behind a figure is also the first one that the criteria reading the figure want.
Result<Done> hand_in(store::WriteTx& tx, const Context& ctx, const index::CriteriaSet& set, const Entry& entry, EvidenceId paper) {
  const auto slot = set.measure(entry.measure);
  for (const auto& leaf : set.leaves) {
    const auto slots = law::slots_of(leaf.rule);
    if (leaf.evidence.empty() || std::find(slots.begin(), slots.end(), *slot) == slots.end()) continue;
    SEN_TRY(index::add_paper(tx, ctx, {entry.as_of.year(), leaf.code, leaf.evidence.front(), {paper}}));
  }
  return Done{};
}

Result<Done> enter(Stage& stage, index::Sets& sets, const Entry& entry) {
  const int year = entry.as_of.year();
  SEN_LET(const auto set, stage.as_system(stage.unit, [&](store::WriteTx& tx, const Context& ctx) {
    return index::set_in_force(tx, ctx, sets, year);
  }));
  const Reporter reporter = reporter_of(stage, *set, entry);
  const index::FactInput input{.measure = entry.measure, .value = entry.value, .as_of = entry.as_of, .note = {}};
  std::optional<evidence::KeptFile> file;
  if (!entry.paper.file.empty()) {
    SEN_LET(file, keep_paper(stage, *reporter.player, paper_of(*set, entry)));
  }
  const auto entered = stage.as(*reporter.player, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_LET(const auto facts, index::live_facts(tx, ctx, *set, year_of(year), entry.as_of));
    const index::FactSetting setting{.set = *set, .year = year, .period = year_of(year), .own = reporter.own,
                                     .facts = facts.facts};
    SEN_LET(const auto made, index::enter_fact(tx, ctx, setting, input));
    if (file) {
      SEN_LET(const auto paper, add_paper(stage, tx, ctx, *file));
      SEN_TRY(evidence::link_evidence(tx, ctx, {paper, {"fact", made.id}}));
      SEN_TRY(hand_in(tx, ctx, *set, entry, paper));
    }
    SEN_TRY(plan::settle_conditions(tx, ctx));
    return Done{};
  });
  SEN_TRY(entered);
  ++stage.report.facts;
  return Done{};
}

}  // namespace

Result<Done> add_facts(Stage& stage, std::vector<Act>& acts) {
  // Owned by the acts that use it.
  const auto sets = std::make_shared<index::Sets>();
  std::vector<Entry> entries;
  std::vector<Series> series;
  for (const auto& json : stage.story()["facts"].items()) series.emplace_back(json);
  const Date now = date_of(*parse_instant(stage.story().string_or("clock")));
  for (auto& one : series) {
    for (const auto& step : one.steps().items()) {
      const Paper paper{step.string_or("file"), step.string_or("subject"), step.string_or("subject")};
      entries.push_back({one.measure(), one.by(), step.string_or("value"), *parse_date(step.string_or("as_of")), paper});
      if (const auto entered = parse_instant(step.string_or("entered_at"))) entries.back().entered = *entered;
    }
  }
  Values values;
  for (int month = 1; month <= now.month(); ++month) {
    const Date last = month == now.month() ? now - 1 : month_end(now.year(), month);
    const int part = month == now.month() ? last.day() * 100 / month_end(now.year(), month).day() : 100;
    for (auto& one : series) {
      if (!one.monthly()) continue;
      values[one.measure()] = one.advance(stage, values, part);
      entries.push_back({one.measure(), one.by(), std::to_string(values[one.measure()]), last});
    }
  }
  // A whole is reported before its part: a part above its whole would be refused.
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.as_of < b.as_of; });
  for (const auto& entry : entries) {
    acts.push_back({entry.entered, [sets, entry](Stage& on) { return enter(on, *sets, entry); }});
  }
  return Done{};
}

}  // namespace sen::sim
