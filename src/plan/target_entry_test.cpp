// Targets that are set after adoption: what is refused, and what a task had before.

#include "plan/target_entry.hpp"

#include <gtest/gtest.h>

#include "ledger/world.hpp"
#include "plan/adopt.hpp"
#include "store/test_store.hpp"

namespace sen::plan {
namespace {

class TargetEntryTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-04-02T09:00+07:00"};
  TaskId task{};

  void SetUp() override {
    world.as(Role::Chair);
    PlanDocument document;
    document.header.number = "97/KH-UBND";
    document.header.title = "Kế hoạch";
    document.header.signed_date = parse_date("2024-04-01");
    document.appendix.tasks.push_back({.group = "PAR", .stt = "1", .content = "Niêm yết"});
    const auto adopted = world.call<Adopted, AdoptInput>(adopt_plan, {document, {}});
    ASSERT_TRUE(adopted) << adopted.error().rule;
    task = world.read([&](store::ReadTx& tx, const Context&) { return tasks_of(tx, adopted->id); })->at(0).id;
  }
  Result<std::vector<Target>> set(const Target& target) { return world.call<std::vector<Target>, TargetInput>(set_target, {task, target}); }
  std::vector<std::string> faults(const Target& target) {
    const auto refused = set(target);
    std::vector<std::string> out;
    if (refused) return {"set"};
    EXPECT_EQ(refused.error().rule, "plan.target_refused");
    for (const auto& field : refused.error().fields) out.push_back(field.code);
    return out;
  }
  Task loaded() { return *world.read([&](store::ReadTx& tx, const Context&) { return load_task(tx, task); }); }
};
SEN_ON_EVERY_ENGINE(TargetEntryTest);

TEST_P(TargetEntryTest, TargetOfTheSameMeasureIsReplaced) {
  EXPECT_TRUE(set({.measure = "procedures_posted_pct", .value = "90"})->empty());
  EXPECT_EQ(loaded().closes_by, "procedures_posted_pct");
  EXPECT_EQ(set({.measure = "procedures_posted_pct", .value = "100"})->at(0).value, "90");
  EXPECT_EQ(set({.value = "5", .basis = "Số hội nghị"})->size(), 1U);
  EXPECT_EQ(loaded().targets.size(), 2U);
  ASSERT_TRUE((world.call<Done, TargetsInput>(replace_targets, {task, {}})));
  EXPECT_TRUE(loaded().targets.empty());
  EXPECT_EQ(loaded().closes_by, "");
}

TEST_P(TargetEntryTest, WhatIsNoTargetIsRefused) {
  EXPECT_EQ(faults({.op = ">", .value = "nhiều"}), (std::vector<std::string>{"plan.target_measure", "plan.target_value", "plan.target_op"}));
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(set({.value = "1", .basis = "Chỉ tiêu " + std::to_string(i)}));
  EXPECT_EQ(faults({.value = "1", .basis = "Một nữa"}), (std::vector<std::string>{"plan.target_many"}));
  world.as(Role::Staff);
  EXPECT_EQ(set({.value = "1", .basis = "x"}).error().code, ErrorCode::Forbidden);
}

}  // namespace
}  // namespace sen::plan
