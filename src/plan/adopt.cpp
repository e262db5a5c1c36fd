#include "plan/adopt.hpp"

#include <utility>

#include "base/text.hpp"
#include "ledger/ledger.hpp"
#include "plan/dictionary.hpp"
#include "plan/document_json.hpp"
#include "plan/due.hpp"
#include "plan/links.hpp"
#include "plan/plan_sql.hpp"
#include "plan/proposals.hpp"
#include "plan/task.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kWorkMax = 2'000;

std::vector<Duty> duties_of(const PlanDocument& document) {
  std::vector<Duty> duties;
  for (const TaskGroup& group : document.task_groups) duties.insert(duties.end(), group.tasks.begin(), group.tasks.end());
  duties.insert(duties.end(), document.implementation.begin(), document.implementation.end());
  return duties;
}

Result<Done> check(const Context& ctx, const PlanDocument& document, std::size_t duty_count) {
  const Header& header = document.header;
  Error error = invalid("plan.adopt_refused");
  if (trim(header.number).empty() || header.number.front() == '/') error.fields.push_back({"header/number", "plan.number_missing", {}});
  if (!header.signed_date) error.fields.push_back({"header/signed_date", "plan.date_missing", {}});
  else if (date_of(ctx.clock.now()) < *header.signed_date) error.fields.push_back({"header/signed_date", "plan.date_future", {}});
  if (trim(header.title).empty()) error.fields.push_back({"header/title", "plan.title_missing", {}});
  const std::size_t task_count = document.appendix.tasks.size();
  if (task_count + duty_count == 0) error.fields.push_back({"appendix/tasks", "plan.no_work", {}});
  if (task_count > kWorkMax || duty_count > kWorkMax) error.fields.push_back({"appendix/tasks", "plan.too_much", {{"max", std::to_string(kWorkMax)}}});
  if (!error.fields.empty()) return error;
  return Done{};
}

std::string json_list(const std::vector<std::string>& texts) {
  JsonOut out;
  out.begin_array();
  for (const std::string& text : texts) out.string(text);
  out.end_array();
  return out.take();
}

std::string recipients_json(const std::vector<Recipient>& recipients) {
  std::vector<std::string> texts;
  for (const Recipient& recipient : recipients) {
    // As printed: "Lưu: VT", "Phòng Nội vụ huyện (để b/c)".
    if (recipient.purpose == "Lưu") texts.push_back("Lưu: " + recipient.text);
    else texts.push_back(recipient.purpose.empty() ? recipient.text : recipient.text + " (" + recipient.purpose + ")");
  }
  return json_list(texts);
}

/// The measure whose target, once it holds, is the work done.
std::string closing_measure(const std::vector<Target>& targets) {
  for (const Target& target : targets) {
    if (!target.measure.empty() && Dictionary::shipped().binding_of(target.measure).closes) return target.measure;
  }
  return {};
}

Task task_from(const TaskRow& row, PlanId plan, int position, TaskId id, const Header& header, const std::string& plan_kind) {
  Task task;
  task.id = id;
  task.plan = plan;
  task.position = position;
  task.group = row.group;
  task.stt = row.stt;
  task.content = row.content;
  task.solution = row.solution;
  task.product = row.product;
  task.note = row.note;
  task.lead_text = row.lead.text;
  task.lead_body = row.lead.bodies.empty() ? std::string{} : row.lead.bodies.front();
  task.outside = row.lead.outside;
  task.coordinating_text = row.coordinating.text;
  task.coordinating_bodies = row.coordinating.bodies;
  // Further names in the cell of the lead work along.
  for (std::size_t i = 1; i < row.lead.bodies.size(); ++i) task.coordinating_bodies.push_back(row.lead.bodies[i]);
  task.deadline_text = row.deadline_text;
  task.deadline_kind = row.deadline.kind;
  task.recurrence = row.deadline.recurrence;
  task.source_line = row.source_line;
  task.targets = row.targets;
  task.closes_by = closing_measure(row.targets);
  task.run = first_run(row.deadline, *header.signed_date, header.plan_year);
  task.plan_kind = plan_kind;
  return task;
}

Result<Done> insert_task(store::WriteTx& tx, const Task& task) {
  SEN_TRY(tx.execute(sql::kInsertTask, task.id, task.plan, task.position, task.group, task.stt, task.content, task.solution, task.product,
                     task.note, task.lead_text, task.lead_body, task.outside, task.coordinating_text, json_list(task.coordinating_bodies),
                     task.deadline_text, name_of(task.deadline_kind), name_of(task.recurrence), task.source_line,
                     targets_to_json(task.targets), task.closes_by, task.run.start, task.run.end, task.run.due, "open", 0,
                     std::optional<Instant>{}, std::optional<bool>{}, false, task.assignee));
  return Done{};
}

Result<Done> insert_parts(store::WriteTx& tx, const Context& ctx, PlanId plan, const PlanDocument& document) {
  int position = 0;
  for (const GroupRow& group : document.appendix.groups) {
    SEN_TRY(tx.execute(sql::kInsertGroup, plan, ++position, group.code, group.roman_printed, group.title));
  }
  position = 0;
  for (const Duty& duty : duties_of(document)) {
    SEN_TRY(tx.execute(sql::kInsertDuty, ctx.random.id(), plan, ++position, duty.section, duty.text, duty.owner_text, duty.owner, "open", duty.line));
  }
  position = 0;
  for (const CitedDocument& cited : document.cited) {
    SEN_TRY(tx.execute(sql::kInsertCited, plan, ++position, cited.number, cited.kind, cited.date, cited.issuer, cited.about));
  }
  return Done{};
}

Result<Done> record_adoption(store::WriteTx& tx, const Context& ctx, PlanId plan, const AdoptInput& input, const std::string& kind) {
  const Header& header = input.document.header;
  ledger::EventDraft event{.kind = "plan.adopted", .subject = {"plan", plan.value}};
  event.facts.set("plan_kind", Json::string(kind));
  event.facts.set("issued_on", Json::string(to_string(*header.signed_date)));
  event.facts.set("tasks", Json::number(static_cast<std::int64_t>(input.document.appendix.tasks.size())));
  event.payload.set("number", Json::string(header.number));
  event.payload.set("title", Json::string(header.title));
  Json accepted = Json::array();
  for (const std::string& id : input.accepted_proposals) accepted.push(Json::string(id));
  event.payload.set("accepted_proposals", std::move(accepted));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

}  // namespace

Result<Adopted> adopt_plan(store::WriteTx& tx, const Context& ctx, const AdoptInput& input) {
  if (!ctx.actor.may(Right::PlanAdopt)) return forbidden(Right::PlanAdopt);
  SEN_LET(const PlanDocument document, with_proposals(input.document, input.accepted_proposals));
  const std::size_t duty_count = duties_of(document).size();
  SEN_TRY(check(ctx, document, duty_count));
  const Header& header = document.header;
  SEN_LET(const auto known, tx.find<PlanId>(sql::kFindPlanByNumber, header.number, *header.signed_date));
  if (known) return conflict("plan.already_adopted", "header/number", {{"number", header.number}});

  const PlanId plan{ctx.random.id()};
  const std::string kind = Dictionary::shipped().kind_of_plan(header.title);
  const int plan_year = header.plan_year > 0 ? header.plan_year : header.signed_date->year();
  SEN_TRY(tx.execute(sql::kInsertPlan, plan, header.number, header.type, kind, header.title, header.issuer, *header.signed_date, plan_year,
                     "in_force", ctx.clock.now(), ctx.actor.person, recipients_json(document.recipients),
                     to_json(input.document, Language::Vi)));
  SEN_TRY(insert_parts(tx, ctx, plan, document));
  SEN_TRY(record_adoption(tx, ctx, plan, input, kind));
  std::vector<Task> tasks;
  for (const TaskRow& row : document.appendix.tasks) {
    Task task = task_from(row, plan, static_cast<int>(tasks.size()) + 1, TaskId{ctx.random.id()}, header, kind);
    SEN_TRY(insert_task(tx, task));
    SEN_TRY(ledger::append(tx, ctx, {.kind = "task.opened", .subject = {"task", task.id.value}, .facts = task_facts(task)}));
    SEN_TRY(watch_due(tx, ctx, task));
    tasks.push_back(std::move(task));
  }
  SEN_TRY(link_from_packs(tx, ctx, header, tasks));
  return Adopted{plan, static_cast<int>(tasks.size()), static_cast<int>(duty_count)};
}

}  // namespace sen::plan
