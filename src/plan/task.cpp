#include "plan/task.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/texts.hpp"
#include "identity/service.hpp"
#include "ledger/ledger.hpp"
#include "plan/document_json.hpp"
#include "plan/closing.hpp"
#include "plan/due.hpp"
#include "plan/evidence_links.hpp"
#include "plan/plan_sql.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

constexpr const char* kOpen = "open";
constexpr const char* kDone = "done";
constexpr const char* kWithdrawn = "withdrawn";

const char* state_of(const Task& task) {
  if (task.withdrawn) return kWithdrawn;
  return task.done ? kDone : kOpen;
}

std::vector<std::string> codes_from(const std::string& json) {
  std::vector<std::string> codes;
  const auto list = parse_json(json);
  SEN_ASSERT(list.has_value());
  for (const Json& code : list->items()) codes.push_back(code.text());
  return codes;
}

void check_note(Error& error, const std::string& note, const char* field) {
  if (code_point_count(note) > kNoteMax) error.fields.push_back({field, "plan.note_long", {{"max", std::to_string(kNoteMax)}}});
}

void check_evidence_count(Error& error, const std::vector<EvidenceId>& evidence) {
  if (evidence.size() > kEvidenceMax) error.fields.push_back({"evidence", "plan.evidence_many", {{"max", std::to_string(kEvidenceMax)}}});
}

Json payload_of(const std::string& note, const std::vector<EvidenceId>& evidence) {
  Json payload = Json::object();
  payload.set("note", Json::string(nfc(note)));
  Json files = Json::array();
  for (const EvidenceId file : evidence) files.push(Json::string(std::to_string(file.value)));
  payload.set("evidence", std::move(files));
  return payload;
}

}  // namespace

Task Task::from_row(store::Row& row) {
  Task task;
  task.id = row.next<TaskId>();
  task.plan = row.next<PlanId>();
  task.position = row.next<int>();
  task.group = row.next<std::string>();
  task.stt = row.next<std::string>();
  task.content = row.next<std::string>();
  task.solution = row.next<std::string>();
  task.product = row.next<std::string>();
  task.note = row.next<std::string>();
  task.lead_text = row.next<std::string>();
  task.lead_body = row.next<std::string>();
  task.outside = row.next<bool>();
  task.coordinating_text = row.next<std::string>();
  task.coordinating_bodies = codes_from(row.next<std::string>());
  task.deadline_text = row.next<std::string>();
  task.deadline_kind = deadline_kind_of(row.next<std::string>()).value_or(DeadlineKind::Open);
  task.recurrence = recurrence_of(row.next<std::string>()).value_or(Recurrence::None);
  task.source_line = row.next<int>();
  task.targets = targets_from_json(row.next<std::string>());
  task.closes_by = row.next<std::string>();
  task.run.start = row.next<Date>();
  task.run.end = row.next<std::optional<Date>>();
  task.run.due = row.next<std::optional<Date>>();
  const auto state = row.next<std::string>();
  task.done = state == kDone;
  task.withdrawn = state == kWithdrawn;
  task.progress = row.next<int>();
  task.closed_at = row.next<std::optional<Instant>>();
  task.closed_on_time = row.next<std::optional<bool>>().value_or(false);
  task.closed_by_measure = row.next<bool>();
  task.assignee = row.next<std::optional<PersonId>>();
  task.plan_kind = row.next<std::string>();
  return task;
}

std::string title_of(const Task& task) { return strip_end(without_bullet(task.content), ".;"); }

Result<Task> load_task(store::ReadTx& tx, TaskId id) {
  SEN_LET(auto found, tx.find<Task>(sql::kSelectTask, id));
  if (!found) return not_found("plan.task_unknown", "task_id");
  return *std::move(found);
}

Result<std::vector<Task>> tasks_of(store::ReadTx& tx, PlanId plan) { return tx.select<Task>(sql::kSelectTasksOfPlan, plan); }

Result<Done> save_task(store::WriteTx& tx, const Task& task) {
  std::optional<bool> on_time;
  if (task.done) on_time = task.closed_on_time;
  SEN_TRY(tx.execute(sql::kUpdateTask, task.id, task.run.start, task.run.end, task.run.due, state_of(task), task.progress,
                     task.closed_at, on_time, task.closed_by_measure, task.assignee));
  return Done{};
}

Json task_facts(const Task& task) {
  Json facts = Json::object();
  facts.set("group", Json::string(task.group));
  facts.set("plan_kind", Json::string(task.plan_kind));
  facts.set("recurring", Json::boolean(task.recurrence != Recurrence::None));
  const std::optional<Date> falls_due = task.run.due ? task.run.due : task.run.end;
  if (falls_due) facts.set("due_on", Json::string(to_string(*falls_due)));
  return facts;
}

Result<Done> check_own(store::ReadTx& tx, const Context& ctx, const Task& task) {
  if (ctx.actor.may(Right::TaskAssign) || task.assignee == ctx.actor.person) return Done{};
  SEN_LET(const auto seats, identity::seats_on(tx, date_of(ctx.clock.now())));
  const bool sits = std::any_of(seats.begin(), seats.end(), [&](const identity::Seat& seat) {
    if (seat.person != ctx.actor.person) return false;
    return seat.body == task.lead_body || std::find(task.coordinating_bodies.begin(), task.coordinating_bodies.end(), seat.body) != task.coordinating_bodies.end();
  });
  if (sits) return Done{};
  return Error{ErrorCode::Forbidden, "plan.task_not_yours", "task_id", {}, {}, {}};
}

Result<Task> assign_task(store::WriteTx& tx, const Context& ctx, const AssignInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(auto task, load_task(tx, input.task));
  SEN_TRY(check_followed(tx, input.task));
  Json payload = Json::object();
  if (input.person) {
    SEN_LET(const auto person, identity::load_person(tx, *input.person));
    if (person.left_on && *person.left_on < date_of(ctx.clock.now())) return invalid("plan.person_left", "person_id", {{"name", person.name.reveal(Purpose::Show)}});
    payload.set("person", Json::string(std::to_string(person.id.value)));
  }
  task.assignee = input.person;
  SEN_TRY(save_task(tx, task));
  ledger::EventDraft event{.kind = "task.assigned", .subject = {"task", task.id.value}, .facts = task_facts(task), .payload = std::move(payload)};
  SEN_TRY(ledger::append(tx, ctx, event));
  SEN_TRY(tell_assigned(tx, ctx, task));
  return task;
}

namespace {

/// Names who wrote the percentage that stands.
Error changed_meanwhile(store::ReadTx& tx, const Task& task) {
  std::string name;
  const auto events = ledger::events(tx, {.subject_kind = "task", .subject_id = task.id.value});
  if (!events) return events.error();
  for (const auto& event : *events) {
    if (event.kind != "task.progressed") continue;
    if (const auto person = identity::load_person(tx, PersonId{event.actor})) name = person->name.reveal(Purpose::Show);
    break;  // the newest
  }
  return conflict("plan.progress_changed", "percent", {{"name", name}, {"percent", std::to_string(task.progress)}});
}

}  // namespace

Result<Task> progress_task(store::WriteTx& tx, const Context& ctx, const ProgressInput& input) {
  if (!ctx.actor.may(Right::TaskProgress)) return forbidden(Right::TaskProgress);
  SEN_LET(auto task, load_task(tx, input.task));
  SEN_TRY(check_followed(tx, input.task));
  SEN_TRY(check_own(tx, ctx, task));
  if (task.done || task.withdrawn) return conflict("plan.task_closed", "task_id");
  if (input.seen && *input.seen != task.progress) return changed_meanwhile(tx, task);
  Error error = invalid("plan.progress_refused");
  if (input.percent < 0 || input.percent > 100) error.fields.push_back({"percent", "plan.percent_range", {}});
  check_note(error, input.note, "note");
  check_evidence_count(error, input.evidence);
  if (!error.fields.empty()) return error;

  Json payload = payload_of(input.note, input.evidence);
  payload.set("before", Json::number(task.progress));
  task.progress = input.percent;
  SEN_TRY(link_evidence(tx, ctx, task.id, input.evidence));
  SEN_TRY(save_task(tx, task));
  ledger::EventDraft event{.kind = "task.progressed", .subject = {"task", task.id.value}, .facts = task_facts(task), .payload = std::move(payload)};
  event.facts.set("percent", Json::number(input.percent));
  SEN_TRY(ledger::append(tx, ctx, event));
  return task;
}

Result<Task> close_task(store::WriteTx& tx, const Context& ctx, const CloseInput& input) {
  if (!ctx.actor.may(Right::TaskClose)) return forbidden(Right::TaskClose);
  SEN_LET(auto task, load_task(tx, input.task));
  SEN_TRY(check_followed(tx, input.task));
  SEN_TRY(check_own(tx, ctx, task));
  if (task.done || task.withdrawn) return conflict("plan.task_closed", "task_id");
  Error error = invalid("plan.close_refused");
  // A task counts as done only with a file that shows it (docs: the evidence of self-scoring).
  if (input.evidence.empty()) error.fields.push_back({"evidence", "plan.evidence_missing", {}});
  check_note(error, input.note, "note");
  check_evidence_count(error, input.evidence);
  if (!error.fields.empty()) return error;

  SEN_TRY(link_evidence(tx, ctx, task.id, input.evidence));
  SEN_TRY(mark_closed(tx, ctx, task, false, payload_of(input.note, input.evidence)));
  return task;
}

Result<Task> reopen_task(store::WriteTx& tx, const Context& ctx, const ReopenInput& input) {
  if (!ctx.actor.may(Right::TaskClose)) return forbidden(Right::TaskClose);
  SEN_LET(auto task, load_task(tx, input.task));
  SEN_TRY(check_followed(tx, input.task));
  SEN_TRY(check_own(tx, ctx, task));
  if (!task.done) return conflict("plan.task_open", "task_id");
  Error error = invalid("plan.reopen_refused");
  if (trim(input.reason).empty()) error.fields.push_back({"reason", "plan.reason_missing", {}});
  check_note(error, input.reason, "reason");
  if (!error.fields.empty()) return error;
  SEN_TRY(mark_reopened(tx, ctx, task, payload_of(input.reason, {})));
  return task;
}

Result<Task> extend_task(store::WriteTx& tx, const Context& ctx, const ExtendInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(auto task, load_task(tx, input.task));
  SEN_TRY(check_followed(tx, input.task));
  if (task.done || task.withdrawn) return conflict("plan.task_closed", "task_id");
  Error error = invalid("plan.extend_refused");
  const std::optional<Date> old = task.run.due ? task.run.due : task.run.end;
  if (input.due_on < task.run.start) error.fields.push_back({"due_on", "plan.due_before_start", {{"start", localized_date(to_string(task.run.start))}}});
  else if (old && input.due_on <= *old) error.fields.push_back({"due_on", "plan.due_earlier", {}});
  if (trim(input.reason).empty()) error.fields.push_back({"reason", "plan.reason_missing", {}});
  check_note(error, input.reason, "reason");
  if (!error.fields.empty()) return error;
  task.run.end = input.due_on;
  task.run.due = input.due_on;
  SEN_TRY(save_task(tx, task));
  SEN_TRY(watch_due(tx, ctx, task));
  ledger::EventDraft event{.kind = "task.extended", .subject = {"task", task.id.value}, .facts = task_facts(task), .payload = payload_of(input.reason, {})};
  if (old) event.facts.set("due_before", Json::string(to_string(*old)));
  SEN_TRY(ledger::append(tx, ctx, event));
  return task;
}

Result<Task> withdraw_task(store::WriteTx& tx, const Context& ctx, const WithdrawInput& input) {
  if (!ctx.actor.may(Right::PlanAdopt)) return forbidden(Right::PlanAdopt);
  SEN_LET(auto task, load_task(tx, input.task));
  SEN_TRY(check_followed(tx, input.task));
  if (task.done || task.withdrawn) return conflict("plan.task_closed", "task_id");
  Error error = invalid("plan.withdraw_refused");
  if (trim(input.reason).empty()) error.fields.push_back({"reason", "plan.reason_missing", {}});
  check_note(error, input.reason, "reason");
  if (!error.fields.empty()) return error;
  task.withdrawn = true;
  SEN_TRY(save_task(tx, task));
  SEN_TRY(forget_due(tx, ctx, task));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "task.withdrawn", .subject = {"task", task.id.value}, .facts = task_facts(task), .payload = payload_of(input.reason, {})}));
  return task;
}

Result<Done> mark_closed(store::WriteTx& tx, const Context& ctx, Task& task, bool by_measure, Json payload) {
  const Instant now = ctx.clock.now();
  task.done = true;
  task.closed_at = now;
  task.closed_on_time = !task.run.due || now <= end_of(*task.run.due);
  task.closed_by_measure = by_measure;
  payload.set("before", Json::number(task.progress));
  task.progress = 100;
  SEN_TRY(save_task(tx, task));
  SEN_TRY(meet_due(tx, ctx, task));
  ledger::EventDraft event{.kind = "task.closed", .subject = {"task", task.id.value}, .facts = task_facts(task), .payload = std::move(payload)};
  event.facts.set("on_time", Json::boolean(task.closed_on_time));
  event.facts.set("by_measure", Json::boolean(by_measure));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

Result<Done> mark_reopened(store::WriteTx& tx, const Context& ctx, Task& task, Json payload) {
  ledger::EventDraft event{.kind = "task.reopened", .subject = {"task", task.id.value}, .facts = task_facts(task), .payload = std::move(payload)};
  // The closing that is taken back, so that what it counted goes out again.
  event.facts.set("on_time", Json::boolean(task.closed_on_time));
  event.facts.set("by_measure", Json::boolean(task.closed_by_measure));
  task.done = false;
  task.closed_at.reset();
  task.closed_on_time = false;
  task.closed_by_measure = false;
  SEN_TRY(save_task(tx, task));
  SEN_TRY(ledger::append(tx, ctx, event));
  return watch_due(tx, ctx, task);
}

}  // namespace sen::plan
