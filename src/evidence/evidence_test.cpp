// Files become durable before their rows, prove several things without copies, and tampering is found.

#include "evidence/evidence.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/hash.hpp"
#include "evidence/crafted_files.hpp"
#include "evidence/verify.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::evidence {
namespace {

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
}

std::size_t files_in(const std::string& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) count += entry.is_regular_file() ? 1 : 0;
  return count;
}

class EvidenceTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  store::TestFolder folder;
  Blobs blobs = *Blobs::open(folder.path() + "/blobs");

  void SetUp() override { world.as(Role::Staff); }
  KeptFile keep(const std::string& bytes, const char* name = "Quyết định.pdf") {
    auto kept = blobs.keep({bytes, {}}, name);
    EXPECT_TRUE(kept) << kept.error().rule;
    return *kept;
  }
  Result<Evidence> add(const KeptFile& file, Sensitivity sensitivity = Sensitivity::Personal) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return add_evidence(tx, ctx, {file, sensitivity}); });
  }
  Result<Done> link(EvidenceId id, SubjectRef subject) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return link_evidence(tx, ctx, {id, subject}); });
  }
  std::vector<ledger::VerifyFinding> findings() {
    std::vector<ledger::VerifyFinding> found;
    EXPECT_TRUE(world.read([&](store::ReadTx& tx, const Context&) { return check_files(tx, blobs, found); }));
    EXPECT_TRUE(store().read(UnitId{}, [&](store::ReadTx& tx) { return check_orphans(tx, blobs, found); }));
    return found;
  }
  std::size_t events(const char* kind) {
    const auto all = world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); });
    std::size_t count = 0;
    for (const auto& event : *all) count += event.kind == kind ? 1 : 0;
    return count;
  }
};
SEN_ON_EVERY_ENGINE(EvidenceTest);

TEST_P(EvidenceTest, AFileIsKeptUnderTheHashOfItsBytes) {
  const auto bytes = crafted::pdf();
  const auto kept = keep(bytes);
  EXPECT_EQ(kept.sha256, sha256_hex(bytes));
  EXPECT_EQ(kept.size, static_cast<std::int64_t>(bytes.size()));
  EXPECT_EQ(blobs.path_of(kept.sha256),
            folder.path() + "/blobs/" + kept.sha256.substr(0, 2) + "/" + kept.sha256.substr(2, 2) + "/" + kept.sha256);
  EXPECT_EQ(blobs.hash_now(kept.sha256), kept.sha256);
  const auto evidence = add(kept);
  ASSERT_TRUE(evidence) << evidence.error().rule;
  EXPECT_EQ(evidence->name, "Quyết định.pdf");
  EXPECT_STREQ(media_type_of(evidence->type), "application/pdf");
  EXPECT_EQ(events("evidence.added"), 1U);
  EXPECT_TRUE(findings().empty());
}

// A spooled upload is read piece by piece, and stays where it was.
TEST_P(EvidenceTest, ASpooledFileIsKeptToo) {
  const auto bytes = crafted::pdf(std::string(3'000'000, ' '));
  const auto spool = folder.path() + "/spool";
  write_file(spool, bytes);
  const auto kept = blobs.keep({{}, spool}, "lon.pdf");
  ASSERT_TRUE(kept) << kept.error().rule;
  EXPECT_EQ(kept->sha256, sha256_hex(bytes));
  EXPECT_TRUE(std::filesystem::exists(spool));
  EXPECT_EQ(blobs.keep({{}, folder.path() + "/nothing"}, "a.pdf").error().rule, "evidence.file_gone");
}

TEST_P(EvidenceTest, ARefusedFileLeavesNothing) {
  EXPECT_EQ(blobs.keep({"<html>", {}}, "a.pdf").error().rule, "evidence.type_lies");
  EXPECT_EQ(blobs.keep({crafted::pdf(), {}}, "a/b.pdf").error().rule, "evidence.name_invalid");
  EXPECT_EQ(files_in(folder.path()), 0U);
}

TEST_P(EvidenceTest, OneFileProvesSeveralThingsWithoutCopies) {
  const auto first = add(keep(crafted::pdf()));
  const auto again = add(keep(crafted::pdf(), "ban sao.pdf"));
  ASSERT_TRUE(again);
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(files_in(folder.path()), 1U);
  ASSERT_TRUE(link(first->id, {"task", 5}));
  ASSERT_TRUE(link(first->id, {"fact", 9}));
  ASSERT_TRUE(link(first->id, {"fact", 9}));
  EXPECT_EQ(events("evidence.added"), 1U);
  EXPECT_EQ(events("evidence.linked"), 2U);
  const auto proven = world.read([&](store::ReadTx& tx, const Context&) { return proven_by(tx, first->id); });
  EXPECT_EQ(proven->size(), 2U);
  const auto of_task = world.read([&](store::ReadTx& tx, const Context&) { return evidence_of(tx, {"task", 5}); });
  ASSERT_EQ(of_task->size(), 1U);
  EXPECT_EQ(of_task->front().sha256, first->sha256);
  const auto counts = world.read([&](store::ReadTx& tx, const Context&) { return evidence_counts(tx, "fact"); });
  ASSERT_EQ(counts->size(), 1U);
  EXPECT_EQ(counts->front().count, 1);
}

TEST_P(EvidenceTest, WhoOpensAPersonalFileIsRecordedFirst) {
  const auto personal = add(keep(crafted::pdf()));
  const auto open = add(keep(crafted::png(2, 2), "a.png"), Sensitivity::Open);
  world.as(Role::Auditor, 12);
  for (const auto id : {personal->id, open->id}) {
    const auto opened = world.write([&](store::WriteTx& tx, const Context& ctx) { return open_evidence(tx, ctx, id); });
    ASSERT_TRUE(opened);
  }
  EXPECT_EQ(events("evidence.opened"), 1U);
  world.as(Role::Citizen);
  const auto refused = world.write([&](store::WriteTx& tx, const Context& ctx) { return open_evidence(tx, ctx, personal->id); });
  EXPECT_EQ(refused.error().code, ErrorCode::Forbidden);
  EXPECT_EQ(add(keep(crafted::xlsx(), "a.xlsx")).error().code, ErrorCode::Forbidden);
}

// Unit 8 neither finds nor links what unit 7 has; its own copy of the row shares the bytes.
TEST_P(EvidenceTest, AnotherUnitSeesNothing) {
  const auto evidence = add(keep(crafted::pdf()));
  world.in(UnitId{8});
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return load_evidence(tx, evidence->id); }).error().rule,
            "evidence.unknown");
  EXPECT_EQ(link(evidence->id, {"task", 5}).error().rule, "evidence.unknown");
  const auto own = add(keep(crafted::pdf()));
  ASSERT_TRUE(own);
  EXPECT_NE(own->id, evidence->id);
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST_P(EvidenceTest, ADayHasFiveHundredMegabytes) {
  KeptFile large{"a.pdf", FileType::Pdf, kFileBytesMax, {}};
  for (int i = 0; i < 20; ++i) {
    large.sha256 = sha256_hex(std::to_string(i));
    ASSERT_TRUE(add(large));
  }
  large.sha256 = sha256_hex("one more");
  large.size = 1;
  EXPECT_EQ(add(large).error().rule, "evidence.daily_limit");
  world.as(Role::Staff, 12);
  EXPECT_TRUE(add(large));
  large.sha256 = sha256_hex("tomorrow");
  world.as(Role::Staff, 11).at("2024-10-16T00:00+07:00");
  EXPECT_TRUE(add(large));
}

TEST_P(EvidenceTest, AThingHasTwoHundredFilesAtMost) {
  for (int i = 0; i <= 200; ++i) {
    const KeptFile file{"a.pdf", FileType::Pdf, 1, sha256_hex(std::to_string(i))};
    const auto linked = link(add(file)->id, {"task", 5});
    EXPECT_EQ(linked ? "" : linked.error().rule, i < 200 ? "" : "evidence.link_limit");
  }
}

// One changed byte, a lost file and a file too many are each named by their hash.
TEST_P(EvidenceTest, TamperingIsFound) {
  const auto altered = add(keep(crafted::pdf()))->sha256;
  const auto missing = add(keep(crafted::png(2, 2), "a.png"))->sha256;
  const auto orphan = keep(crafted::xlsx(), "a.xlsx").sha256;
  auto bytes = crafted::pdf();
  bytes[12] = static_cast<char>(bytes[12] ^ 1);
  write_file(blobs.path_of(altered), bytes);
  std::filesystem::remove(blobs.path_of(missing));
  std::map<std::string, std::string> found;
  for (const auto& finding : findings()) found[finding.where] = finding.text.key;
  EXPECT_EQ(found, (std::map<std::string, std::string>{{altered, "evidence.verify_altered"},
                                                       {missing, "evidence.verify_missing"},
                                                       {orphan, "evidence.verify_orphan"}}));
  EXPECT_EQ(blobs.keep({crafted::pdf(), {}}, "a.pdf").error().rule, "evidence.damaged");
}

class BrokenDisk : public store::Faults {
 public:
  bool fail_sync() override { return syncs_fail; }
  bool full() override { return is_full; }
  bool syncs_fail = false;
  bool is_full = false;
};

// A disk that fails or is full: the upload ends, and no half of a file stays under any name.
TEST(Blobs, ABrokenDiskLeavesNothing) {
  const store::TestFolder folder;
  const auto disk = std::make_shared<BrokenDisk>();
  auto blobs = *Blobs::open(folder.path(), disk);
  disk->is_full = true;
  try {
    (void)blobs.keep({crafted::pdf(), {}}, "a.pdf");
    FAIL();
  } catch (const store::Failure& failure) {
    EXPECT_EQ(failure.kind, store::Failure::Kind::Full);
  }
  disk->is_full = false;
  disk->syncs_fail = true;
  EXPECT_THROW((void)blobs.keep({crafted::pdf(), {}}, "a.pdf"), store::Failure);
  EXPECT_EQ(files_in(folder.path()), 0U);
  disk->syncs_fail = false;
  EXPECT_TRUE(blobs.keep({crafted::pdf(), {}}, "a.pdf"));
}

TEST(Blobs, HalfWrittenFilesOfAnEarlierRunAreCleared) {
  const store::TestFolder folder;
  auto blobs = *Blobs::open(folder.path());
  write_file(folder.path() + "/tmp/half", "x");
  blobs.clear_unfinished();
  EXPECT_EQ(files_in(folder.path()), 0U);
}

TEST(Blobs, AFolderThatCannotBeIsSaid) {
  const store::TestFolder folder;
  write_file(folder.path() + "/file", "x");
  EXPECT_EQ(Blobs::open(folder.path() + "/file").error().rule, "evidence.no_folder");
}

}  // namespace
}  // namespace sen::evidence
