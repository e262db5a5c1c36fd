// The end of a plan's year: its figures are kept, what goes on is followed in the next plan, the rest stands still.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/hash.hpp"
#include "evidence/evidence.hpp"
#include "identity/service.hpp"
#include "ledger/world.hpp"
#include "plan/adopt.hpp"
#include "plan/closing.hpp"
#include "plan/closing_report.hpp"
#include "plan/plan_clock.hpp"
#include "plan/read.hpp"
#include "plan/read_source.hpp"
#include "store/test_store.hpp"

namespace sen::plan {
namespace {

PlanDocument plan_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  auto source = read_source(bytes.str());
  EXPECT_TRUE(source);
  return read_document(*source);
}

class PlanClosingTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-04-02T09:00+07:00"};
  PlanId old{};
  PlanId next{};

  void SetUp() override {
    world.as(Role::Chair);
    old = adopt("tests/plans/97-kh-ubnd.txt");
  }
  template <class Command, class Input>
  auto call(Command&& command, const Input& input) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return command(tx, ctx, input); });
  }
  PlanId adopt(const char* path) {
    const auto done = call(&adopt_plan, AdoptInput{plan_of(path), {}});
    EXPECT_TRUE(done) << (done ? "" : done.error().rule);
    return done ? done->id : PlanId{};
  }
  PlanView view(PlanId id) { return *world.read([&](store::ReadTx& tx, const Context& ctx) { return plan_view(tx, ctx, id, {}); }); }
  TaskId task(std::size_t group, std::size_t index) { return view(old).groups.at(group).tasks.at(index).task.id; }
  std::size_t followed() {
    return world.read([&](store::ReadTx& tx, const Context& ctx) { return tasks_of_year(tx, ctx, 2025, {}); })->size();
  }
  void tick() {
    ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) { return run_plan_clock(tx, ctx); }));
  }
  void finish(TaskId id, const char* when) {
    world.at(when);
    const std::string hash = sha256_hex(when);
    const auto file = world.write([&](store::WriteTx& tx, const Context& ctx) {
      return evidence::add_evidence(tx, ctx, {.file = {"bao-cao.pdf", evidence::FileType::Pdf, 1'000, hash}});
    });
    ASSERT_TRUE(file);
    const auto done = call(&close_task, CloseInput{id, "", {file->id}});
    ASSERT_TRUE(done) << done.error().rule;
  }
  /// New Year of 2025 and the plan of that year.
  void turn() {
    world.at("2025-02-20T08:00+07:00");
    tick();
    next = adopt("tests/plans/07-kh-ubnd-2025.txt");
  }
  std::string codes(const PlanCloseInput& input) {
    const auto closed = call(&close_plan, input);
    if (closed) return "closed";
    std::string out = closed.error().fields.empty() ? closed.error().rule : "";
    for (const auto& field : closed.error().fields) out += field.code + " ";
    return out;
  }
};
SEN_ON_EVERY_ENGINE(PlanClosingTest);

TEST_P(PlanClosingTest, FiguresAreKeptAndWorkGoesOnInTheNextPlan) {
  finish(task(0, 0), "2024-10-01T08:00+07:00");   // once, in time
  finish(task(0, 10), "2024-12-20T08:00+07:00");  // each year, in time
  turn();
  const TaskId once = task(0, 1);
  const TaskId yearly = task(0, 10);
  const std::size_t before = followed();
  const auto closed = call(&close_plan, PlanCloseInput{old, "Đạt phần lớn mục tiêu.", next, {once, yearly}});
  ASSERT_TRUE(closed) << closed.error().rule;
  const Outcome& whole = closed->figures.whole;
  EXPECT_EQ(whole.tasks, 27);
  EXPECT_EQ(whole.on_time, 2);  // the yearly one by its run of 2024, though a new one goes on
  EXPECT_EQ(whole.late, 0);
  EXPECT_EQ(whole.open, 25);
  EXPECT_EQ(whole.runs, 0);
  ASSERT_EQ(closed->figures.groups.size(), 3U);
  EXPECT_EQ(closed->figures.groups[0].outcome.tasks, 13);
  EXPECT_EQ(closed->figures.groups[0].outcome.on_time, 2);

  EXPECT_EQ(view(old).plan.state, "closed");
  const PlanView now = view(next);
  EXPECT_EQ(now.groups.back().title, "Chuyển tiếp từ kế hoạch trước");
  ASSERT_EQ(now.groups.back().tasks.size(), 2U);
  EXPECT_EQ(now.groups.back().tasks[1].task.id, yearly);
  EXPECT_EQ(followed(), before);  // the year stays as it was
  // What goes on moves on; the rest stands still.
  EXPECT_TRUE(call(&progress_task, ProgressInput{once, 40, "", {}}));
  const auto still = call(&progress_task, ProgressInput{task(0, 2), 40, "", {}});
  ASSERT_FALSE(still);
  EXPECT_EQ(still.error().rule, "plan.plan_closed");
  world.at("2026-01-02T08:00+07:00");
  tick();
  EXPECT_EQ(view(old).groups[0].tasks[10].task.run.start, *parse_date("2026-01-01"));
  EXPECT_EQ(view(old).groups[0].tasks[11].task.run.start, *parse_date("2025-01-01"));

  const auto kept = world.read([&](store::ReadTx& tx, const Context&) { return closing_of(tx, old); });
  ASSERT_TRUE(kept->has_value());
  EXPECT_EQ((*kept)->figures.whole.on_time, 2);
  EXPECT_EQ((*kept)->note, "Đạt phần lớn mục tiêu.");
  EXPECT_EQ((*kept)->carried, (std::vector<TaskId>{once, yearly}));
  EXPECT_EQ(codes({old, "x", {}, {}}), "plan.closed_already");
}

TEST_P(PlanClosingTest, WhatCannotBeClosedNamesEveryFault) {
  finish(task(0, 0), "2024-10-01T08:00+07:00");
  EXPECT_EQ(codes({old, " ", {}, {task(0, 1)}}), "plan.closing_note plan.carry_into ");
  EXPECT_EQ(call(&close_plan, PlanCloseInput{old, "", {}, {}}).error().rule, "plan.closing_refused");
  EXPECT_EQ(codes({old, std::string(2001, 'x'), old, {task(0, 1)}}), "plan.note_long plan.carry_into ");
  turn();
  EXPECT_EQ(codes({old, "x", next, {task(0, 0), TaskId{7}}}), "plan.carry_task plan.carry_task ");
  EXPECT_EQ(codes({PlanId{7}, "x", {}, {}}), "plan.plan_unknown");
  world.as(Role::Staff);
  EXPECT_EQ(codes({old, "x", {}, {}}), "forbidden");
  world.as(Role::Chair);
  EXPECT_EQ(view(old).plan.state, "in_force");
  ASSERT_EQ(codes({next, "x", {}, {}}), "closed");
  EXPECT_EQ(codes({old, "x", next, {task(0, 1)}}), "plan.carry_into ");  // became closed
}

TEST_P(PlanClosingTest, TheReportSaysWhatBecameOfEachTask) {
  finish(task(0, 0), "2024-10-01T08:00+07:00");
  turn();
  const TaskId once = task(0, 1);
  const ReportFacts facts{.superior = "UBND huyện", .unit = "UBND xã Phù Linh", .unit_short = "xã Phù Linh", .chair = "Nguyễn Văn A", .into = "07/KH-UBND"};
  const auto report = [&](const std::optional<PlanClosing>& closing) {
    const PlanView seen = view(old);
    const auto figures = closing ? closing->figures : *world.read([&](store::ReadTx& tx, const Context&) { return figures_of(tx, seen); });
    return closing_report(seen, figures, closing, facts, *parse_date("2025-02-20"));
  };
  EXPECT_NE(report({}).footer.find("chưa tổng kết"), std::string::npos);
  const auto closed = call(&close_plan, PlanCloseInput{old, "Cần cố gắng hơn.", next, {once}});
  ASSERT_TRUE(closed);
  const auto document = report(*closed);
  EXPECT_EQ(document.title, "BÁO CÁO");
  EXPECT_TRUE(document.footer.empty());
  EXPECT_EQ(document.place_and_date, "Phù Linh, ngày 20 tháng 02 năm 2025");
  const auto* groups = std::get_if<formats::Table>(&document.blocks.at(3));
  ASSERT_NE(groups, nullptr);
  EXPECT_EQ(groups->rows.back(), (std::vector<std::string>{"Cả kế hoạch", "27", "1", "0", "26", "3,7"}));
  const auto* open = std::get_if<formats::Table>(&document.blocks.at(5));
  ASSERT_NE(open, nullptr);
  EXPECT_EQ(open->rows.size(), 26U);
  EXPECT_EQ(open->rows.at(0).back(), "Chuyển sang kế hoạch số 07/KH-UBND");
  EXPECT_EQ(open->rows.at(1).back(), "Kết thúc theo kế hoạch");
  EXPECT_EQ(std::get<formats::Paragraph>(document.blocks.back()).text, "Cần cố gắng hơn.");
}

}  // namespace
}  // namespace sen::plan
