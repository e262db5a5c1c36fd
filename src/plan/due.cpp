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

}  // namespace sen::plan
