#include "ledger/ledger.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ledger/verify.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::ledger {
namespace {

constexpr const char* kMeasures = R"({"id":"test","measures":[
  {"id":"late","label_vi":"a","label_en":"a","kind":"count","events":[{"kind":"dossier.returned","where":{"on_time":false}}]},
  {"id":"fees","label_vi":"a","label_en":"a","kind":"sum","type":"money","slice_fact":"field",
   "events":[{"kind":"dossier.returned","value_fact":"fee"}]},
  {"id":"unposted","label_vi":"a","label_en":"a","kind":"stock","empty":"zero",
   "events":[{"kind":"procedure.published"},{"kind":"procedure.posted","sign":-1}]},
  {"id":"level","label_vi":"a","label_en":"a","kind":"last","events":[{"kind":"level.set","value_fact":"value"}]},
  {"id":"issued_on","label_vi":"a","label_en":"a","kind":"first_on","type":"date","events":[{"kind":"plan.issued"}]}]})";

const pack::PackSet& packs() {
  static const pack::PackSet set = [] {
    pack::PackSet made;
    EXPECT_TRUE(made.add("measures", "measures/test.json", kMeasures));
    EXPECT_TRUE(made.compile());
    return made;
  }();
  return set;
}

EventDraft event(std::string kind, std::initializer_list<std::pair<const char*, Json>> facts = {},
                 std::string_view effective = {}) {
  EventDraft draft{.kind = std::move(kind), .subject = {"dossier", 3}};
  for (const auto& [name, value] : facts) draft.facts.set(name, value);
  if (!effective.empty()) draft.effective_at = parse_instant(effective);
  return draft;
}

std::int64_t record(World& world, const EventDraft& draft) {
  const auto seq = world.write([&](store::WriteTx& tx, const Context& ctx) { return append(tx, ctx, draft); });
  EXPECT_TRUE(seq);
  return seq ? *seq : 0;
}

std::map<std::string, Reading> look(World& world, std::string_view period) {
  const std::vector<std::string> all{"late", "fees", "unposted", "level", "issued_on", "staff_total"};
  auto found = world.read([&](store::ReadTx& tx, const Context& ctx) {
    return readings(tx, ctx, all, *parse_period(period));
  });
  EXPECT_TRUE(found);
  return *found;
}

// A unit's events are numbered without gaps, and another unit's do not count among them.
TEST(Append, NumbersEachUnitByItself) {
  store::for_each_engine([](store::Store& store) {
    World world(store, "2024-10-15T08:15+07:00", packs());
    EXPECT_EQ(record(world, event("plan.issued")), 1);
    EXPECT_EQ(record(world, event("plan.issued")), 2);
    EXPECT_EQ(record(world.in(UnitId{8}), event("plan.issued")), 1);
    EXPECT_EQ(look(world, "2024").at("issued_on").value, parse_date("2024-10-15")->days);
  });
}

// A missing fact is missing, never 0; a measure that says so is 0 once its records are kept.
TEST(Readings, MissingIsNotZero) {
  store::for_each_engine([](store::Store& store) {
    World world(store, "2024-10-15T08:15+07:00", packs());
    EXPECT_TRUE(look(world, "2024").empty());
    record(world, event("procedure.published", {}, "2023-05-02T09:00"));
    record(world, event("procedure.posted", {}, "2023-05-04T09:00"));
    const auto now = look(world, "2024");
    EXPECT_EQ(now.at("unposted").value, 0);
    EXPECT_FALSE(now.contains("late"));
  });
}

// Each kind of measure at the edges of a year and of a part of it, with entries that arrive late.
TEST(Readings, FiveKindsAtTheEdges) {
  store::for_each_engine([](store::Store& store) {
    World world(store, "2025-01-10T08:15+07:00", packs());
    const auto no = Json::boolean(false);
    record(world, event("dossier.returned", {{"on_time", no}, {"fee", Json::number(8000)}, {"field", Json::string("a")}},
                        "2024-01-01T00:00"));
    record(world, event("dossier.returned", {{"on_time", no}, {"fee", Json::number(500)}}, "2024-12-31T23:59"));
    record(world, event("dossier.returned", {{"on_time", no}, {"fee", Json::number(70)}}, "2025-01-01T00:00"));
    record(world, event("level.set", {{"value", Json::number(5)}}, "2024-06-10T10:00"));
    record(world, event("level.set", {{"value", Json::number(9)}}, "2024-03-01T10:00"));  // learned later, counts earlier
    record(world, event("procedure.published", {}, "2023-12-31T10:00"));
    record(world, event("procedure.published", {}, "2024-02-01T10:00"));
    record(world, event("procedure.posted", {}, "2024-02-03T10:00"));
    record(world, event("plan.issued", {}, "2024-02-20T10:00"));
    record(world, event("plan.issued", {}, "2024-02-15T10:00"));
    const auto year = look(world, "2024");
    EXPECT_EQ(year.at("late").value, 2);
    EXPECT_EQ(year.at("fees").value, 8500);
    EXPECT_EQ(year.at("level").value, 5);
    EXPECT_EQ(year.at("unposted").value, 1);
    EXPECT_EQ(year.at("issued_on").value, parse_date("2024-02-15")->days);
    const auto part = look(world, "2024-01-01/2024-02-02");
    EXPECT_EQ(part.at("late").value, 1);
    EXPECT_EQ(part.at("unposted").value, 2);
    EXPECT_FALSE(part.contains("level"));
    EXPECT_EQ(look(world, "2024-01-01/2024-03-31").at("level").value, 9);
    const auto second = look(world, "2024-07-01/2024-12-31");
    EXPECT_EQ(second.at("late").value, 1);
    EXPECT_EQ(second.at("unposted").value, 1);
    EXPECT_EQ(look(world, "2025").at("late").value, 1);
    auto report = verify(store, packs(), {}, {});
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->findings.empty());
    EXPECT_EQ(report->event_count, 10);
  });
}

// What a person attests for a day stands until a later day's, or a correction for the same day.
TEST(Readings, AttestedFactsAreCorrectedByANewEntry) {
  store::for_each_engine([](store::Store& store) {
    World world(store, "2024-10-15T08:15+07:00", packs());
    const auto say = [&](int value, const char* day) {
      record(world, event("fact.entered", {{"measure", Json::string("staff_total")}, {"value", Json::number(value)},
                                           {"origin", Json::string("attested")}}, std::string(day) + "T12:00"));
    };
    say(20, "2024-03-31");
    say(22, "2024-06-30");
    say(21, "2024-06-30");
    say(19, "2024-05-31");
    const auto now = look(world, "2024");
    EXPECT_EQ(now.at("staff_total").value, 21);
    EXPECT_EQ(now.at("staff_total").origin, "attested");
    EXPECT_EQ(to_string(now.at("staff_total").as_of), "2024-06-30");
    const auto days = world.read([&](store::ReadTx& tx, const Context& ctx) {
      return readings_by_day(tx, ctx, {"staff_total"}, year_of(2024));
    });
    ASSERT_TRUE(days);
    ASSERT_EQ(days->size(), 3U);
    EXPECT_EQ((*days)[1].changed.at("staff_total").value, 19);
    const auto behind = world.read([&](store::ReadTx& tx, const Context& ctx) {
      return events_of_measure(tx, ctx, "staff_total", year_of(2024), 10);
    });
    ASSERT_TRUE(behind);
    ASSERT_EQ(behind->size(), 4U);
    EXPECT_EQ((*behind)[0].facts.int_or("value", 0), 21);
  });
}

// The chain of a test, changed by someone with the database file open.
class TamperTest : public ::testing::Test {
 protected:
  TamperTest() : world_(*store_, "2024-10-15T08:15+07:00", packs()) {
    for (int i = 0; i < 5; ++i) {
      EventDraft draft = event("level.set", {{"value", Json::number(i)}});
      draft.payload.set("note", Json::string("before"));
      record(world_, draft);
    }
    head_ = *world_.read([](store::ReadTx& tx, const Context&) { return ledger::head(tx); });
  }

  std::string first_finding(const std::vector<PrintedHead>& heads = {}) {
    const auto report = verify(*store_, packs(), heads, {});
    if (!report) return report.error().rule;
    return report->findings.empty() ? "clean" : report->findings[0].text.key + " " + report->findings[0].where;
  }
  void change(const store::Statement& statement) {
    ASSERT_TRUE((*store_).write(UnitId{7}, [&](store::WriteTx& tx) { return tx.execute(statement); }));
  }

  store::TestStore store_;
  World world_;
  Head head_;
};

const store::Statement kChangeFacts{"ledger_test.change_facts",
                                    "UPDATE event SET facts = '{\"value\":8}' WHERE unit_id = {unit} AND seq = 3"};
const store::Statement kChangePayload{"ledger_test.change_payload",
                                      "UPDATE event_payload SET body = '{}' WHERE unit_id = {unit} AND seq = 2"};
const store::Statement kErasePayload{"ledger_test.erase_payload",
                                     "UPDATE event_payload SET body = NULL WHERE unit_id = {unit} AND seq = 2"};
const store::Statement kRemoveEvent{"ledger_test.remove_event",
                                    "DELETE FROM event WHERE unit_id = {unit} AND seq = 4"};
const store::Statement kChangeTally{"ledger_test.change_tally",
                                    "UPDATE tally SET value = 77 WHERE unit_id = {unit} AND grain = 'month'"};
const store::Statement kCutEnd{"ledger_test.cut_end", "DELETE FROM event WHERE unit_id = {unit} AND seq = 5"};

TEST_F(TamperTest, CleanWhenNothingHappened) { EXPECT_EQ(first_finding(), "clean"); }
TEST_F(TamperTest, ChangedEventIsNamed) {
  change(kChangeFacts);
  EXPECT_EQ(first_finding(), "ledger.verify_hash seq 3");
}
TEST_F(TamperTest, ChangedPayloadIsNamed) {
  change(kChangePayload);
  EXPECT_EQ(first_finding(), "ledger.verify_payload seq 2");
}
TEST_F(TamperTest, ErasedPayloadLeavesTheChainWhole) {
  change(kErasePayload);
  EXPECT_EQ(first_finding(), "clean");
}
TEST_F(TamperTest, RemovedEventIsNamed) {
  change(kRemoveEvent);
  EXPECT_EQ(first_finding(), "ledger.verify_gap seq 4");
}
TEST_F(TamperTest, CutEndIsNamed) {
  change(kCutEnd);
  EXPECT_EQ(first_finding(), "ledger.verify_end seq 5");
}
TEST_F(TamperTest, ChangedTallyIsNamedAndRebuilt) {
  change(kChangeTally);
  EXPECT_EQ(first_finding(), "ledger.verify_tally tally level 2024-10-01 month");
  ASSERT_TRUE(rebuild(*store_, packs(), UnitId{7}, "level"));
  EXPECT_EQ(first_finding(), "clean");
}
// Someone with write access who also recomputes every later hash is caught by the printed head only.
TEST_F(TamperTest, RecomputedChainIsCaughtByThePrintedHead) {
  const PrintedHead printed{UnitId{7}, head_.seq, head_.hash_hex};
  EXPECT_EQ(first_finding({printed}), "clean");
  PrintedHead other = printed;
  other.hash[0] = other.hash[0] == 'a' ? 'b' : 'a';
  EXPECT_EQ(first_finding({other}), "ledger.verify_head seq 5");
  other = printed;
  other.seq = 9;
  EXPECT_EQ(first_finding({other}), "ledger.verify_cut seq 9");
  const auto parsed = parse_head("7:5:" + head_.hash_hex);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->seq, 5);
  EXPECT_FALSE(parse_head("7:5:abc"));
}

// Counting while it happens and counting everything anew give the same tallies.
// Method: random events in random order of effective time; verify compares with a replay.
TEST(Rebuild, IncrementalEqualsReplay) {
  store::TestStore fresh;
  World world(*fresh, "2024-10-15T08:15+07:00", packs());
  rc::check([&] {
    const int count = *rc::gen::inRange(1, 12);
    for (int i = 0; i < count; ++i) {
      const int which = *rc::gen::inRange(0, 5);
      const auto day = *parse_date("2023-12-20") + *rc::gen::inRange(0, 400);
      static const char* const kinds[] = {"dossier.returned", "level.set", "procedure.published", "procedure.posted", "plan.issued"};
      record(world, event(kinds[which], {{"on_time", Json::boolean(*rc::gen::inRange(0, 2) == 0)},
                                         {"fee", Json::number(*rc::gen::inRange(0, 9))},
                                         {"value", Json::number(*rc::gen::inRange(0, 9))}}, to_string(day) + "T10:00"));
    }
    const auto report = verify(*fresh, packs(), {}, {});
    RC_ASSERT(report.has_value());
    RC_ASSERT(report->findings.empty());
  });
  ASSERT_TRUE(rebuild(*fresh, packs(), UnitId{7}, ""));
  const auto after = verify(*fresh, packs(), {}, {});
  ASSERT_TRUE(after);
  EXPECT_TRUE(after->findings.empty());
}

TEST(Rights, WhoMayWhat) {
  EXPECT_TRUE(role_may(Role::Staff, Right::FactEnter));
  EXPECT_FALSE(role_may(Role::Staff, Right::FactEnterAny));
  EXPECT_FALSE(role_may(Role::Auditor, Right::FactEnter));
  EXPECT_FALSE(role_may(Role::Admin, Right::FactEnter));
  EXPECT_TRUE(role_may(Role::Chair, Right::PlanAdopt));
  EXPECT_FALSE(role_may(Role::Public, Right::IndexRead));
  EXPECT_EQ(*role_of("auditor"), Role::Auditor);
  EXPECT_TRUE(system_actor(UnitId{7}).may(Right::PackLoad));
}

}  // namespace
}  // namespace sen::ledger
