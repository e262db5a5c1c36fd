// A plan from its document to its end: adopted, assigned, progressed, closed, reopened, moved by time and measures.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/hash.hpp"
#include "evidence/evidence.hpp"
#include "identity/service.hpp"
#include "jobs/notice.hpp"
#include "ledger/world.hpp"
#include "plan/adopt.hpp"
#include "plan/cli.hpp"
#include "plan/document_json.hpp"
#include "plan/due.hpp"
#include "plan/plan_clock.hpp"
#include "plan/read.hpp"
#include "plan/read_source.hpp"
#include "plan/view.hpp"
#include "store/test_store.hpp"

namespace sen::plan {
namespace {

Date day(const char* text) { return *parse_date(text); }

PlanDocument seed_plan() {
  std::ifstream in("tests/plans/97-kh-ubnd.txt", std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  auto source = read_source(bytes.str());
  EXPECT_TRUE(source);
  return read_document(*source);
}

class PlanWorkTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-04-02T09:00+07:00"};
  PersonId clerk{};
  PersonId lawyer{};

  void SetUp() override {
    world.as(Role::Admin);
    auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      SEN_TRY(identity::add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "Office and Statistics", false, 1}));
      SEN_TRY(identity::add_body(tx, ctx, {"justice_civil_status", "Tư pháp – Hộ tịch", "Justice", false, 2}));
      SEN_TRY(identity::add_body(tx, ctx, {"home_affairs_division", "Phòng Nội vụ", "Home Affairs", true, 3}));
      SEN_LET(const auto one, identity::add_person(tx, ctx, {"Đặng Thị Hòa", "Công chức Văn phòng – Thống kê"}));
      SEN_LET(const auto two, identity::add_person(tx, ctx, {"Phạm Thu Trang", "Công chức Tư pháp – Hộ tịch"}));
      clerk = one.id;
      lawyer = two.id;
      SEN_TRY(identity::seat_person(tx, ctx, {clerk, "office_statistics", Role::Staff, day("2024-01-01"), {}}));
      SEN_TRY(identity::seat_person(tx, ctx, {lawyer, "justice_civil_status", Role::Staff, day("2024-01-01"), {}}));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Chair);
  }

  template <class Command, class Input>
  auto call(Command&& command, const Input& input) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return command(tx, ctx, input); });
  }
  Result<Adopted> adopt(PlanDocument document = seed_plan(), std::vector<std::string> accepted = {}) {
    return call(&adopt_plan, AdoptInput{std::move(document), std::move(accepted)});
  }
  PlanId adopted() {
    const auto done = adopt();
    EXPECT_TRUE(done) << (done ? "" : done.error().rule);
    return done ? done->id : PlanId{};
  }
  PlanView view(PlanId id) {
    auto seen = world.read([&](store::ReadTx& tx, const Context& ctx) { return plan_view(tx, ctx, id, {"phu-linh-2024-illustrative", {}}); });
    EXPECT_TRUE(seen) << (seen ? "" : seen.error().rule);
    return *std::move(seen);
  }
  TaskView task(PlanId id, std::size_t group, std::size_t index) { return view(id).groups.at(group).tasks.at(index); }
  ClockReport tick() {
    auto report = world.write([&](store::WriteTx& tx, const Context& ctx) { return run_plan_clock(tx, ctx); });
    EXPECT_TRUE(report) << (report ? "" : report.error().rule);
    return *report;
  }
  /// Deadlines that pass, as the scheduler lets them.
  int pass() {
    auto passed = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<int> {
      SEN_LET(const auto over, jobs::pass_deadlines(tx, ctx, 100));
      return static_cast<int>(over.size());
    });
    EXPECT_TRUE(passed) << (passed ? "" : passed.error().rule);
    return *passed;
  }
  std::vector<jobs::Notice> notices(PersonId person) {
    return *world.read([&](store::ReadTx& tx, const Context&) { return jobs::notices_of(tx, person, 20); });
  }
  std::int64_t measure(const char* name, const char* period) {
    auto read = world.read([&](store::ReadTx& tx, const Context& ctx) { return ledger::readings(tx, ctx, {name}, *parse_period(period)); });
    EXPECT_TRUE(read);
    return read->contains(name) ? read->at(name).value : -1;
  }
  void fact(const char* name, int value, const char* on) {
    auto entered = world.write([&](store::WriteTx& tx, const Context& ctx) {
      ledger::EventDraft event{.kind = "fact.entered", .subject = {"fact", 1}};
      event.facts.set("measure", Json::string(name));
      event.facts.set("value", Json::number(value));
      event.facts.set("origin", Json::string("attested"));
      event.effective_at = parse_instant(std::string(on) + "T12:00");
      return ledger::append(tx, ctx, event);
    });
    EXPECT_TRUE(entered);
  }
  EvidenceId file() {
    const std::string hash = sha256_hex("minutes " + std::to_string(++files_));
    auto added = world.write([&](store::WriteTx& tx, const Context& ctx) {
      return evidence::add_evidence(tx, ctx, {.file = {"bien-ban.pdf", evidence::FileType::Pdf, 1'000, hash}});
    });
    EXPECT_TRUE(added) << (added ? "" : added.error().rule);
    return added->id;
  }
  template <class T>
  std::string rule(const Result<T>& result) {
    if (result) return {};
    return result.error().fields.empty() ? result.error().rule : result.error().fields.front().code;
  }

 private:
  int files_ = 0;
};
SEN_ON_EVERY_ENGINE(PlanWorkTest);

TEST_P(PlanWorkTest, TheSeedPlanBecomesTasksDutiesAndDocuments) {
  const auto done = adopt();
  ASSERT_TRUE(done) << done.error().rule;
  EXPECT_EQ(done->task_count, 27);
  EXPECT_EQ(done->duty_count, 25);
  const PlanView plan = view(done->id);
  ASSERT_EQ(plan.groups.size(), 3U);
  EXPECT_EQ(plan.groups[0].tasks.size(), 13U);
  EXPECT_EQ(plan.groups[1].code, "SIPAS");
  EXPECT_EQ(plan.duties.size(), 25U);
  EXPECT_EQ(plan.documents.size(), 6U);
  EXPECT_EQ(plan.recipients.front(), "Phòng Nội vụ huyện (để b/c)");
  EXPECT_EQ(plan.recipients.back(), "Lưu: VT");
  EXPECT_EQ(plan.plan.kind, "remediation");
  const TaskView& first = plan.groups[0].tasks[0];
  EXPECT_EQ(first.criteria, (std::vector<std::string>{"1.1", "1.2", "1.3", "1.8"}));
  ASSERT_TRUE(first.assignee);
  EXPECT_EQ(first.assignee->name, "Đặng Thị Hòa");
  EXPECT_EQ(first.task.run.due, day("2024-12-31"));
  EXPECT_EQ(plan.groups[0].tasks[4].lead, "Văn phòng – Thống kê");
  const TaskView& outside = plan.groups[0].tasks[1];
  EXPECT_TRUE(outside.task.outside);
  EXPECT_FALSE(outside.assignee);
  EXPECT_FALSE(plan.groups[0].tasks[7].task.run.due);
  const auto list = world.read([](store::ReadTx& tx, const Context& ctx) { return plans(tx, ctx); });
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ(list->front().task_count, 27);
  EXPECT_EQ(measure("plan_tasks_total", "2024"), 27);
  const auto document = world.read([&](store::ReadTx& tx, const Context&) { return plan_document(tx, done->id); });
  EXPECT_TRUE(plan_from_json(parse_json(*document).value()));
}

TEST_P(PlanWorkTest, OnlyAcceptedProposalsChangeTexts) {
  const PlanDocument document = seed_plan();
  std::string spelling;
  std::string numeral;
  for (std::size_t i = 0; i < document.problems.size(); ++i) {
    if (document.problems[i].found == "Chi đạo") spelling = "p" + std::to_string(i + 1);
    if (document.problems[i].proposal == "II") numeral = "p" + std::to_string(i + 1);
  }
  const auto done = adopt(document, {spelling, numeral});
  ASSERT_TRUE(done);
  const PlanView plan = view(done->id);
  EXPECT_NE(plan.groups[0].tasks[0].task.content.find("Chỉ đạo"), std::string::npos);
  EXPECT_NE(plan.groups[0].tasks[0].task.solution.find("Phú Linh"), std::string::npos);
  EXPECT_EQ(plan.groups[1].roman, "II");
  EXPECT_EQ(rule(adopt(document, {"p999"})), "plan.proposal_unknown");
  EXPECT_EQ(rule(adopt(document, {"x"})), "plan.proposal_unknown");
}

TEST_P(PlanWorkTest, WhatCannotBeAdoptedNamesEveryFaultAndWritesNothing) {
  PlanDocument document;
  const auto refused = adopt(document);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "plan.adopt_refused");
  std::string codes;
  for (const FieldError& field : refused.error().fields) codes += field.code + " ";
  EXPECT_EQ(codes, "plan.number_missing plan.date_missing plan.title_missing plan.no_work ");
  document = seed_plan();
  document.header.signed_date = day("2024-04-03");
  EXPECT_EQ(rule(adopt(document)), "plan.date_future");
  document = seed_plan();
  document.appendix.tasks.resize(1);
  document.appendix.tasks.resize(2'001, document.appendix.tasks[0]);
  EXPECT_EQ(rule(adopt(document)), "plan.too_much");
  adopted();
  EXPECT_EQ(rule(adopt()), "plan.already_adopted");
  world.as(Role::Staff);
  EXPECT_EQ(rule(adopt()), "forbidden");
  EXPECT_EQ(measure("plans_adopted", "2024"), 1);
}

// The office's own task may be worked on by the office, not by the lawyer; a leader may touch all.
TEST_P(PlanWorkTest, OnlyThoseWhoseTaskItIsMoveIt) {
  const PlanId plan = adopted();
  const TaskId id = task(plan, 0, 0).task.id;
  world.as(Role::Staff, lawyer.value);
  EXPECT_EQ(rule(call(&progress_task, ProgressInput{id, 10, "", {}})), "plan.task_not_yours");
  world.as(Role::Chair);
  ASSERT_TRUE(call(&assign_task, AssignInput{id, lawyer}));
  EXPECT_EQ(task(plan, 0, 0).assignee->name, "Phạm Thu Trang");
  ASSERT_EQ(notices(lawyer).size(), 1U);
  EXPECT_EQ(notices(lawyer)[0].text.key, "plan.notice.assigned");
  EXPECT_TRUE(has_text(Language::En, "plan.notice.assigned"));
  world.as(Role::Staff, lawyer.value);
  ASSERT_TRUE(call(&progress_task, ProgressInput{id, 40, "Đã rà soát", {}}));
  EXPECT_EQ(rule(call(&assign_task, AssignInput{id, clerk})), "forbidden");
  world.as(Role::Auditor);
  EXPECT_EQ(rule(call(&progress_task, ProgressInput{id, 50, "", {}})), "forbidden");
  EXPECT_EQ(rule(call(&close_task, CloseInput{id, "", {}})), "forbidden");
  world.as(Role::Chair);
  EXPECT_EQ(rule(call(&progress_task, ProgressInput{id, 101, "", {}})), "plan.percent_range");
  EXPECT_EQ(rule(call(&progress_task, ProgressInput{id, 50, std::string(2'001, 'x'), {}})), "plan.note_long");
  EXPECT_EQ(rule(call(&progress_task, ProgressInput{id, 50, "", std::vector<EvidenceId>(51)})), "plan.evidence_many");
  EXPECT_EQ(rule(call(&progress_task, ProgressInput{TaskId{5}, 50, "", {}})), "plan.task_unknown");
  EXPECT_EQ(call(&progress_task, ProgressInput{id, -1, "", {}}).error().rule, "plan.progress_refused");
  EXPECT_EQ(call(&close_task, CloseInput{id, "", {}}).error().rule, "plan.close_refused");
  EXPECT_EQ(call(&extend_task, ExtendInput{id, day("2024-01-01"), ""}).error().rule, "plan.extend_refused");
  EXPECT_EQ(call(&withdraw_task, WithdrawInput{id, ""}).error().rule, "plan.withdraw_refused");
  EXPECT_EQ(task(plan, 0, 0).progress, 40);
  ASSERT_TRUE(call(&assign_task, AssignInput{id, std::nullopt}));
  EXPECT_EQ(task(plan, 0, 0).assignee->name, "Đặng Thị Hòa");
  world.as(Role::Admin);
  ASSERT_TRUE(call(&identity::leave_unit, identity::Departure{lawyer, day("2024-04-01")}));
  world.as(Role::Chair);
  EXPECT_EQ(rule(call(&assign_task, AssignInput{id, lawyer})), "plan.person_left");
}

// A task closed with evidence on its day is on time; the plan's own progress is counted.
TEST_P(PlanWorkTest, ClosingNeedsEvidenceAndCountsOnTimeOrLate) {
  const PlanId plan = adopted();
  const TaskId id = task(plan, 0, 3).task.id;
  world.at("2024-09-30T23:59+07:00");
  EXPECT_EQ(rule(call(&close_task, CloseInput{id, "Xong", {}})), "plan.evidence_missing");
  EXPECT_EQ(rule(call(&close_task, CloseInput{id, "", {EvidenceId{99}}})), "evidence.unknown");
  EXPECT_EQ(measure("plan_tasks_done", "2024"), 0);
  const auto closed = call(&close_task, CloseInput{id, "Xong", {file()}});
  ASSERT_TRUE(closed) << closed.error().rule;
  EXPECT_TRUE(closed->closed_on_time);
  EXPECT_EQ(measure("plan_tasks_on_time", "2024"), 1);
  EXPECT_EQ(rule(call(&close_task, CloseInput{id, "", {file()}})), "plan.task_closed");
  EXPECT_EQ(rule(call(&progress_task, ProgressInput{id, 5, "", {}})), "plan.task_closed");
  EXPECT_EQ(task(plan, 0, 3).stand.state, StandState::Done);
  EXPECT_EQ(rule(call(&reopen_task, ReopenInput{id, " "})), "plan.reason_missing");
  EXPECT_EQ(call(&reopen_task, ReopenInput{id, ""}).error().rule, "plan.reopen_refused");
  ASSERT_TRUE(call(&reopen_task, ReopenInput{id, "Thiếu danh sách"}));
  EXPECT_EQ(rule(call(&reopen_task, ReopenInput{id, "x"})), "plan.task_open");
  EXPECT_EQ(measure("plan_tasks_on_time", "2024"), 0);
  world.at("2024-10-01T08:00+07:00");
  const auto late = call(&close_task, CloseInput{id, "", {file()}});
  ASSERT_TRUE(late);
  EXPECT_FALSE(late->closed_on_time);
  EXPECT_EQ(measure("plan_tasks_late", "2024"), 1);
  const auto detail = world.read([&](store::ReadTx& tx, const Context& ctx) { return task_detail(tx, ctx, id, {}); });
  ASSERT_TRUE(detail) << detail.error().rule << detail.error().field;
  ASSERT_EQ(detail->history.size(), 5U);
  EXPECT_EQ(detail->history[0].text.key, "plan.history.closed_late");
  EXPECT_EQ(detail->history[0].evidence.size(), 1U);
  EXPECT_EQ(detail->history[1].text.key, "plan.history.deadline_passed");
  EXPECT_EQ(detail->history[2].note, "Thiếu danh sách");
  for (const HistoryEntry& entry : detail->history) EXPECT_TRUE(has_text(Language::Vi, entry.text.key)) << entry.text.key;
}

TEST_P(PlanWorkTest, ADayThatPassesIsNotedOnceAndAnExtensionTakesItBack) {
  const PlanId plan = adopted();
  world.at("2024-10-01T08:00+07:00");
  EXPECT_EQ(pass(), 1);  // Quý II, III
  EXPECT_EQ(pass(), 0);
  const TaskView contest = task(plan, 0, 3);
  EXPECT_EQ(contest.stand.state, StandState::Overdue);
  EXPECT_EQ(contest.stand.overdue_days, 1);
  EXPECT_EQ(measure("remediation_tasks_total", "2024-01-01/2024-10-01"), 1);
  EXPECT_EQ(rule(call(&extend_task, ExtendInput{contest.task.id, day("2024-09-30"), "Huyện lùi lịch"})), "plan.due_earlier");
  EXPECT_EQ(rule(call(&extend_task, ExtendInput{contest.task.id, day("2024-03-31"), "x"})), "plan.due_before_start");
  EXPECT_EQ(rule(call(&extend_task, ExtendInput{contest.task.id, day("2024-10-31"), ""})), "plan.reason_missing");
  ASSERT_TRUE(call(&extend_task, ExtendInput{contest.task.id, day("2024-10-31"), "Huyện lùi lịch"}));
  EXPECT_NE(task(plan, 0, 3).stand.state, StandState::Overdue);
  world.at("2024-11-01T08:00+07:00");
  EXPECT_EQ(pass(), 1);
  ASSERT_TRUE(call(&withdraw_task, WithdrawInput{contest.task.id, "Huyện không tổ chức"}));
  EXPECT_EQ(view(plan).groups[0].tasks.size(), 12U);
  EXPECT_EQ(measure("plan_tasks_total", "2024"), 26);
  EXPECT_EQ(rule(call(&withdraw_task, WithdrawInput{contest.task.id, "x"})), "plan.task_closed");
}

// Two people have one task open: who comes second is told what stands and by whom, and chooses.
TEST_P(PlanWorkTest, TheSecondOfTwoSeesBoth) {
  const TaskId id = task(adopted(), 0, 0).task.id;
  world.as(Role::Lead, clerk.value);
  ASSERT_TRUE(call(&progress_task, ProgressInput{id, 60, "", {}, 0}));
  world.as(Role::Lead, lawyer.value);
  const auto second = call(&progress_task, ProgressInput{id, 80, "", {}, 0});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().rule, "plan.progress_changed");
  EXPECT_EQ(render(Language::En, {second.error().rule, second.error().arguments}), "While you were typing, Đặng Thị Hòa wrote 60%. Look at both and choose which one stands.");
  EXPECT_TRUE(call(&progress_task, ProgressInput{id, 80, "", {}, 60}));
  EXPECT_TRUE(call(&progress_task, ProgressInput{id, 90, "", {}}));  // who says nothing of what was seen is not asked
}

// At New Year yearly work begins a new run; what was not done is kept as missed.
TEST_P(PlanWorkTest, RecurringTasksBeginANewRun) {
  const PlanId plan = adopted();
  const TaskId finance = task(plan, 0, 10).task.id;
  world.at("2024-12-20T08:00+07:00");
  ASSERT_TRUE(call(&close_task, CloseInput{finance, "", {file()}}));
  world.at("2025-01-01T08:00+07:00");
  EXPECT_EQ(pass(), 25);  // 27 less the standing one and the one that is done
  const ClockReport report = tick();
  EXPECT_EQ(report.begun, 15);  // 14 with "và những năm tiếp theo", and the standing one
  EXPECT_EQ(tick().begun, 0);
  const TaskView next = task(plan, 0, 10);
  EXPECT_EQ(next.task.run.start, day("2025-01-01"));
  EXPECT_EQ(next.task.run.due, day("2025-12-31"));
  EXPECT_FALSE(next.task.done);
  EXPECT_EQ(next.progress, 0);
  EXPECT_EQ(task(plan, 0, 0).stand.state, StandState::Overdue);
  const auto detail = world.read([&](store::ReadTx& tx, const Context& ctx) { return task_detail(tx, ctx, task(plan, 0, 11).task.id, {}); });
  std::string kinds;
  for (const HistoryEntry& entry : detail->history) kinds += entry.text.key + " ";
  EXPECT_EQ(kinds, "plan.history.opened plan.history.missed plan.history.deadline_passed plan.history.opened ");
}

// Row I.8: posting is done while every procedure is posted, and undone by a new one.
TEST_P(PlanWorkTest, AMeasureClosesATaskAndOpensItAgain) {
  const PlanId plan = adopted();
  fact("procedures_in_competence", 200, "2024-05-01");
  fact("procedures_posted", 194, "2024-05-01");
  world.at("2024-05-02T08:00+07:00");
  EXPECT_EQ(tick().closed, 0);
  TaskView posting = task(plan, 0, 7);
  EXPECT_EQ(posting.progress, 97);
  EXPECT_EQ(posting.task.closes_by, "procedures_posted_pct");
  ASSERT_EQ(posting.targets.size(), 1U);
  EXPECT_EQ(posting.targets[0].now, "97");
  EXPECT_EQ(posting.targets[0].met, false);
  fact("procedures_posted", 200, "2024-05-02");
  EXPECT_EQ(tick().closed, 1);
  EXPECT_EQ(tick().closed, 0);
  EXPECT_EQ(task(plan, 0, 7).stand.state, StandState::Done);
  world.at("2024-06-02T08:00+07:00");
  fact("procedures_in_competence", 201, "2024-06-02");
  EXPECT_EQ(tick().reopened, 1);
  EXPECT_EQ(task(plan, 0, 7).progress, 99);
  EXPECT_EQ(measure("plan_tasks_done", "2024"), 0);
}

TEST_P(PlanWorkTest, CriteriaComeFromLinksElseFromMeasures) {
  const PlanId plan = adopted();
  const CriteriaKey other{"other-set", {{"documents_processed_online", {"7.9"}}, {"sipas_percent", {"8.1", "8.2"}}}};
  const auto seen = world.read([&](store::ReadTx& tx, const Context& ctx) { return plan_view(tx, ctx, plan, other); });
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->groups[0].tasks[11].criteria, std::vector<std::string>{"7.9"});
  EXPECT_EQ(seen->groups[0].tasks[4].criteria, (std::vector<std::string>{"8.1", "8.2"}));
  EXPECT_TRUE(seen->groups[0].tasks[1].criteria.empty());
  const TaskId id = seen->groups[0].tasks[1].task.id;
  ASSERT_TRUE(call(&link_task, LinkInput{id, "other-set", {"1.4"}}));
  EXPECT_EQ(rule(call(&link_task, LinkInput{id, "other-set", std::vector<std::string>(51, "1")})), "plan.codes_many");
  const auto by_code = world.read([&](store::ReadTx& tx, const Context& ctx) { return tasks_by_criterion(tx, ctx, 2024, other); });
  ASSERT_TRUE(by_code);
  EXPECT_EQ(by_code->at("1.4").size(), 1U);
  EXPECT_EQ(by_code->at("8.2").size(), 1U);
}

TEST_P(PlanWorkTest, DutiesHaveAnOwnerAndAState) {
  const PlanId plan = adopted();
  const StandingDuty duty = view(plan).duties.front();
  EXPECT_EQ(duty.state, "open");
  ASSERT_TRUE(call(&change_duty, DutyInput{duty.id, "office_statistics", "kept"}));
  EXPECT_EQ(view(plan).duties.front().owner_body, "office_statistics");
  EXPECT_EQ(rule(call(&change_duty, DutyInput{duty.id, "home_affairs_division", "kept"})), "plan.duty_owner");
  EXPECT_EQ(rule(call(&change_duty, DutyInput{duty.id, "", "x"})), "plan.duty_state");
  EXPECT_EQ(rule(call(&change_duty, DutyInput{5, "", "open"})), "plan.duty_unknown");
}

TEST_P(PlanWorkTest, TheCommandAdoptsAFileOrSaysWhatIsWrong) {
  const auto run = [&](const char* path, bool accept_all) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = run_plan_adopt(store(), world.context(), {.path = path, .accept_all = accept_all, .json = true}, out, err);
    return std::to_string(code) + " " + out.str() + err.str();
  };
  const std::string done = run("tests/plans/97-kh-ubnd.txt", true);
  EXPECT_NE(done.find("\"number\":\"97/KH-UBND\",\"tasks\":27,\"duties\":25"), std::string::npos) << done;
  EXPECT_NE(run("tests/plans/97-kh-ubnd.docx", false).find("đã được đưa vào thực hiện"), std::string::npos);
  EXPECT_EQ(run("tests/plans/none.txt", false).substr(0, 2), "1 ");
  const auto list = world.read([](store::ReadTx& tx, const Context& ctx) { return plans(tx, ctx); });
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ(view(list->front().plan.id).groups[0].tasks[0].lead, "Văn phòng – Thống kê");
}

// Another unit sees nothing of it, under any id.
TEST_P(PlanWorkTest, UnitsNeverSeeEachOther) {
  const PlanId plan = adopted();
  const TaskId id = task(plan, 0, 0).task.id;
  world.in(UnitId{8});
  const auto other = world.read([&](store::ReadTx& tx, const Context& ctx) { return plan_view(tx, ctx, plan, {}); });
  EXPECT_EQ(rule(other), "plan.plan_unknown");
  EXPECT_EQ(rule(call(&reopen_task, ReopenInput{id, "x"})), "plan.task_unknown");
  EXPECT_TRUE(world.read([](store::ReadTx& tx, const Context& ctx) { return plans(tx, ctx); })->empty());
}

}  // namespace
}  // namespace sen::plan
