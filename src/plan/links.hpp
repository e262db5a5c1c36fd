#pragma once
// Which criteria a task protects. Named by a pack entry for a known plan and set, or by a person; else found
// through the measure of a target. Criteria are codes of a set here; what they are worth is the index's to say.

#include <map>
#include <string>
#include <vector>

#include "plan/document.hpp"
#include "plan/task.hpp"

namespace sen::plan {

/// What the caller knows of the criteria set in force: its id, and which criteria read which measure.
struct CriteriaKey {
  std::string set_id;
  std::map<std::string, std::vector<std::string>> codes_by_measure;
};

/// Links that `packs/plans/*-links.json` name for a plan of this number, date and issuer. Called on adoption.
Result<Done> link_from_packs(store::WriteTx& tx, const Context& ctx, const Header& header, const std::vector<Task>& tasks);

struct LinkInput {
  TaskId task;
  std::string set_id;
  std::vector<std::string> codes;  ///< replaces the task's codes of that set
};
/// Errors: forbidden (needs the right to assign); NotFound "plan.task_unknown"; "plan.codes_many" (over 50).
Result<Done> link_task(store::WriteTx& tx, const Context& ctx, const LinkInput& input);

/// Criteria that read any measure behind the task's targets.
std::vector<std::string> criteria_by_measure(const Task& task, const CriteriaKey& key);
/// Codes by task: the links of the set, else the criteria that read the measures of the task's targets.
Result<std::map<TaskId, std::vector<std::string>>> criteria_of(store::ReadTx& tx, const std::vector<Task>& tasks, const CriteriaKey& key);

}  // namespace sen::plan
