// Targets of tasks: which task, what it is to reach, how much of it.

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "intake/rows.hpp"
#include "intake/values.hpp"
#include "plan/dictionary.hpp"
#include "plan/document_json.hpp"
#include "plan/view.hpp"

namespace sen::intake {
namespace {

struct Tasks {
  std::vector<plan::Task> tasks;
  std::map<std::string, std::string> groups;  ///< key of code, numeral or title → code
};

struct Plans {
  store::ReadTx& tx;
  std::vector<plan::PlanListItem> list;
  std::map<std::int64_t, Tasks> loaded{};

  Result<const Tasks*> tasks_of(PlanId id) {
    const auto found = loaded.find(id.value);
    if (found != loaded.end()) return &found->second;
    Tasks tasks;
    SEN_LET(tasks.tasks, plan::tasks_of(tx, id));
    SEN_LET(const auto text, plan::plan_document(tx, id));
    SEN_LET(const auto json, parse_json(text));
    const auto document = plan::plan_from_json(json);
    if (document) {
      for (const auto& group : document->appendix.groups) {
        for (const auto& name : {group.code, group.roman_printed, group.title}) {
          if (!name.empty()) tasks.groups.emplace(key_of(name), group.code);
        }
      }
    }
    return &loaded.emplace(id.value, std::move(tasks)).first->second;
  }

  const plan::PlanListItem* plan_named(const std::string& text) const {
    if (text.empty()) return list.size() == 1 ? &list.front() : nullptr;
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& item) { return key_of(item.plan.number) == key_of(text); });
    return found == list.end() ? nullptr : &*found;
  }
};

/// The task that a row means; a fault of the row when there is none, or more than one.
Result<const plan::Task*> task_named(Plans& plans, RowReader& reader) {
  const plan::Task* none = nullptr;
  const auto* item = plans.plan_named(reader.text("plan"));
  if (item == nullptr) {
    reader.fault("plan", reader.text("plan").empty() ? "intake.plan_which" : "intake.plan_unknown", {{"value", reader.text("plan")}});
    return none;
  }
  SEN_LET(const auto* tasks, plans.tasks_of(item->plan.id));
  std::string group;
  if (!reader.text("group").empty()) {
    const auto found = tasks->groups.find(key_of(reader.text("group")));
    group = found == tasks->groups.end() ? reader.text("group") : found->second;
  }
  std::vector<const plan::Task*> fits;
  for (const auto& task : tasks->tasks) {
    if (key_of(task.stt) == key_of(reader.text("stt")) && (group.empty() || task.group == group)) fits.push_back(&task);
  }
  if (fits.size() == 1) return fits.front();
  reader.fault("stt", fits.empty() ? "intake.task_unknown" : "intake.task_which", {{"value", reader.text("stt")}});
  return none;
}

bool is_measure_id(std::string_view text) {
  return text.find('_') != std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

plan::Target read_target(RowReader& reader) {
  plan::Target target{.measure = {}, .op = ">=", .value = {}, .unit = "%", .basis = reader.text("target"), .document = reader.text("document"), .number_printed = true};
  const auto value = read_number(reader.cell("value"), false);
  if (value) target.value = *value;
  else reader.fault("value", "plan.target_value");
  if (!reader.text("op").empty()) {
    const auto op = code_of(*find_field(Kind::Targets, "op"), reader.text("op"));
    if (op) target.op = *op;
    else reader.fault("op", "plan.target_op");
  }
  if (!reader.text("unit").empty()) target.unit = reader.text("unit");
  if (is_measure_id(target.basis)) {
    target.measure = target.basis;
  } else {
    const auto known = plan::Dictionary::shipped().targets_in(target.basis + " " + target.value + target.unit);
    if (!known.empty()) target.measure = known.front().measure;
  }
  return target;
}

bool is_kept(const plan::Task& task, const plan::Target& target) {
  return std::any_of(task.targets.begin(), task.targets.end(), [&](const plan::Target& each) {
    return each.measure == target.measure && each.basis == target.basis && each.op == target.op && each.value == target.value &&
           each.unit == target.unit;
  });
}

}  // namespace

Result<Done> check_targets(store::ReadTx& tx, const Context& ctx, const formats::Grid& grid, const Mapping& mapping, Checked& out) {
  Plans plans{tx, {}};
  SEN_LET(plans.list, plan::plans(tx, ctx));
  std::map<std::pair<std::int64_t, std::string>, int> seen;
  for (std::size_t i = mapping.header + 1; i < grid.rows.size(); ++i) {
    RowReader reader(Kind::Targets, mapping, grid.rows[i], out.errors);
    CheckedRow checked{grid.rows[i].line, RowState::Bad, {}};
    reader.check_required();
    TargetRow row{};
    if (reader.sound()) {
      SEN_LET(const auto* task, task_named(plans, reader));
      row.target = read_target(reader);
      if (task != nullptr) {
        row.task = task->id;
        if (task->done || task->withdrawn) reader.fault("stt", "plan.task_closed");
        const std::string name = row.target.measure.empty() ? key_of(row.target.basis) : row.target.measure;
        const auto [found, fresh] = seen.try_emplace({task->id.value, name}, reader.line());
        if (!fresh) reader.fault("target", "intake.row_doubled", {{"line", std::to_string(found->second)}});
        if (reader.sound()) checked.state = is_kept(*task, row.target) ? RowState::Same : RowState::Good;
      }
    }
    checked.what = std::move(row);
    out.rows.push_back(std::move(checked));
  }
  return Done{};
}

}  // namespace sen::intake
