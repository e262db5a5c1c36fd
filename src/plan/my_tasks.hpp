#pragma once
// Open tasks of one person, with what the screen "my work" says of each, in one statement: what was given to the person,
// what the bodies lead that the person answers for, and requests for more time that wait for the person's answer.

#include <optional>
#include <string>
#include <vector>

#include "plan/task.hpp"

namespace sen::plan {

struct MyTasksQuery {
  PersonId person;
  std::vector<std::string> bodies;  ///< that the person answers for
  bool stands = false;              ///< answers for the standing body: work led from outside is theirs to follow up
  bool decides = false;             ///< may answer requests for more time
  std::string set_id;               ///< criteria set whose codes are wanted
};

struct WaitingExtension {
  std::int64_t id{};
  Date due_wanted;
  std::string reason;
  std::string asked_by;  ///< a person's name
};

struct MyTask {
  Task task;
  std::string plan_number;
  std::string assignee;  ///< a person's name; empty when it is with its body
  std::optional<WaitingExtension> extension;
  std::vector<std::string> criteria;
  bool mine = false;     ///< false: only its request waits here
};
/// By due day, work without one last.
Result<std::vector<MyTask>> my_tasks(store::ReadTx& tx, const MyTasksQuery& query);

/// Which group of the screen a task stands in.
enum class WorkGroup { Overdue, Today, ThisWeek, Later };
/// The week ends on Sunday. Work without a day, or that has not begun and is not due this week, comes later.
WorkGroup work_group(const Task& task, Date today);

}  // namespace sen::plan
