// One byte changed anywhere is found and named; who also recomputed what follows is found by a head
// that was printed before, or by the key that he lacks.

#include "ledger/verify.hpp"

#include "ledger/chain.hpp"
#include "ledger/lines.hpp"
#include "ledger/rebuild.hpp"
#include "ledger/tampering.hpp"
#include "ledger/test_events.hpp"

namespace sen::ledger {
namespace {

using store::Reach;
using store::Statement;

const Statement kChangeFacts{
    "ledger_test.change_facts",
    "UPDATE event SET facts = '{\"value\":8}' WHERE unit_id = 7 AND seq = 3", Reach::Maintenance};
const Statement kChangeActor{"ledger_test.change_actor",
                             "UPDATE event SET actor = 12 WHERE unit_id = 7 AND seq = 3",
                             Reach::Maintenance};
const Statement kChangeTime{"ledger_test.change_time",
                            "UPDATE event SET effective_at = effective_at + 1"
                            " WHERE unit_id = 7 AND seq = 5",
                            Reach::Maintenance};
const Statement kChangePrevious{"ledger_test.change_previous",
                                "UPDATE event SET prev_hash = 'ab' WHERE unit_id = 7 AND seq = 2",
                                Reach::Maintenance};
const Statement kChangeSeal{"ledger_test.change_seal",
                            "UPDATE event SET mac = '' WHERE unit_id = 7 AND seq = 4",
                            Reach::Maintenance};
const Statement kChangePayload{"ledger_test.change_payload",
                               "UPDATE event_payload SET body_sealed = (SELECT body_sealed FROM event_payload WHERE unit_id = 7 AND seq <> 2 ORDER BY seq LIMIT 1) WHERE unit_id = 7 AND seq = 2",
                               Reach::Maintenance};
const Statement kRemovePayload{"ledger_test.remove_payload",
                               "DELETE FROM event_payload WHERE unit_id = 7 AND seq = 2",
                               Reach::Maintenance};
const Statement kErasePayload{"ledger_test.erase_payload",
                              "UPDATE event_payload SET body_sealed = NULL WHERE unit_id = 7 AND seq = 2",
                              Reach::Maintenance};
const Statement kRemoveEvent{"ledger_test.remove_event",
                             "DELETE FROM event WHERE unit_id = 7 AND seq = 4", Reach::Maintenance};
const Statement kCutEnd{"ledger_test.cut_end", "DELETE FROM event WHERE unit_id = 7 AND seq = 5",
                        Reach::Maintenance};
const Statement kCutHead{"ledger_test.cut_head",
                         "UPDATE unit_head SET seq = 4, hash = (SELECT hash FROM event"
                         " WHERE unit_id = 7 AND seq = 4) WHERE unit_id = 7",
                         Reach::Maintenance};
const Statement kChangeTally{"ledger_test.change_tally",
                             "UPDATE tally SET value = 77 WHERE unit_id = 7 AND grain = 'month'",
                             Reach::Maintenance};
const Statement kChangeOrigin{
    "ledger_test.change_origin",
    "UPDATE tally SET origin = 'attested' WHERE unit_id = 7 AND grain = 'year'",
    Reach::Maintenance};
const Statement kRemoveTally{"ledger_test.remove_tally",
                             "DELETE FROM tally WHERE unit_id = 7 AND grain = 'day'",
                             Reach::Maintenance};
const Statement kAddTally{
    "ledger_test.add_tally",
    "INSERT INTO tally (unit_id, measure, grain, start_on, slice, value, ordinal,"
    " origin) VALUES (7, 'late', 'day', '2024-02-01', '', 1, 1, 'counted')",
    Reach::Maintenance};

const Statement kForgeFacts{
    "ledger_test.forge_facts",
    "UPDATE event SET facts = '{\"value\":8}' WHERE unit_id = 7 AND seq = 3", Reach::Maintenance};
const Statement kForgeHash{
    "ledger_test.forge_hash",
    "UPDATE event SET prev_hash = $1, hash = $2 WHERE unit_id = 7 AND seq = $3",
    Reach::Maintenance};
const Statement kForgeHead{"ledger_test.forge_head",
                           "UPDATE unit_head SET hash = $1 WHERE unit_id = 7", Reach::Maintenance};

class VerifyTest : public store::EngineTest {
 protected:
  void SetUp() override {
    world.seal_with(key);
    for (int i = 0; i < 5; ++i) {
      EventDraft draft = event("level.set", {{"value", count(i)}});
      draft.payload.set("note", Json::string("trước và sau"));
      record(world, draft);
    }
    head = *world.read([](store::ReadTx& tx, const Context&) { return ledger::head(tx); });
  }

  std::string first_finding(const VerifyOptions& options = {}) {
    const auto report = verify(store(), test_packs(), options);
    if (!report) return report.error().rule;
    if (report->findings.empty()) return "clean";
    return report->findings[0].text.key + " " + report->findings[0].where;
  }
  std::string after(const Statement& change) {
    tamper(test_store(), change);
    return first_finding();
  }
  PrintedHead printed() { return *parse_head("7:5:" + head.hash_hex); }

  const ChainKey key = make_chain_key(std::string(32, 'k'));
  World world{store(), "2024-10-15T08:15+07:00", test_packs()};
  Head head;
};
SEN_ON_EVERY_ENGINE(VerifyTest);

TEST_P(VerifyTest, CleanWhenNothingHappened) {
  const auto report = verify(store(), test_packs(), {.key = &key});
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->findings.empty());
  EXPECT_EQ(report->unit_count, 1);
  EXPECT_EQ(report->event_count, 5);
  EXPECT_EQ(report->tally_count, 3);
  EXPECT_EQ(report->sealed_count, 5);
  ASSERT_EQ(report->heads.size(), 1U);
  EXPECT_EQ(to_string(report->heads[0].second), head.hash_hex + ":5");
}

TEST_P(VerifyTest, ChangedFactsAreNamed) {
  EXPECT_EQ(after(kChangeFacts), "ledger.verify_hash seq 3");
}
TEST_P(VerifyTest, ChangedActorIsNamed) {
  EXPECT_EQ(after(kChangeActor), "ledger.verify_hash seq 3");
}
TEST_P(VerifyTest, ChangedTimeIsNamed) {
  EXPECT_EQ(after(kChangeTime), "ledger.verify_hash seq 5");
}
TEST_P(VerifyTest, BrokenLinkIsNamed) {
  EXPECT_EQ(after(kChangePrevious), "ledger.verify_previous seq 2");
}
TEST_P(VerifyTest, ChangedPayloadIsNamed) {
  EXPECT_EQ(after(kChangePayload), "ledger.verify_payload seq 2");
}
TEST_P(VerifyTest, RemovedPayloadIsNamed) {
  EXPECT_EQ(after(kRemovePayload), "ledger.verify_payload seq 2");
}
// The law may have a payload erased, but by the command that records it.
TEST_P(VerifyTest, ErasingWithoutAnEventIsNamed) {
  EXPECT_EQ(after(kErasePayload), "ledger.verify_erased seq 2");
}
TEST_P(VerifyTest, RemovedEventIsNamed) {
  EXPECT_EQ(after(kRemoveEvent), "ledger.verify_gap seq 4");
}
TEST_P(VerifyTest, CutEndIsNamed) {
  EXPECT_EQ(after(kCutEnd), "ledger.verify_end seq 5");
}
// Cutting the end and setting back the head leaves a chain that agrees with itself.
TEST_P(VerifyTest, CutEndWithHeadSetBackIsCaughtByThePrintedHead) {
  tamper(test_store(), kCutHead);
  tamper(test_store(), kCutEnd);
  const auto level = rebuild(store(), test_packs(), UnitId{7}, "level");
  ASSERT_TRUE(level);
  EXPECT_NE(first_finding({.heads = {printed()}}), "clean");
  EXPECT_EQ(first_finding({.heads = {printed()}}).substr(0, 17), "ledger.verify_cut");
}
TEST_P(VerifyTest, ChangedTallyIsNamedAndRebuilt) {
  EXPECT_EQ(after(kChangeTally), "ledger.verify_tally tally level 2024-10-01 month");
  ASSERT_TRUE(rebuild(store(), test_packs(), UnitId{7}, "level"));
  EXPECT_EQ(first_finding(), "clean");
}
TEST_P(VerifyTest, ChangedOriginOfATallyIsNamed) {
  EXPECT_EQ(after(kChangeOrigin), "ledger.verify_tally tally level 2024-01-01 year");
}
TEST_P(VerifyTest, RemovedTallyIsNamed) {
  EXPECT_EQ(after(kRemoveTally), "ledger.verify_tally_lost tally level 2024-10-15 day");
}
TEST_P(VerifyTest, InventedTallyIsNamed) {
  EXPECT_EQ(after(kAddTally), "ledger.verify_tally_extra tally late 2024-02-01 day");
}
TEST_P(VerifyTest, RemovedSealIsNamed) {
  EXPECT_EQ(after(kChangeSeal), "clean");  // without the key nobody can tell
  EXPECT_EQ(first_finding({.key = &key}), "ledger.verify_seal seq 4");
}
TEST_P(VerifyTest, AnotherKeysSealIsNoSeal) {
  const ChainKey other = make_chain_key(std::string(32, 'o'));
  EXPECT_EQ(first_finding({.key = &other}), "ledger.verify_seal seq 1");
}
// A key that comes later leaves the lines before it unsealed, and no line after it.
TEST_P(VerifyTest, SealsBeginWithTheKey) {
  World unsealed{store(), "2024-10-15T08:15+07:00", test_packs()};
  unsealed.in(UnitId{8});
  record(unsealed, event("plan.issued"));
  unsealed.seal_with(key);
  record(unsealed, event("plan.issued"));
  EXPECT_EQ(first_finding({.key = &key}), "clean");
  World forgot{store(), "2024-10-15T08:15+07:00", test_packs()};
  record(forgot.in(UnitId{8}), event("plan.issued"));
  EXPECT_EQ(first_finding({.key = &key}), "ledger.verify_seal seq 3");
}

// Someone with write access changes an event and recomputes its hash, all later ones, the head and
// the tallies: the chain agrees with itself again. Method: the fact of event 3 becomes 8; the
// statements hold what hash_of computes.
class Forger {
 public:
  Forger(store::TestStore& test, World& world) : test_(test), world_(world) {}

  void forge() {
    struct Kept {
      std::string kind, subject_kind, facts, payload_hash;
      Line line;
    };
    std::vector<Kept> lines;
    ASSERT_TRUE(world_.read([&](store::ReadTx& tx, const Context&) {
      return each_line(tx, [&](const StoredLine& stored) {
        const Line& line = stored.line;
        lines.push_back({std::string(line.kind), std::string(line.subject_kind),
                         line.seq == 3 ? "{\"value\":8}" : std::string(line.facts),
                         std::string(line.payload_hash), line});
        return true;
      });
    }));
    run(kForgeFacts, {});
    std::string previous = kFirstHash;
    for (auto& kept : lines) {
      kept.line.kind = kept.kind;
      kept.line.subject_kind = kept.subject_kind;
      kept.line.facts = kept.facts;
      kept.line.payload_hash = kept.payload_hash;
      const std::string hash = hash_of(kept.line, previous);
      run(kForgeHash, {"'" + previous + "'", "'" + hash + "'", std::to_string(kept.line.seq)});
      previous = hash;
    }
    run(kForgeHead, {"'" + previous + "'"});
    ASSERT_TRUE(rebuild(*test_, test_packs(), UnitId{7}, ""));
  }

 private:
  // On PostgreSQL the application may not rewrite events at all: the forger is the tables' owner.
  void run(const Statement& statement, const std::vector<std::string>& literals) {
    if (test_->is_postgres()) {
      std::string sql = statement.text;
      for (std::size_t i = literals.size(); i > 0; --i) {
        const std::string name = "$" + std::to_string(i);
        sql.replace(sql.find(name), name.size(), literals[i - 1]);
      }
      store::run_in_scratch_schema(test_.options(), sql);
      return;
    }
    std::vector<store::Value> values;
    for (const auto& literal : literals) {
      if (literal.front() == '\'') {
        values.push_back(store::to_value(literal.substr(1, literal.size() - 2)));
      } else {
        values.push_back(store::to_value(std::int64_t{std::stoll(literal)}));
      }
    }
    ASSERT_TRUE(
        test_->write(UnitId{7}, [&](store::WriteTx& tx) { return tx.change(statement, values); }));
  }
  store::TestStore& test_;
  World& world_;
};

TEST_P(VerifyTest, RecomputedHashesAreCaughtByThePrintedHeadAndTheKey) {
  EXPECT_EQ(first_finding({.heads = {printed()}}), "clean");
  Forger(test_store(), world).forge();
  EXPECT_EQ(first_finding(), "clean");
  EXPECT_EQ(first_finding({.heads = {printed()}}), "ledger.verify_head seq 5");
  EXPECT_EQ(first_finding({.heads = {*parse_head(head.hash_hex + ":5")}}),
            "ledger.verify_head seq 5");
  EXPECT_EQ(first_finding({.key = &key}), "ledger.verify_seal seq 3");
}

// A head printed without its unit must be the head of some unit.
TEST_P(VerifyTest, HeadWithoutUnitIsFoundAmongAll) {
  World other{store(), "2024-10-15T08:15+07:00", test_packs()};
  record(other.in(UnitId{8}), event("plan.issued"));
  const auto short_head = *parse_head(head.hash_hex + ":5");
  EXPECT_EQ(first_finding({.heads = {short_head}}), "clean");
  EXPECT_EQ(first_finding({.heads = {short_head}, .unit = UnitId{8}}), "ledger.verify_head seq 5");
  auto wrong = short_head;
  wrong.seq = 4;
  EXPECT_EQ(first_finding({.heads = {wrong}}), "ledger.verify_head seq 4");
  wrong = printed();
  wrong.seq = 9;
  EXPECT_EQ(first_finding({.heads = {wrong}}), "ledger.verify_cut seq 9");
}

TEST(ParseHead, RefusesWhatIsNone) {
  const std::string hash(64, 'a');
  EXPECT_EQ(parse_head("7:5:" + hash)->unit, UnitId{7});
  EXPECT_FALSE(parse_head(hash + ":5")->unit);
  EXPECT_EQ(parse_head(std::string(64, 'A') + ":5")->hash, hash);
  for (const std::string text : {"", "7:5:abc", ":5", "5", "a:b:c"}) EXPECT_FALSE(parse_head(text));
  EXPECT_FALSE(parse_head(hash + ":0"));
  EXPECT_FALSE(parse_head(hash + ":x"));
  EXPECT_FALSE(parse_head(std::string(64, 'z') + ":5"));
}

// Evidence and the like add their own findings, unit by unit.
TEST_P(VerifyTest, FurtherChecksAddTheirFindings) {
  VerifyOptions options;
  options.more = [](store::ReadTx& tx, std::vector<VerifyFinding>& findings) -> Result<Done> {
    findings.push_back({tx.unit(), "sha", {"evidence.changed"}});
    return Done{};
  };
  EXPECT_EQ(first_finding(options), "evidence.changed sha");
}

// The same bytes give the same hash in any language: the format is fixed by this line.
TEST(Chain, HashOfALineIsFixed) {
  const Line line{.unit = 7,
                  .seq = 1,
                  .at = {1000},
                  .effective_at = {2000},
                  .actor = 11,
                  .kind = "task.closed",
                  .subject_kind = "task",
                  .subject_id = 3,
                  .facts = "{\"on_time\":true}",
                  .payload_hash = ""};
  EXPECT_EQ(hash_of(line, kFirstHash),
            "bf397d575d0f7a6c8f8a8568726e2e6a437b30ae46f49941caf3cffcee56ae37");
}

}  // namespace
}  // namespace sen::ledger
