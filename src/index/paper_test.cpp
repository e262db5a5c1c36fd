// Papers handed in for a criterion.

#include "index/paper.hpp"

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "evidence/evidence.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::index {
namespace {

class Papers : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-10-15T08:15+07:00"};

  EvidenceId file(const std::string& name) {
    const evidence::KeptFile kept{.name = name, .type = evidence::FileType::Pdf, .size = 9, .sha256 = sha256_hex(name)};
    const auto made = world.call<evidence::Evidence, evidence::NewEvidence>(evidence::add_evidence, {.file = kept});
    EXPECT_TRUE(made);
    return made->id;
  }
  Result<Paper> hand_in(const std::string& wanted, std::vector<EvidenceId> files) {
    return world.call<Paper, PaperInput>(add_paper, {2024, "1.3", wanted, std::move(files)});
  }
  std::size_t files_of(std::int64_t paper) {
    return world.read([&](store::ReadTx& tx, const Context&) { return evidence::evidence_of(tx, {kPaperSubject, paper}); })->size();
  }
};
SEN_ON_EVERY_ENGINE(Papers);

// The same paper again is the same row with one more file; the same file proves two papers without a copy.
TEST_P(Papers, AreKeptOncePerCriterionAndWords) {
  world.as(Role::Staff);
  const auto one = file("a.pdf");
  const auto made = hand_in("Báo cáo quý III", {one});
  ASSERT_TRUE(made) << made.error().rule;
  const auto again = hand_in("Báo cáo quý III", {one, file("b.pdf")});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, made->id);
  EXPECT_EQ(files_of(made->id), 2U);
  ASSERT_TRUE(hand_in("", {one}));
  const auto papers = world.read([&](store::ReadTx& tx, const Context&) { return papers_of(tx, 2024, "1.3"); });
  ASSERT_EQ(papers->size(), 2U);
  EXPECT_EQ(papers->at(0).wanted, "");
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return papers_of(tx, 2024, "1.4"); })->size(), 0U);
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return load_paper(tx, made->id); })->code, "1.3");
}

TEST_P(Papers, RefuseWhatIsNoFileOrNoRight) {
  world.as(Role::Staff);
  const auto one = file("a.pdf");
  EXPECT_EQ(hand_in("x", {}).error().rule, "index.paper_files");
  EXPECT_EQ(hand_in("x", std::vector<EvidenceId>(51, one)).error().rule, "index.paper_files");
  EXPECT_EQ(hand_in("x", {EvidenceId{5}}).error().rule, "evidence.unknown");
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return papers_of(tx, 2024, "1.3"); })->size(), 0U) << "nothing is kept of a refusal";
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return load_paper(tx, 5); }).error().rule, "index.paper_unknown");
  world.as(Role::Auditor);
  EXPECT_EQ(hand_in("x", {one}).error().rule, "forbidden");
}

}  // namespace
}  // namespace sen::index
