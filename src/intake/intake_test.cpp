// Files into Sen: columns, cells, batches that go in once and come back as one.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "index/live_facts.hpp"
#include "intake/batch.hpp"
#include "intake/values.hpp"
#include "ledger/rebuild.hpp"
#include "ledger/world.hpp"
#include "plan/adopt.hpp"
#include "plan/read_source.hpp"
#include "plan/read.hpp"
#include "plan/view.hpp"
#include "store/test_store.hpp"

namespace sen::intake {
namespace {

Date day(const char* text) { return *parse_date(text); }

formats::GridCell typed(const char* text) { return {text, false}; }

// Numbers as offices write them, in both ways; a sheet's own number is what it is.
TEST(IntakeValues, NumbersDaysAndFlags) {
  EXPECT_EQ(read_number(typed("1.248"), true), "1248");
  EXPECT_EQ(read_number(typed("1.248"), false), "1.248");
  EXPECT_EQ(read_number({"1.248", true}, true), "1.248");
  EXPECT_EQ(read_number(typed("1.248.000,50"), false), "1248000.50");
  EXPECT_EQ(read_number(typed("1,248,000"), true), "1248000");
  EXPECT_EQ(read_number(typed("81,4 %"), false), "81.4");
  EXPECT_EQ(read_number(typed("-3"), true), "-3");
  EXPECT_EQ(read_number(typed("007"), true), "7");
  EXPECT_EQ(read_number(typed("0,5"), false), "0.5");
  for (const char* bad : {"", "abc", "1.2.3", "1,24,8", "--1", "1e3", "=1+1"}) EXPECT_FALSE(read_number(typed(bad), true)) << bad;
  EXPECT_EQ(read_day("5/3/2024"), day("2024-03-05"));
  EXPECT_EQ(read_day("2024-03-05"), day("2024-03-05"));
  EXPECT_FALSE(read_day("30/2/2024"));
  EXPECT_FALSE(read_day("5/3/24"));
  EXPECT_EQ(read_flag("Có"), true);
  EXPECT_EQ(read_flag("Chưa"), false);
  EXPECT_FALSE(read_flag("có lẽ"));
}

// The packs name each column once within a kind, and each field in both languages.
TEST(IntakeKinds, PacksAreSound) {
  for (const Kind kind : kKinds) {
    std::map<std::string, std::string> seen;
    EXPECT_EQ(kind_of(name_of(kind)), kind);
    for (const auto& field : fields_of(kind)) {
      EXPECT_FALSE(field.label_vi.empty());
      EXPECT_FALSE(field.label_en.empty());
      for (const auto& name : field.names) EXPECT_TRUE(seen.emplace(name, field.field).second) << name;
    }
  }
  EXPECT_EQ(key_of("  Họ và tên: "), "ho va ten");
  EXPECT_EQ(code_of(*find_field(Kind::Targets, "op"), "≥"), ">=");
}

formats::Grid grid(std::string_view text) { return *formats::read_grid(text); }

TEST(IntakeMapping, FindsColumnsByNameAndByWish) {
  const auto file = grid("Số liệu minh họa\nMã chỉ tiêu;KQ;Tính đến ngày\nstaff_total;40;15/10/2024\n");
  const auto guessed = map_columns(Kind::Facts, file, {}, {});
  ASSERT_TRUE(guessed);
  EXPECT_EQ(guessed->header, 1U);
  EXPECT_EQ(guessed->column_of("measure"), 0);
  EXPECT_EQ(guessed->missing, (std::vector<std::string>{"value"}));
  const auto wish = parse_wish("KQ=value");
  ASSERT_TRUE(wish);
  const auto chosen = map_columns(Kind::Facts, file, {*wish}, {});
  EXPECT_EQ(chosen->column_of("value"), 1);
  EXPECT_TRUE(chosen->missing.empty());
  EXPECT_EQ(map_columns(Kind::Facts, file, {}, wishes_from_json(to_json(wishes_of(*chosen))))->column_of("value"), 1) << "remembered";
  const auto bad = map_columns(Kind::Facts, file, {{"kq", "price"}, {"cot khac", "value"}}, {});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().rule, "intake.map_refused");
  ASSERT_EQ(bad.error().fields.size(), 2U);
  EXPECT_EQ(bad.error().fields[0].code, "intake.map_column");
  EXPECT_EQ(bad.error().fields[1].code, "intake.map_field");
  EXPECT_EQ(parse_wish("value").error().rule, "intake.map_form");
  EXPECT_EQ(map_columns(Kind::Facts, grid("Số liệu;Giá trị\n"), {}, {}).error().rule, "intake.no_rows");
}

class IntakeTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  index::Sets index_sets;
  record::Rules rules;
  Sources sets{index_sets, rules};

  void SetUp() override {
    world.as(Role::Admin);
    auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      SEN_TRY(identity::add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "Office and Statistics", false, 1}));
      SEN_TRY(identity::add_body(tx, ctx, {"home_affairs_division", "Phòng Nội vụ", "Home Affairs", true, 2}));
      SEN_LET(const auto head, identity::add_person(tx, ctx, {"Trần Văn Sáu", "Phụ trách"}));
      SEN_TRY(identity::seat_person(tx, ctx, {head.id, "office_statistics", Role::Lead, day("2024-01-01"), {}}));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Chair);
    const auto body = parse_json(*embedded_file("packs/criteria-sets/phu-linh-2024-illustrative.json"));
    ASSERT_TRUE((world.call<index::SetAssignment, index::SetLoad>(index::load_set, {.year = 2024, .body = *body})));
  }
  FileInput file(Kind kind, std::string_view text, Wishes map = {}) {
    return {.kind = kind, .name = "tep.csv", .hash = sha256_hex(text), .grid = grid(text), .map = std::move(map)};
  }
  Result<Staged> stage(const FileInput& input) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return stage_file(tx, ctx, sets, input); });
  }
  Result<Batch> step(BatchId id, bool accept = false, int rows = kStepRows) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return apply_step(tx, ctx, sets, {id, accept, rows}); });
  }
  Result<Batch> undo(BatchId id, int rows = kStepRows) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return undo_step(tx, ctx, sets, {id, false, rows}); });
  }
  std::vector<std::string> faults(const FileInput& input) {
    const auto seen = world.read([&](store::ReadTx& tx, const Context& ctx) { return preview_file(tx, ctx, sets, input); });
    if (!seen) return {seen.error().rule};
    std::vector<std::string> out;
    for (const auto& error : seen->checked.errors) out.push_back(std::to_string(error.line) + error.column + " " + error.code);
    return out;
  }
  std::optional<std::int64_t> tally(const char* measure) { return world.tally(measure, "2024-10-10"); }
  std::int64_t events() {
    return world.read([](store::ReadTx& tx, const Context&) { return ledger::head(tx); })->seq;
  }
};
SEN_ON_EVERY_ENGINE(IntakeTest);

constexpr const char* kFacts =
    "Số liệu;Giá trị;Ngày;Ghi chú\n"
    "staff_briefed;36;10/10/2024;Báo cáo quý III\n"
    "staff_total;40;10/10/2024;Báo cáo quý III\n";

// A part may stand before its whole; what went in says "imported" and names its batch; the same file goes in once.
TEST_P(IntakeTest, FactsGoInOnceAndComeBackAsOne) {
  const auto staged = stage(file(Kind::Facts, kFacts));
  ASSERT_TRUE(staged) << staged.error().rule;
  EXPECT_TRUE(staged->preview.checked.errors.empty());
  EXPECT_EQ(staged->batch.good, 2);
  EXPECT_FALSE(tally("staff_total"));
  const auto applied = step(staged->batch.id);
  ASSERT_TRUE(applied) << applied.error().rule;
  EXPECT_EQ(applied->state, "applied");
  EXPECT_EQ(applied->done, 2);
  EXPECT_EQ(tally("staff_briefed"), 36);
  EXPECT_EQ(tally("staff_total"), 40);
  const auto log = world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); });
  ASSERT_TRUE(log);
  const std::string batch = std::to_string(staged->batch.id.value);
  EXPECT_EQ(log->at(0).kind, "import.applied");
  EXPECT_EQ(log->at(1).payload.string_or("batch"), batch);
  EXPECT_EQ(log->at(1).facts.string_or("origin"), "imported");
  EXPECT_EQ(log->at(2).payload.string_or("batch"), batch);
  EXPECT_EQ(step(staged->batch.id)->done, 2) << "a further step of a done batch changes nothing";
  const auto again = stage(file(Kind::Facts, kFacts));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().rule, "intake.imported_already");
  const auto other = stage(file(Kind::Facts, std::string(kFacts) + "\n"));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->batch.same, 2) << "another file with the same figures has nothing to do";

  const auto undone = undo(staged->batch.id);
  ASSERT_TRUE(undone) << undone.error().rule;
  EXPECT_EQ(undone->state, "undone");
  EXPECT_EQ(undone->kept, 0);
  EXPECT_FALSE(tally("staff_total"));
  EXPECT_EQ(undo(staged->batch.id)->state, "undone");
  EXPECT_EQ(step(staged->batch.id).error().rule, "intake.batch_ended");
  ASSERT_TRUE(stage(file(Kind::Facts, kFacts))) << "after undoing, the file may come again";
}

// Each cell at fault is named; nothing is written until a person agrees to leave the bad rows out.
TEST_P(IntakeTest, BadCellsAreNamedAndGoodRowsWaitForAgreement) {
  const std::string text =
      "Số liệu;Giá trị;Ngày\n"
      "Mã lạ;1;10/10/2024\n"
      "staff_total;bốn mươi;10/10/2024\n"
      "staff_total;40;31/02/2024\n"
      ";40;10/10/2024\n"
      "staff_total;40;16/10/2024\n"
      "staff_total;40;10/10/2024\n"
      "staff_total;41;10/10/2024\n"
      "delegation_violations;-1;10/10/2024\n";
  const auto input = file(Kind::Facts, text);
  EXPECT_EQ(faults(input), (std::vector<std::string>{"2A index.fact_unknown", "3B index.fact_type", "4C intake.cell_day", "5A intake.cell_empty",
                                                     "6C index.fact_future", "8B intake.row_doubled", "9B index.fact_negative"}));
  // Which of the two is wrong, only a person knows.
  EXPECT_EQ(faults(file(Kind::Facts, "Số liệu;Giá trị;Ngày\nstaff_total;40;10/10/2024\nstaff_briefed;44;10/10/2024\n")),
            (std::vector<std::string>{"2B index.fact_above_total", "3B index.fact_above_total"}));
  const auto before = events();
  const auto staged = stage(input);
  ASSERT_TRUE(staged);
  EXPECT_EQ(events(), before);
  const auto refused = step(staged->batch.id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "intake.rows_bad");
  EXPECT_EQ(undo(staged->batch.id).error().rule, "intake.not_applied");
  const auto applied = step(staged->batch.id, true);
  ASSERT_TRUE(applied) << applied.error().rule;
  EXPECT_EQ(applied->done, 1);
  EXPECT_EQ(applied->bad, 7);
  EXPECT_EQ(tally("staff_total"), 40);
  EXPECT_EQ(faults(file(Kind::Facts, "Số liệu;Ghi chú\na;b\n")), std::vector<std::string>{});
  const auto missing = world.read([&](store::ReadTx& tx, const Context& ctx) {
    const auto half = grid("Số liệu;Ghi chú\na;b\n");
    return check_rows(tx, ctx, sets, Kind::Facts, half, *map_columns(Kind::Facts, half, {}, {}));
  });
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().rule, "intake.columns_missing");
  EXPECT_EQ(missing.error().fields.at(0).code, "intake.column_missing");
  world.as(Role::Staff);
  EXPECT_EQ(stage(file(Kind::Facts, kFacts)).error().code, ErrorCode::Forbidden);
  world.as(Role::Chair);
  // A person maps the columns that no name gives away; the next file of that shape needs no asking.
  const auto unmapped = stage(file(Kind::Facts, "Thứ;Bao nhiêu;Ngày\nstaff_total;42;11/10/2024\n"));
  ASSERT_TRUE(unmapped);
  EXPECT_EQ(unmapped->preview.mapping.missing.size(), 2U);
  const auto map = [&](Wishes wishes) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return remap(tx, ctx, sets, {unmapped->batch.id, wishes}); });
  };
  const auto mapped = map({{"column a", "measure"}, {"column b", "value"}});
  ASSERT_TRUE(mapped) << mapped.error().rule;
  EXPECT_EQ(mapped->batch.good, 1);
  EXPECT_EQ(step(unmapped->batch.id)->done, 1);
  EXPECT_EQ(map({}).error().rule, "intake.batch_ended");
  EXPECT_TRUE(stage(file(Kind::Facts, "Thứ;Bao nhiêu;Ngày\nstaff_total;43;12/10/2024\n"))->preview.mapping.missing.empty());
  EXPECT_EQ(step(BatchId{5}).error().rule, "intake.batch_unknown");
}

// Steps go on where the last one ended, forwards and backwards; what somebody corrected since stays.
TEST_P(IntakeTest, StepsGoOnAndCorrectionsStay) {
  std::string text = "Số liệu;Giá trị;Ngày\n";
  for (int i = 1; i <= 9; ++i) text += "staff_total;" + std::to_string(30 + i) + ";0" + std::to_string(i) + "/10/2024\n";
  const auto staged = stage(file(Kind::Facts, text));
  ASSERT_TRUE(staged);
  const auto half = step(staged->batch.id, false, 4);
  ASSERT_TRUE(half);
  EXPECT_EQ(half->state, "applying");
  EXPECT_EQ(half->done, 4);
  EXPECT_EQ(world.tally("staff_total", "2024-10-04"), 34);
  EXPECT_FALSE(world.tally("staff_total", "2024-10-05"));
  EXPECT_EQ(step(staged->batch.id, false, 4)->state, "applying");
  EXPECT_EQ(step(staged->batch.id, false, 4)->state, "applied");
  EXPECT_EQ(world.tally("staff_total", "2024-10-09"), 39);
  const auto correction = stage(file(Kind::Facts, "Số liệu;Giá trị;Ngày\nstaff_total;50;03/10/2024\n"));
  ASSERT_TRUE(step(correction->batch.id));
  EXPECT_EQ(undo(staged->batch.id, 5)->state, "undoing");
  const auto undone = undo(staged->batch.id, 5);
  ASSERT_TRUE(undone);
  EXPECT_EQ(undone->state, "undone");
  EXPECT_EQ(undone->kept, 1);
  const auto list = world.read([](store::ReadTx& tx, const Context&) { return batches_of(tx, 10); });
  EXPECT_EQ(list->size(), 2U);
  const auto read = world.read([](store::ReadTx& tx, const Context& ctx) {
    return ledger::readings(tx, ctx, {"staff_total"}, year_of(2024));
  });
  EXPECT_EQ(read->at("staff_total").value, 50) << "days after it stand for what holds before them";
}

// People come with their seats; a name that is there already is not added twice, and no list unseats a lead.
TEST_P(IntakeTest, PeopleAreAddedSeatedAndClosedAgain) {
  world.as(Role::Admin);
  const std::string text =
      "Họ và tên,Chức danh,Bộ phận,Vai trò,Từ ngày\n"
      "Nguyễn Thị Hòa,Công chức,Văn phòng – Thống kê,Chuyên viên,01/09/2024\n"
      "Trần Văn Sáu,Phụ trách,,,\n"
      "Trần Văn Sáu,Kế toán,,,\n"
      "Lê Văn Tám,Công chức,Phòng Vũ trụ,,\n"
      "Lê Văn Chín,Công chức,Phòng Nội vụ,,\n"
      "Lê Văn Mười,Phụ trách,Văn phòng – Thống kê,Phụ trách,\n"
      "Lê Văn Một,Công chức,,Sứ giả,\n"
      "Lê Văn Hai,Công chức,,Phụ trách,hôm qua\n";
  const auto input = file(Kind::People, text);
  EXPECT_EQ(faults(input),
            (std::vector<std::string>{"4A intake.row_doubled", "5C intake.body_unknown", "6C identity.seat_outside", "7D intake.seat_held",
                                      "8D intake.role_unknown", "9E intake.cell_day", "9D intake.role_without_body"}));
  EXPECT_EQ(faults(file(Kind::People, "Họ tên,Chức danh\nTrần Văn Sáu,Kế toán\n")), (std::vector<std::string>{"2A intake.person_namesake"}));
  const auto staged = stage(input);
  ASSERT_TRUE(staged);
  const auto applied = step(staged->batch.id, true);
  ASSERT_TRUE(applied) << applied.error().rule;
  EXPECT_EQ(applied->done, 1);
  const auto people = [&](const char* on) {
    return world.read([&](store::ReadTx& tx, const Context&) { return identity::people_of(tx, day(on)); })->size();
  };
  EXPECT_EQ(people("2024-10-15"), 2U);
  ASSERT_TRUE(undo(staged->batch.id));
  EXPECT_EQ(people("2024-10-16"), 1U);

  // Who left meanwhile stays as they are (intake.person_left): the row is kept.
  const auto second = stage(file(Kind::People, "Họ tên,Chức danh\nLê Thị Mai,Công chức\n"));
  ASSERT_TRUE(step(second->batch.id));
  const auto gone = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_LET(const auto all, identity::people_of(tx, day("2024-10-15")));
    for (const auto& view : all) {
      if (view.person.name.reveal(Purpose::Compare) == "Lê Thị Mai") SEN_TRY(identity::leave_unit(tx, ctx, {view.person.id, day("2024-10-15")}));
    }
    return Done{};
  });
  ASSERT_TRUE(gone) << gone.error().rule;
  EXPECT_EQ(undo(second->batch.id)->kept, 1);
}

std::string text_of_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// A target finds its task by number and group, replaces the one it had, and gives it back.
TEST_P(IntakeTest, TargetsAreSetAndGivenBack) {
  EXPECT_EQ(faults(file(Kind::Targets, "STT,Chỉ tiêu,Mức giao\n1,Niêm yết,95\n")), (std::vector<std::string>{"2 intake.plan_which"}));
  const auto adopted = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<plan::Adopted> {
    SEN_LET(const auto document, plan::read_plan(text_of_file("tests/plans/97-kh-ubnd.txt")));
    return plan::adopt_plan(tx, ctx, {document, {}});
  });
  ASSERT_TRUE(adopted) << adopted.error().rule;
  const auto targets = [&] {
    const auto tasks = world.read([&](store::ReadTx& tx, const Context&) { return plan::tasks_of(tx, adopted->id); });
    for (const auto& task : *tasks) {
      if (task.group == "PAR" && task.stt == "8") return task.targets;
    }
    return std::vector<plan::Target>{};
  };
  const auto before = targets();
  EXPECT_EQ(faults(file(Kind::Targets, "Nhóm,STT,Chỉ tiêu,So sánh,Mức giao\nPAR,8,Niêm yết,lớn,95\nPAR,8,Niêm yết,,nhiều\nPAR,99,Niêm yết,,1\n,1,Niêm yết,,1\n")),
            (std::vector<std::string>{"2D plan.target_op", "3E plan.target_value", "4B intake.task_unknown", "5B intake.task_which"}));
  EXPECT_EQ(faults(file(Kind::Targets, "Kế hoạch,STT,Chỉ tiêu,Mức giao\n1/KH-UBND,1,Niêm yết,95\n")), (std::vector<std::string>{"2A intake.plan_unknown"}));
  const auto staged = stage(file(Kind::Targets, "Nhóm,STT,Chỉ tiêu,So sánh,Mức giao,ĐVT,Văn bản giao\nPAR,8,Tỷ lệ hồ sơ trực tuyến,Tối thiểu,\"81,4\",%,38/QĐ-UBND\n"));
  ASSERT_TRUE(staged);
  const auto applied = step(staged->batch.id);
  ASSERT_TRUE(applied) << applied.error().rule;
  ASSERT_EQ(targets().size(), before.size() + 1);
  EXPECT_EQ(targets().back().measure, "dossiers_online_pct");
  EXPECT_EQ(targets().back().value, "81.4");
  ASSERT_TRUE(undo(staged->batch.id));
  EXPECT_EQ(targets().size(), before.size());
}

}  // namespace
}  // namespace sen::intake
