// Facts that people attest, last year's result: docs/api.md "Index".
#include <algorithm>
#include <set>

#include "api/criterion_parts.hpp"
#include "api/evidence_links.hpp"
#include "api/index_json.hpp"
#include "api/live_view.hpp"
#include "api/fact_list.hpp"
#include "index/fact_entry.hpp"
#include "pack/pack_set.hpp"
#include "plan/plan_clock.hpp"

namespace sen::api {
namespace {

Result<std::map<std::int64_t, std::string>> names(store::ReadTx& tx, const std::vector<index::FactEntry>& entries) {
  std::map<std::int64_t, std::string> out;
  for (const auto& entry : entries) {
    if (entry.entered_by.value == 0 || out.contains(entry.entered_by.value)) continue;
    const auto person = identity::load_person(tx, entry.entered_by);
    if (person) out.emplace(entry.entered_by.value, person->name.reveal(Purpose::Show));
  }
  return out;
}

FactEntryJson entry_json(const index::FactEntry& entry, const std::string& name) {
  FactEntryJson out{.id = std::to_string(entry.id), .measure = entry.measure, .value = entry.value_text,
                    .as_of = entry.as_of, .note = entry.note, .origin = entry.origin, .entered_by = name,
                    .entered_at = entry.entered_at};
  if (entry.corrects) out.corrects = std::to_string(*entry.corrects);
  return out;
}

Result<FactEntriesJson> entries(Services& services, store::ReadTx& tx, const Context& ctx, const MeasureQuery& query) {
  int year = 0;
  if (query.year) {
    year = *query.year;
  } else {
    SEN_LET(year, index::current_year(tx, ctx));
  }
  SEN_LET(const auto found, index::fact_entries(tx, query.measure, year));
  if (found.empty()) {
    SEN_LET(const auto set, index::set_in_force(tx, ctx, services.sets, year));
    if (!set->entered(query.measure)) return not_found("index.fact_unknown", "measure");
  }
  SEN_LET(const auto people, names(tx, found));
  FactEntriesJson out{query.measure, {}};
  std::set<Date> seen;
  for (const auto& entry : found) {
    const auto name = people.find(entry.entered_by.value);
    FactEntryJson one = entry_json(entry, name == people.end() ? std::string() : name->second);
    one.superseded = !seen.insert(entry.as_of).second;
    SEN_LET(one.evidence, evidence_of(tx, "fact", entry.id));
    out.entries.push_back(std::move(one));
  }
  return out;
}

// Everything that one entry needs to know of its year, read once.
struct EntryYear {
  int year{};
  index::SharedSet set;
  index::MeasuringPeriod period;
  Date today;
  index::LiveFacts now;  ///< as known today
  [[nodiscard]] Points score(const std::vector<law::Fact>& facts) const {
    return index::live_score(*set, facts, period.period, today);
  }
};

/// The year of the figure's day when it has a set, else the unit's current one.
Result<EntryYear> entry_year(Services& services, store::ReadTx& tx, const Context& ctx, Date as_of) {
  EntryYear out;
  out.today = date_of(ctx.clock.now());
  const int wanted = as_of.days == 0 ? out.today.year() : as_of.year();
  SEN_LET(const auto assignment, index::set_assignment(tx, wanted, ctx.clock.now()));
  out.year = wanted;
  if (!assignment) {
    SEN_LET(out.year, index::current_year(tx, ctx));
  }
  SEN_LET(out.set, index::set_in_force(tx, ctx, services.sets, out.year));
  SEN_LET(out.period, index::measuring_period(tx, out.year));
  SEN_LET(out.now, index::live_facts(tx, ctx, *out.set, out.period.period, out.today));
  return out;
}

// A staff member enters figures of the criteria that the own body answers for; who may enter any needs no look.
Result<bool> is_own(store::ReadTx& tx, const Context& ctx, const EntryYear& of, const std::string& measure) {
  const auto slot = of.set->entered(measure);
  if (!slot || ctx.actor.may(Right::FactEnterAny)) return slot.has_value();
  SEN_LET(const auto owners, index::owners_of(tx, of.year));
  SEN_LET(const auto seats, identity::seats_on(tx, of.today));
  std::set<std::string> bodies;
  for (const auto& seat : seats) {
    if (seat.person == ctx.actor.person) bodies.insert(seat.body);
  }
  for (const auto& leaf : of.set->leaves) {
    const auto slots = law::slots_of(leaf.rule);
    if (std::find(slots.begin(), slots.end(), *slot) == slots.end()) continue;
    const auto owner = owners.find(leaf.code);
    if (owner != owners.end() && owner->second.person == ctx.actor.person) return true;
    if (bodies.contains(owner != owners.end() ? owner->second.body : leaf.owner)) return true;
  }
  return false;
}

Result<FactEnteredJson> enter(Services& services, store::WriteTx& tx, const Context& ctx, const FactInputJson& input,
                              const std::string& name) {
  SEN_LET(const EntryYear of, entry_year(services, tx, ctx, input.as_of));
  index::LiveFacts at_day = of.now;
  if (input.as_of != of.today) {
    SEN_LET(at_day, index::live_facts(tx, ctx, *of.set, of.period.period, input.as_of));
  }
  SEN_LET(const bool own, is_own(tx, ctx, of, input.measure));
  SEN_LET(const bool counted, ledger::is_counted(tx, ctx, input.measure, input.as_of));
  const index::FactSetting setting{.set = *of.set, .year = of.year, .period = of.period.period,
                                   .closed = of.period.closed_at.has_value(),
                                   .counted = counted,
                                   .own = own, .facts = at_day.facts};
  index::FactInput fact{.measure = input.measure, .value = input.value, .as_of = input.as_of,
                        .note = input.note.value_or("")};
  if (input.corrects) fact.corrects = input.corrects->value;
  SEN_LET(const auto entry, index::enter_fact(tx, ctx, setting, fact));
  SEN_TRY(plan::settle_conditions(tx, ctx));  // a task that this measure closes moves with it
  FactEnteredJson out{.entry = entry_json(entry, name), .score = {of.score(of.now.facts), {}}};
  for (const EvidenceId evidence : input.evidence.value_or(std::vector<EvidenceId>{})) {
    SEN_TRY(link_evidence(tx, ctx, evidence, {"fact", entry.id}));
  }
  if (input.evidence && !input.evidence->empty()) {
    SEN_LET(out.entry.evidence, evidence_of(tx, "fact", entry.id));
  }
  SEN_LET(const auto after, index::live_facts(tx, ctx, *of.set, of.period.period, of.today));
  out.score.after = of.score(after.facts);
  announce_score(services, tx, ctx, {"fact", entry.id}, KnownScore{of.year, out.score.after});
  return out;
}

BaselineJson baseline_json(const index::Baseline& baseline) {
  BaselineJson out{baseline.year, baseline.points, baseline.max_points, baseline.rank, baseline.rank_of,
                   baseline.decision, {}};
  for (const auto& [code, points] : baseline.criteria) out.criteria.push_back({code, points});
  return out;
}

}  // namespace

Result<FactListJson> fact_list(Services& services, store::ReadTx& tx, const Context& ctx, const YearQuery& query,
                               Language language) {
  SEN_LET(const LiveView view, live_view(services, tx, ctx, query.year));
  SEN_LET(const auto counts, index::fact_entry_counts(tx, view.year));
  FactListJson out;
  out.year = view.year;
  out.period = {view.period.period.start, view.period.period.end, view.period.closed_at.has_value()};
  std::map<law::Slot, FactListItemJson> items;
  for (const auto& live : view.live.leaves) {
    const index::Leaf& leaf = view.set->leaves[live.leaf];
    for (const auto slot : law::slots_of(leaf.rule)) {
      if (view.set->slots[slot].kind == index::SlotEntry::Kind::Year) continue;
      FactListItemJson& item = items[slot];
      item.criteria.push_back(leaf.code);
      item.points_at_stake += leaf.maximum - live.outlook.points;
      const auto& lacking = live.outlook.lacking;
      item.wanted = item.wanted || std::find(lacking.begin(), lacking.end(), slot) != lacking.end();
    }
  }
  for (auto& [slot, item] : items) {
    item.measure = measure_json(view, ctx, slot, counts, language);
    out.measures.push_back(std::move(item));
  }
  std::stable_sort(out.measures.begin(), out.measures.end(), [](const auto& a, const auto& b) {
    return a.wanted != b.wanted ? a.wanted : a.points_at_stake > b.points_at_stake;
  });
  return out;
}

void add_fact_routes(http::Router& router, Services& services) {
  router.get("/api/facts", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<YearQuery>& request) -> http::Reply<FactListJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const YearQuery& query) {
                 return fact_list(services, tx, ctx, query, request.call.language);
               });
             });
  router.get("/api/facts/{measure}", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<MeasureQuery>& request) -> http::Reply<FactEntriesJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const MeasureQuery& query) {
                 return entries(services, tx, ctx, query);
               });
             });
  router
      .post("/api/facts", access(Right::FactEnter), http::Lane::Write,
            [&services](http::Request<FactInputJson>& request) -> http::Reply<FactEnteredJson> {
              return command<FactEnteredJson>(
                  services, request, [&](store::WriteTx& tx, const Context& ctx, const FactInputJson& input) {
                    return enter(services, tx, ctx, input, who(request.call).person.name.reveal(Purpose::Show));
                  });
            })
      .creates()
      .audit("fact.entered");
  router.get("/api/baseline", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<YearQuery>& request) -> http::Reply<BaselineJson> {
               return look(services, request,
                           [](store::ReadTx& tx, const Context& ctx, const YearQuery& query) -> Result<BaselineJson> {
                             int year = 0;
                             if (query.year) {
                               year = *query.year;
                             } else {
                               SEN_LET(const int current, index::current_year(tx, ctx));
                               year = current - 1;
                             }
                             SEN_LET(const auto found, index::baseline_of(tx, year));
                             if (!found) return not_found("index.no_baseline", "year");
                             return baseline_json(*found);
                           });
             });
  router
      .post("/api/baseline", access(Right::BaselineImport), http::Lane::Write,
            [&services](http::Request<BaselineJson>& request) -> http::Reply<BaselineJson> {
              return command<BaselineJson>(
                  services, request,
                  [&](store::WriteTx& tx, const Context& ctx, const BaselineJson& input) -> Result<BaselineJson> {
                    index::BaselineInput baseline{.year = input.year, .points = input.points,
                                                  .max_points = input.max, .rank = input.rank, .rank_of = input.of,
                                                  .decision = input.decision};
                    for (const auto& criterion : input.criteria) {
                      baseline.criteria.emplace_back(criterion.code, criterion.points);
                    }
                    SEN_TRY(index::import_baseline(tx, ctx, baseline));
                    announce(services, tx, ctx, "baseline", input.year);
                    return input;
                  });
            })
      .creates()
      .audit("baseline.imported");
}

}  // namespace sen::api
