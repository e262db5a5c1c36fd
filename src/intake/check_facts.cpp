// Attested figures: measure, value, day. A measure is named by its id or as the criteria set prints it.

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "index/baseline.hpp"
#include "index/live_facts.hpp"
#include "intake/rows.hpp"
#include "intake/values.hpp"
#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"

namespace sen::intake {
namespace {

using formats::Grid;

struct Years {
  store::ReadTx& tx;
  const Context& ctx;
  index::Sets& sets;
  std::map<int, YearFacts>& known;
  std::map<int, int> resolved{};
  std::map<int, std::unordered_map<std::string, std::string>> names{};  ///< by year: key of a label → measure

  /// The year that scores a day: the day's own when it has a set, else the current one, as the screen does.
  Result<int> year_of_day(Date day) {
    const auto found = resolved.find(day.year());
    if (found != resolved.end()) return found->second;
    SEN_LET(const auto assignment, index::set_assignment(tx, day.year(), ctx.clock.now()));
    int year = day.year();
    if (!assignment) {
      SEN_LET(year, index::current_year(tx, ctx));
    }
    resolved.emplace(day.year(), year);
    if (known.contains(year)) return year;
    YearFacts facts;
    SEN_LET(facts.set, index::set_in_force(tx, ctx, sets, year));
    SEN_LET(facts.period, index::measuring_period(tx, year));
    for (const auto& slot : facts.set->slots) {
      if (slot.kind != index::SlotEntry::Kind::Measure) continue;
      names[year].emplace(key_of(slot.label.vi), slot.id);
      names[year].emplace(key_of(slot.label.en), slot.id);
    }
    known.emplace(year, std::move(facts));
    return year;
  }

  std::string measure(int year, const std::string& text) {
    if (known.at(year).set->entered(text)) return text;
    const auto& by_label = names[year];
    const auto found = by_label.find(key_of(text));
    return found == by_label.end() ? text : found->second;
  }
};

// The value as the commands take it: "true", "2024-02-15", "81.4"; as it stands when it cannot be read.
std::string value_text(const index::SlotEntry& entry, const formats::GridCell& cell) {
  using index::MeasureType;
  if (entry.type == MeasureType::Bool) {
    const auto flag = read_flag(cell.text);
    return flag ? (*flag ? "true" : "false") : cell.text;
  }
  if (entry.type == MeasureType::Date) {
    const auto day = read_day(cell.text);
    return day ? to_string(*day) : cell.text;
  }
  const bool whole = entry.type != MeasureType::Percent && entry.type != MeasureType::Number;
  return read_number(cell, whole).value_or(cell.text);
}

struct Draft {
  std::size_t row = 0;  ///< index into the grid
  FactRow fact;
  std::optional<law::Slot> slot;
  law::Fact value{};
};

/// Latest fact of the file for each slot, up to the day that is walked.
using Running = std::map<law::Slot, std::pair<Date, law::Fact>>;

Result<Done> put_day(Years& years, int year, Date day, const Running& running) {
  YearFacts& facts = years.known.at(year);
  SEN_LET(auto live, index::live_facts(years.tx, years.ctx, *facts.set, facts.period.period, day));
  DayFacts out{live.facts, live.facts};
  for (const auto& [slot, latest] : running) {
    const auto reading = live.readings.find(facts.set->slots[slot].id);
    if (reading == live.readings.end() || reading->second.as_of <= latest.first) out.with[slot] = latest.second;
  }
  facts.days.emplace(day, std::move(out));
  return Done{};
}

/// Day after day, so that each day's facts hold what the file says up to it.
Result<Done> walk_days(Years& years, std::vector<Draft*>& drafts) {
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft* a, const Draft* b) {
    return std::tie(a->fact.year, a->fact.input.as_of) < std::tie(b->fact.year, b->fact.input.as_of);
  });
  Running running;
  int year = 0;
  for (std::size_t i = 0; i < drafts.size();) {
    const FactRow& first = drafts[i]->fact;
    if (first.year != year) running.clear();
    year = first.year;
    const Date day = first.input.as_of;
    for (; i < drafts.size() && drafts[i]->fact.year == year && drafts[i]->fact.input.as_of == day; ++i) {
      if (drafts[i]->slot) running[*drafts[i]->slot] = {day, drafts[i]->value};
    }
    SEN_TRY(put_day(years, year, day, running));
  }
  return Done{};
}

/// What counts now of each measure and day of a year.
class Known {
 public:
  explicit Known(store::ReadTx& tx) : tx_(tx) {}
  Result<bool> has(const FactRow& row, const std::string& value) {
    const std::string name = std::to_string(row.year) + "/" + row.input.measure;
    auto found = entries_.find(name);
    if (found == entries_.end()) {
      SEN_LET(const auto entries, index::fact_entries(tx_, row.input.measure, row.year));
      std::map<Date, std::string> days;
      for (const auto& entry : entries) days.emplace(entry.as_of, entry.origin == "withdrawn" ? std::string() : entry.value_text);
      found = entries_.emplace(name, std::move(days)).first;
    }
    const auto day = found->second.find(row.input.as_of);
    return day != found->second.end() && !day->second.empty() && day->second == value;
  }

 private:
  store::ReadTx& tx_;
  std::unordered_map<std::string, std::map<Date, std::string>> entries_;
};

Result<std::optional<Draft>> draft_of(Years& years, RowReader& reader, std::size_t row) {
  reader.check_required();
  const auto day = read_day(reader.text("as_of"));
  if (!day && !reader.text("as_of").empty()) reader.fault("as_of", "intake.cell_day");
  if (!day || !reader.sound()) return std::optional<Draft>{};
  Draft draft{.row = row, .fact = {}, .slot = {}, .value = {}};
  SEN_LET(draft.fact.year, years.year_of_day(*day));
  const YearFacts& year = years.known.at(draft.fact.year);
  index::FactInput& input = draft.fact.input;
  input.measure = years.measure(draft.fact.year, reader.text("measure"));
  input.as_of = *day;
  input.note = reader.text("note");
  input.origin = "imported";
  draft.slot = year.set->entered(input.measure);
  if (!draft.slot) {
    reader.fault("measure", "index.fact_unknown", {{"measure", reader.text("measure")}});
    return std::optional<Draft>{};
  }
  const index::SlotEntry& entry = year.set->slots[*draft.slot];
  input.value = value_text(entry, reader.cell("value"));
  const auto reading = index::read_value(*year.set, *draft.slot, input.value);
  if (reading.error) {
    reader.fault("value", reading.error->code, reading.error->arguments);
    return std::optional<Draft>{};
  }
  draft.value = reading.fact;
  return std::optional<Draft>(std::move(draft));
}

}  // namespace

Result<Done> check_facts(store::ReadTx& tx, const Context& ctx, index::Sets& sets, const Grid& grid, const Mapping& mapping, Checked& out) {
  Years years{tx, ctx, sets, out.years};
  std::vector<Draft> drafts;
  drafts.reserve(grid.rows.size());
  out.rows.reserve(grid.rows.size());
  std::map<std::tuple<int, Date, law::Slot>, std::size_t> first;  // index into drafts
  std::vector<std::size_t> doubled;
  for (std::size_t i = mapping.header + 1; i < grid.rows.size(); ++i) {
    RowReader reader(Kind::Facts, mapping, grid.rows[i], out.errors);
    out.rows.push_back({grid.rows[i].line, RowState::Bad, {}});
    SEN_LET(auto draft, draft_of(years, reader, i));
    if (!draft) continue;
    const auto [found, fresh] = first.try_emplace({draft->fact.year, draft->fact.input.as_of, *draft->slot}, drafts.size());
    if (!fresh) {
      const Draft& before = drafts[found->second];
      if (before.value == draft->value) out.rows.back().state = RowState::Same;
      else reader.fault("value", "intake.row_doubled", {{"line", std::to_string(grid.rows[before.row].line)}});
      continue;
    }
    drafts.push_back(std::move(*draft));
  }
  std::vector<Draft*> order;
  for (Draft& draft : drafts) order.push_back(&draft);
  SEN_TRY(walk_days(years, order));
  Known known(tx);
  for (Draft& draft : drafts) {
    RowReader reader(Kind::Facts, mapping, grid.rows[draft.row], out.errors);
    CheckedRow& row = out.rows[draft.row - mapping.header - 1];
    const index::SlotEntry& entry = out.years.at(draft.fact.year).set->slots[*draft.slot];
    SEN_LET(const bool same, known.has(draft.fact, index::fact_text(entry, draft.value)));
    const std::string& measure = draft.fact.input.measure;
    if (!out.counted_since.contains(measure)) {
      SEN_LET(out.counted_since[measure], ledger::counted_since(tx, ctx, measure));
    }
    const auto allowed = index::check_entry(ctx, setting_of(out, draft.fact), draft.fact.input);
    if (!allowed) reader.fault(allowed.error());
    else row.state = same ? RowState::Same : RowState::Good;
    row.what = std::move(draft.fact);
  }
  return Done{};
}

}  // namespace sen::intake
