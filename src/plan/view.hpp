#pragma once
// What the plan's screens show: lists, the plan with its groups and counts, one task with its history. Points at
// stake are the index's to say; here stand the codes of the criteria that a task protects.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "plan/conditions.hpp"
#include "plan/duty.hpp"
#include "plan/links.hpp"
#include "plan/task.hpp"

namespace sen::plan {

struct PlanRow {
  PlanId id;
  std::string number;
  std::string type;
  std::string kind;
  std::string title;
  std::string issuer;
  Date issued_on;
  int plan_year = 0;
  std::string state;
  Instant adopted_at;
  PersonId adopted_by;
  std::string recipients_json;
  static PlanRow from_row(store::Row& row);
};

struct PlanListItem {
  PlanRow plan;
  int task_count = 0;
};
/// Newest first. @returns empty when nothing was adopted yet.
Result<std::vector<PlanListItem>> plans(store::ReadTx& tx, const Context& ctx);

struct PersonName {
  PersonId id;
  std::string name;
};

struct TargetView {
  Target target;
  std::optional<std::string> now;  ///< decimal, at most two places; empty while unknown
  std::optional<bool> met;
};

struct TaskView {
  Task task;
  std::string title;         ///< the content without bullet and closing sign
  std::string lead;          ///< as printed, without its bullet
  std::string coordinating;
  int progress = 0;          ///< of the run; from the measure where one closes the task
  Stand stand;
  std::vector<std::string> criteria;     ///< codes of the set in force
  std::optional<PersonName> assignee;    ///< assigned, else who holds the lead body's seat today
  std::vector<TargetView> targets;
};

struct GroupView {
  std::string code;
  std::string roman;
  std::string title;
  std::vector<TaskView> tasks;
};

struct StandCounts {
  int overdue = 0;
  int slow = 0;
  int on_course = 0;
  int not_due = 0;
  int done = 0;
  void add(StandState state);
};

struct CitedView {
  std::string number;
  std::string title;  ///< kind and what it is about, as printed
};

struct PlanView {
  PlanRow plan;
  Date as_of;
  StandCounts counts;
  int mean_progress = 0;  ///< percent, half up
  int time_share = 0;     ///< of the time from issue to the last end of a run
  std::vector<GroupView> groups;
  std::vector<StandingDuty> duties;
  std::vector<CitedView> documents;
  std::vector<std::string> recipients;
};

/// NotFound "plan.plan_unknown".
Result<PlanView> plan_view(store::ReadTx& tx, const Context& ctx, PlanId id, const CriteriaKey& key);

/// The document as it was read and sent (shape A, JSON text): the source beside the tasks.
Result<std::string> plan_document(store::ReadTx& tx, PlanId id);

struct HistoryEntry {
  Instant at;
  std::string by;  ///< a person's name; empty for the program itself
  Text text;
  std::string note;
  std::vector<EvidenceId> evidence;
};

struct TaskDetail {
  TaskView task;
  PlanRow plan;
  std::vector<HistoryEntry> history;  ///< newest first
};
/// One task as it stands on a day, by readings of its measures; without criteria and assignee.
TaskView view_of(const Task& task, const Readings& readings, Date today);
/// Any tasks as their lists show them today.
Result<std::vector<TaskView>> views_of(store::ReadTx& tx, const Context& ctx, const std::vector<Task>& tasks, const CriteriaKey& key);

/// NotFound "plan.task_unknown".
Result<TaskDetail> task_detail(store::ReadTx& tx, const Context& ctx, TaskId id, const CriteriaKey& key);

/// Tasks of all plans in force with a run inside the year, by the criterion they protect.
Result<std::map<std::string, std::vector<TaskView>>> tasks_by_criterion(store::ReadTx& tx, const Context& ctx, int year, const CriteriaKey& key);

/// The same tasks as a flat list: what is overdue, whose turn it is.
Result<std::vector<TaskView>> tasks_of_year(store::ReadTx& tx, const Context& ctx, int year, const CriteriaKey& key);

}  // namespace sen::plan
