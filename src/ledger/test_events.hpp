#pragma once
// For *_test.cpp of the ledger: measures of the five kinds over invented events, and short words to
// record and look.

#include <gtest/gtest.h>

#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::ledger {

inline constexpr const char* kTestMeasures = R"({"id":"test","source":"test","measures":[
  {"id":"late","label_vi":"a","label_en":"a","kind":"count",
   "events":[{"kind":"dossier.returned","where":{"on_time":false}}]},
  {"id":"fees","label_vi":"a","label_en":"a","kind":"sum","type":"money","slice_fact":"field",
   "events":[{"kind":"dossier.returned","value_fact":"fee"}]},
  {"id":"unposted","label_vi":"a","label_en":"a","kind":"stock","empty":"zero",
   "events":[{"kind":"procedure.published"},{"kind":"procedure.posted","sign":-1}]},
  {"id":"level","label_vi":"a","label_en":"a","kind":"last",
   "events":[{"kind":"level.set","value_fact":"value"}]},
  {"id":"issued_on","label_vi":"a","label_en":"a","kind":"first_on","type":"date",
   "events":[{"kind":"plan.issued"}]},
  {"id":"signed_on","label_vi":"a","label_en":"a","kind":"first_on","type":"date",
   "events":[{"kind":"plan.issued","value_fact":"signed_on"}]},
  {"id":"tasks_due","label_vi":"a","label_en":"a","kind":"stock","empty":"zero","kept_by":"tasks",
   "events":[{"kind":"task.opened","not_before":"due_on"}]},
  {"id":"tasks_done","label_vi":"a","label_en":"a","kind":"stock","empty":"zero","kept_by":"tasks",
   "events":[{"kind":"task.closed","not_before":"due_on"}]},
  {"id":"tasks","label_vi":"a","label_en":"a","kind":"stock","events":[{"kind":"task.opened"}]}]})";

inline pack::PackSet compiled(const char* measures) {
  pack::PackSet made;
  EXPECT_TRUE(made.add("measures", "measures/test.json", measures));
  const auto compiled = made.compile();
  EXPECT_TRUE(compiled) << (compiled ? "" : render(Language::En, compiled.error()));
  return made;
}

inline const pack::PackSet& test_packs() {
  static const pack::PackSet set = compiled(kTestMeasures);
  return set;
}

using Facts = std::initializer_list<std::pair<const char*, Json>>;

inline EventDraft event(std::string kind, Facts facts = {}, std::string_view effective = {}) {
  EventDraft draft{.kind = std::move(kind), .subject = {"dossier", 3}};
  for (const auto& [name, value] : facts) draft.facts.set(name, value);
  if (!effective.empty()) draft.effective_at = parse_instant(effective);
  return draft;
}
inline Json text(const char* value) {
  return Json::string(value);
}
inline Json count(std::int64_t value) {
  return Json::number(value);
}
inline Json yes_no(bool value) {
  return Json::boolean(value);
}

/// What a person attests for a day.
inline EventDraft attested(const char* measure, std::int64_t value, const std::string& day) {
  return event("fact.entered",
               {{"measure", text(measure)}, {"value", count(value)}, {"origin", text("attested")}},
               day + "T12:00");
}

inline Result<std::int64_t> try_record(World& world, const EventDraft& draft) {
  return world.write(
      [&](store::WriteTx& tx, const Context& ctx) { return append(tx, ctx, draft); });
}
inline std::int64_t record(World& world, const EventDraft& draft) {
  const auto seq = try_record(world, draft);
  EXPECT_TRUE(seq) << (seq ? "" : seq.error().rule);
  return seq ? *seq : 0;
}

inline const std::vector<std::string>& every_measure() {
  static const std::vector<std::string> names{"late",      "fees",       "unposted",  "level",
                                              "issued_on", "signed_on",  "tasks_due", "tasks_done",
                                              "tasks",     "staff_total"};
  return names;
}

inline std::map<std::string, Reading> look(World& world, const Period& period) {
  auto found = world.read([&](store::ReadTx& tx, const Context& ctx) {
    return readings(tx, ctx, every_measure(), period);
  });
  EXPECT_TRUE(found);
  return *std::move(found);
}
inline std::map<std::string, Reading> look(World& world, std::string_view period) {
  return look(world, *parse_period(period));
}

}  // namespace sen::ledger
