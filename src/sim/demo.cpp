#include "sim/demo.hpp"

#include <algorithm>

#include "index/baseline.hpp"
#include "index/sets.hpp"
#include "identity/cli.hpp"
#include "sim/story.hpp"

namespace sen::sim {
namespace {

Result<UnitId> add_units(Stage& stage) {
  std::map<std::string, UnitId> by_key;
  for (const auto& json : stage.story()["units"].items()) {
    const UnitId id{stage.chance().id()};
    identity::NewUnit unit{.code = json.string_or("code"), .name = json.string_or("committee"),
                           .short_name = json.string_or("name"),
                           .level = identity::parse_level(json.string_or("level")).value_or(identity::UnitLevel::Commune),
                           .valid_from = parse_date(json.string_or("valid_from")).value_or(Date{})};
    if (const auto parent = by_key.find(json.string_or("parent")); parent != by_key.end()) unit.parent = parent->second;
    SEN_TRY(stage.as_system(id, [&](store::WriteTx& tx, const Context& ctx) { return identity::add_unit(tx, ctx, unit); }));
    by_key.emplace(json.string_or("key"), id);
  }
  const auto commune = by_key.find(stage.story().string_or("commune"));
  SEN_ASSERT(commune != by_key.end());
  return commune->second;
}

Result<Done> add_person(Stage& stage, const Json& json, Date from) {
  return stage.as_system(stage.unit, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    const Role role = role_of(json.string_or("role")).value_or(Role::Staff);
    SEN_LET(const auto person,
            identity::add_person(tx, ctx, {json.string_or("name"), json.string_or("position")}));
    const std::string body = json.string_or("body");
    SEN_LET(const auto found, identity::find_body(tx, body));
    if (found && !found->outside) {
      SEN_TRY(identity::seat_person(tx, ctx, {.person = person.id, .body = body, .role = role, .from_on = from, .to_on = {}}));
    }
    SEN_TRY(identity::add_account(tx, ctx, {.person = person.id, .username = json.string_or("username"), .role = role,
                                            .password_hash = {}}));
    stage.players[json.string_or("username")] = {person.id, role, body, person.name.reveal(Purpose::Show)};
    return Done{};
  });
}

}  // namespace

Result<Done> open_commune(Stage& stage) {
  SEN_LET(stage.unit, add_units(stage));
  SEN_TRY(stage.as_system(stage.unit, [](store::WriteTx& tx, const Context& ctx) {
    return identity::add_usual_bodies(tx, ctx);
  }));
  const Date from = date_of(stage.clock().now());
  for (const auto& person : stage.story()["people"].items()) SEN_TRY(add_person(stage, person, from));
  return Done{};
}

Result<Done> load_law(Stage& stage) {
  const Json& story = stage.story();
  const auto* entry = stage.packs().in_force("criteria-sets", story.string_or("criteria_set"), date_of(stage.clock().now()));
  SEN_ASSERT(entry != nullptr);
  const int year = static_cast<int>(story.int_or("year", 0));
  const Player& chair = stage.players.at("chutich");
  SEN_TRY(stage.as(chair, [&](store::WriteTx& tx, const Context& ctx) {
    return index::load_set(tx, ctx, {year, entry->body});
  }));
  const Json& json = story["baseline"];
  index::BaselineInput baseline{.year = static_cast<int>(json.int_or("year", 0)),
                                .points = parse_points(json.string_or("points")).value_or(Points{}),
                                .max_points = parse_points(json.string_or("max_points")).value_or(Points{}),
                                .rank = json["rank"].as_int(), .rank_of = json["rank_of"].as_int(),
                                .decision = json.string_or("decision")};
  for (const auto& [code, points] : json["criteria"].members()) {
    baseline.criteria.emplace_back(code, parse_points(points.text()).value_or(Points{}));
  }
  return stage.as(chair, [&](store::WriteTx& tx, const Context& ctx) {
    return index::import_baseline(tx, ctx, baseline);
  });
}

Result<DemoReport> make_demo(store::Store& store, const pack::PackSet& packs, const DemoOptions& options) {
  const Instant end_of_time = *parse_instant("2999-01-01T00:00");
  const auto* entry = packs.in_force("demo", options.story, date_of(end_of_time));
  if (entry == nullptr) return not_found("sim.story_unknown", "story");
  Stage stage(store, packs, options, entry->body);
  const int year = static_cast<int>(entry->body.int_or("year", 2024));
  stage.clock().set(at(*make_date(year, 1, 2), 8 * 60));
  SEN_TRY(open_commune(stage));
  SEN_TRY(load_law(stage));
  std::vector<Act> acts;
  SEN_TRY(add_facts(stage, acts));
  SEN_TRY(add_plan(stage, acts));
  SEN_TRY(add_desk(stage, acts));
  std::stable_sort(acts.begin(), acts.end(), [](const Act& a, const Act& b) { return a.at < b.at; });
  const auto now = parse_instant(entry->body.string_or("clock"));
  SEN_ASSERT(now.has_value());
  for (const auto& act : acts) {
    if (act.at > *now) break;
    stage.clock().set(act.at);
    SEN_TRY(act.run(stage));
  }
  stage.report.unit = stage.unit;
  stage.report.clock = *now;
  return stage.report;
}

}  // namespace sen::sim
