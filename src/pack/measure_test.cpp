// Measures are data that decides points, so a slip in them is refused by its place.

#include "pack/measure.hpp"

#include <gtest/gtest.h>

#include "pack/pack_set.hpp"

namespace sen::pack {
namespace {

using Faults = std::vector<std::pair<std::string, Text>>;

/// First fault as "path key", or "fit".
std::string fault(const std::string& measure) {
  Faults faults;
  const auto json = parse_json("{\"measures\":[" + measure + "]}");
  EXPECT_TRUE(json);
  const auto read = read_measures(*json, faults);
  EXPECT_EQ(read.size(), json->operator[]("measures").items().size());
  return faults.empty() ? "fit" : faults[0].first + " " + faults[0].second.key;
}
std::string with(const std::string& members, const std::string& selector = "") {
  return fault(R"({"id":"m","label_vi":"a","label_en":"a",)" + members +
               R"(,"events":[{"kind":"task.closed")" + selector + "}]}");
}

TEST(Measure, FitOnesAreRead) {
  EXPECT_EQ(with(R"("kind":"count")"), "fit");
  EXPECT_EQ(with(R"("kind":"sum","type":"money")", R"(,"value_fact":"fee","sign":-1)"), "fit");
  EXPECT_EQ(with(R"("kind":"stock","empty":"zero","kept_by":"m")",
                 R"(,"where":{"on_time":true},"not_before":"due_on")"),
            "fit");
  EXPECT_EQ(with(R"("kind":"last")", R"(,"value_fact":"value")"), "fit");
  EXPECT_EQ(with(R"("kind":"first_on","type":"date")", R"(,"value_fact":"signed_on")"), "fit");
}

TEST(Measure, SlipsAreNamed) {
  EXPECT_EQ(with(R"("kind":"average")"), "measures/0/kind pack.measure_kind");
  EXPECT_EQ(with(R"("kind":"count","type":"colour")"), "measures/0/type pack.measure_type");
  EXPECT_EQ(with(R"("kind":"count","empty":"none")"), "measures/0/empty pack.measure_empty");
  EXPECT_EQ(with(R"("kind":"count","entered":"until_kept")"), "measures/0/entered pack.measure_entered");
  EXPECT_EQ(with(R"("kind":"first_on","empty":"zero")"), "measures/0/empty pack.measure_empty");
  EXPECT_EQ(with(R"("kind":"count","emtpy":"zero")"), "measures/0/emtpy pack.member_unknown");
  EXPECT_EQ(with(R"("kind":"sum")"), "measures/0/events/0/value_fact pack.measure_value");
  EXPECT_EQ(with(R"("kind":"count")", R"(,"value_fact":"fee")"),
            "measures/0/events/0/value_fact pack.measure_value");
  EXPECT_EQ(with(R"("kind":"count")", R"(,"sign":2)"),
            "measures/0/events/0/sign pack.measure_sign");
  EXPECT_EQ(with(R"("kind":"last")", R"(,"value_fact":"v","sign":-1)"),
            "measures/0/events/0/sign pack.measure_sign");
  EXPECT_EQ(with(R"("kind":"count")", R"(,"where":{"a":[1]})"),
            "measures/0/events/0/where/a pack.measure_where");
  EXPECT_EQ(with(R"("kind":"count")", R"(,"when":1)"),
            "measures/0/events/0/when pack.member_unknown");
  EXPECT_EQ(fault(R"({"id":"Đ","label_vi":"a","label_en":"a","kind":"count",
                      "events":[{"kind":"a.b"}]})"),
            "measures/0/id pack.measure_id");
  EXPECT_EQ(fault(R"({"id":"m","label_vi":"a","kind":"count","events":[{"kind":"a.b"}]})"),
            "measures/0 pack.measure_label");
  EXPECT_EQ(fault(R"({"id":"m","label_vi":"a","label_en":"a","kind":"count"})"),
            "measures/0/events pack.measure_events");
  EXPECT_EQ(
      fault(R"({"id":"m","label_vi":"a","label_en":"a","kind":"count","events":[{"kind":"A"}]})"),
      "measures/0/events/0/kind pack.measure_event");
  const std::string one =
      R"({"id":"m","label_vi":"a","label_en":"a","kind":"count","events":[{"kind":"a.b"}]})";
  EXPECT_EQ(fault(one + "," + one), "measures/1/id pack.measure_doubled");
}

// Only what decides the tallies makes another definition.
TEST(Measure, DefinitionIgnoresLabels) {
  const auto definition = [](const std::string& text) {
    Faults faults;
    return read_measures(*parse_json("{\"measures\":[" + text + "]}"), faults).at(0).definition;
  };
  const auto a =
      definition(R"({"id":"m","label_vi":"a","kind":"count","events":[{"kind":"a.b"}]})");
  EXPECT_EQ(a, definition(R"({"kind":"count","events":[{"kind":"a.b"}],"id":"m","label_vi":"b"})"));
  EXPECT_NE(a, definition(R"({"id":"m","kind":"stock","events":[{"kind":"a.b"}]})"));
  EXPECT_NE(a, definition(R"({"id":"m","kind":"count","events":[{"kind":"a.c"}]})"));
}

TEST(Measure, SelectorsCompareFacts) {
  const Selector selector{.event = "a.b", .where = {{"on_time", Json::boolean(true)}}};
  Json facts = Json::object();
  EXPECT_FALSE(selector.selects(facts));
  facts.set("on_time", Json::boolean(false));
  EXPECT_FALSE(selector.selects(facts));
  facts.set("on_time", Json::boolean(true));
  EXPECT_TRUE(selector.selects(facts));
}

}  // namespace
}  // namespace sen::pack
