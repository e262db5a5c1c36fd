#include "plan/my_tasks.hpp"

#include <algorithm>
#include <utility>

#include "plan/follow_up_sql.hpp"

namespace sen::plan {
namespace {

constexpr int kSunday = 7;

std::string json_list(const std::vector<std::string>& names) {
  Json list = Json::array();
  for (const std::string& name : names) list.push(Json::string(name));
  return list.dump();
}

bool is_mine(const Task& task, const MyTasksQuery& query) {
  if (task.assignee) return *task.assignee == query.person;
  if (task.outside) return query.stands;
  return std::find(query.bodies.begin(), query.bodies.end(), task.lead_body) != query.bodies.end();
}

/// The columns after those of the task; the last is a code of its own row.
MyTask my_task(store::Row& row, Task task, const MyTasksQuery& query) {
  MyTask out{.task = std::move(task)};
  out.plan_number = row.next<std::string>();
  const std::int64_t assignee = out.task.assignee ? out.task.assignee->value : 0;
  out.assignee = row.next_sealed_if({"person.name", assignee}).value_or("");
  const auto id = row.next<std::optional<std::int64_t>>();
  const auto due_wanted = row.next<std::optional<Date>>();
  const auto reason = row.next_sealed_if({"task_extension.reason", id.value_or(0)});
  const auto asker = row.next<std::optional<std::int64_t>>();
  const auto asked_by = row.next_sealed_if({"person.name", asker.value_or(0)});
  if (id) out.extension = WaitingExtension{*id, *due_wanted, *reason, asked_by.value_or("")};
  out.mine = is_mine(out.task, query);
  return out;
}

}  // namespace

Result<std::vector<MyTask>> my_tasks(store::ReadTx& tx, const MyTasksQuery& query) {
  std::vector<MyTask> out;
  SEN_TRY(tx.each(sql::kSelectMyTasks, [&](store::Row& row) {
    Task task = Task::from_row(row);
    MyTask one = my_task(row, std::move(task), query);
    const auto code = row.next<std::optional<std::string>>();
    if (out.empty() || out.back().task.id != one.task.id) out.push_back(std::move(one));
    if (code) out.back().criteria.push_back(*code);
    return true;
  }, query.person, json_list(query.bodies), query.stands, query.decides, query.set_id));
  std::stable_sort(out.begin(), out.end(), [](const MyTask& a, const MyTask& b) {
    if (a.task.run.due.has_value() != b.task.run.due.has_value()) return a.task.run.due.has_value();
    return a.task.run.due < b.task.run.due;
  });
  return out;
}

WorkGroup work_group(const Task& task, Date today) {
  const auto& due = task.run.due;
  if (!due) return WorkGroup::Later;
  if (*due < today) return WorkGroup::Overdue;
  if (*due == today) return WorkGroup::Today;
  return *due <= today + (kSunday - today.weekday()) ? WorkGroup::ThisWeek : WorkGroup::Later;
}

}  // namespace sen::plan
