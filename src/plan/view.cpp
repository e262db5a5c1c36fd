#include "plan/view.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "identity/service.hpp"
#include "ledger/ledger.hpp"
#include "plan/closing.hpp"
#include "plan/conditions.hpp"
#include "plan/plan_sql.hpp"
#include "plan/reminders.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

constexpr int kHistoryMax = 200;
constexpr int kShownDecimals = 2;
constexpr const char* kCarriedGroup = "carried";  ///< tasks that came from earlier plans, after the plan's own

Result<PlanRow> load_plan(store::ReadTx& tx, PlanId id) {
  SEN_LET(auto found, tx.find<PlanRow>(sql::kSelectPlan, id));
  if (!found) return not_found("plan.plan_unknown", "plan_id");
  return *std::move(found);
}

/// Answers the same question of identity once.
class People {
 public:
  People(store::ReadTx& tx, Date today) : tx_(tx), today_(today) {}

  Result<std::optional<PersonName>> of_task(const Task& task) {
    if (task.assignee) {
      SEN_LET(const auto name, name_of(*task.assignee));
      return std::optional(PersonName{*task.assignee, name});
    }
    if (task.outside || task.lead_body.empty()) return std::optional<PersonName>{};
    if (!holders_) {
      SEN_LET(holders_, identity::seat_holders(tx_, today_));
    }
    const auto holder = holders_->find(task.lead_body);
    if (holder == holders_->end()) return std::optional<PersonName>{};
    return std::optional(PersonName{holder->second.id, holder->second.name.reveal(Purpose::Show)});
  }

  Result<std::string> name_of(PersonId id) {
    if (id.value == 0) return std::string{};
    const auto known = names_.find(id);
    if (known != names_.end()) return known->second;
    // Who acted for the level above is no person of this unit: shown without a name.
    const auto person = identity::load_person(tx_, id);
    if (!person && person.error().code != ErrorCode::NotFound) return person.error();
    names_[id] = person ? person->name.reveal(Purpose::Show) : std::string{};
    return names_[id];
  }

 private:
  store::ReadTx& tx_;
  Date today_;
  std::optional<std::map<std::string, identity::Person>> holders_;  ///< by body, once somebody asked
  std::map<PersonId, std::string> names_;
};

/// Measures of all targets, by the year that a task's run began in.
Result<std::map<int, Readings>> readings_of(store::ReadTx& tx, const Context& ctx, const std::vector<Task>& tasks) {
  std::map<int, std::vector<Target>> targets;
  for (const Task& task : tasks) {
    auto& of_year = targets[task.run.start.year()];
    of_year.insert(of_year.end(), task.targets.begin(), task.targets.end());
  }
  std::map<int, Readings> readings;
  for (const auto& [year, list] : targets) {
    const std::vector<std::string> measures = measures_of(list);
    if (measures.empty()) continue;
    SEN_LET(readings[year], ledger::readings(tx, ctx, measures, year_of(year)));
  }
  return readings;
}

}  // namespace

TaskView view_of(const Task& task, const Readings& readings, Date today) {
  TaskView view;
  view.task = task;
  view.title = title_of(task);
  view.lead = without_bullet(task.lead_text);
  view.coordinating = without_bullet(task.coordinating_text);
  view.progress = task.progress;
  for (const Target& target : task.targets) {
    TargetView shown{target, std::nullopt, holds(target, readings)};
    if (const auto value = value_of(target, readings)) shown.now = to_decimal(*value, kShownDecimals);
    if (!task.done && target.measure == task.closes_by && !task.closes_by.empty()) {
      view.progress = progress_to(target, readings).value_or(task.progress);
    }
    view.targets.push_back(std::move(shown));
  }
  view.stand = stand_of(task.run, task.done, view.progress, today);
  return view;
}

Result<std::vector<TaskView>> views_of(store::ReadTx& tx, const Context& ctx, const std::vector<Task>& tasks, const CriteriaKey& key) {
  const Date today = date_of(ctx.clock.now());
  SEN_LET(auto readings, readings_of(tx, ctx, tasks));
  SEN_LET(auto criteria, criteria_of(tx, tasks, key));
  People people(tx, today);
  std::vector<TaskView> views;
  for (const Task& task : tasks) {
    TaskView view = view_of(task, readings[task.run.start.year()], today);
    view.criteria = std::move(criteria[task.id]);
    SEN_LET(view.assignee, people.of_task(task));
    views.push_back(std::move(view));
  }
  return views;
}

namespace {

std::vector<std::string> texts_of(const std::string& json) {
  std::vector<std::string> texts;
  const auto list = parse_json(json);
  SEN_ASSERT(list.has_value());
  for (const Json& text : list->items()) texts.push_back(text.text());
  return texts;
}

struct GroupHead {
  static GroupView from_row(store::Row& row) {
    GroupView group;
    group.code = row.next<std::string>();
    group.roman = row.next<std::string>();
    group.title = row.next<std::string>();
    return group;
  }
};

Result<std::vector<GroupView>> groups_of(store::ReadTx& tx, PlanId plan, std::vector<TaskView> tasks) {
  std::vector<GroupView> groups;
  SEN_TRY(tx.each(sql::kSelectGroups, [&](store::Row& row) {
    groups.push_back(GroupHead::from_row(row));
    return true;
  }, plan));
  for (TaskView& task : tasks) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const GroupView& known) { return known.code == task.task.group; });
    // A table without group rows: all its tasks are of one group without a name.
    if (group == groups.end()) group = groups.insert(groups.end(), GroupView{task.task.group, {}, {}, {}});
    group->tasks.push_back(std::move(task));
  }
  return groups;
}

Result<std::vector<CitedView>> cited_of(store::ReadTx& tx, PlanId plan) {
  std::vector<CitedView> cited;
  SEN_TRY(tx.each(sql::kSelectCited, [&](store::Row& row) {
    CitedView shown;
    shown.number = row.next<std::string>();
    const auto kind = row.next<std::string>();
    row.next<std::optional<std::string>>();
    const auto issuer = row.next<std::string>();
    const auto about = row.next<std::string>();
    shown.title = kind;
    for (const std::string* more : {&about, &issuer}) {
      if (more->empty() || *more == shown.title) continue;
      if (!shown.title.empty()) shown.title += more == &issuer ? " – " : " ";
      shown.title += *more;
    }
    cited.push_back(std::move(shown));
    return true;
  }, plan));
  return cited;
}

void sum_up(PlanView& view, const std::vector<TaskView>& tasks) {
  int progress = 0;
  std::optional<Date> last;
  for (const TaskView& task : tasks) {
    view.counts.add(task.stand.state);
    progress += task.progress;
    const auto& end = task.task.run.end;
    if (end && (!last || *last < *end)) last = end;
  }
  const int count = static_cast<int>(tasks.size());
  if (count > 0) view.mean_progress = (2 * progress + count) / (2 * count);
  if (last) view.time_share = share_of_time(view.plan.issued_on, *last, view.as_of);
}

Text sentence_of(const ledger::Event& event) {
  if (event.kind == "task.progressed") return {"plan.history.progressed", {{"percent", std::to_string(event.facts.int_or("percent", 0))}}};
  if (event.kind == "task.closed") {
    if (event.facts.bool_or("by_measure", false)) return {"plan.history.closed_by_measure", {{"value", event.payload.string_or("value")}}};
    return {event.facts.bool_or("on_time", true) ? "plan.history.closed_on_time" : "plan.history.closed_late"};
  }
  if (event.kind == "task.reopened") {
    return {event.payload.has("measure") ? "plan.history.reopened_by_measure" : "plan.history.reopened", {{"value", event.payload.string_or("value")}}};
  }
  if (event.kind == "task.assigned") return {event.payload.has("person") ? "plan.history.assigned" : "plan.history.unassigned"};
  if (event.kind == "task.opened") return {"plan.history.opened", {{"due", localized_date(event.facts.string_or("due_on"))}}};
  if (event.kind == "task.missed") return {"plan.history.missed"};
  if (event.kind == "task.extended") return {"plan.history.extended", {{"due", localized_date(event.facts.string_or("due_on"))}}};
  if (event.kind == "task.carried") return {"plan.history.carried"};
  if (event.kind == "task.withdrawn") return {"plan.history.withdrawn"};
  if (event.kind == "task.linked") return {"plan.history.linked"};
  if (event.kind == "deadline.restored") return {"plan.history.deadline_restored", {{"due", localized_date(event.facts.string_or("due_on"))}}};
  if (event.kind == "deadline.passed") return {"plan.history.deadline_passed", {{"due", localized_date(event.facts.string_or("due_on"))}}};
  if (const auto text = follow_up_sentence(event)) return *text;
  return {"plan.history.other", {{"kind", event.kind}}};
}

std::vector<EvidenceId> evidence_in(const Json& payload) {
  std::vector<EvidenceId> evidence;
  for (const Json& item : payload["evidence"].items()) {
    const std::string& text = item.text();
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    evidence.push_back(EvidenceId{id});
  }
  return evidence;
}

Result<std::vector<HistoryEntry>> history_of(store::ReadTx& tx, TaskId id, Date today) {
  ledger::EventFilter filter;
  filter.subject_kind = "task";
  filter.subject_id = id.value;
  filter.limit = kHistoryMax;
  SEN_LET(const auto events, ledger::events(tx, filter));
  People people(tx, today);
  std::vector<HistoryEntry> history;
  for (const ledger::Event& event : events) {
    HistoryEntry entry;
    entry.at = event.at;
    SEN_LET(entry.by, people.name_of(PersonId{event.actor}));
    entry.text = sentence_of(event);
    if (event.kind == "task.assigned" && event.payload.has("person")) {
      std::int64_t person = 0;
      const std::string text = event.payload.string_or("person");
      std::from_chars(text.data(), text.data() + text.size(), person);
      SEN_LET(const auto name, people.name_of(PersonId{person}));
      entry.text.arguments.emplace_back("name", name);
    }
    entry.note = event.payload.string_or("note");
    entry.evidence = evidence_in(event.payload);
    history.push_back(std::move(entry));
  }
  return history;
}

}  // namespace

PlanRow PlanRow::from_row(store::Row& row) {
  PlanRow plan;
  plan.id = row.next<PlanId>();
  plan.number = row.next<std::string>();
  plan.type = row.next<std::string>();
  plan.kind = row.next<std::string>();
  plan.title = row.next<std::string>();
  plan.issuer = row.next<std::string>();
  plan.issued_on = row.next<Date>();
  plan.plan_year = row.next<int>();
  plan.state = row.next<std::string>();
  plan.adopted_at = row.next<Instant>();
  plan.adopted_by = row.next<PersonId>();
  plan.recipients_json = row.next<std::string>();
  return plan;
}

void StandCounts::add(StandState state) {
  switch (state) {
    case StandState::Overdue: ++overdue; break;
    case StandState::Slow: ++slow; break;
    case StandState::OnCourse: ++on_course; break;
    case StandState::NotDue: ++not_due; break;
    case StandState::Done: ++done; break;
  }
}

Result<std::vector<PlanListItem>> plans(store::ReadTx& tx, const Context& ctx) {
  if (!ctx.actor.may(Right::PlanRead)) return forbidden(Right::PlanRead);
  SEN_LET(auto rows, tx.select<PlanRow>(sql::kSelectPlans));
  std::map<PlanId, int> counts;
  SEN_TRY(tx.each(sql::kCountTasks, [&](store::Row& row) {
    const PlanId plan = row.next<PlanId>();
    counts[plan] = row.next<int>();
    return true;
  }));
  std::vector<PlanListItem> items;
  for (PlanRow& row : rows) {
    const int count = counts[row.id];
    items.push_back({std::move(row), count});
  }
  return items;
}

Result<PlanView> plan_view(store::ReadTx& tx, const Context& ctx, PlanId id, const CriteriaKey& key) {
  if (!ctx.actor.may(Right::PlanRead)) return forbidden(Right::PlanRead);
  PlanView view;
  SEN_LET(view.plan, load_plan(tx, id));
  view.as_of = date_of(ctx.clock.now());
  SEN_LET(auto tasks, tasks_of(tx, id));
  SEN_LET(const auto came, carried_tasks(tx, id));
  for (const Task& task : came) {
    tasks.push_back(task);
    tasks.back().group = kCarriedGroup;
  }
  SEN_LET(auto views, views_of(tx, ctx, tasks, key));
  sum_up(view, views);
  SEN_LET(view.groups, groups_of(tx, id, std::move(views)));
  for (GroupView& group : view.groups) {
    if (group.code == kCarriedGroup) group.title = render(Language::Vi, "plan.carried_group");
  }
  SEN_LET(view.duties, duties_of(tx, id));
  SEN_LET(view.documents, cited_of(tx, id));
  view.recipients = texts_of(view.plan.recipients_json);
  return view;
}

Result<std::string> plan_document(store::ReadTx& tx, PlanId id) {
  SEN_LET(auto found, tx.find<std::string>(sql::kSelectPlanDocument, id));
  if (!found) return not_found("plan.plan_unknown", "plan_id");
  return *std::move(found);
}

Result<TaskDetail> task_detail(store::ReadTx& tx, const Context& ctx, TaskId id, const CriteriaKey& key) {
  if (!ctx.actor.may(Right::PlanRead)) return forbidden(Right::PlanRead);
  SEN_LET(auto task, load_task(tx, id));
  SEN_LET(auto views, views_of(tx, ctx, {task}, key));
  TaskDetail detail;
  detail.task = std::move(views.front());
  SEN_LET(detail.plan, load_plan(tx, task.plan));
  SEN_LET(detail.history, history_of(tx, id, date_of(ctx.clock.now())));
  return detail;
}

Result<std::vector<TaskView>> tasks_of_year(store::ReadTx& tx, const Context& ctx, int year, const CriteriaKey& key) {
  const Period period = year_of(year);
  SEN_LET(const auto tasks, tx.select<Task>(sql::kSelectYearTasks, period.start, period.end));
  return views_of(tx, ctx, tasks, key);
}

Result<std::map<std::string, std::vector<TaskView>>> tasks_by_criterion(store::ReadTx& tx, const Context& ctx, int year, const CriteriaKey& key) {
  SEN_LET(const auto views, tasks_of_year(tx, ctx, year, key));
  std::map<std::string, std::vector<TaskView>> by_code;
  for (const TaskView& view : views) {
    for (const std::string& code : view.criteria) by_code[code].push_back(view);
  }
  return by_code;
}

}  // namespace sen::plan
