#pragma once
// Which tasks of the plan protect which criteria: where the index and the plan meet, by code only.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/index_json.hpp"
#include "api/live_view.hpp"
#include "api/plan_json.hpp"
#include "plan/view.hpp"

namespace sen::api {

struct LinkedTask {
  TaskLinkJson task;
  std::optional<Date> due_on{};
  bool closed = false;
  bool assigned = false;
};
/// By criterion code; open tasks first, the nearest due day first.
Result<std::map<std::string, std::vector<LinkedTask>>> task_links(store::ReadTx& tx, const Context& ctx,
                                                                  const LiveView& view);

/// A task as lists show it, with the points that its criteria can still win back.
TaskJson task_json(const plan::TaskView& view, const std::map<std::string, Points>& stakes);

/// How the plan finds the criteria of a measure.
plan::CriteriaKey criteria_key(const index::CriteriaSet& set);
/// What can still be won back by code: recoverable and missing points.
std::map<std::string, Points> stakes(const LiveView& view);

}  // namespace sen::api
