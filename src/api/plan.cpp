// Plans and tasks (S4): read, adopt, assign, progress, close. docs/api.md "Plan".
#include "api/evidence_links.hpp"
#include "api/plan_json.hpp"
#include "api/task_links.hpp"
#include "plan/adopt.hpp"
#include "plan/document_json.hpp"
#include "plan/read.hpp"

namespace sen::api {

TaskJson task_json(const plan::TaskView& view, const std::map<std::string, Points>& stakes) {
  TaskJson out{.id = view.task.id, .stt = view.task.stt, .group = view.task.group, .title = view.title,
               .content = view.task.content, .solution = view.task.solution, .lead = view.lead,
               .coordinating = view.coordinating, .deadline_text = view.task.deadline_text,
               .due_on = view.task.run.due, .recurring = view.task.recurrence != plan::Recurrence::None,
               .progress = view.progress, .time_share = view.stand.time_share,
               .state = plan::name_of(view.stand.state), .overdue_days = view.stand.overdue_days,
               .criteria = view.criteria, .outside = view.task.outside};
  for (const auto& code : view.criteria) {
    if (const auto found = stakes.find(code); found != stakes.end()) out.points_at_stake += found->second;
  }
  if (view.assignee) out.assignee = PersonRefJson{view.assignee->id, view.assignee->name};
  for (const auto& target : view.targets) {
    TargetJson one{.text = target.target.basis, .wanted = target.target.op + " " + target.target.value + target.target.unit,
                   .now = target.now, .met = target.met};
    if (!target.target.measure.empty()) one.measure = target.target.measure;
    out.targets.push_back(std::move(one));
  }
  return out;
}

namespace {

using Stakes = std::map<std::string, Points>;

/// Points at stake and the key of criteria; a unit without a set has neither.
struct Worth {
  plan::CriteriaKey key;
  Stakes stakes;
  Points recoverable{};
};
Result<Worth> worth(Services& services, store::ReadTx& tx, const Context& ctx) {
  const auto view = live_view(services, tx, ctx, std::nullopt);
  if (!view) {
    if (view.error().code == ErrorCode::NotFound) return Worth{};
    return view.error();
  }
  return Worth{criteria_key(*view->set), stakes(*view), view->live.whole.recoverable + view->live.whole.missing};
}

Result<PlanJson> plan_page(Services& services, store::ReadTx& tx, const Context& ctx, PlanId id) {
  SEN_LET(const Worth of, worth(services, tx, ctx));
  SEN_LET(const auto view, plan::plan_view(tx, ctx, id, of.key));
  PlanJson out{.id = view.plan.id, .number = view.plan.number, .title = view.plan.title, .issuer = view.plan.issuer,
               .issued_on = view.plan.issued_on, .as_of = ctx.clock.now(), .state = view.plan.state,
               .counts = {view.counts.overdue, view.counts.slow, view.counts.on_course, view.counts.not_due, view.counts.done},
               .mean_progress = view.mean_progress, .time_share = view.time_share, .recoverable = of.recoverable,
               .recipients = view.recipients};
  for (const auto& group : view.groups) {
    GroupJson one{group.code, group.roman, group.title, static_cast<std::int64_t>(group.tasks.size()), {}};
    for (const auto& task : group.tasks) one.tasks.push_back(task_json(task, of.stakes));
    out.groups.push_back(std::move(one));
  }
  for (const auto& duty : view.duties) {
    out.duties.push_back({std::to_string(duty.id), duty.section, duty.text, duty.owner_text, duty.state});
  }
  for (const auto& cited : view.documents) out.documents.push_back({cited.number, cited.title});
  return out;
}

Result<TaskPageJson> task_page(Services& services, store::ReadTx& tx, const Context& ctx, TaskId id, Language language) {
  SEN_LET(const Worth of, worth(services, tx, ctx));
  SEN_LET(const auto detail, plan::task_detail(tx, ctx, id, of.key));
  TaskPageJson out{.task = task_json(detail.task, of.stakes), .plan_id = detail.plan.id, .plan_number = detail.plan.number};
  SEN_LET(out.evidence, evidence_of(tx, "task", id.value));
  for (const auto& entry : detail.history) {
    TaskEventJson one{.at = entry.at, .by = entry.by, .text = render(language, entry.text), .note = entry.note};
    for (const auto& file : out.evidence) {
      for (const auto wanted : entry.evidence) {
        if (file.id == wanted) one.evidence.push_back(file);
      }
    }
    out.history.push_back(std::move(one));
  }
  if (!detail.task.task.closes_by.empty()) {
    out.closes_by = ClosesByJson{detail.task.task.closes_by, detail.task.targets.empty() ? std::string() : detail.task.targets.front().target.basis};
  }
  return out;
}

/// After a change of a task: its page, and the news to open browsers.
Result<TaskPageJson> changed(Services& services, store::WriteTx& tx, const Context& ctx, TaskId id, Language language) {
  announce(services, tx, ctx, "task", id.value);
  return task_page(services, tx, ctx, id, language);
}

http::Reply<http::JsonText> read_upload(http::Request<http::Nothing>& request) {
  SEN_ASSERT(request.call.upload != nullptr);
  const auto bytes = request.call.upload->read_all();
  if (!bytes) return http::Reply<http::JsonText>(bytes.error());
  const auto document = plan::read_plan(*bytes);
  if (!document) return http::Reply<http::JsonText>(document.error());
  return http::Reply<http::JsonText>(http::JsonText{plan::to_json(*document, request.call.language)});
}

}  // namespace

void add_plan_routes(http::Router& router, Services& services) {
  router.post("/api/plans/read", access(Right::PlanAdopt), http::Lane::Heavy, &read_upload).upload();
  router.get("/api/plans", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<std::vector<PlanListItemJson>> {
               return look(services, request, [](store::ReadTx& tx, const Context& ctx, const http::Nothing&) -> Result<std::vector<PlanListItemJson>> {
                 SEN_LET(const auto found, plan::plans(tx, ctx));
                 std::vector<PlanListItemJson> out;
                 for (const auto& item : found) {
                   out.push_back({item.plan.id, item.plan.number, item.plan.title, item.plan.issued_on, item.task_count, item.plan.state});
                 }
                 return out;
               });
             });
  router.get("/api/plans/{id}", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<PlanIdPath>& request) -> http::Reply<PlanJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const PlanIdPath& path) {
                 return plan_page(services, tx, ctx, path.id);
               });
             });
  router
      .post("/api/plans", access(Right::PlanAdopt), http::Lane::Write,
            [&services](http::Request<AdoptJson>& request) -> http::Reply<AdoptedJson> {
              return command<AdoptedJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const AdoptJson& input) -> Result<AdoptedJson> {
                SEN_LET(auto document, plan::plan_from_json(input.document));
                SEN_LET(const auto adopted, plan::adopt_plan(tx, ctx, {std::move(document), input.accepted_proposals.value_or(std::vector<std::string>{})}));
                announce(services, tx, ctx, "plan", adopted.id.value);
                return AdoptedJson{adopted.id, adopted.task_count, adopted.duty_count};
              });
            })
      .creates()
      .audit("plan.adopted");
}

void add_task_routes(http::Router& router, Services& services) {
  router.get("/api/tasks/{id}", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<TaskIdPath>& request) -> http::Reply<TaskPageJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const TaskIdPath& path) {
                 return task_page(services, tx, ctx, path.id, request.call.language);
               });
             });
  router
      .post("/api/tasks/{id}/progress", access(Right::TaskProgress), http::Lane::Write,
            [&services](http::Request<ProgressJson>& request) -> http::Reply<TaskPageJson> {
              return command<TaskPageJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const ProgressJson& input) -> Result<TaskPageJson> {
                plan::ProgressInput progress{input.id, static_cast<int>(input.percent), input.note.value_or(""), input.evidence.value_or(std::vector<EvidenceId>{})};
                if (input.seen) progress.seen = static_cast<int>(*input.seen);
                SEN_TRY(plan::progress_task(tx, ctx, progress));
                return changed(services, tx, ctx, input.id, request.call.language);
              });
            })
      .idempotent()
      .audit("task.progressed");
  router
      .post("/api/tasks/{id}/assign", access(Right::TaskAssign), http::Lane::Write,
            [&services](http::Request<AssignJson>& request) -> http::Reply<TaskPageJson> {
              return command<TaskPageJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const AssignJson& input) -> Result<TaskPageJson> {
                SEN_TRY(plan::assign_task(tx, ctx, {input.id, input.person_id}));
                return changed(services, tx, ctx, input.id, request.call.language);
              });
            })
      .audit("task.assigned");
  router
      .post("/api/tasks/{id}/close", access(Right::TaskClose), http::Lane::Write,
            [&services](http::Request<CloseJson>& request) -> http::Reply<TaskPageJson> {
              return command<TaskPageJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const CloseJson& input) -> Result<TaskPageJson> {
                SEN_TRY(plan::close_task(tx, ctx, {input.id, input.note.value_or(""), input.evidence}));
                return changed(services, tx, ctx, input.id, request.call.language);
              });
            })
      .idempotent()
      .audit("task.closed");
  router
      .post("/api/tasks/{id}/reopen", access(Right::TaskClose), http::Lane::Write,
            [&services](http::Request<ReopenJson>& request) -> http::Reply<TaskPageJson> {
              return command<TaskPageJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const ReopenJson& input) -> Result<TaskPageJson> {
                SEN_TRY(plan::reopen_task(tx, ctx, {input.id, input.reason}));
                return changed(services, tx, ctx, input.id, request.call.language);
              });
            })
      .audit("task.reopened");
  router.get("/api/people", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<std::vector<ColleagueJson>> {
               return look(services, request, [](store::ReadTx& tx, const Context& ctx, const http::Nothing&) -> Result<std::vector<ColleagueJson>> {
                 SEN_LET(const auto people, identity::people_of(tx, date_of(ctx.clock.now())));
                 std::vector<ColleagueJson> out;
                 for (const auto& view : people) {
                   out.push_back({view.person.id, view.person.name.reveal(Purpose::Show), view.person.position, view.bodies.empty() ? std::string() : view.bodies.front()});
                 }
                 return out;
               });
             });
}

}  // namespace sen::api
