// What an installation loads stays by its hash, is in force for its units, and is counted anew.

#include "ledger/packs.hpp"

#include <fstream>
#include <sstream>

#include "ledger/cli.hpp"
#include "ledger/rebuild.hpp"
#include "ledger/test_events.hpp"

namespace sen::ledger {
namespace {

constexpr const char* kMeasures = R"({"schema":"sen.measures/1","id":"commune","source":"xã",
  "measures":[{"id":"sessions","label_vi":"a","label_en":"a","kind":"count",
               "events":[{"kind":"plan.adopted"}]}]})";

class PacksTest : public store::EngineTest {
 protected:
  World world{store()};
  store::TestFolder folder;

  void put(const std::string& name, const std::string& json) {
    std::ofstream(folder.path() + "/" + name) << json;
  }
  Result<PackLoad> load(const std::string& json) {
    const auto checked = pack::check({{"a.json", json}}, {});
    return world.in(UnitId{0}).write(
        [&](store::WriteTx& tx, const Context& ctx) { return load_packs(tx, ctx, checked); });
  }
};
SEN_ON_EVERY_ENGINE(PacksTest);

// An entry that once scored something is found by its hash, whatever later releases say.
TEST_P(PacksTest, KeptByHash) {
  const auto hash = world.write([](store::WriteTx& tx, const Context& ctx) {
    return keep_pack(tx, ctx, {"criteria-sets", "x", "{\"id\":\"x\"}"});
  });
  ASSERT_TRUE(hash);
  const auto found =
      world.read([&](store::ReadTx& tx, const Context&) { return kept_pack(tx, *hash); });
  ASSERT_TRUE(*found);
  EXPECT_EQ((*found)->body, "{\"id\":\"x\"}");
  EXPECT_EQ((*found)->kind, "criteria-sets");
  const auto none =
      world.read([&](store::ReadTx& tx, const Context&) { return kept_pack(tx, "0"); });
  EXPECT_FALSE(*none);
  EXPECT_EQ(packs_in_force(store())->all("criteria-sets").size(),
            pack::PackSet::embedded().all("criteria-sets").size());
}

TEST_P(PacksTest, LoadedOnceAndCounted) {
  world.as(Role::Chair);
  EXPECT_EQ(load(kMeasures).error().rule, "forbidden");
  world.as(Role::Admin);
  const auto first = load(kMeasures);
  ASSERT_TRUE(first) << first.error().rule;
  EXPECT_EQ(first->loaded_count, 1);
  const auto again = load(kMeasures);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->loaded_count, 0);
  EXPECT_EQ(again->known_count, 1);
  const auto chain = *world.read([](store::ReadTx& tx, const Context&) { return events(tx, {}); });
  ASSERT_EQ(chain.size(), 1U);
  EXPECT_EQ(chain[0].kind, "pack.loaded");
  const auto packs = packs_in_force(store());
  ASSERT_TRUE(packs);
  EXPECT_NE(packs->measures().find("sessions"), nullptr);
  EXPECT_NE(packs->measures().find("plan_tasks_total"), nullptr);
}

TEST_P(PacksTest, AnUnfitPackLoadsNothing) {
  world.as(Role::Admin);
  const auto named = load(R"({"schema":"sen.measures/1","id":"bad","source":"x","measures":[{}]})");
  EXPECT_EQ(named.error().rule, "pack.load_refused");
  EXPECT_FALSE(named.error().fields.empty());
  EXPECT_EQ(packs_in_force(store())->measures().find("sessions"), nullptr);
}

// ---- the command line

struct Screen {
  std::ostringstream out, err;
  Terminal terminal(bool json = false) { return {out, err, Language::En, json}; }
};

TEST_P(PacksTest, PackLoadCommandRecounts) {
  record(world, event("plan.adopted"));
  put("m.json", kMeasures);
  Screen screen;
  const auto code =
      run_pack_load(store(), folder.path(), {}, world.clock(), world.random(), screen.terminal());
  ASSERT_TRUE(code) << render(Language::En, code.error());
  EXPECT_EQ(*code, 0);
  EXPECT_NE(screen.out.str().find("1 entries loaded"), std::string::npos);
  const auto packs = *packs_in_force(store());
  World counted(store(), "2024-10-15T08:15+07:00", packs);
  EXPECT_EQ(counted.tally("sessions", "2024-10-15"), 1);
  const auto missing = run_pack_load(store(), folder.path() + "/none", {}, world.clock(),
                                     world.random(), screen.terminal());
  EXPECT_EQ(missing.error().rule, "pack.no_folder");
}

TEST_P(PacksTest, VerifyCommandAnswersByItsExitCode) {
  record(world.in(UnitId{7}), event("plan.adopted"));
  const auto& packs = pack::PackSet::embedded();
  Screen clean;
  EXPECT_EQ(run_verify(store(), packs, {}, clean.terminal()), 0);
  const Head now = *world.read([](store::ReadTx& tx, const Context&) { return ledger::head(tx); });
  EXPECT_NE(clean.out.str().find("Unit 7: head " + to_string(now)), std::string::npos);
  EXPECT_TRUE(clean.err.str().empty());

  Screen found;
  VerifyRequest request;
  request.heads = {std::string(64, 'a') + ":1"};
  EXPECT_EQ(run_verify(store(), packs, request, found.terminal()), 1);
  EXPECT_EQ(found.err.str().substr(0, 6), "seq 1:");

  Screen json;
  EXPECT_EQ(run_verify(store(), packs, request, json.terminal(true)), 1);
  const auto document = parse_json(json.out.str());
  ASSERT_TRUE(document);
  EXPECT_FALSE((*document)["clean"].as_bool());
  EXPECT_EQ((*document)["findings"].items().at(0).string_or("code"), "ledger.verify_head");
  EXPECT_EQ((*document)["heads"].items().at(0).string_or("head"), to_string(now));

  Screen wrong;
  request.heads = {"nonsense"};
  EXPECT_EQ(run_verify(store(), packs, request, wrong.terminal()), 2);
  EXPECT_NE(wrong.err.str().find("nonsense"), std::string::npos);  // ledger.head_format
}

TEST_P(PacksTest, RebuildCommandSaysWhatItCounted) {
  record(world.in(UnitId{7}), event("plan.adopted"));
  Screen screen;
  const auto code = run_rebuild(store(), pack::PackSet::embedded(), {}, screen.terminal(true));
  ASSERT_TRUE(code);
  EXPECT_EQ(*code, 0);
  EXPECT_EQ(parse_json(screen.out.str())->int_or("units", 0), 1);
  EXPECT_EQ(run_rebuild(store(), pack::PackSet::embedded(), {.measure = "x"}, screen.terminal())
                .error()
                .rule,
            "ledger.measure_unknown");
}

}  // namespace
}  // namespace sen::ledger
