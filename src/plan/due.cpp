#include "plan/due.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "jobs/notice.hpp"

namespace sen::plan {
namespace {

constexpr const char* kTask = "task";

/// One kind a run: "task_due_20240401", by the day it began.
std::string kind_of(const Task& task) {
  std::string day = to_string(task.run.start);
  day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
  return "task_due_" + day;
}

std::string page_of(const Task& task) { return "/viec/" + std::to_string(task.id.value); }

Text sentence(const char* key, const Task& task) {
  return {key, {{"stt", task.stt}, {"content", task.content}, {"due", task.run.due ? localized_date(to_string(*task.run.due)) : std::string{}}}};
}

}  // namespace

Result<Done> watch_due(store::WriteTx& tx, const Context& ctx, const Task& task) {
  if (!task.run.due) return Done{};
  return jobs::set_deadline(tx, ctx, {.subject = {kTask, task.id.value}, .kind = kind_of(task), .due_at = end_of(*task.run.due), .facts = task_facts(task)});
}

Result<Done> meet_due(store::WriteTx& tx, const Context& ctx, const Task& task) {
  SEN_TRY(jobs::meet_deadline(tx, ctx, {.subject = {kTask, task.id.value}, .kind = kind_of(task), .done_at = task.closed_at}));
  return Done{};
}

Result<Done> forget_due(store::WriteTx& tx, const Context& ctx, const Task& task) {
  return jobs::drop_deadline(tx, ctx, {.subject = {kTask, task.id.value}, .kind = kind_of(task)});
}

Result<Done> tell_assigned(store::WriteTx& tx, const Context& ctx, const Task& task) {
  if (!task.assignee) return Done{};
  return jobs::notify(tx, ctx, {.person = *task.assignee, .text = sentence("plan.notice.assigned", task), .href = page_of(task)});
}

Result<Done> tell_overdue(store::WriteTx& tx, const Context& ctx, const jobs::Deadline& deadline) {
  if (deadline.subject_kind != kTask) return Done{};
  SEN_LET(const auto task, load_task(tx, TaskId{deadline.subject_id}));
  const Text text = sentence("plan.notice.overdue", task);
  const std::string key = deadline.kind + "." + std::to_string(deadline.subject_id) + "." + std::to_string(deadline.due_at.milliseconds);
  if (task.assignee) {
    SEN_TRY(jobs::notify(tx, ctx, {.person = *task.assignee, .text = text, .href = page_of(task), .key = key}));
  } else if (!task.outside && !task.lead_body.empty()) {
    SEN_TRY(jobs::notify_body(tx, ctx, {.body = task.lead_body, .text = text, .href = page_of(task), .key = key}));
  }
  return jobs::notify_role(tx, ctx, {.role = Role::Chair, .text = text, .href = page_of(task), .key = key});
}

}  // namespace sen::plan
