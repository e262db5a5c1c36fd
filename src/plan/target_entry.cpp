#include "plan/target_entry.hpp"

#include <algorithm>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "ledger/ledger.hpp"
#include "plan/dictionary.hpp"
#include "plan/document_json.hpp"
#include "plan/plan_sql.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kTargetsMax = 50;

bool is_op(std::string_view op) { return op == ">=" || op == "<=" || op == "=="; }

bool is_same(const Target& a, const Target& b) {
  if (!a.measure.empty() || !b.measure.empty()) return a.measure == b.measure;
  return fold(a.basis) == fold(b.basis);
}

/// The measure whose target, once it holds, is the work done: as on adoption.
std::string closing_measure(const std::vector<Target>& targets) {
  for (const Target& target : targets) {
    if (!target.measure.empty() && Dictionary::shipped().binding_of(target.measure).closes) return target.measure;
  }
  return {};
}

Result<Done> save(store::WriteTx& tx, const Context& ctx, Task& task, const std::vector<Target>& targets, const std::string& measure) {
  const std::string before = targets_to_json(task.targets);
  task.targets = targets;
  task.closes_by = closing_measure(targets);
  SEN_TRY(tx.execute(sql::kUpdateTargets, task.id, targets_to_json(targets), task.closes_by));
  ledger::EventDraft event{.kind = "task.targeted", .subject = {"task", task.id.value}, .facts = task_facts(task)};
  if (!measure.empty()) event.facts.set("measure", Json::string(measure));
  SEN_LET(Json old, parse_json(before));
  SEN_LET(Json now, parse_json(targets_to_json(targets)));
  event.payload.set("before", std::move(old));
  event.payload.set("after", std::move(now));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

Result<Task> open_task(store::ReadTx& tx, const Context& ctx, TaskId id) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(auto task, load_task(tx, id));
  if (task.done || task.withdrawn) return conflict("plan.task_closed", "task");
  return task;
}

}  // namespace

Result<Done> check_target(const Context& ctx, const Target& target) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  Error error = invalid("plan.target_refused");
  if (target.measure.empty() && trim(target.basis).empty()) error.fields.push_back({"target", "plan.target_measure", {}});
  if (!parse_ratio(target.value)) error.fields.push_back({"value", "plan.target_value", {}});
  if (!is_op(target.op)) error.fields.push_back({"op", "plan.target_op", {}});
  if (!error.fields.empty()) return error;
  return Done{};
}

Result<std::vector<Target>> set_target(store::WriteTx& tx, const Context& ctx, const TargetInput& input) {
  SEN_TRY(check_target(ctx, input.target));
  SEN_LET(auto task, open_task(tx, ctx, input.task));
  const std::vector<Target> before = task.targets;
  std::vector<Target> targets = before;
  const auto same = std::find_if(targets.begin(), targets.end(), [&](const Target& each) { return is_same(each, input.target); });
  if (same == targets.end()) targets.push_back(input.target);
  else *same = input.target;
  if (targets.size() > kTargetsMax) {
    Error error = invalid("plan.target_refused");
    error.fields.push_back({"target", "plan.target_many", {{"max", std::to_string(kTargetsMax)}}});
    return error;
  }
  SEN_TRY(save(tx, ctx, task, targets, input.target.measure));
  return before;
}

Result<Done> replace_targets(store::WriteTx& tx, const Context& ctx, const TargetsInput& input) {
  SEN_LET(auto task, open_task(tx, ctx, input.task));
  return save(tx, ctx, task, input.targets, {});
}

}  // namespace sen::plan
