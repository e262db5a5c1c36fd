// Lists of dossiers into Sen: columns as the provinces' systems print them, steps, what differs.

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "intake/batch.hpp"
#include "intake/values.hpp"
#include "ledger/world.hpp"
#include "record/act.hpp"
#include "store/test_store.hpp"

namespace sen::intake {
namespace {

Date day(const char* text) { return *parse_date(text); }

TEST(IntakeValues, DaysWithHours) {
  EXPECT_EQ(read_day_time("15/10/2024 08:30")->minute, 510);
  EXPECT_EQ(read_day_time("08:30:12 15/10/2024")->day, day("2024-10-15"));
  EXPECT_EQ(read_day_time("2024-10-15T16:05:00.000")->minute, 965);
  EXPECT_FALSE(read_day_time("15/10/2024")->minute);
  for (const char* bad : {"", "08:30", "15/10/2024 25:00", "15/10/2024 8h30", "30/2/2024 08:00"}) EXPECT_FALSE(read_day_time(bad)) << bad;
  EXPECT_EQ(read_day("5/3/2024 07:00"), day("2024-03-05"));
}

class IntakeDossiersTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-10-31T08:30+07:00"};
  index::Sets index_sets;
  record::Rules rules;
  Sources sources{index_sets, rules};

  void SetUp() override {
    world.as(Role::Admin);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      SEN_TRY(identity::add_body(tx, ctx, {"one_stop_desk", "Bộ phận Một cửa", "One-stop desk", false, 1}));
      return identity::add_body(tx, ctx, {"justice_civil_status", "Tư pháp – Hộ tịch", "Civil status", false, 2});
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Lead);
  }
  FileInput file(const std::string& text) {
    return {.kind = Kind::Dossiers, .name = "ho-so.csv", .hash = sha256_hex(text), .grid = *formats::read_grid(text), .map = {}};
  }
  Result<Staged> stage(const std::string& text) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return stage_file(tx, ctx, sources, file(text)); });
  }
  Result<Batch> step(BatchId id, bool accept = false, int rows = kStepRows) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return apply_step(tx, ctx, sources, {id, accept, rows}); });
  }
  Checked look(const std::string& text) {
    const auto seen = world.read([&](store::ReadTx& tx, const Context& ctx) { return preview_file(tx, ctx, sources, file(text)); });
    EXPECT_TRUE(seen) << (seen ? "" : seen.error().rule);
    return seen ? seen->checked : Checked{};
  }
  std::vector<std::string> faults(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& error : look(text).errors) out.push_back(std::to_string(error.line) + error.column + " " + error.code);
    return out;
  }
  std::vector<std::string> differences(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& each : look(text).differences) {
      out.push_back(std::to_string(each.line) + " " + each.subject + " " + each.what);
      EXPECT_NE(each.text(Language::Vi), "") << each.what;
    }
    return out;
  }
  std::int64_t events() { return world.read([](store::ReadTx& tx, const Context&) { return ledger::head(tx); })->seq; }
};
SEN_ON_EVERY_ENGINE(IntakeDossiersTest);

constexpr const char* kTitles = "STT;Mã hồ sơ;Tên thủ tục;Chủ hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả;Ngày trả;Trạng thái;Hình thức nộp;Bộ phận;Số hóa\n";
std::string titled(const std::string& rows) { return kTitles + rows; }

const std::string kList = titled(
    "1;H26.1-241010-1;1.004873;Trần Thị Mẫu;10/10/2024 08:30;15/10/2024;14/10/2024;14/10/2024 10:00;Đã trả kết quả;Trực tuyến;Tư pháp – Hộ tịch;Có\n"
    "2;H26.1-241010-2;1.004873;Lê Văn Mẫu;10/10/2024;16/10/2024;;;Đang xử lý;Trực tiếp;;Không\n"
    "3;H26.1-241010-3;1.004873;Ngô Mẫu;10/10/2024;15/10/2024;17/10/2024;;Từ chối;Bưu chính;;\n");

TEST_P(IntakeDossiersTest, GoesInOnceByStepsAndSaysWhatDiffers) {
  EXPECT_EQ(differences(kList), (std::vector<std::string>{"3 H26.1-241010-2 due_on"}));
  const auto staged = stage(kList);
  ASSERT_TRUE(staged) << staged.error().rule;
  ASSERT_TRUE(staged->preview.checked.errors.empty()) << staged->preview.checked.errors[0].code;
  EXPECT_EQ(staged->batch.good, 3);
  EXPECT_EQ(step(staged->batch.id, false, 2)->state, "applying");
  EXPECT_EQ(step(staged->batch.id, false, 2)->done, 3);
  EXPECT_EQ(world.tally("dossiers_received", "2024-10-10"), 3);
  EXPECT_EQ(world.tally("dossiers_resolved_late", "2024-10-17"), 1);
  const auto before = events();
  EXPECT_EQ(stage(kList).error().rule, "intake.imported_already");
  EXPECT_EQ(look(kList + "\n").same, 3) << "another file of the same rows";
  EXPECT_EQ(events(), before);
  const auto undone = world.write([&](store::WriteTx& tx, const Context& ctx) { return undo_step(tx, ctx, sources, {staged->batch.id}); });
  EXPECT_EQ(undone.error().rule, "intake.undo_dossiers");
  // The next list: one more is resolved, one is missing, one says less than Sen knows.
  const std::string next = titled(
      "1;H26.1-241010-1;1.004873;Trần Thị Mẫu;10/10/2024 08:30;15/10/2024;;;Đang xử lý;Trực tuyến;;\n"
      "2;H26.1-241010-2;1.004873;Lê Văn Mẫu;10/10/2024;16/10/2024;15/10/2024;;Đã có kết quả;Trực tiếp;;\n");
  const Checked checked = look(next);
  EXPECT_EQ(checked.good, 1);
  EXPECT_EQ(checked.same, 1);
  EXPECT_EQ(differences(next), (std::vector<std::string>{"2 H26.1-241010-1 state", "3 H26.1-241010-2 due_on", "0 H26.1-241010-3 not_in_file"}));
}

TEST_P(IntakeDossiersTest, SenOwnIsComparedAndLeft) {
  world.at("2024-10-10T08:30+07:00");
  record::OpenInput open{.type = "dossier", .procedure = "1.004873"};
  open.applicant.name = Personal<std::string>("Lê Văn Mẫu");
  open.fields = {{"channel", "direct"}};
  open.papers = {{"form", record::PaperForm::Original, 1}};
  const auto own = world.write([&](store::WriteTx& tx, const Context& ctx) { return record::open_record(tx, ctx, rules, open); });
  ASSERT_TRUE(own);
  const std::string list = titled("1;" + own->code + ";1.004873;;10/10/2024;;;;Đang xử lý;;;\n");
  EXPECT_EQ(look(list).same, 1);
  EXPECT_EQ(differences(list), (std::vector<std::string>{"2 " + own->code + " kept_here"}));
}

TEST_P(IntakeDossiersTest, NamesLineAndColumn) {
  EXPECT_EQ(faults(titled("1;;;;;;;;;;;\n")), (std::vector<std::string>{"2B intake.cell_empty", "2C intake.cell_empty", "2E intake.cell_empty"}));
  EXPECT_EQ(faults(titled("1;A-1;1.004873;;31/2/2024;x;;;lơ lửng;khói;Phòng lạ;có lẽ\n")),
            (std::vector<std::string>{"2E intake.cell_day", "2F intake.cell_day", "2I intake.word_unknown", "2J intake.word_unknown",
                                      "2L intake.word_unknown", "2K intake.body_unknown"}));
  EXPECT_EQ(faults(titled("1;A-1;Thủ tục lạ;;10/10/2024;;;;;;;\n2;A-2;1.004873;;10/10/2011;;;;;;;\n")),
            (std::vector<std::string>{"2C record.procedure_unknown", "3E record.type_unknown"}));
  EXPECT_EQ(faults(titled("1;A-1;1.004873;;10/10/2024;9/10/2024;9/10/2024;;;;;\n")),
            (std::vector<std::string>{"2F record.import_due_before", "2G record.import_resolved_before"}));
  EXPECT_EQ(faults(titled("1;A-1;1.004873;;10/10/2024;;;;;;;\n1;A-1;1.004873;;10/10/2024;;;;;;;\n2;A-1;1.004873;;11/10/2024;;;;;;;\n")),
            (std::vector<std::string>{"4B intake.row_doubled"}));
  world.as(Role::Staff, 99);
  const auto seen = world.read([&](store::ReadTx& tx, const Context& ctx) { return preview_file(tx, ctx, sources, file(kList)); });
  EXPECT_EQ(seen.error().rule, "record.not_yours");
}

}  // namespace
}  // namespace sen::intake
