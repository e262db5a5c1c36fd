#include "index/live_facts.hpp"

#include <algorithm>

#include "index/fact_entry.hpp"

namespace sen::index {
namespace {

struct Wanted {
  std::vector<std::string> measures;
  std::map<std::string, law::Slot> slots;
};

Wanted wanted_of(const CriteriaSet& set) {
  Wanted out;
  for (std::size_t i = 0; i < set.slots.size(); ++i) {
    std::string measure = ledger_measure(set.slots[i]);
    if (measure.empty()) continue;
    out.slots.emplace(measure, static_cast<law::Slot>(i));
    out.measures.push_back(std::move(measure));
  }
  return out;
}

std::vector<law::Fact> blank_facts(const CriteriaSet& set, int year) {
  std::vector<law::Fact> facts(set.slots.size());
  for (std::size_t i = 0; i < set.slots.size(); ++i) {
    if (set.slots[i].kind == SlotEntry::Kind::Year) facts[i] = law::Fact::number(year);
  }
  return facts;
}

void put(const CriteriaSet& set, const Wanted& wanted, std::vector<law::Fact>& facts,
         const std::map<std::string, ledger::Reading>& readings) {
  for (const auto& [measure, reading] : readings) {
    const auto found = wanted.slots.find(measure);
    if (found == wanted.slots.end()) continue;
    facts[found->second] = reading.origin == "withdrawn" ? law::Fact{} : fact_of_ledger(set.slots[found->second], reading.value);
  }
}

}  // namespace

Result<LiveFacts> live_facts(store::ReadTx& tx, const Context& ctx, const CriteriaSet& set, const Period& period,
                             Date as_of, const std::vector<std::string>& more) {
  Wanted wanted = wanted_of(set);
  for (const auto& measure : more) {
    if (!wanted.slots.contains(measure)) wanted.measures.push_back(measure);
  }
  const Period until{period.start, std::min(as_of, period.end)};
  LiveFacts out{.facts = blank_facts(set, period.start.year()), .readings = {}};
  if (until.end < until.start) return out;
  SEN_LET(out.readings, ledger::readings(tx, ctx, wanted.measures, until));
  put(set, wanted, out.facts, out.readings);
  return out;
}

Result<std::vector<DayScore>> score_history(store::ReadTx& tx, const Context& ctx, const CriteriaSet& set,
                                            const Period& period, Date as_of) {
  const Date end = std::min(as_of, period.end);
  std::vector<DayScore> line;
  if (end < period.start) return line;
  const Wanted wanted = wanted_of(set);
  std::vector<law::Fact> facts = blank_facts(set, period.start.year());
  SEN_LET(const auto days, ledger::readings_by_day(tx, ctx, wanted.measures, {period.start, end}));
  if (days.empty() || period.start < days.front().day) {
    line.push_back({period.start, live_score(set, facts, period, period.start)});
  }
  for (const auto& day : days) {
    put(set, wanted, facts, day.changed);
    const Points points = live_score(set, facts, period, day.day);
    if (line.empty() || line.back().points != points) line.push_back({day.day, points});
  }
  if (line.back().day != end) line.push_back({end, live_score(set, facts, period, end)});
  return line;
}

}  // namespace sen::index
