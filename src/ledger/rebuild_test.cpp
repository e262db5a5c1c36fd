// A measure is data: after it changes, one recount gives what counting from the beginning would
// have given.

#include "ledger/rebuild.hpp"

#include <rapidcheck.h>

#include "ledger/test_events.hpp"
#include "ledger/verify.hpp"

namespace sen::ledger {
namespace {

// As kTestMeasures says, but every return is late, fees are gone and one measure is new.
constexpr const char* kCorrected = R"({"id":"test","source":"test","measures":[
  {"id":"late","label_vi":"b","label_en":"b","kind":"count","events":[{"kind":"dossier.returned"}]},
  {"id":"level","label_vi":"b","label_en":"b","kind":"last",
   "events":[{"kind":"level.set","value_fact":"value"}]},
  {"id":"returned","label_vi":"b","label_en":"b","kind":"count",
   "events":[{"kind":"dossier.returned"}]}]})";

class RebuildTest : public store::EngineTest {
 protected:
  World world{store(), "2024-10-15T08:15+07:00", test_packs()};
  const pack::PackSet corrected = compiled(kCorrected);

  std::vector<VerifyFinding> findings(const pack::PackSet& packs) {
    const auto report = verify(store(), packs);
    EXPECT_TRUE(report);
    return report->findings;
  }
  void record_some() {
    record(world, event("dossier.returned", {{"on_time", yes_no(true)}, {"fee", count(5)}}));
    record(world, event("dossier.returned", {{"on_time", yes_no(false)}, {"fee", count(7)}}));
    record(world, event("level.set", {{"value", count(3)}}));
    record(world, attested("staff_total", 20, "2024-03-31"));
  }
  std::optional<std::int64_t> value(const pack::PackSet& packs, const char* measure) {
    World other{store(), "2024-10-15T08:15+07:00", packs};
    return other.tally(measure, "2024-10-15");
  }
};
SEN_ON_EVERY_ENGINE(RebuildTest);

// Counting while it happens and counting everything anew give the same tallies.
// Method: random events in random order of effective time; verify compares with a replay.
TEST_P(RebuildTest, IncrementalEqualsReplay) {
  static const char* const kKinds[] = {"dossier.returned", "level.set",   "procedure.published",
                                       "procedure.posted", "plan.issued", "task.opened",
                                       "task.closed"};
  rc::check([&] {
    const int events = *rc::gen::inRange(1, 9);
    for (int i = 0; i < events; ++i) {
      const Date day = *parse_date("2023-12-20") + *rc::gen::inRange(0, 400);
      const Date due = day + *rc::gen::inRange(-40, 40);
      record(world, event(kKinds[*rc::gen::inRange(0, 7)],
                          {{"on_time", yes_no(*rc::gen::arbitrary<bool>())},
                           {"fee", count(*rc::gen::inRange(-3, 9))},
                           {"field", text(*rc::gen::arbitrary<bool>() ? "land" : "justice")},
                           {"due_on", Json::string(to_string(due))},
                           {"value", count(*rc::gen::inRange(0, 9))}},
                          to_string(day) + "T10:00"));
    }
    RC_ASSERT(findings(test_packs()).empty());
  });
  ASSERT_TRUE(rebuild(store(), test_packs(), UnitId{7}, ""));
  EXPECT_TRUE(findings(test_packs()).empty());
}

// Until it is recounted, a measure that a pack changed is called so, and nobody is accused.
TEST_P(RebuildTest, ChangedMeasuresAreRecountedOnce) {
  record_some();
  const auto first = recount_changed(store(), test_packs());
  ASSERT_TRUE(first);
  EXPECT_EQ(first->measures.size(), every_measure().size() - 1);  // all but the attested one
  EXPECT_EQ(recount_changed(store(), test_packs())->measures.size(), 0U);
  EXPECT_TRUE(findings(test_packs()).empty());

  const auto told = findings(corrected);
  ASSERT_FALSE(told.empty());
  for (const auto& finding : told) EXPECT_EQ(finding.text.key, "ledger.verify_measure");
  EXPECT_EQ(told[0].where, "measure fees");
  const auto again = recount_changed(store(), corrected);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unit_count, 1);
  EXPECT_TRUE(findings(corrected).empty());
  EXPECT_EQ(value(corrected, "late"), 2);
  EXPECT_EQ(value(corrected, "returned"), 2);
  EXPECT_EQ(value(corrected, "level"), 3);
  EXPECT_FALSE(value(corrected, "fees"));
  EXPECT_EQ(look(world, "2024").at("staff_total").value, 20);
}

// A label is not what is counted.
TEST_P(RebuildTest, NewLabelsNeedNoRecount) {
  record_some();
  ASSERT_TRUE(recount_changed(store(), test_packs()));
  std::string relabelled = kTestMeasures;
  relabelled.replace(relabelled.find("\"label_vi\":\"a\""), 14, "\"label_vi\":\"ă\"");
  EXPECT_EQ(recount_changed(store(), compiled(relabelled.c_str()))->measures.size(), 0U);
}

// One measure of one unit leaves the others as they are.
TEST_P(RebuildTest, OneMeasureOfOneUnit) {
  record_some();
  record(world.in(UnitId{8}), event("dossier.returned", {{"on_time", yes_no(true)}}));
  world.in(UnitId{7});
  const auto done = rebuild_all(store(), corrected, {.measure = "late", .unit = UnitId{7}});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->row_count, 3);
  EXPECT_EQ(world.tally("late", "2024-10-15"), 2);
  EXPECT_EQ(world.tally("fees", "2024-10-15"), 12);
  EXPECT_FALSE(world.in(UnitId{8}).tally("late", "2024-10-15"));
  ASSERT_TRUE(rebuild_all(store(), corrected, {.measure = "late"}));
  EXPECT_EQ(world.tally("late", "2024-10-15"), 1);
}

TEST_P(RebuildTest, UnknownNamesAreRefused) {
  record_some();
  EXPECT_EQ(rebuild_all(store(), test_packs(), {.measure = "nobody"}).error().rule,
            "ledger.measure_unknown");
  EXPECT_TRUE(rebuild_all(store(), test_packs(), {.measure = "staff_total"}));
  EXPECT_EQ(rebuild_all(store(), test_packs(), {.unit = UnitId{9}}).error().rule,
            "ledger.unit_unknown");
}

}  // namespace
}  // namespace sen::ledger
