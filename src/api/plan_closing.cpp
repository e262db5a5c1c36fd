// The end of a plan's year: its figures, its report, where work goes on. docs/api.md "Plan".
#include <algorithm>

#include "api/live_view.hpp"
#include "api/paper_reply.hpp"
#include "api/plan_json.hpp"
#include "plan/closing_report.hpp"
#include "report/worth.hpp"

namespace sen::api {
namespace {

constexpr http::IntegerRules kCount{.min = 0, .max = 1'000'000, .example = 27};

struct PlanOutcomeJson {
  plan::Outcome of;
};
void describe(http::Wire& v, PlanOutcomeJson& outcome) {
  v.integer("tasks", outcome.of.tasks, kCount);
  v.integer("on_time", outcome.of.on_time, kCount);
  v.integer("late", outcome.of.late, kCount);
  v.integer("open", outcome.of.open, kCount);
  v.integer("overdue", outcome.of.overdue, kCount);
  v.integer("runs", outcome.of.runs, kCount);
  v.integer("runs_on_time", outcome.of.runs_on_time, kCount);
  v.integer("runs_late", outcome.of.runs_late, kCount);
  v.integer("runs_missed", outcome.of.runs_missed, kCount);
}

struct PlanGroupOutcomeJson {
  std::string title;
  PlanOutcomeJson outcome;
};
void describe(http::Wire& v, PlanGroupOutcomeJson& group) {
  v.text("title", group.title, {.length_max = 4000});
  v.object("outcome", group.outcome);
}

struct OpenTaskJson {
  TaskId id{};
  std::string stt;
  std::string title;
  std::string lead;
  std::optional<Date> due_on{};
  std::string state;
  bool recurring = false;
  int progress = 0;
};
void describe(http::Wire& v, OpenTaskJson& task) {
  v.id("id", task.id);
  v.text("stt", task.stt, {.length_max = 20});
  v.text("title", task.title, {.length_max = 8000});
  v.text("lead", task.lead, {.length_max = 1000});
  v.date("due_on", task.due_on);
  v.choice("state", task.state, {"overdue", "slow", "on_course", "not_due", "done"});
  v.boolean("recurring", task.recurring);
  v.integer("progress", task.progress, {.min = 0, .max = 100, .example = 40});
}

struct PlanRefJson {
  PlanId id{};
  std::string number;
};
void describe(http::Wire& v, PlanRefJson& plan) {
  v.id("id", plan.id);
  v.text("number", plan.number, {.length_max = 100});
}

struct ClosedJson {
  Instant at{};
  std::string by;
  std::string note;
  std::optional<PlanRefJson> into{};
  std::vector<TaskId> carried{};
};
void describe(http::Wire& v, ClosedJson& closed) {
  v.instant("at", closed.at);
  v.text("by", closed.by, {.length_max = 200});
  v.text("note", closed.note, {.length_max = 2000});
  v.object("into", closed.into);
  v.list("carried", closed.carried, {.count_max = 2000});
}

struct ClosingJson {
  PlanId id{};
  std::string number;
  std::string title;
  PlanOutcomeJson whole;
  int mean_progress = 0;
  std::vector<PlanGroupOutcomeJson> groups;
  std::vector<OpenTaskJson> open;    ///< may go on elsewhere
  std::vector<PlanRefJson> others;   ///< plans in force, newest first
  std::optional<ClosedJson> closed{};
};
void describe(http::Wire& v, ClosingJson& closing) {
  v.id("id", closing.id);
  v.text("number", closing.number, {.length_max = 100});
  v.text("title", closing.title, {.length_max = 4000});
  v.object("whole", closing.whole);
  v.integer("mean_progress", closing.mean_progress, {.min = 0, .max = 100, .example = 80});
  v.list("groups", closing.groups);
  v.list("open", closing.open);
  v.list("others", closing.others);
  v.object("closed", closing.closed);
}

struct CloseInputJson {
  PlanId id{};
  std::string note;
  std::optional<PlanId> into{};
  std::optional<std::vector<TaskId>> carry{};
};
void describe(http::Wire& v, CloseInputJson& input) {
  v.in_path().id("id", input.id);
  v.text("note", input.note, {.length_max = 2000, .example = "Most of the targets were reached"});
  v.id("into", input.into);
  v.list("carry", input.carry, {.count_max = 2000, .when_empty = http::WhenEmpty::Omitted});
}

struct ReportQuery {
  PlanId id{};
  std::string format;
};
void describe(http::Wire& v, ReportQuery& query) {
  v.in_path().id("id", query.id);
  v.choice("format", query.format, {"docx", "pdf"});
}

Result<plan::PlanFigures> figures(store::ReadTx& tx, const plan::PlanView& view, const std::optional<plan::PlanClosing>& closing) {
  if (closing) return closing->figures;
  return plan::figures_of(tx, view);
}

Result<ClosingJson> closing_page(store::ReadTx& tx, const Context& ctx, PlanId id) {
  SEN_LET(const auto view, plan::plan_view(tx, ctx, id, {}));
  SEN_LET(const auto closing, plan::closing_of(tx, id));
  SEN_LET(const auto of, figures(tx, view, closing));
  ClosingJson out{.id = id, .number = view.plan.number, .title = view.plan.title, .whole = {of.whole}, .mean_progress = of.mean_progress};
  for (const auto& group : of.groups) out.groups.push_back({group.title, {group.outcome}});
  for (const auto& group : view.groups) {
    for (const auto& task : group.tasks) {
      const bool recurring = task.task.recurrence != plan::Recurrence::None;
      if (task.task.done && !recurring) continue;
      out.open.push_back({task.task.id, task.task.stt, task.title, task.lead, task.task.run.due, plan::name_of(task.stand.state), recurring, task.progress});
    }
  }
  SEN_LET(const auto all, plan::plans(tx, ctx));
  for (const auto& each : all) {
    if (each.plan.id != id && each.plan.state == "in_force") out.others.push_back({each.plan.id, each.plan.number});
  }
  if (!closing) return out;
  out.closed = ClosedJson{.at = closing->closed_at, .by = {}, .note = closing->note, .carried = closing->carried};
  if (const auto person = identity::load_person(tx, closing->closed_by)) out.closed->by = person->name.reveal(Purpose::Show);
  for (const auto& each : all) {
    if (closing->into == each.plan.id) out.closed->into = PlanRefJson{each.plan.id, each.plan.number};
  }
  return out;
}

Result<PaperFile> report(Services& services, store::ReadTx& tx, const Context& ctx, const ReportQuery& query, const identity::Unit& unit) {
  const Date today = date_of(ctx.clock.now());
  SEN_LET(const auto view, plan::plan_view(tx, ctx, query.id, {}));
  SEN_LET(const auto closing, plan::closing_of(tx, query.id));
  SEN_LET(const auto of, figures(tx, view, closing));
  const auto index = live_view(services, tx, ctx, std::nullopt);
  plan::ReportFacts facts{.superior = {}, .unit = unit.name, .unit_short = unit.short_name, .chair = {}, .into = {},
                          .illustrative = services.demo || (index && index->illustrative)};
  if (unit.parent) {
    if (const auto superior = identity::load_unit(tx, *unit.parent)) facts.superior = superior->name;
  }
  SEN_LET(const auto chairs, identity::role_holders(tx, Role::Chair, today));
  if (!chairs.empty()) facts.chair = chairs.front().name.reveal(Purpose::Print);
  if (closing && closing->into) {
    SEN_LET(const auto next, plan::plan_view(tx, ctx, *closing->into, {}));
    facts.into = next.plan.number;
  }
  std::string number = view.plan.number;
  std::replace(number.begin(), number.end(), '/', '-');
  return PaperFile{plan::closing_report(view, of, closing, facts, today),
                render(Language::Vi, "plan.report.file_name", {{"number", number}, {"ending", query.format}})};
}

http::Reply<http::Bytes> send_report(Services& services, http::Request<ReportQuery>& request) {
  const auto made = look(services, request, [&](store::ReadTx& tx, const Context& ctx, const ReportQuery& query) {
    return report(services, tx, ctx, query, who(request.call).unit);
  });
  return paper_reply(made, request.input.format, services.clock.now());
}

}  // namespace

void add_plan_closing_routes(http::Router& router, Services& services) {
  router.get("/api/plans/{id}/closing", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<PlanIdPath>& request) -> http::Reply<ClosingJson> {
               return look(services, request, [](store::ReadTx& tx, const Context& ctx, const PlanIdPath& path) { return closing_page(tx, ctx, path.id); });
             });
  router.get("/api/plans/{id}/report", access(Right::PlanRead), http::Lane::Heavy,
             [&services](http::Request<ReportQuery>& request) { return send_report(services, request); })
      .sends(kDocxType);
  router
      .post("/api/plans/{id}/close", access(Right::PlanAdopt), http::Lane::Write,
            [&services](http::Request<CloseInputJson>& request) -> http::Reply<ClosingJson> {
              return command<ClosingJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const CloseInputJson& input) -> Result<ClosingJson> {
                SEN_TRY(plan::close_plan(tx, ctx, {input.id, input.note, input.into, input.carry.value_or(std::vector<TaskId>{})}));
                announce(services, tx, ctx, "plan", input.id.value);
                return closing_page(tx, ctx, input.id);
              });
            })
      .audit("plan.closed");
}

}  // namespace sen::api
