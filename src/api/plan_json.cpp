#include "api/plan_json.hpp"

namespace sen::api {
namespace {

constexpr http::IntegerRules kPercent{.max = 100, .example = 60};

void task_id(http::Wire& v, TaskId& id) { v.in_path().id("id", id); }

void task_members(http::Wire& v, TaskJson& task) {
  v.id("id", task.id);
  v.text("stt", task.stt, {.length_max = 32});
  v.text("group", task.group, {.length_max = 32});
  v.text("title", task.title, {.length_max = 8000});
  v.text("content", task.content, {.length_max = 8000});
  v.text("solution", task.solution, {.length_max = 8000});
  v.text("lead", task.lead, {.length_max = 500});
  v.text("coordinating", task.coordinating, {.length_max = 1000});
  v.text("deadline_text", task.deadline_text, {.length_max = 500});
  v.date("due_on", task.due_on);
  v.boolean("recurring", task.recurring);
  v.integer("progress", task.progress, kPercent);
  v.integer("time_share", task.time_share, kPercent);
  v.choice("state", task.state, {"overdue", "slow", "on_course", "not_due", "done"});
  v.integer("overdue_days", task.overdue_days, {});
  v.points("points_at_stake", task.points_at_stake);
  v.list("criteria", task.criteria, {.length_max = 32});
  v.object("assignee", task.assignee);
  v.list("targets", task.targets);
  v.boolean("outside", task.outside);
}

}  // namespace

void describe(http::Wire& v, PlanIdPath& path) { v.in_path().id("id", path.id); }
void describe(http::Wire& v, TaskIdPath& path) { v.in_path().id("id", path.id); }

void describe(http::Wire& v, PlanListItemJson& plan) {
  v.id("id", plan.id);
  v.text("number", plan.number, {.length_max = 100});
  v.text("title", plan.title, {.length_max = 4000});
  v.date("issued_on", plan.issued_on);
  v.integer("tasks", plan.tasks, {});
  v.text("state", plan.state, {.length_max = 40});
}

void describe(http::Wire& v, PersonRefJson& person) {
  v.id("id", person.id);
  v.text("name", person.name, {.length_max = 200});
}

void describe(http::Wire& v, TargetJson& target) {
  v.text("text", target.text, {.length_max = 4000});
  v.text("measure", target.measure, {.length_max = 100});
  v.text("wanted", target.wanted, {.length_max = 100});
  v.text("now", target.now, {.length_max = 100});
  v.boolean("met", target.met);
}

void describe(http::Wire& v, TaskJson& task) { task_members(v, task); }

void describe(http::Wire& v, ClosesByJson& closes_by) {
  v.text("measure", closes_by.measure, {.length_max = 100});
  v.text("text", closes_by.text, {.length_max = 1000});
}

void describe(http::Wire& v, TaskEventJson& event) {
  v.instant("at", event.at);
  v.text("by", event.by, {.length_max = 200});
  v.text("text", event.text, {.length_max = 2000});
  v.text("note", event.note, {.length_max = 2000});
  v.list("evidence", event.evidence);
}

void describe(http::Wire& v, TaskPageJson& page) {
  task_members(v, page.task);
  v.id("plan_id", page.plan_id);
  v.text("plan_number", page.plan_number, {.length_max = 100});
  v.list("history", page.history);
  v.list("evidence", page.evidence);
  v.object("closes_by", page.closes_by);
}

void describe(http::Wire& v, GroupJson& group) {
  v.text("code", group.code, {.length_max = 32});
  v.text("roman", group.roman, {.length_max = 32});
  v.text("title", group.title, {.length_max = 2000});
  v.integer("count", group.count, {});
  v.list("tasks", group.tasks, {.count_max = 2000});
}

void describe(http::Wire& v, CountsJson& counts) {
  v.integer("overdue", counts.overdue, {});
  v.integer("slow", counts.slow, {});
  v.integer("on_course", counts.on_course, {});
  v.integer("not_due", counts.not_due, {});
  v.integer("done", counts.done, {});
}

void describe(http::Wire& v, DutyJson& duty) {
  v.text("id", duty.id, {.length_max = 40});
  v.text("section", duty.section, {.length_max = 40});
  v.text("text", duty.text, {.length_max = 8000});
  v.text("owner", duty.owner, {.length_max = 500});
  v.text("state", duty.state, {.length_max = 40});
}

void describe(http::Wire& v, CitedJson& cited) {
  v.text("number", cited.number, {.length_max = 100});
  v.text("title", cited.title, {.length_max = 2000});
}

void describe(http::Wire& v, PlanJson& plan) {
  v.id("id", plan.id);
  v.text("number", plan.number, {.length_max = 100});
  v.text("title", plan.title, {.length_max = 4000});
  v.text("issuer", plan.issuer, {.length_max = 500});
  v.date("issued_on", plan.issued_on);
  v.instant("as_of", plan.as_of);
  v.choice("state", plan.state, {"in_force", "closed"});
  v.object("counts", plan.counts);
  v.integer("mean_progress", plan.mean_progress, kPercent);
  v.integer("time_share", plan.time_share, kPercent);
  v.points("recoverable", plan.recoverable);
  v.list("groups", plan.groups);
  v.list("duties", plan.duties, {.count_max = 2000});
  v.list("documents", plan.documents);
  v.list("recipients", plan.recipients);
}

void describe(http::Wire& v, AdoptJson& input) {
  v.json("document", input.document,
         {.example = R"({"header":{"number":"12/KH-UBND","type":"Kế hoạch","issuer":"Ủy ban nhân dân xã Phù Linh",)"
                     R"("signed_date":"2024-05-02","title":"Kế hoạch ví dụ"},"sections":[],"task_groups":[],)"
                     R"("referenced_documents":[],"recipients":[],"appendix":{"title":"","columns":["STT","Nội dung"],)"
                     R"("groups":[{"code":"G1","roman_printed":"I","title":"Nhóm","count":1}],"tasks":[{"group":"G1",)"
                     R"("stt":"1","content":"Việc ví dụ","solution":"","lead":{"text":"Văn phòng - Thống kê"},)"
                     R"("coordinating":{"text":""},"deadline_text":"Trước ngày 30/11/2024","deadline":{"kind":"date",)"
                     R"("start":null,"end":"2024-11-30","recurring":false},"targets":[],"source_line":1}]},"problems":[]})"});
  v.list("accepted_proposals", input.accepted_proposals, {.length_max = 16, .when_empty = http::WhenEmpty::Omitted});
}

void describe(http::Wire& v, AdoptedJson& adopted) {
  v.id("id", adopted.id);
  v.integer("tasks", adopted.tasks, {});
  v.integer("duties", adopted.duties, {});
}

void describe(http::Wire& v, ProgressJson& input) {
  task_id(v, input.id);
  v.integer("percent", input.percent, {.max = 100, .example = 60});
  v.text("note", input.note, {.length_max = 2000, .when_empty = http::WhenEmpty::Omitted});
  v.list("evidence", input.evidence, {.count_max = 50, .when_empty = http::WhenEmpty::Omitted});
  v.integer("seen", input.seen, {.max = 100, .example = 40, .when_empty = http::WhenEmpty::Omitted});
}

void describe(http::Wire& v, AssignJson& input) {
  task_id(v, input.id);
  v.id("person_id", input.person_id);
}

void describe(http::Wire& v, CloseJson& input) {
  task_id(v, input.id);
  v.text("note", input.note, {.length_max = 2000, .when_empty = http::WhenEmpty::Omitted});
  v.list("evidence", input.evidence, {.count_max = 50});
}

void describe(http::Wire& v, ReopenJson& input) {
  task_id(v, input.id);
  v.text("reason", input.reason, {.length_max = 2000, .length_min = 1, .example = "Minh chứng chưa đủ."});
}

void describe(http::Wire& v, ColleagueJson& colleague) {
  v.id("id", colleague.id);
  v.text("name", colleague.name, {.length_max = 200});
  v.text("position", colleague.position, {.length_max = 200});
  v.text("body", colleague.body, {.length_max = 200});
}

}  // namespace sen::api
