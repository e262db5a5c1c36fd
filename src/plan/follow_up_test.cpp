// Following a plan up: who is told when, the week's list, more time asked for, a person who leaves.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "identity/service.hpp"
#include "jobs/notice.hpp"
#include "ledger/world.hpp"
#include "plan/adopt.hpp"
#include "plan/extension.hpp"
#include "plan/letter.hpp"
#include "plan/read_source.hpp"
#include "plan/read.hpp"
#include "plan/reminders.hpp"
#include "plan/urging.hpp"
#include "store/test_store.hpp"

namespace sen::plan {
namespace {

Date day(const char* text) { return *parse_date(text); }

law::Calendar calendar_of() {
  const auto* entry = pack::PackSet::embedded().in_force("calendar", "vn", day("2024-10-01"));
  return *law::read_calendar(entry->body);
}

FollowUpPolicy policy_of() {
  const auto* entry = pack::PackSet::embedded().in_force("follow-up", "usual", day("2024-10-01"));
  auto policy = read_follow_up(entry->body);
  EXPECT_TRUE(policy);
  return *policy;
}

TEST(FollowUpPolicy, TheShippedOneReadsAndItsStepsStandInOrder) {
  const auto policy = policy_of();
  ASSERT_EQ(policy.steps.size(), 6U);
  EXPECT_EQ(policy.steps.front().code, "before_10");
  EXPECT_EQ(policy.steps.back().tell.back(), Told::Chair);
  EXPECT_EQ(policy.tell_from, 7 * 60);
  EXPECT_NE(policy.source.find("97/KH-UBND"), std::string::npos);
}

TEST(FollowUpPolicy, EveryFaultOfAnEntryIsNamed) {
  const auto refused = read_follow_up(*parse_json(R"({"schema": "sen.follow-up/1", "standing_body": "office_statistics", "directing_body": "peoples_committee",
    "tell_from": "25:00", "week_from": 8, "steps": [{"code": "a", "working_days": 1, "tell": ["responsible"]}, {"code": "a", "working_days": 999, "tell": ["mayor"]}]})"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "plan.follow_up_invalid");
  std::string places;
  for (const auto& field : refused.error().fields) {
    EXPECT_EQ(field.code, "plan.follow_up_field");
    places += field.field + " ";
  }
  EXPECT_EQ(places, "/tell_from /week_from /steps/1/working_days /steps/1/tell /steps/1/tell /steps/1/code ");
}

// Monday 30/09/2024 is due: ten working days before lies beyond two weekends; 31/08 (Saturday) counts as Friday.
TEST(FollowUpSteps, DaysAreWorkingDays) {
  const auto calendar = calendar_of();
  EXPECT_EQ(step_day(calendar, day("2024-09-30"), -10), day("2024-09-16"));
  EXPECT_EQ(step_day(calendar, day("2024-08-31"), 0), day("2024-08-30"));
  EXPECT_EQ(step_day(calendar, day("2024-08-30"), 1), day("2024-09-04"));  // after the National Day holiday
  EXPECT_EQ(working_days_until(calendar, day("2024-08-30"), day("2024-09-04")), 1);
  EXPECT_EQ(working_days_until(calendar, day("2024-09-04"), day("2024-08-30")), -1);
  EXPECT_EQ(working_days_until(calendar, day("2024-09-30"), day("2024-09-30")), 0);
}

// A task given four working days before it is due has no step of ten days before.
TEST(FollowUpSteps, StepsBeforeTheRunBeganAreLeftOut) {
  const auto calendar = calendar_of();
  const auto policy = policy_of();
  const TaskRun run{day("2024-09-24"), day("2024-09-30"), day("2024-09-30")};
  EXPECT_TRUE(reached_steps(policy, calendar, run, day("2024-09-24")).empty());
  const auto reached = reached_steps(policy, calendar, run, day("2024-09-30"));
  ASSERT_EQ(reached.size(), 2U);
  EXPECT_EQ(reached[0]->code, "before_3");
  EXPECT_EQ(reached[1]->code, "due_day");
}

class FollowUpTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-04-02T09:00+07:00"};
  law::Calendar calendar = calendar_of();
  PersonId chair{};
  PersonId vice{};
  PersonId office{};
  PersonId clerk{};
  PlanId plan{};

  template <class Command, class Input>
  auto call(Command&& command, const Input& input) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return command(tx, ctx, input); });
  }
  void SetUp() override {
    world.as(Role::Admin);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      SEN_TRY(identity::add_body(tx, ctx, {"peoples_committee", "UBND xã", "", false, 1}));
      SEN_TRY(identity::add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "", false, 2}));
      SEN_TRY(identity::add_body(tx, ctx, {"home_affairs_division", "Phòng Nội vụ", "", true, 3}));
      SEN_LET(chair, seat(tx, ctx, "Trần Quang Hưng", "peoples_committee", Role::Chair));
      SEN_LET(vice, seat(tx, ctx, "Nguyễn Thị Huyền", "peoples_committee", Role::Lead));
      SEN_LET(office, seat(tx, ctx, "Đặng Thị Hòa", "office_statistics", Role::Lead));
      SEN_LET(clerk, seat(tx, ctx, "Lê Minh Tuấn", "office_statistics", Role::Staff));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    std::ifstream in("tests/plans/97-kh-ubnd.txt", std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const auto source = read_source(bytes.str());
    ASSERT_TRUE(source);
    world.as(Role::Chair, chair.value);
    const auto adopted = call(&adopt_plan, AdoptInput{read_document(*source), {}});
    ASSERT_TRUE(adopted) << adopted.error().rule;
    plan = adopted->id;
  }

  Task task(int position) {
    const auto tasks = world.read([&](store::ReadTx& tx, const Context&) { return tasks_of(tx, plan); });
    return tasks->at(static_cast<std::size_t>(position));
  }
  Task task_of(TaskId id) {
    return *world.read([&](store::ReadTx& tx, const Context&) { return load_task(tx, id); });
  }
  /// A task of the office due on Monday 30/09/2024.
  TaskId office_task() {
    Task made = task(0);
    made.run = {day("2024-04-01"), day("2024-09-30"), day("2024-09-30")};
    EXPECT_TRUE(world.write([&](store::WriteTx& tx, const Context&) { return save_task(tx, made); }));
    return made.id;
  }
  int tick(const char* at) {
    world.at(at);
    const auto told = world.write([&](store::WriteTx& tx, const Context& ctx) { return remind(tx, ctx, calendar); });
    EXPECT_TRUE(told) << (told ? "" : told.error().rule);
    return told ? *told : -1;
  }
  std::vector<std::string> heard(PersonId person) {
    std::vector<std::string> keys;
    const auto notices = world.read([&](store::ReadTx& tx, const Context&) { return jobs::notices_of(tx, person, 100); });
    for (const auto& notice : *notices) {
      EXPECT_TRUE(has_text(Language::En, notice.text.key)) << notice.text.key;
      keys.push_back(notice.text.key);
    }
    return keys;
  }
  std::vector<Reminder> reminders(TaskId id) {
    const auto all = world.read([](store::ReadTx& tx, const Context&) { return reminders_in(tx, day("2024-01-01"), day("2024-12-31")); });
    std::vector<Reminder> own;
    for (const auto& one : *all) {
      if (one.task == id) own.push_back(one);
    }
    return own;
  }
  template <class T>
  std::string rule(const Result<T>& result) {
    if (result) return {};
    return result.error().fields.empty() ? result.error().rule : result.error().fields.front().code;
  }

 private:
  static Result<PersonId> seat(store::WriteTx& tx, const Context& ctx, const char* name, const char* body, Role role) {
    SEN_LET(const auto person, identity::add_person(tx, ctx, {name, ""}));
    SEN_TRY(identity::seat_person(tx, ctx, {person.id, body, role, day("2024-01-01"), {}}));
    return person.id;
  }
};
SEN_ON_EVERY_ENGINE(FollowUpTest);

// The office's task is due on Monday 30/09: each step once, on its working day, to whom the policy says.
// Method: the clock every hour of each day from 13/09 to 15/10; read who heard what and the recorded reminders.
TEST_P(FollowUpTest, EachStepIsToldOnceOnItsWorkingDay) {
  const TaskId id = office_task();
  for (Date date = day("2024-09-13"); date <= day("2024-10-15"); date = date + 1) {
    for (const char* hour : {"T06:59", "T07:00", "T15:00"}) tick((to_string(date) + hour).c_str());
  }
  const auto told = reminders(id);
  std::string steps;
  for (const auto& one : told) steps += to_string(date_of(one.at)) + " " + one.step + " " + std::to_string(one.people.size()) + "; ";
  EXPECT_EQ(steps,
            "2024-10-14 after_10 3; 2024-10-07 after_5 2; 2024-10-01 after_1 1; 2024-09-30 due_day 1; 2024-09-25 before_3 1; 2024-09-16 before_10 1; ");
  // Row 4 of the plan ("Quý II, III") is due on the same day: twice each.
  EXPECT_EQ(heard(vice), std::vector<std::string>(4, "plan.notice.escalated"));
  EXPECT_EQ(heard(chair), std::vector<std::string>(2, "plan.notice.escalated"));
  EXPECT_TRUE(heard(clerk).empty());
}

// Three weeks down over the due day: one reminder, to everybody whom the steps slept through would have told.
TEST_P(FollowUpTest, AfterDowntimeTheLatestStepSpeaksForThoseSleptThrough) {
  const TaskId id = office_task();
  EXPECT_EQ(tick("2024-09-16T08:00+07:00"), 2);  // with row 4 of the plan, due on the same day
  EXPECT_EQ(tick("2024-10-15T08:00+07:00"), 2);
  EXPECT_EQ(tick("2024-10-15T09:00+07:00"), 0);
  const auto told = reminders(id);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].step, "after_10");
  EXPECT_EQ(told[0].people, (std::vector<PersonId>{office, vice, chair}));
  const auto events = world.read([&](store::ReadTx& tx, const Context&) {
    return ledger::events(tx, {.subject_kind = "task", .subject_id = id.value});
  });
  EXPECT_EQ(events->front().kind, "task.reminded");
  EXPECT_EQ(events->front().payload["spoken_for"].items().size(), 4U);
  for (const auto& event : *events) {
    if (event.kind != "task.reminded") continue;
    EXPECT_TRUE(has_text(Language::Vi, follow_up_sentence(event)->key));
  }
}

// Nobody is told on a day of rest; a moved day is reminded anew; work that is done is not.
TEST_P(FollowUpTest, RestDaysAreQuietAndAMovedDayBeginsAnew) {
  const TaskId id = office_task();
  EXPECT_EQ(tick("2024-09-28T09:00+07:00"), 0);  // Saturday
  EXPECT_GE(tick("2024-09-30T09:00+07:00"), 1);
  world.as(Role::Chair, chair.value);
  ASSERT_TRUE(call(&extend_task, ExtendInput{id, day("2024-10-31"), "Huyện lùi lịch"}));
  tick("2024-10-01T09:00+07:00");
  EXPECT_EQ(reminders(id).size(), 1U);
  tick("2024-10-17T09:00+07:00");
  EXPECT_EQ(reminders(id).front().step, "before_10");
  ASSERT_TRUE(call(&withdraw_task, WithdrawInput{id, "Huyện không tổ chức"}));
  const auto before = reminders(id).size();
  tick("2024-10-31T09:00+07:00");
  EXPECT_EQ(reminders(id).size(), before);
}

// Rows 2 and 4 are led by the district's Phòng Nội vụ: the standing body follows them up.
TEST_P(FollowUpTest, WorkLedFromOutsideIsFollowedUpByTheStandingBody) {
  const Task outside = task(3);
  ASSERT_TRUE(outside.outside);
  tick("2024-10-01T08:00+07:00");
  const auto told = reminders(outside.id);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].people, std::vector<PersonId>{office});
}

TEST_P(FollowUpTest, BeforeAnyEntryIsInForceNothingIsTold) {
  world.at("2023-12-29T08:00+07:00");
  const auto told = world.write([&](store::WriteTx& tx, const Context& ctx) { return remind(tx, ctx, calendar); });
  EXPECT_EQ(rule(told), "plan.no_follow_up");
}

TEST_P(FollowUpTest, TheWeeksListIsMadeOnceAndKeptAsItStood) {
  const TaskId id = office_task();
  const WorthOf worth = [&](store::ReadTx&, const Context&) -> Result<Worth> {
    return Worth{{"phu-linh-2024-illustrative", {}}, {{"1.1", *parse_points("0.5")}}};
  };
  const auto make = [&](const char* at) {
    world.at(at);
    return *world.write([&](store::WriteTx& tx, const Context& ctx) { return make_week(tx, ctx, calendar, worth); });
  };
  EXPECT_FALSE(make("2024-09-30T06:00+07:00"));
  EXPECT_TRUE(make("2024-10-01T08:00+07:00"));  // Tuesday: Monday was slept through
  EXPECT_FALSE(make("2024-10-04T08:00+07:00"));
  EXPECT_TRUE(make("2024-10-07T08:00+07:00"));
  const auto weeks = *world.read([](store::ReadTx& tx, const Context&) { return urging_weeks(tx); });
  ASSERT_EQ(weeks.size(), 2U);
  EXPECT_EQ(weeks[1].week_on, day("2024-09-30"));
  const auto lines = *world.read([&](store::ReadTx& tx, const Context&) { return urging_of(tx, day("2024-09-30")); });
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const UrgingLine& line) { return line.task == id; });
  ASSERT_NE(found, lines.end());
  EXPECT_STREQ(name_of(found->urgency), "overdue");
  EXPECT_EQ(found->overdue_days, 1);
  EXPECT_EQ(to_string(found->points), "0.50");
  EXPECT_EQ(heard(office).front(), "plan.notice.week");
}

TEST_P(FollowUpTest, MoreTimeIsAskedForAndApproved) {
  const TaskId id = office_task();
  world.at("2024-09-20T08:00+07:00").as(Role::Staff, clerk.value);
  const auto asked = call(&request_extension, ExtensionInput{id, day("2024-10-31"), "Chờ huyện gửi số liệu"});
  ASSERT_TRUE(asked) << asked.error().rule;
  EXPECT_EQ(heard(chair), std::vector<std::string>{"plan.notice.extension_requested"});
  EXPECT_EQ(rule(call(&request_extension, ExtensionInput{id, day("2024-11-30"), "x"})), "plan.extension_waiting");
  EXPECT_EQ(rule(call(&approve_extension, DecisionInput{asked->id, ""})), "forbidden");
  EXPECT_EQ(rule(call(&refuse_extension, DecisionInput{asked->id, "x"})), "forbidden");
  world.as(Role::Chair, chair.value);
  EXPECT_EQ(world.read([](store::ReadTx& tx, const Context&) { return waiting_extensions(tx); })->size(), 1U);
  const auto approved = call(&approve_extension, DecisionInput{asked->id, "Đồng ý"});
  ASSERT_TRUE(approved) << approved.error().rule;
  EXPECT_EQ(task_of(id).run.due, day("2024-10-31"));
  EXPECT_EQ(heard(clerk), std::vector<std::string>{"plan.notice.extension_approved"});
  EXPECT_EQ(rule(call(&approve_extension, DecisionInput{asked->id, ""})), "plan.extension_decided");
  EXPECT_EQ(rule(call(&approve_extension, DecisionInput{5, ""})), "plan.extension_unknown");
  const auto kept = world.read([&](store::ReadTx& tx, const Context&) { return extensions_of(tx, id); });
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(kept->front().answer, "Đồng ý");
  EXPECT_EQ(kept->front().decided_by, chair);
}

TEST_P(FollowUpTest, ARefusalSaysWhyAndTheDayStays) {
  const TaskId id = office_task();
  world.at("2024-09-20T08:00+07:00").as(Role::Staff, clerk.value);
  const auto asked = call(&request_extension, ExtensionInput{id, day("2024-10-31"), "Bận"});
  ASSERT_TRUE(asked);
  world.as(Role::Lead, vice.value);
  EXPECT_EQ(rule(call(&refuse_extension, DecisionInput{asked->id, " "})), "plan.refusal_reason");
  ASSERT_TRUE(call(&refuse_extension, DecisionInput{asked->id, "Hạn do huyện giao"}));
  EXPECT_EQ(task_of(id).run.due, day("2024-09-30"));
  EXPECT_EQ(heard(clerk), std::vector<std::string>{"plan.notice.extension_refused"});
}

TEST_P(FollowUpTest, AnExtensionThatMakesNoSenseIsRefusedWithItsReason) {
  const TaskId id = office_task();
  world.at("2024-10-10T08:00+07:00").as(Role::Staff, clerk.value);
  const auto ask = [&](const char* until, const std::string& reason = "x") {
    return rule(call(&request_extension, ExtensionInput{id, day(until), reason}));
  };
  EXPECT_EQ(ask("2024-03-01"), "plan.due_before_start");
  EXPECT_EQ(ask("2024-09-30"), "plan.due_earlier");
  EXPECT_EQ(ask("2024-10-09"), "plan.due_past");
  EXPECT_EQ(ask("2024-10-31", " "), "plan.reason_missing");
  EXPECT_EQ(ask("2024-10-31", std::string(2'001, 'x')), "plan.note_long");
  world.as(Role::Auditor);
  EXPECT_EQ(ask("2024-10-31"), "forbidden");
  world.as(Role::Staff, 77);
  EXPECT_EQ(ask("2024-10-31"), "plan.task_not_yours");
  world.as(Role::Chair, chair.value);
  EXPECT_EQ(rule(call(&request_extension, ExtensionInput{task(7).id, day("2024-10-31"), "x"})), "plan.no_due");
  ASSERT_TRUE(call(&request_extension, ExtensionInput{id, day("2024-10-31"), "x"}));
  const auto waiting = *world.read([](store::ReadTx& tx, const Context&) { return waiting_extensions(tx); });
  ASSERT_TRUE(call(&extend_task, ExtendInput{id, day("2024-10-20"), "Huyện lùi lịch"}));
  EXPECT_EQ(rule(call(&approve_extension, DecisionInput{waiting.front().id, ""})), "plan.extension_over");
  ASSERT_TRUE(call(&withdraw_task, WithdrawInput{id, "x"}));
  EXPECT_EQ(rule(call(&approve_extension, DecisionInput{waiting.front().id, ""})), "plan.task_closed");
}

// The clerk leaves on Friday: on Saturday the open task is the office's again, and its lead hears of it.
TEST_P(FollowUpTest, WorkOfAPersonWhoLeavesGoesBackToTheBody) {
  const TaskId id = office_task();
  ASSERT_TRUE(call(&assign_task, AssignInput{id, clerk}));
  world.as(Role::Admin);
  ASSERT_TRUE(call(&identity::leave_unit, identity::Departure{clerk, day("2024-09-20")}));
  const auto back = [&](const char* at) {
    world.at(at);
    return *world.write([&](store::WriteTx& tx, const Context& ctx) { return hand_back(tx, ctx); });
  };
  EXPECT_EQ(back("2024-09-20T18:00+07:00"), 0);
  EXPECT_EQ(back("2024-09-21T00:10+07:00"), 1);
  EXPECT_EQ(back("2024-09-21T01:10+07:00"), 0);
  EXPECT_FALSE(task_of(id).assignee);
  EXPECT_EQ(heard(office), std::vector<std::string>{"plan.notice.handed_back"});
}

// A body outside the commune gets a letter with what the chair needs to sign; one of the commune's own is reminded instead.
TEST_P(FollowUpTest, ALetterGoesToABodyOutsideOnly) {
  world.at("2024-10-15T08:00+07:00");
  const LetterFacts facts{.superior = "UBND huyện Sóc Sơn", .unit = "UBND xã Phù Linh", .unit_short = "xã Phù Linh",
                          .chair = "Trần Quang Hưng", .points = parse_points("0.5"), .illustrative = true};
  const auto letter = [&](TaskId id) {
    return world.read([&](store::ReadTx& tx, const Context& ctx) -> Result<formats::Document> {
      SEN_LET(const auto detail, task_detail(tx, ctx, id, {}));
      return urging_letter(detail.task, detail.plan, facts, date_of(ctx.clock.now()));
    });
  };
  const Task outside = task(3);
  const auto made = letter(outside.id);
  ASSERT_TRUE(made) << made.error().rule;
  EXPECT_EQ(made->issuer, "UBND XÃ PHÙ LINH");
  EXPECT_EQ(made->place_and_date, "Phù Linh, ngày 15 tháng 10 năm 2024");
  EXPECT_EQ(made->signature.name, "Trần Quang Hưng");
  EXPECT_NE(made->footer.find("minh họa"), std::string::npos);
  EXPECT_EQ(rule(letter(office_task())), "plan.letter_inside");
  world.as(Role::Chair, chair.value);
  ASSERT_TRUE(call(&withdraw_task, WithdrawInput{outside.id, "Không còn cần"}));
  EXPECT_EQ(rule(letter(outside.id)), "plan.letter_closed");
}

}  // namespace
}  // namespace sen::plan
