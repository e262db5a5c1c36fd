#include "api/appendix.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "plan/dictionary.hpp"
#include "plan/document_json.hpp"

namespace sen::api {
namespace {

using plan::Role;

// When the source's headings are not known: a plan adopted without its table.
constexpr Role kUsual[] = {Role::Stt, Role::Content, Role::Solution, Role::Lead, Role::Coordinating, Role::Deadline};

std::string word(const char* key, const TextArguments& arguments = {}) { return render(Language::Vi, std::string("api.appendix.") + key, arguments); }

std::string shown(Date day) { return localized_date(to_string(day)); }

std::string usual_heading(Role role) {
  switch (role) {
    case Role::Stt: return word("stt");
    case Role::Content: return word("content");
    case Role::Solution: return word("solution");
    case Role::Lead: return word("lead");
    case Role::Coordinating: return word("coordinating");
    default: return word("deadline");
  }
}

std::string cell(const plan::Task& task, Role role) {
  switch (role) {
    case Role::Stt: return task.stt;
    case Role::Content: return task.content;
    case Role::Solution: return task.solution;
    case Role::Product: return task.product;
    case Role::Lead: return task.lead_text;
    case Role::Coordinating: return task.coordinating_text;
    case Role::Deadline: return task.deadline_text;
    case Role::Note: return task.note;
    case Role::Money:
    case Role::None: break;
  }
  return {};
}

int width_of(Role role) {
  switch (role) {
    case Role::Stt: return 2;
    case Role::Content:
    case Role::Solution: return 9;
    default: return 5;
  }
}

/// "80 %: đang chậm; hạn 31/12/2024": what the screen says of the task, in one cell.
std::string progress_text(const plan::TaskView& view) {
  const std::string state = render(Language::Vi, std::string("api.export.state.") + plan::name_of(view.stand.state));
  std::string out = word("progress_cell", {{"percent", std::to_string(view.progress)}, {"state", state}});
  if (view.task.done && view.task.closed_at) out += word("done_on", {{"day", shown(date_of(*view.task.closed_at))}});
  else if (view.task.run.due) out += word("due_on", {{"day", shown(*view.task.run.due)}});
  return out;
}

struct Columns {
  std::vector<Role> roles;
  std::vector<std::string> headings;
};

Columns columns_of(const plan::PlanDocument& document) {
  Columns out;
  for (const auto& heading : document.appendix.columns) {
    const Role role = plan::Dictionary::shipped().role_of(heading);
    if (role == Role::None || role == Role::Money) continue;
    out.roles.push_back(role);
    out.headings.push_back(heading);
  }
  const bool whole = std::find(out.roles.begin(), out.roles.end(), Role::Content) != out.roles.end();
  if (whole) return out;
  out = {};
  for (const Role role : kUsual) {
    out.roles.push_back(role);
    out.headings.push_back(usual_heading(role));
  }
  return out;
}

formats::Table table_of(const plan::PlanView& view, const Columns& columns) {
  formats::Table table;
  table.header = columns.headings;
  table.header.push_back(word("progress"));
  for (const Role role : columns.roles) table.widths.push_back(width_of(role));
  table.widths.push_back(5);
  for (const auto& group : view.groups) {
    table.rows.push_back({group.roman.empty() ? group.title : group.roman + ". " + group.title});
    for (const auto& task : group.tasks) {
      std::vector<std::string> row;
      for (const Role role : columns.roles) row.push_back(cell(task.task, role));
      row.push_back(progress_text(task));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace

Result<Appendix> plan_appendix(store::ReadTx& tx, const Context& ctx, PlanId id, bool illustrative) {
  SEN_LET(const auto view, plan::plan_view(tx, ctx, id, {}));
  SEN_LET(const auto text, plan::plan_document(tx, id));
  SEN_LET(const auto json, parse_json(text));
  SEN_LET(const auto source, plan::plan_from_json(json));
  Appendix out;
  out.document.motto = false;
  out.document.title = word("title");
  out.document.subject = source.appendix.title.empty() ? view.plan.title : source.appendix.title;
  out.document.blocks.emplace_back(formats::Paragraph{
      .text = word("goes_with", {{"type", view.plan.type}, {"number", view.plan.number}, {"day", shown(view.plan.issued_on)}, {"issuer", view.plan.issuer}}),
      .italic = true, .centred = true});
  out.document.blocks.emplace_back(formats::Paragraph{.text = word("as_of", {{"day", shown(view.as_of)}, {"mean", std::to_string(view.mean_progress)}}), .centred = true});
  out.document.blocks.emplace_back(table_of(view, columns_of(source)));
  if (illustrative) out.document.footer = word("illustrative");
  for (const auto& group : view.groups) out.task_count += group.tasks.size();
  const std::string day = to_string(view.as_of);
  std::string number = view.plan.number;
  std::replace(number.begin(), number.end(), '/', '-');
  out.file_name = "phu-luc-" + number + "_" + day.substr(8, 2) + "-" + day.substr(5, 2) + "-" + day.substr(0, 4) + ".docx";
  return out;
}

}  // namespace sen::api
