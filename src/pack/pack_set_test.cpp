// Which entry is in force for this unit on this date, and which act says so?

#include "pack/pack_set.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace sen::pack {
namespace {

std::string rules(const std::string& act, const std::string& from, const std::string& more = "") {
  return R"({"schema":"sen.holidays/1","id":"rules","act":")" + act + R"(","effective_from":")" +
         from + "\"" + more + "}";
}
std::string act_on(const PackSet& packs, const char* day, const Place& place = {}) {
  const Entry* entry = packs.in_force("calendar", "rules", *parse_date(day), place);
  return entry == nullptr ? "none" : entry->act;
}

class InForceTest : public ::testing::Test {
 protected:
  void add(const std::string& json) { ASSERT_TRUE(packs.add("calendar", "rules.json", json)); }
  PackSet packs;
};

// An act holds from its first day to its last, and the next one from its own first day.
TEST_F(InForceTest, ByDateAtTheEdges) {
  add(rules("first", "2024-01-01", R"(,"effective_to":"2024-06-30")"));
  add(rules("second", "2024-07-01"));
  EXPECT_EQ(act_on(packs, "2023-12-31"), "none");
  EXPECT_EQ(act_on(packs, "2024-01-01"), "first");
  EXPECT_EQ(act_on(packs, "2024-06-30"), "first");
  EXPECT_EQ(act_on(packs, "2024-07-01"), "second");
}

// Without a last day, the act that came into force last wins, whichever was added first.
TEST_F(InForceTest, LatestActWins) {
  add(rules("new", "2024-07-01"));
  add(rules("old", "2020-01-01"));
  EXPECT_EQ(act_on(packs, "2024-06-30"), "old");
  EXPECT_EQ(act_on(packs, "2024-07-01"), "new");
}

// A province replaces the nation's entry for its own units, a unit its province's for itself.
TEST_F(InForceTest, LayersReplaceForTheirOwn) {
  add(rules("nation", "2024-01-01"));
  add(rules("province", "2024-01-01", R"(,"layer":"province","for":"01")"));
  add(rules("unit", "2024-02-01", R"(,"layer":"unit","for":"00400")"));
  EXPECT_EQ(act_on(packs, "2024-03-01"), "nation");
  EXPECT_EQ(act_on(packs, "2024-03-01", {.unit = "00433", .province = "01"}), "province");
  EXPECT_EQ(act_on(packs, "2024-01-31", {.unit = "00400", .province = "01"}), "province");
  EXPECT_EQ(act_on(packs, "2024-02-01", {.unit = "00400", .province = "01"}), "unit");
  EXPECT_EQ(act_on(packs, "2024-03-01", {.unit = "99999", .province = "79"}), "nation");
}

TEST_F(InForceTest, FoundByHashForEver) {
  add(rules("first", "2024-01-01"));
  const std::string hash = packs.all("calendar").at(0)->hash;
  add(rules("first", "2024-01-01"));  // the same content again
  EXPECT_EQ(packs.all().size(), 1U);
  add(rules("second", "2024-07-01"));
  EXPECT_EQ(packs.by_hash(hash)->act, "first");
  EXPECT_EQ(packs.by_hash("0"), nullptr);
}

TEST_F(InForceTest, UnnamedAndUnreadableAreRefused) {
  EXPECT_EQ(packs.add("calendar", "", "{}").error().rule, "pack.no_id");
  EXPECT_EQ(packs.add("calendar", "a.json", "{").error().rule, "json.invalid");
  ASSERT_TRUE(packs.add("calendar", "folder/a.json", "{}"));
  EXPECT_EQ(packs.all("calendar").at(0)->id, "a");
}

TEST(Compile, FaultsNameFileAndMeasure) {
  PackSet packs;
  ASSERT_TRUE(packs.add("events", "e.json", R"({"id":"e","events":[
    {"kind":"task.closed","label_vi":"a","label_en":"a","facts":{"on_time":"bool","n":"number"}}]})"));
  ASSERT_TRUE(packs.add("measures", "m.json", R"({"id":"m","measures":[
    {"id":"a","label_vi":"a","label_en":"a","kind":"count","events":[{"kind":"task.shut"}]},
    {"id":"b","label_vi":"a","label_en":"a","kind":"count",
     "events":[{"kind":"task.closed","where":{"ontime":true}}]},
    {"id":"c","label_vi":"a","label_en":"a","kind":"count",
     "events":[{"kind":"task.closed","where":{"on_time":"yes"}}]},
    {"id":"d","label_vi":"a","label_en":"a","kind":"count","empty":"zero","kept_by":"nobody",
     "events":[{"kind":"task.closed"}]}]})"));
  const auto compiled = packs.compile();
  ASSERT_FALSE(compiled);
  EXPECT_EQ(compiled.error().rule, "pack.measure_invalid");
  ASSERT_EQ(compiled.error().fields.size(), 4U);
  EXPECT_EQ(compiled.error().fields[0].field, "m.json/a");
  EXPECT_EQ(compiled.error().fields[0].code, "pack.event_unknown");
  EXPECT_EQ(compiled.error().fields[1].code, "pack.fact_unknown");
  EXPECT_EQ(compiled.error().fields[2].code, "pack.fact_unknown");
  EXPECT_EQ(compiled.error().fields[3].code, "pack.measure_kept_by");
}

// The entry that an installation adds replaces the program's of the same name.
TEST(Compile, LaterEntryOfOneNameCounts) {
  PackSet packs = PackSet::with_embedded();
  ASSERT_TRUE(packs.add("measures", "plan.json", R"({"id":"plan","measures":[
    {"id":"plan_tasks_total","label_vi":"a","label_en":"a","kind":"count",
     "events":[{"kind":"task.opened"}]}]})"));
  ASSERT_TRUE(packs.compile());
  EXPECT_EQ(packs.measures().find("plan_tasks_total")->kind, MeasureKind::Count);
  EXPECT_EQ(packs.measures().find("plan_tasks_done"), nullptr);
}

TEST(Compile, EmbeddedPacksCompile) {
  const PackSet& packs = PackSet::embedded();
  EXPECT_NE(packs.measures().find("plan_tasks_total"), nullptr);
  EXPECT_NE(packs.vocabulary().find("task.closed"), nullptr);
  EXPECT_FALSE(packs.all("criteria-sets").empty());
  EXPECT_EQ(packs.in_force("criteria-sets", "q766", *parse_date("2024-01-01"))->act, "766/QĐ-TTg");
}

Json gen_json(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0:
      return Json::boolean(*rc::gen::arbitrary<bool>());
    case 1:
      return Json::number(*rc::gen::arbitrary<std::int64_t>());
    case 2:
      return Json::string(*rc::gen::string<std::string>() == "" ? "" : "đ\"\n");
    case 3:
      return Json();
    case 4: {
      Json list = Json::array();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) list.push(gen_json(depth - 1));
      return list;
    }
    default: {
      Json object = Json::object();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        object.set(std::string(1, static_cast<char>('a' + *rc::gen::inRange(0, 9))),
                   gen_json(depth - 1));
      }
      return object;
    }
  }
}

Json reversed(const Json& json) {
  if (!json.is_object()) return json;
  Json out = Json::object();
  for (auto it = json.members().rbegin(); it != json.members().rend(); ++it) {
    out.set(it->first, reversed(it->second));
  }
  return out;
}

// One content, one text: the order of members makes no difference, and the text reads back.
TEST(Canonical, OneTextForOneContent) {
  rc::check([] {
    const Json json = gen_json(3);
    const std::string text = canonical(json);
    RC_ASSERT(canonical(reversed(json)) == text);
    const auto back = parse_json(text);
    RC_ASSERT(back.has_value());
    RC_ASSERT(canonical(*back) == text);
  });
}

}  // namespace
}  // namespace sen::pack
