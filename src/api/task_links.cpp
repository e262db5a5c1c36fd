#include "api/task_links.hpp"

#include <algorithm>

#include "report/worth.hpp"

namespace sen::api {

plan::CriteriaKey criteria_key(const index::CriteriaSet& set) { return report::criteria_key(set); }

std::map<std::string, Points> stakes(const LiveView& view) { return report::stakes(*view.set, view.live); }

Result<std::map<std::string, std::vector<LinkedTask>>> task_links(store::ReadTx& tx, const Context& ctx,
                                                                  const LiveView& view) {
  SEN_LET(const auto tasks, plan::tasks_by_criterion(tx, ctx, view.year, criteria_key(*view.set)));
  std::map<std::string, std::vector<LinkedTask>> out;
  for (const auto& [code, views] : tasks) {
    auto& links = out[code];
    for (const auto& task : views) {
      links.push_back({.task = {task.task.id, task.task.group, task.task.stt, task.title, task.progress,
                                plan::name_of(task.stand.state)},
                       .due_on = task.task.run.due, .closed = task.stand.state == plan::StandState::Done,
                       .assigned = task.assignee.has_value()});
    }
    std::stable_sort(links.begin(), links.end(), [](const LinkedTask& a, const LinkedTask& b) {
      if (a.closed != b.closed) return b.closed;
      if (a.due_on.has_value() != b.due_on.has_value()) return a.due_on.has_value();
      return a.due_on < b.due_on;
    });
  }
  return out;
}

}  // namespace sen::api
