// Lists leave the house as the screen shows them, and a plan's table goes back in the shape it came in.

#include "api/export_lists.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "api/appendix.hpp"
#include "api/cockpit.hpp"
#include "api/my_work.hpp"
#include "base/embedded.hpp"
#include "ledger/world.hpp"
#include "plan/adopt.hpp"
#include "plan/read.hpp"
#include "store/test_store.hpp"

namespace sen::api {
namespace {

std::string text_of_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class ExportTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  identity::Sessions sessions{store(), world.clock(), pack::PackSet::embedded(), {}};
  index::Sets sets;
  record::Rules records;
  http::Live live;
  Services services{.store = store(), .clock = world.clock(), .random = world.random(), .packs = pack::PackSet::embedded(),
                    .sessions = sessions, .sets = sets, .records = records, .live = live, .cookie = *http::session_cookie("http://localhost")};
  PlanId plan{};

  void SetUp() override {
    world.as(Role::Admin);
    auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, *parse_date("2000-01-01"), {}}));
      SEN_TRY(identity::add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "Office", false, 1}));
      SEN_LET(const auto person, identity::add_person(tx, ctx, {"=Đặng Thị Hòa", "Công chức"}));
      SEN_TRY(identity::seat_person(tx, ctx, {person.id, "office_statistics", Role::Staff, *parse_date("2024-01-01"), {}}));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Chair);
    const auto body = parse_json(*embedded_file("packs/criteria-sets/phu-linh-2024-illustrative.json"));
    ASSERT_TRUE((world.call<index::SetAssignment, index::SetLoad>(index::load_set, {.year = 2024, .body = *body})));
    const auto document = plan::read_plan(text_of_file("tests/plans/97-kh-ubnd.docx"));
    ASSERT_TRUE(document);
    const auto adopted = world.call<plan::Adopted, plan::AdoptInput>(plan::adopt_plan, {*document, {}});
    ASSERT_TRUE(adopted) << adopted.error().rule;
    plan = adopted->id;
  }
  Result<formats::SheetTable> table(const char* list, const ExportFilter& filter = {}, Language language = Language::Vi) {
    return world.read([&](store::ReadTx& tx, const Context& ctx) { return export_table(services, tx, ctx, list, filter, language); });
  }
};
SEN_ON_EVERY_ENGINE(ExportTest);

// Every list has a header in the reader's language, what it is and when on the first line, and says when it is illustrative.
TEST_P(ExportTest, ListsCarryWhatTheyAre) {
  const auto index = table("index");
  ASSERT_TRUE(index) << index.error().rule;
  EXPECT_EQ(index->rows.size(), 44U);
  EXPECT_EQ(index->lines.at(0), "Chỉ số CCHC: tính đến 08:15 ngày 15/10/2024");
  EXPECT_EQ(index->lines.at(1), "Số liệu minh họa");
  EXPECT_EQ(index->columns.at(3).title, "Điểm");
  EXPECT_EQ(index->columns.at(3).type, formats::CellType::Number);
  EXPECT_EQ(table("index", {}, Language::En)->columns.at(3).title, "Points");
  const auto people = table("people");
  ASSERT_EQ(people->rows.size(), 1U);
  EXPECT_EQ(people->rows[0][2], "Văn phòng – Thống kê");
  EXPECT_NE(formats::write_csv(*people, Language::Vi).find("'=Đặng Thị Hòa"), std::string::npos);
  const auto audit = table("audit", {.subject_kind = "plan"});
  ASSERT_EQ(audit->rows.size(), 1U);
  EXPECT_NE(audit->rows[0][4].find("đưa kế hoạch 97/KH-UBND vào theo dõi, 27 nhiệm vụ"), std::string::npos) << audit->rows[0][4];
  EXPECT_TRUE(table("notices"));
  world.as(Role::Staff);
  EXPECT_EQ(table("audit").error().code, ErrorCode::Forbidden);
  EXPECT_EQ(export_name("facts", *parse_date("2024-10-15"), "xlsx", Language::Vi), "so-lieu_15-10-2024.xlsx");
}

// The file holds what the filter let through, and names the filter.
TEST_P(ExportTest, FiltersAreThoseOfTheScreen) {
  const auto missing = table("facts", {.state = "missing"});
  ASSERT_TRUE(missing) << missing.error().rule;
  EXPECT_GT(missing->rows.size(), 10U);
  EXPECT_EQ(missing->lines.at(1), "Lọc: thiếu số liệu");
  EXPECT_TRUE(std::all_of(missing->rows.begin(), missing->rows.end(), [](const auto& row) { return row[2].empty(); }));
  EXPECT_LT(table("facts", {.text = "niem yet"})->rows.size(), table("facts")->rows.size());
  const auto field = table("index", {.state = "missing", .field = "3"});
  EXPECT_FALSE(field->rows.empty());
  EXPECT_TRUE(std::all_of(field->rows.begin(), field->rows.end(), [](const auto& row) { return row[0].starts_with("3."); }));
  EXPECT_EQ(table("plan", {.plan = plan})->rows.size(), 27U);
  EXPECT_LT(table("plan", {.plan = plan, .state = "slow"})->rows.size(), 27U);
  EXPECT_EQ(table("plan", {.plan = plan, .state = "gone"}).error().rule, "api.export_state");
  EXPECT_EQ(table("plan").error().rule, "api.export_plan");
}

// The appendix keeps the source's columns, groups and words, and adds the progress.
TEST_P(ExportTest, AppendixKeepsItsShape) {
  const auto appendix = world.read([&](store::ReadTx& tx, const Context& ctx) { return plan_appendix(tx, ctx, plan, true); });
  ASSERT_TRUE(appendix) << appendix.error().rule;
  EXPECT_EQ(appendix->file_name, "phu-luc-97-KH-UBND_15-10-2024.docx");
  const auto* shown = std::get_if<formats::Table>(&appendix->document.blocks.back());
  ASSERT_NE(shown, nullptr);
  const auto source = plan::read_plan(text_of_file("tests/plans/97-kh-ubnd.docx"));
  ASSERT_EQ(shown->header.size(), source->appendix.columns.size() + 1);
  EXPECT_EQ(shown->header[1], source->appendix.columns[1]);
  EXPECT_EQ(shown->header.back(), "Tiến độ");
  EXPECT_EQ(shown->rows.size(), source->appendix.tasks.size() + source->appendix.groups.size());
  EXPECT_EQ(shown->rows[1][1], source->appendix.tasks[0].content);
  EXPECT_NE(shown->rows[1].back().find(" %: "), std::string::npos);
  EXPECT_EQ(appendix->document.footer, "Số liệu minh họa");
}

// The two pages that everybody opens ask the database little, on either engine: many nodes and slow disks multiply it.
TEST_P(ExportTest, PagesThatEverybodyOpensAskLittle) {
  const auto count = [&](auto page) {
    return *world.read([&](store::ReadTx& tx, const Context& ctx) -> Result<int> {
      const int before = tx.statement_count();
      SEN_TRY(page(tx, ctx));
      return tx.statement_count() - before;
    });
  };
  const auto work = [&](store::ReadTx& tx, const Context& ctx) { return my_work(services, tx, ctx, Language::Vi); };
  const auto main = [&](store::ReadTx& tx, const Context& ctx) { return cockpit(services, tx, ctx, {2024}, {}, Language::Vi); };
  count(work);  // what a running server has read before: the set, the place's days off
  EXPECT_LE(count(work), 6);
  EXPECT_LE(count(main), 18);
}

}  // namespace
}  // namespace sen::api
