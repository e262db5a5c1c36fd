#include "plan/closing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "ledger/ledger.hpp"
#include "plan/closing_sql.hpp"
#include "plan/due.hpp"
#include "plan/plan_sql.hpp"

namespace sen::plan {
namespace {

constexpr const char* kInForce = "in_force";
constexpr const char* kClosed = "closed";

Json json_of(const Outcome& outcome) {
  Json out = Json::object();
  const auto set = [&](const char* name, int value) { out.set(name, Json::number(value)); };
  set("tasks", outcome.tasks);
  set("on_time", outcome.on_time);
  set("late", outcome.late);
  set("open", outcome.open);
  set("overdue", outcome.overdue);
  set("runs", outcome.runs);
  set("runs_on_time", outcome.runs_on_time);
  set("runs_late", outcome.runs_late);
  set("runs_missed", outcome.runs_missed);
  return out;
}

Outcome outcome_from(const Json& json) {
  const auto get = [&](const char* name) { return static_cast<int>(json.int_or(name, 0)); };
  return {get("tasks"), get("on_time"), get("late"), get("open"), get("overdue"), get("runs"), get("runs_on_time"), get("runs_late"), get("runs_missed")};
}

std::string to_text(const PlanFigures& figures) {
  Json out = Json::object();
  out.set("whole", json_of(figures.whole));
  out.set("mean_progress", Json::number(figures.mean_progress));
  Json groups = Json::array();
  for (const auto& group : figures.groups) {
    Json one = Json::object();
    one.set("code", Json::string(group.code));
    one.set("title", Json::string(group.title));
    one.set("outcome", json_of(group.outcome));
    groups.push(std::move(one));
  }
  out.set("groups", std::move(groups));
  return out.dump();
}

PlanFigures figures_from(const std::string& text) {
  const auto json = parse_json(text);
  SEN_ASSERT(json.has_value());  // our own writing
  PlanFigures out{.whole = outcome_from((*json)["whole"]), .groups = {}, .mean_progress = static_cast<int>(json->int_or("mean_progress", 0))};
  for (const Json& group : (*json)["groups"].items()) {
    out.groups.push_back({group.string_or("code"), group.string_or("title"), outcome_from(group["outcome"])});
  }
  return out;
}

using Runs = std::map<TaskId, std::vector<std::string>>;  ///< outcomes, the latest last

/// One task. Work that recurs and has begun a run after the plan's year is judged by the run before.
Outcome outcome_of(const TaskView& view, std::vector<std::string> runs, int plan_year) {
  Outcome out{.tasks = 1};
  bool done = view.task.done;
  bool on_time = view.task.closed_on_time;
  bool overdue = view.stand.state == StandState::Overdue;
  if (!runs.empty() && plan_year < view.task.run.start.year()) {
    done = runs.back() != "missed";
    on_time = runs.back() == "on_time";
    overdue = !done;
    runs.pop_back();
  }
  (done ? on_time ? out.on_time : out.late : out.open) = 1;
  if (!done && overdue) out.overdue = 1;
  out.runs = static_cast<int>(runs.size());
  for (const auto& run : runs) ++(run == "on_time" ? out.runs_on_time : run == "late" ? out.runs_late : out.runs_missed);
  return out;
}

Result<Done> check(store::ReadTx& tx, const PlanCloseInput& input, const std::vector<Task>& tasks) {
  Error error = invalid("plan.closing_refused");
  if (trim(input.note).empty()) error.fields.push_back({"note", "plan.closing_note", {}});
  if (code_point_count(input.note) > kNoteMax) error.fields.push_back({"note", "plan.note_long", {{"max", std::to_string(kNoteMax)}}});
  bool may_follow = false;
  if (input.into && *input.into != input.plan) {
    SEN_LET(const auto next, tx.find<PlanRow>(sql::kSelectPlan, *input.into));
    may_follow = next && next->state == kInForce;
  }
  if ((input.into || !input.carry.empty()) && !may_follow) error.fields.push_back({"into", "plan.carry_into", {}});
  for (const TaskId id : input.carry) {
    const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const Task& task) { return task.id == id; });
    if (found != tasks.end() && (!found->done || found->recurrence != Recurrence::None)) continue;
    error.fields.push_back({"carry", "plan.carry_task", {{"stt", found == tasks.end() ? std::string() : found->stt}}});
  }
  if (!error.fields.empty()) return error;
  return Done{};
}

/// What does not go on has no due day to pass any more; one that has passed stays passed.
Result<Done> carry_on(store::WriteTx& tx, const Context& ctx, const PlanCloseInput& input, const std::vector<Task>& tasks) {
  const std::set<TaskId> carried(input.carry.begin(), input.carry.end());
  for (const Task& task : tasks) {
    if (!carried.contains(task.id)) {
      if (!task.done && task.run.due && date_of(ctx.clock.now()) < *task.run.due) SEN_TRY(forget_due(tx, ctx, task));
      continue;
    }
    SEN_TRY(tx.execute(sql::kInsertCarry, task.id, *input.into, ctx.clock.now()));
    ledger::EventDraft event{.kind = "task.carried", .subject = {"task", task.id.value}, .facts = task_facts(task)};
    event.facts.set("plan", Json::number(input.into->value));
    SEN_TRY(ledger::append(tx, ctx, event));
  }
  return Done{};
}

}  // namespace

Result<std::vector<Task>> carried_tasks(store::ReadTx& tx, PlanId plan) { return tx.select<Task>(sql::kSelectCarriedTasks, plan); }

Result<Done> check_followed(store::ReadTx& tx, TaskId task) {
  SEN_LET(const auto state, tx.find<std::string>(sql::kSelectFollowingState, task));
  if (state && *state != kInForce) return conflict("plan.plan_closed", "task_id");
  return Done{};
}

void Outcome::add(const Outcome& more) {
  tasks += more.tasks;
  on_time += more.on_time;
  late += more.late;
  open += more.open;
  overdue += more.overdue;
  runs += more.runs;
  runs_on_time += more.runs_on_time;
  runs_late += more.runs_late;
  runs_missed += more.runs_missed;
}

PlanClosing PlanClosing::from_row(store::Row& row) {
  PlanClosing out;
  out.closed_at = row.next<Instant>();
  out.closed_by = row.next<PersonId>();
  const PlanId plan = row.next<PlanId>();
  out.note = row.next_sealed({"plan_closing.note", plan.value});
  out.into = row.next<std::optional<PlanId>>();
  out.figures = figures_from(row.next<std::string>());
  return out;
}

Result<PlanFigures> figures_of(store::ReadTx& tx, const PlanView& view) {
  Runs runs;
  SEN_TRY(tx.each(sql::kSelectRunsOfPlan, [&](store::Row& row) {
    const TaskId task = row.next<TaskId>();
    const bool own = row.next<PlanId>() == view.plan.id;
    const int year = row.next<Date>().year();
    auto outcome = row.next<std::string>();
    // Work that came from an earlier plan has its earlier runs reported there.
    if (own ? year <= view.plan.plan_year : year == view.plan.plan_year) runs[task].push_back(std::move(outcome));
    return true;
  }, view.plan.id));
  PlanFigures out{.whole = {}, .groups = {}, .mean_progress = view.mean_progress};
  for (const auto& group : view.groups) {
    GroupOutcome one{group.code, group.title, {}};
    for (const auto& task : group.tasks) one.outcome.add(outcome_of(task, runs[task.task.id], view.plan.plan_year));
    out.whole.add(one.outcome);
    out.groups.push_back(std::move(one));
  }
  return out;
}

Result<std::optional<PlanClosing>> closing_of(store::ReadTx& tx, PlanId plan) {
  SEN_LET(auto found, tx.find<PlanClosing>(sql::kSelectClosing, plan));
  if (found) {
    SEN_LET(found->carried, tx.select<TaskId>(sql::kSelectCarriedFrom, plan));
  }
  return found;
}

Result<PlanClosing> close_plan(store::WriteTx& tx, const Context& ctx, const PlanCloseInput& input) {
  if (!ctx.actor.may(Right::PlanAdopt)) return forbidden(Right::PlanAdopt);
  SEN_LET(const auto view, plan_view(tx, ctx, input.plan, {}));
  if (view.plan.state == kClosed) return conflict("plan.closed_already", "id");
  SEN_LET(auto tasks, tasks_of(tx, input.plan));
  SEN_LET(const auto came, carried_tasks(tx, input.plan));
  tasks.insert(tasks.end(), came.begin(), came.end());
  SEN_TRY(check(tx, input, tasks));
  PlanClosing out{.closed_at = ctx.clock.now(), .closed_by = ctx.actor.person, .note = nfc(input.note), .into = input.into, .figures = {}};
  SEN_LET(out.figures, figures_of(tx, view));
  SEN_TRY(carry_on(tx, ctx, input, tasks));
  SEN_TRY(tx.execute(sql::kUpdatePlanState, input.plan, kClosed));
  SEN_TRY(tx.execute(sql::kInsertClosing, input.plan, out.closed_at, out.closed_by, out.into, to_text(out.figures),
                     store::Sealed{{"plan_closing.note", input.plan.value}, out.note}));
  ledger::EventDraft event{.kind = "plan.closed", .subject = {"plan", input.plan.value}};
  event.facts.set("plan_kind", Json::string(view.plan.kind));
  event.facts.set("tasks", Json::number(out.figures.whole.tasks));
  event.facts.set("on_time", Json::number(out.figures.whole.on_time));
  event.facts.set("late", Json::number(out.figures.whole.late));
  event.facts.set("open", Json::number(out.figures.whole.open));
  event.facts.set("carried", Json::number(static_cast<std::int64_t>(input.carry.size())));
  event.payload.set("number", Json::string(view.plan.number));
  event.payload.set("note", Json::string(out.note));
  SEN_TRY(ledger::append(tx, ctx, event));
  out.carried = input.carry;
  return out;
}

}  // namespace sen::plan
