// The plan's year: adopted from the real document through the reader, given to people, progressed, closed with papers,
// opened again; and time, which lets runs end and due days pass.
#include <memory>

#include "base/embedded.hpp"
#include "index/sets.hpp"
#include "jobs/scheduler.hpp"
#include "law/calendar.hpp"
#include "plan/adopt.hpp"
#include "plan/duty.hpp"
#include "plan/plan_clock.hpp"
#include "plan/read.hpp"
#include "plan/reminders.hpp"
#include "plan/task.hpp"
#include "plan/urging.hpp"
#include "plan/view.hpp"
#include "report/worth.hpp"
#include "sim/papers.hpp"
#include "sim/story.hpp"

namespace sen::sim {
namespace {

/// What the acts of the plan share: tasks by "PAR/1".
struct Known {
  PlanId plan{};
  std::map<std::string, TaskId> tasks;
};
using SharedKnown = std::shared_ptr<Known>;  // owned by the acts that use it

constexpr int kNoteMinute = 15 * 60;
constexpr int kTickMinute = 7 * 60 + 5;
constexpr int kFollowedDays = 31;

Instant moment(const Json& json, const char* name) { return at(*parse_date(json.string_or(name)), kNoteMinute); }

// A person who looks a proposal over takes it when it says what to write.
std::vector<std::string> sensible(const plan::PlanDocument& document) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < document.problems.size(); ++i) {
    if (!document.problems[i].proposal.empty()) out.push_back("p" + std::to_string(i + 1));
  }
  return out;
}

Result<Done> adopt(Stage& stage, Known& known) {
  const Json& json = stage.story()["plan"];
  const auto bytes = embedded_file("packs/demo/" + json.string_or("file"));
  SEN_ASSERT(bytes.has_value());
  SEN_LET(auto document, plan::read_plan(*bytes));
  const plan::AdoptInput input{document, sensible(document)};
  SEN_LET(const auto adopted, stage.as(stage.players.at(json.string_or("by")), [&](store::WriteTx& tx, const Context& ctx) {
    return plan::adopt_plan(tx, ctx, input);
  }));
  known.plan = adopted.id;
  stage.report.tasks += adopted.task_count;
  return stage.as(stage.players.at(json.string_or("by")), [&](store::WriteTx& tx, const Context&) -> Result<Done> {
    SEN_LET(const auto tasks, plan::tasks_of(tx, known.plan));
    for (const auto& task : tasks) known.tasks.emplace(task.group + "/" + task.stt, task.id);
    return Done{};
  });
}

Result<Done> assign(Stage& stage, const Known& known) {
  for (const auto& json : stage.story()["tasks"].items()) {
    const TaskId task = known.tasks.at(json.string_or("task"));
    const PersonId person = stage.players.at(json.string_or("assignee")).person;
    SEN_TRY(stage.as(stage.players.at("phochutich"), [&](store::WriteTx& tx, const Context& ctx) {
      return plan::assign_task(tx, ctx, {task, person});
    }));
  }
  return Done{};
}

Result<Done> keep_duties(Stage& stage, const Known& known) {
  const Json& json = stage.story()["duties_kept"];
  return stage.as(stage.players.at(json.string_or("by")), [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_LET(const auto duties, plan::duties_of(tx, known.plan));
    std::int64_t left = json.int_or("count", 0);
    for (const auto& duty : duties) {
      if (left-- <= 0) break;
      SEN_TRY(plan::change_duty(tx, ctx, {duty.id, "office_statistics", "kept"}));
    }
    return Done{};
  });
}

Result<Done> progress(Stage& stage, TaskId task, const Player& player, const Json& json) {
  const plan::ProgressInput input{task, static_cast<int>(json.int_or("percent", 0)), json.string_or("note"), {}};
  SEN_TRY(stage.as(player, [&](store::WriteTx& tx, const Context& ctx) { return plan::progress_task(tx, ctx, input); }));
  return Done{};
}

Result<Done> close(Stage& stage, TaskId task, const Player& player, const Json& json) {
  SEN_LET(const auto file, keep_paper(stage, player, {json.string_or("file"), json.string_or("subject"), json.string_or("note")}));
  SEN_TRY(stage.as(player, [&](store::WriteTx& tx, const Context& ctx) -> Result<plan::Task> {
    SEN_LET(const auto paper, add_paper(stage, tx, ctx, file));
    return plan::close_task(tx, ctx, {task, json.string_or("note"), {paper}});
  }));
  return Done{};
}

Result<Done> reopen(Stage& stage, TaskId task, const Json& json) {
  SEN_TRY(stage.as(stage.players.at("phochutich"), [&](store::WriteTx& tx, const Context& ctx) {
    return plan::reopen_task(tx, ctx, {task, json.string_or("note")});
  }));
  return Done{};
}

void add_task(const SharedKnown& known, const Json& json, std::vector<Act>& acts) {
  const std::string key = json.string_or("task");
  const std::string who = json.string_or("assignee");
  for (const auto& step : json["progress"].items()) {
    acts.push_back({moment(step, "on"), [known, key, who, step](Stage& on) {
                      return progress(on, known->tasks.at(key), on.players.at(who), step);
                    }});
  }
  if (const Json& step = json["close"]; step.is_object()) {
    acts.push_back({moment(step, "on"), [known, key, who, step](Stage& on) {
                      return close(on, known->tasks.at(key), on.players.at(who), step);
                    }});
  }
  if (const Json& step = json["reopen"]; step.is_object()) {
    acts.push_back({moment(step, "on"), [known, key, step](Stage& on) { return reopen(on, known->tasks.at(key), step); }});
  }
}

// What the scheduler of a server does by itself.
Result<Done> tick(Stage& stage, const law::Calendar& calendar, index::Sets& sets) {
  jobs::Handlers handlers;
  handlers.clocks.push_back([](store::WriteTx& tx, const Context& ctx) -> Result<bool> {
    SEN_LET(const auto report, plan::run_plan_clock(tx, ctx));
    return report.more;
  });
  handlers.clocks.push_back([&](store::WriteTx& tx, const Context& ctx) -> Result<bool> {
    SEN_TRY(plan::hand_back(tx, ctx));
    SEN_TRY(plan::remind(tx, ctx, calendar));
    SEN_TRY(plan::make_week(tx, ctx, calendar, [&](store::ReadTx& read, const Context& within) {
      return report::worth_of(read, within, sets);
    }));
    return false;
  });
  jobs::Scheduler scheduler({stage.store(), stage.clock(), stage.chance(), stage.packs(), calendar}, std::move(handlers));
  SEN_LET(const auto pass, scheduler.catch_up());
  if (!pass.errors.empty()) return pass.errors.front();
  return Done{};
}

Result<Done> add_ticks(Stage& stage, std::vector<Act>& acts) {
  const Date now = date_of(*parse_instant(stage.story().string_or("clock")));
  const auto* entry = stage.packs().in_force("calendar", "vn", now);
  SEN_ASSERT(entry != nullptr);
  SEN_LET(auto read, law::read_calendar(entry->body));
  const auto calendar = std::make_shared<const law::Calendar>(std::move(read));  // shared by the ticks
  const auto sets = std::make_shared<index::Sets>();  // compiled once for all ticks
  const auto add = [&](Date day) {
    acts.push_back({at(day, kTickMinute), [calendar, sets](Stage& on) { return tick(on, *calendar, *sets); }});
  };
  // Twice a month is enough to let runs end; the last month is followed up day by day.
  for (int month = 4; month <= now.month(); ++month) {
    for (const int day : {2, 16}) add(*make_date(now.year(), month, day));
  }
  for (Date day = now - kFollowedDays; day <= now; day = day + 1) {
    if (day.day() != 2 && day.day() != 16) add(day);
  }
  return Done{};
}

}  // namespace

Result<Done> add_plan(Stage& stage, std::vector<Act>& acts) {
  const auto known = std::make_shared<Known>();
  const Json& json = stage.story()["plan"];
  acts.push_back({*parse_instant(json.string_or("adopted_at")), [known](Stage& on) { return adopt(on, *known); }});
  acts.push_back({*parse_instant(json.string_or("assigned_at")), [known](Stage& on) { return assign(on, *known); }});
  acts.push_back({*parse_instant(stage.story()["duties_kept"].string_or("at")), [known](Stage& on) { return keep_duties(on, *known); }});
  for (const auto& task : stage.story()["tasks"].items()) add_task(known, task, acts);
  return add_ticks(stage, acts);
}

}  // namespace sen::sim
