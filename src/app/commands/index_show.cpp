#include "app/commands/index_show.hpp"

#include <algorithm>
#include <ostream>

#include "app/installation.hpp"
#include "identity/unit.hpp"
#include "index/baseline.hpp"
#include "index/explain.hpp"
#include "index/live_facts.hpp"
#include "index/sets.hpp"

namespace sen::app {
namespace {

constexpr int kEventsMax = 100;  // of one measure, newest first
constexpr int kYearFirst = 1990;
constexpr int kYearLast = 2999;

struct Shown {
  index::SharedSet set;
  Date as_of;
  Period period;
  index::LiveFacts facts;
  index::ScoreTree tree;
  std::vector<std::pair<std::string, std::vector<ledger::Event>>> events;  ///< by measure
};

Result<Shown> load(store::ReadTx& tx, const Context& ctx, int year, std::optional<Date> as_of) {
  Shown shown;
  index::Sets sets;
  SEN_LET(shown.set, index::set_in_force(tx, ctx, sets, year));
  SEN_LET(const auto measuring, index::measuring_period(tx, year));
  shown.period = measuring.period;
  shown.as_of = as_of.value_or(date_of(ctx.clock.now()));
  SEN_LET(shown.facts, index::live_facts(tx, ctx, *shown.set, shown.period, shown.as_of));
  shown.tree = index::score(*shown.set, shown.facts.facts, index::Explain::Yes);
  // A loss before its due day is not a loss yet.
  const auto live = index::live_index(*shown.set, shown.facts.facts, shown.period, shown.as_of);
  bool waits = false;
  for (const auto& leaf : live.leaves) {
    if (leaf.outlook.state != index::LiveState::NotDue) continue;
    shown.tree.leaves[leaf.leaf].state = index::LeafState::NotDue;
    waits = true;
  }
  if (waits) index::add_up(*shown.set, shown.facts.facts, shown.tree);
  for (const auto& [measure, reading] : shown.facts.readings) {
    const Period until{shown.period.start, std::min(shown.period.end, shown.as_of)};
    SEN_LET(auto events, ledger::events_of_measure(tx, ctx, measure, until, kEventsMax));
    shown.events.emplace_back(measure, std::move(events));
  }
  return shown;
}

Json event_json(const ledger::Event& event) {
  Json out = Json::object();
  out.set("seq", Json::number(event.seq));
  out.set("at", Json::string(to_string(event.at)));
  out.set("effective_at", Json::string(to_string(event.effective_at)));
  out.set("kind", Json::string(event.kind));
  out.set("subject", Json::string(event.subject_kind + ":" + std::to_string(event.subject_id)));
  out.set("facts", event.facts);
  return out;
}

/// Shape B, and behind it the events that made each measure.
Result<std::string> to_json(const Invocation& call, const Shown& shown, const identity::Unit& unit, int year) {
  SEN_LET(Json out, parse_json(index::to_json(*shown.set, shown.tree, call.language)));
  out.set("unit", Json::string(unit.code));
  out.set("year", Json::number(std::int64_t{year}));
  out.set("as_of", Json::string(to_string(shown.as_of)));
  Json measures = Json::array();
  for (const auto& [measure, events] : shown.events) {
    const auto& reading = shown.facts.readings.at(measure);
    Json item = Json::object();
    item.set("measure", Json::string(measure));
    item.set("value", Json::string(std::to_string(reading.value)));
    item.set("origin", Json::string(reading.origin));
    item.set("as_of", Json::string(to_string(reading.as_of)));
    Json list = Json::array();
    for (const auto& event : events) list.push(event_json(event));
    item.set("events", std::move(list));
    measures.push(std::move(item));
  }
  out.set("measures", std::move(measures));
  return out.dump();
}

Result<int> show(const Invocation& call) {
  const auto year = call.number("--year", 0);
  if (year < kYearFirst || year > kYearLast) return invalid("app.year", "--year", {{"value", call.text("--year")}});
  std::optional<Date> as_of;
  if (call.has("--as-of")) {
    as_of = parse_date(call.text("--as-of"));
    if (!as_of) return invalid("app.as_of", "--as-of", {{"value", call.text("--as-of")}});
  }
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  const Date today = date_of(installation.clock->now());
  SEN_LET(const auto unit, installation.store->read(UnitId{0}, [&](store::ReadTx& tx) {
    return identity::find_unit(tx, call.text("--unit"), as_of.value_or(today));
  }));
  const Actor actor = system_actor(unit.id);
  const Context ctx{actor, unit.id, *installation.clock, *installation.random, *installation.packs};
  SEN_LET(const auto shown, installation.store->read(unit.id, [&](store::ReadTx& tx) {
    return load(tx, ctx, static_cast<int>(year), as_of);
  }));
  if (!call.json()) {
    call.out << index::to_text(*shown.set, shown.tree, call.language);
    return kExitDone;
  }
  SEN_LET(const auto json, to_json(call, shown, unit, static_cast<int>(year)));
  call.out << json << "\n";
  return kExitDone;
}

}  // namespace

Command index_show_command() {
  return {"index show",
          with_installation({{"--unit", Takes::Text, true}, {"--year", Takes::Number, true}, {"--as-of"},
                             {"--json", Takes::Flag}}),
          &show};
}

}  // namespace sen::app
