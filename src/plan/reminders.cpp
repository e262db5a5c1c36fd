#include "plan/reminders.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"
#include "plan/follow_up_sql.hpp"
#include "plan/seating.hpp"

namespace sen::plan {
namespace {

constexpr int kAheadDays = 45;  ///< civil days in which the longest step before a due day lies; more are asked for

std::string page_of(const Task& task) { return "/viec/" + std::to_string(task.id.value); }

Json ids_of(const std::vector<PersonId>& people) {
  Json list = Json::array();
  for (const PersonId person : people) list.push(Json::string(std::to_string(person.value)));
  return list;
}

std::vector<PersonId> people_from(const std::string& text) {
  std::vector<PersonId> people;
  const auto list = parse_json(text);
  SEN_ASSERT(list.has_value());
  for (const Json& item : list->items()) {
    std::int64_t id = 0;
    std::from_chars(item.text().data(), item.text().data() + item.text().size(), id);
    people.push_back(PersonId{id});
  }
  return people;
}

struct ToldStep {
  TaskId task;
  std::string step;
  static ToldStep from_row(store::Row& row) {
    const TaskId task = row.next<TaskId>();
    return {task, row.next<std::string>()};
  }
};

/// What a task's reminder says on a day: days left, the day itself, or days over.
Text sentence(const Task& task, int days, bool escalated) {
  const char* key = "plan.notice.due_in";
  if (days == 0) key = "plan.notice.due_today";
  if (days < 0) key = escalated ? "plan.notice.escalated" : "plan.notice.late";
  return {key, {{"stt", task.stt}, {"content", title_of(task)}, {"due", localized_date(to_string(*task.run.due))},
                {"days", std::to_string(days < 0 ? -days : days)}}};
}

/// A task and the steps that are to be told now; the last one speaks.
struct Turn {
  const Task& task;
  std::vector<const FollowUpStep*> steps;
};

bool is_escalation(const FollowUpStep& step) {
  return std::any_of(step.tell.begin(), step.tell.end(), [](Told told) { return told == Told::ViceChair || told == Told::Chair; });
}

class Round {
 public:
  Round(store::WriteTx& tx, const Context& ctx, const law::Calendar& calendar, const FollowUpPolicy& policy, const Seating& seating)
      : tx_(tx), ctx_(ctx), calendar_(calendar), policy_(policy), seating_(seating) {}

  Result<Done> tell(const Turn& turn) {
    const FollowUpStep& last = *turn.steps.back();
    std::vector<Told> tell;
    bool escalated = false;
    // Steps before the due day that were slept through add nobody to what is said after it.
    for (const FollowUpStep* step : turn.steps) {
      if ((step->working_days > 0) != (last.working_days > 0)) continue;
      tell.insert(tell.end(), step->tell.begin(), step->tell.end());
      escalated = escalated || is_escalation(*step);
    }
    const auto people = seating_.told(turn.task, policy_, tell);
    const int days = working_days_until(calendar_, date_of(ctx_.clock.now()), *turn.task.run.due);
    SEN_TRY(record(turn, people, days, escalated));
    const Text text = sentence(turn.task, days, escalated);
    const std::string key = "task_reminder." + std::to_string(turn.task.id.value) + "." + to_string(turn.task.run.start) + "." +
                            to_string(*turn.task.run.due) + "." + last.code;
    for (const PersonId person : people) {
      SEN_TRY(jobs::notify(tx_, ctx_, {.person = person, .text = text, .href = page_of(turn.task), .key = key}));
    }
    return Done{};
  }

 private:
  Result<Done> record(const Turn& turn, const std::vector<PersonId>& people, int days, bool escalated) {
    const Task& task = turn.task;
    const std::string told = ids_of(people).dump();
    Json slept = Json::array();
    for (const FollowUpStep* step : turn.steps) {
      const bool speaks = step == turn.steps.back();
      if (!speaks) slept.push(Json::string(step->code));
      SEN_TRY(tx_.execute(sql::kInsertReminder, task.id, task.run.start, *task.run.due, step->code, ctx_.clock.now(), speaks,
                          speaks ? told : std::string("[]")));
    }
    ledger::EventDraft event{.kind = "task.reminded", .subject = {"task", task.id.value}, .facts = task_facts(task)};
    event.facts.set("step", Json::string(turn.steps.back()->code));
    event.facts.set("working_days", Json::number(days));
    event.facts.set("escalated", Json::boolean(escalated));
    event.facts.set("told", Json::number(static_cast<std::int64_t>(people.size())));
    event.payload.set("people", ids_of(people));
    event.payload.set("spoken_for", std::move(slept));
    SEN_TRY(ledger::append(tx_, ctx_, event));
    return Done{};
  }

  store::WriteTx& tx_;
  const Context& ctx_;
  const law::Calendar& calendar_;
  const FollowUpPolicy& policy_;
  const Seating& seating_;
};

Date horizon(const FollowUpPolicy& policy, Date today) {
  const int ahead = std::max(0, -policy.steps.front().working_days);
  return today + std::max(kAheadDays, 3 * ahead);
}

}  // namespace

Reminder Reminder::from_row(store::Row& row) {
  Reminder out;
  out.task = row.next<TaskId>();
  out.due_on = row.next<Date>();
  out.step = row.next<std::string>();
  out.at = row.next<Instant>();
  out.people = people_from(row.next<std::string>());
  out.stt = row.next<std::string>();
  out.content = row.next<std::string>();
  return out;
}

Result<int> remind(store::WriteTx& tx, const Context& ctx, const law::Calendar& calendar) {
  const Instant now = ctx.clock.now();
  const Date today = date_of(now);
  SEN_LET(const auto policy, follow_up_in_force(tx, ctx, today));
  if (!calendar.works(today) || minute_of_day(now) < policy.tell_from) return 0;
  SEN_LET(const auto tasks, tx.select<Task>(sql::kSelectDueTasks, horizon(policy, today)));
  if (tasks.empty()) return 0;
  SEN_LET(const auto rows, tx.select<ToldStep>(sql::kSelectRemindersOfOpen));
  std::set<std::pair<TaskId, std::string>> told;
  for (const ToldStep& row : rows) told.emplace(row.task, row.step);
  SEN_LET(const auto seating, seating_on(tx, today));
  Round round(tx, ctx, calendar, policy, seating);
  int count = 0;
  for (const Task& task : tasks) {
    auto steps = reached_steps(policy, calendar, task.run, today);
    // Once a later step spoke, an earlier one that a changed policy brings stays silent.
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (!told.contains({task.id, (*step)->code})) continue;
      steps.erase(steps.begin(), step.base());
      break;
    }
    if (steps.empty()) continue;
    SEN_TRY(round.tell({task, std::move(steps)}));
    ++count;
  }
  return count;
}

Result<int> hand_back(store::WriteTx& tx, const Context& ctx) {
  const Date today = date_of(ctx.clock.now());
  SEN_LET(auto tasks, tx.select<Task>(sql::kSelectTasksOfLeavers, today));
  if (tasks.empty()) return 0;
  SEN_LET(const auto policy, follow_up_in_force(tx, ctx, today));
  SEN_LET(const auto seating, seating_on(tx, today));
  for (Task& task : tasks) {
    Json payload = Json::object();
    payload.set("person", Json::string(std::to_string(task.assignee->value)));
    SEN_LET(const auto left, identity::load_person(tx, *task.assignee));
    task.assignee.reset();
    SEN_TRY(save_task(tx, task));
    SEN_TRY(ledger::append(tx, ctx, {.kind = "task.handed_back", .subject = {"task", task.id.value}, .facts = task_facts(task), .payload = std::move(payload)}));
    const auto holder = seating.responsible(task, policy);
    if (!holder) continue;
    SEN_TRY(jobs::notify(tx, ctx, {.person = *holder,
                                   .text = Text{"plan.notice.handed_back", {{"stt", task.stt}, {"content", title_of(task)}, {"name", left.name.reveal(Purpose::Show)}}},
                                   .href = page_of(task)}));
  }
  return static_cast<int>(tasks.size());
}

std::optional<Text> follow_up_sentence(const ledger::Event& event) {
  if (event.kind == "task.reminded") {
    const std::int64_t days = event.facts.int_or("working_days", 0);
    const char* key = days > 0 ? "plan.history.reminded_before" : "plan.history.reminded_due";
    if (days < 0) key = event.facts.bool_or("escalated", false) ? "plan.history.escalated" : "plan.history.reminded_late";
    return Text{key, {{"days", std::to_string(days < 0 ? -days : days)}, {"told", std::to_string(event.facts.int_or("told", 0))}}};
  }
  const TextArguments due{{"due", localized_date(event.facts.string_or("due_wanted"))}};
  if (event.kind == "task.extension_requested") return Text{"plan.history.extension_requested", due};
  if (event.kind == "task.extension_approved") return Text{"plan.history.extension_approved", due};
  if (event.kind == "task.extension_refused") return Text{"plan.history.extension_refused", due};
  if (event.kind == "task.handed_back") return Text{"plan.history.handed_back"};
  return std::nullopt;
}

Result<std::vector<Reminder>> reminders_in(store::ReadTx& tx, Date from, Date to) {
  return tx.select<Reminder>(sql::kSelectReminders, start_of(from), end_of(to));
}

}  // namespace sen::plan
