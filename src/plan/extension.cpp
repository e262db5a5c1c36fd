#include "plan/extension.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/texts.hpp"
#include "identity/person.hpp"
#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"
#include "plan/closing.hpp"
#include "plan/follow_up_sql.hpp"

namespace sen::plan {
namespace {

constexpr const char* kWaiting = "waiting";
constexpr const char* kReason = "task_extension.reason";
constexpr const char* kAnswer = "task_extension.answer";

std::string page_of(const Task& task) { return "/viec/" + std::to_string(task.id.value); }

Text sentence(const char* key, const Task& task, const Extension& extension) {
  return {key, {{"stt", task.stt}, {"content", title_of(task)}, {"due", localized_date(to_string(extension.due_wanted))},
                {"answer", extension.answer}, {"reason", extension.reason}}};
}

void check_note(Error& error, const std::string& note, const char* field) {
  if (code_point_count(note) > kNoteMax) error.fields.push_back({field, "plan.note_long", {{"max", std::to_string(kNoteMax)}}});
}

Result<Done> record(store::WriteTx& tx, const Context& ctx, const char* kind, const Task& task, const Extension& extension, const std::string& note) {
  ledger::EventDraft event{.kind = kind, .subject = {"task", task.id.value}, .facts = task_facts(task)};
  event.facts.set("due_wanted", Json::string(to_string(extension.due_wanted)));
  event.facts.set("extension", Json::number(extension.id));
  event.payload.set("note", Json::string(nfc(note)));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

/// Everybody who may answer, but for the asker.
Result<Done> tell_deciders(store::WriteTx& tx, const Context& ctx, const Task& task, const Extension& extension) {
  const Date today = date_of(ctx.clock.now());
  std::vector<PersonId> people;
  for (const Role role : {Role::Chair, Role::Lead}) {
    SEN_LET(const auto holders, identity::role_holders(tx, role, today));
    for (const auto& holder : holders) people.push_back(holder.id);
  }
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  for (const PersonId person : people) {
    if (person == extension.asked_by) continue;
    SEN_TRY(jobs::notify(tx, ctx, {.person = person, .text = sentence("plan.notice.extension_requested", task, extension), .href = page_of(task)}));
  }
  return Done{};
}

Error check_request(const Task& task, const ExtensionInput& input, Date today) {
  Error error = invalid("plan.extend_refused");
  if (input.due_wanted < task.run.start) error.fields.push_back({"due_on", "plan.due_before_start", {{"start", localized_date(to_string(task.run.start))}}});
  else if (input.due_wanted <= *task.run.due) error.fields.push_back({"due_on", "plan.due_earlier", {}});
  else if (input.due_wanted < today) error.fields.push_back({"due_on", "plan.due_past", {}});
  if (trim(input.reason).empty()) error.fields.push_back({"reason", "plan.reason_missing", {}});
  check_note(error, input.reason, "reason");
  return error;
}

/// The request that waits, or why it cannot be decided.
Result<Extension> load_waiting(store::ReadTx& tx, std::int64_t id) {
  SEN_LET(auto found, tx.find<Extension>(sql::kSelectExtension, id));
  if (!found) return not_found("plan.extension_unknown", "id");
  if (found->state != kWaiting) return conflict("plan.extension_decided", "id");
  return *std::move(found);
}

Result<Done> decide(store::WriteTx& tx, const Context& ctx, Extension& extension, const char* state, const std::string& answer) {
  extension.state = state;
  extension.decided_by = ctx.actor.person;
  extension.decided_at = ctx.clock.now();
  extension.answer = nfc(answer);
  SEN_TRY(tx.execute(sql::kDecideExtension, extension.id, extension.state, ctx.actor.person, *extension.decided_at,
                     store::Sealed{{kAnswer, extension.id}, extension.answer}));
  return Done{};
}

}  // namespace

Extension Extension::from_row(store::Row& row) {
  Extension out;
  out.id = row.next<std::int64_t>();
  out.task = row.next<TaskId>();
  out.start_on = row.next<Date>();
  out.due_before = row.next<Date>();
  out.due_wanted = row.next<Date>();
  out.reason = row.next_sealed({kReason, out.id});
  out.state = row.next<std::string>();
  out.asked_by = row.next<PersonId>();
  out.asked_at = row.next<Instant>();
  out.decided_by = row.next<std::optional<PersonId>>();
  out.decided_at = row.next<std::optional<Instant>>();
  out.answer = row.next_sealed_if({kAnswer, out.id}).value_or("");
  return out;
}

Result<Extension> request_extension(store::WriteTx& tx, const Context& ctx, const ExtensionInput& input) {
  if (!ctx.actor.may(Right::TaskProgress)) return forbidden(Right::TaskProgress);
  SEN_LET(const auto task, load_task(tx, input.task));
  SEN_TRY(check_followed(tx, input.task));
  SEN_TRY(check_own(tx, ctx, task));
  if (task.done || task.withdrawn) return conflict("plan.task_closed", "task_id");
  if (!task.run.due) return conflict("plan.no_due", "task_id");
  SEN_LET(const auto earlier, extensions_of(tx, task.id));
  const bool waits = std::any_of(earlier.begin(), earlier.end(), [&](const Extension& one) { return one.state == kWaiting && one.start_on == task.run.start; });
  if (waits) return conflict("plan.extension_waiting", "task_id");
  const Error error = check_request(task, input, date_of(ctx.clock.now()));
  if (!error.fields.empty()) return error;

  const Extension made{.id = ctx.random.id(), .task = task.id, .start_on = task.run.start, .due_before = *task.run.due,
                       .due_wanted = input.due_wanted, .reason = nfc(input.reason), .state = kWaiting,
                       .asked_by = ctx.actor.person, .asked_at = ctx.clock.now(), .answer = {}};
  SEN_TRY(tx.execute(sql::kInsertExtension, made.id, made.task, made.start_on, made.due_before, made.due_wanted, made.asked_by, made.asked_at,
                     store::Sealed{{kReason, made.id}, made.reason}));
  SEN_TRY(record(tx, ctx, "task.extension_requested", task, made, made.reason));
  SEN_TRY(tell_deciders(tx, ctx, task, made));
  return made;
}

Result<Extension> approve_extension(store::WriteTx& tx, const Context& ctx, const DecisionInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(auto extension, load_waiting(tx, input.id));
  SEN_LET(const auto before, load_task(tx, extension.task));
  if (before.done || before.withdrawn) return conflict("plan.task_closed", "id");
  // Another run, or a day that was moved meanwhile: what was asked for is no longer what is at hand.
  if (before.run.start != extension.start_on || before.run.due != extension.due_before) return conflict("plan.extension_over", "id");
  Error error = invalid("plan.extend_refused");
  check_note(error, input.answer, "answer");
  if (!error.fields.empty()) return error;
  SEN_TRY(decide(tx, ctx, extension, "approved", input.answer));
  SEN_LET(const auto task, extend_task(tx, ctx, {extension.task, extension.due_wanted, extension.reason}));
  SEN_TRY(record(tx, ctx, "task.extension_approved", task, extension, extension.answer));
  SEN_TRY(jobs::notify(tx, ctx, {.person = extension.asked_by, .text = sentence("plan.notice.extension_approved", task, extension), .href = page_of(task)}));
  return extension;
}

Result<Extension> refuse_extension(store::WriteTx& tx, const Context& ctx, const DecisionInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(auto extension, load_waiting(tx, input.id));
  SEN_LET(const auto task, load_task(tx, extension.task));
  Error error = invalid("plan.extend_refused");
  if (trim(input.answer).empty()) error.fields.push_back({"answer", "plan.refusal_reason", {}});
  check_note(error, input.answer, "answer");
  if (!error.fields.empty()) return error;
  SEN_TRY(decide(tx, ctx, extension, "refused", input.answer));
  SEN_TRY(record(tx, ctx, "task.extension_refused", task, extension, extension.answer));
  SEN_TRY(jobs::notify(tx, ctx, {.person = extension.asked_by, .text = sentence("plan.notice.extension_refused", task, extension), .href = page_of(task)}));
  return extension;
}

Result<std::vector<Extension>> extensions_of(store::ReadTx& tx, TaskId task) { return tx.select<Extension>(sql::kSelectExtensionsOfTask, task); }

Result<std::vector<Extension>> waiting_extensions(store::ReadTx& tx) { return tx.select<Extension>(sql::kSelectWaitingExtensions); }

}  // namespace sen::plan
