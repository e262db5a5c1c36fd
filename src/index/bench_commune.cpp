#include "index/bench_commune.hpp"

#include "base/clock.hpp"
#include "index/bench.hpp"
#include "index/fact_entry.hpp"
#include "index/live_facts.hpp"
#include "index/sets.hpp"

namespace sen::index {
namespace {

constexpr UnitId kUnit{1};
constexpr const char* kSet = "phu-linh-2024-illustrative";

struct Commune {
  const CriteriaSet& set;
  const Context& ctx;
  Period year;
  Date today;
};

ledger::EventDraft attested(const std::string& measure, std::int64_t value, Instant when) {
  ledger::EventDraft event{.kind = "fact.entered", .subject = {"fact", 1}};
  event.facts.set("measure", Json::string(measure));
  event.facts.set("value", Json::number(value));
  event.facts.set("origin", Json::string("attested"));
  event.effective_at = when;
  return event;
}

// Every fact of the set, three times over the year, so that tallies have something to walk.
Result<Done> fill(store::WriteTx& tx, const Commune& commune) {
  for (const int month : {3, 6, 9}) {
    const auto facts = sample_facts(commune.set, static_cast<std::uint64_t>(month));
    for (std::size_t i = 0; i < commune.set.measure_count; ++i) {
      const SlotEntry& entry = commune.set.slots[i];
      const auto value = ledger_value(entry, facts[i]);
      SEN_ASSERT(value.has_value());
      SEN_TRY(ledger::append(tx, commune.ctx, attested(entry.id, *value, start_of(month_end(commune.year.start.year(), month)))));
    }
  }
  return Done{};
}

Result<std::int64_t> one_event(store::WriteTx& tx, const Commune& commune, int number) {
  const std::int64_t began = monotonic_ns();
  SEN_TRY(ledger::append(tx, commune.ctx, attested("staff_briefed", 10 + number % 20, commune.ctx.clock.now())));
  SEN_LET(const auto facts, live_facts(tx, commune.ctx, commune.set, commune.year, commune.today));
  const Points score = live_score(commune.set, facts.facts, commune.year, commune.today);
  SEN_ASSERT(score > Points{});
  return monotonic_ns() - began;
}

}  // namespace

Result<std::vector<std::int64_t>> bench_commune(store::Store& store, const pack::PackSet& packs, int runs) {
  const ManualClock clock(*parse_instant("2024-10-15T08:15+07:00"));
  SeededRandom random(1);
  const Actor actor = system_actor(kUnit);
  const Context ctx{actor, kUnit, clock, random, packs};
  const auto* entry = packs.in_force("criteria-sets", kSet, date_of(clock.now()));
  SEN_ASSERT(entry != nullptr);
  const CriteriaSet set = read_criteria_set(entry->body).set;
  const Commune commune{set, ctx, year_of(2024), date_of(clock.now())};
  SEN_TRY(store.write(kUnit, [&](store::WriteTx& tx) { return fill(tx, commune); }));
  std::vector<std::int64_t> times;
  for (int run = 0; run < runs; ++run) {
    SEN_LET(const std::int64_t nanoseconds, store.write(kUnit, [&](store::WriteTx& tx) { return one_event(tx, commune, run); }));
    times.push_back(nanoseconds);
  }
  return times;
}

}  // namespace sen::index
