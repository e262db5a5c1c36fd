#include "api/record_json.hpp"

namespace sen::api {
namespace {

constexpr http::WhenEmpty kOmitted = http::WhenEmpty::Omitted;
constexpr http::IntegerRules kCount{.min = 0, .max = 100'000'000, .example = 4};

}  // namespace

void describe(http::Wire& v, RecordPath& path) { v.in_path().id("id", path.id); }

void describe(http::Wire& v, LabelledJson& labelled) {
  v.text("code", labelled.code, {.length_max = 60});
  v.text("label", labelled.label, {.length_max = 500});
}

void describe(http::Wire& v, ApplicantJson& applicant) {
  v.text("name", applicant.name, {.length_max = 200});
  v.text("identity_number", applicant.identity_number, {.length_max = 40});
  v.date("born_on", applicant.born_on);
  v.text("address", applicant.address, {.length_max = 300});
  v.text("phone", applicant.phone, {.length_max = 40});
  v.text("mail", applicant.mail, {.length_max = 200});
  v.text("submitter", applicant.submitter, {.length_max = 200});
}

void describe(http::Wire& v, ApplicantInputJson& applicant) {
  v.text("name", applicant.name, {.length_max = 200, .length_min = 1, .example = "Trần Thị Mẫu"});
  v.text("identity_number", applicant.identity_number, {.length_max = 20, .example = "001068000234", .when_empty = kOmitted});
  v.date("born_on", applicant.born_on, {.example = "1968-03-12", .when_empty = kOmitted});
  v.text("address", applicant.address, {.length_max = 300, .example = "Thôn Vệ Linh, xã Phù Linh", .when_empty = kOmitted});
  v.text("phone", applicant.phone, {.length_max = 30, .example = "0912345118", .when_empty = kOmitted});
  v.text("mail", applicant.mail, {.length_max = 200, .example = "mau@example.vn", .when_empty = kOmitted});
  v.text("submitter", applicant.submitter, {.length_max = 200, .example = "Trần Văn Mẫu", .when_empty = kOmitted});
}

void describe(http::Wire& v, FieldValueJson& field) {
  v.code("code", field.code, {.length_max = 60, .length_min = 1, .example = "channel"});
  v.text("value", field.value, {.length_max = 2000, .example = "direct"});
}

void describe(http::Wire& v, HandedPaperJson& paper) {
  v.code("code", paper.code, {.length_max = 60, .length_min = 1, .example = "form"});
  v.choice("form", paper.form, {"original", "certified", "copy", "shown", "electronic"});
  v.integer("count", paper.count, {.min = 1, .max = 200, .example = 1});
}

void describe(http::Wire& v, OpenRecordJson& input) {
  v.code("type", input.type, {.length_max = 60, .length_min = 1, .example = "dossier"});
  v.code("action", input.action, {.length_max = 60, .example = "receive", .when_empty = kOmitted});
  v.code("procedure", input.procedure, {.length_max = 60, .example = "1.004873", .when_empty = kOmitted});
  v.code("case", input.case_code, {.length_max = 60, .example = "", .when_empty = kOmitted});
  v.object("applicant", input.applicant, kOmitted);
  v.list("fields", input.fields, {.count_max = 50, .when_empty = kOmitted});
  v.list("papers", input.papers, {.count_max = 100, .when_empty = kOmitted});
  v.text("reason", input.reason, {.length_max = 2000, .when_empty = kOmitted});
}

void describe(http::Wire& v, ActJson& input) {
  v.in_path().id("id", input.id);
  v.code("action", input.action, {.length_max = 60, .length_min = 1, .example = "consult"});
  v.text("reason", input.reason, {.length_max = 2000, .example = "Chờ xác minh nơi cư trú", .when_empty = kOmitted});
  v.code("body", input.body, {.length_max = 60, .example = "office_statistics", .when_empty = kOmitted});
  v.id("person_id", input.person_id, {.when_empty = kOmitted});
  v.code("ground", input.ground, {.length_max = 60, .when_empty = kOmitted});
  v.date("new_date", input.new_date, {.when_empty = kOmitted});
  v.text("receiver", input.receiver, {.length_max = 200, .example = "Trần Thị Mẫu", .when_empty = kOmitted});
}

void describe(http::Wire& v, RecordRowJson& row) {
  v.id("id", row.id);
  v.text("code", row.code, {.length_max = 60});
  v.text("title", row.title, {.length_max = 500});
  v.text("applicant", row.applicant, {.length_max = 200});
  v.object("state", row.state);
  v.object("body", row.body);
  v.instant("received_at", row.received_at);
  v.date("due_on", row.due_on);
  v.instant("due_at", row.due_at);
  v.date("promised_on", row.promised_on);
  v.choice("due", row.due, {"late", "today", "soon", "later", "paused", "done", "none"});
  v.integer("days", row.days, {.min = -100'000, .max = 100'000, .example = 3});
  v.integer("minutes", row.minutes, {.min = 0, .max = 1'440, .example = 102});
  v.boolean("open", row.open);
}

void describe(http::Wire& v, DeskCountsJson& counts) {
  v.integer("open", counts.open, kCount);
  v.integer("soon", counts.soon, kCount);
  v.integer("late", counts.late, kCount);
  v.integer("paused", counts.paused, kCount);
  v.integer("ready", counts.ready, kCount);
  v.integer("received_today", counts.received_today, kCount);
  v.integer("closed_today", counts.closed_today, kCount);
}

void describe(http::Wire& v, RecordsJson& records) {
  v.list("records", records.records, {.count_max = 100});
  v.text("next", records.next, {.length_max = 60});
}

void describe(http::Wire& v, DueStepJson& step) {
  v.date("day", step.day);
  v.boolean("counts", step.counts);
  v.text("why", step.why, {.length_max = 500});
}

void describe(http::Wire& v, PromiseJson& promise) {
  v.date("received_counts_on", promise.received_counts_on);
  v.date("due_on", promise.due_on);
  v.instant("due_at", promise.due_at);
  v.date("apology_by", promise.apology_by);
  v.boolean("provisional", promise.provisional);
  v.text("limit", promise.limit, {.length_max = 100});
  v.text("law", promise.law, {.length_max = 500});
  v.list("steps", promise.steps, {.count_max = 50'000});
}

void describe(http::Wire& v, RecordClockJson& clock) {
  v.text("code", clock.code, {.length_max = 60});
  v.text("label", clock.label, {.length_max = 500});
  v.choice("state", clock.state, {"running", "paused", "stopped"});
  v.boolean("main", clock.main);
  v.text("limit", clock.limit, {.length_max = 100});
  v.text("law", clock.law, {.length_max = 500});
  v.date("due_on", clock.due_on);
  v.instant("due_at", clock.due_at);
  v.date("first_due_on", clock.first_due_on);
  v.date("promised_on", clock.promised_on);
  v.list("steps", clock.steps, {.count_max = 50'000});
}

void describe(http::Wire& v, RecordLetterJson& letter) {
  v.text("code", letter.code, {.length_max = 60});
  v.text("label", letter.label, {.length_max = 500});
  v.choice("state", letter.state, {"draft", "signed", "sent"});
  v.date("by", letter.by);
  v.text("number", letter.number, {.length_max = 60});
  v.text("reason", letter.reason, {.length_max = 2000});
  v.text("suggested_reason", letter.suggested_reason, {.length_max = 2000});
  v.date("suggested_date", letter.suggested_date);
}

void describe(http::Wire& v, RecordActionJson& action) {
  v.text("code", action.code, {.length_max = 60});
  v.text("label", action.label, {.length_max = 500});
  v.list("needs", action.needs, {.count_max = 10, .length_max = 20});
  v.boolean("next", action.next);
  v.boolean("letter", action.letter);
  v.text("blocked", action.blocked, {.length_max = 1000});
  v.text("law", action.law, {.length_max = 500});
}

void describe(http::Wire& v, RecordStepJson& step) {
  v.instant("at", step.at);
  v.text("by", step.by, {.length_max = 200});
  v.text("text", step.text, {.length_max = 500});
  v.text("reason", step.reason, {.length_max = 2000});
}

void describe(http::Wire& v, RecordPaperJson& paper) {
  v.text("code", paper.code, {.length_max = 60});
  v.text("name", paper.name, {.length_max = 500});
  v.text("form", paper.form, {.length_max = 20});
  v.integer("count", paper.count, {.min = 0, .max = 200, .example = 1});
  v.boolean("required", paper.required);
  v.boolean("there", paper.there);
}

void describe(http::Wire& v, RecordFieldJson& field) {
  v.text("code", field.code, {.length_max = 60});
  v.text("label", field.label, {.length_max = 500});
  v.text("value", field.value, {.length_max = 2000});
}

void describe(http::Wire& v, RecordJson& record) {
  v.object("row", record.row);
  v.text("type", record.type, {.length_max = 60});
  v.text("type_label", record.type_label, {.length_max = 500});
  v.text("act", record.act, {.length_max = 200});
  v.text("number", record.number, {.length_max = 60});
  v.text("lookup", record.lookup, {.length_max = 60});
  v.object("procedure", record.procedure);
  v.text("result", record.result, {.length_max = 500});
  v.text("outcome", record.outcome, {.length_max = 20});
  v.text("receiver", record.receiver, {.length_max = 200});
  v.object("applicant", record.applicant);
  v.list("fields", record.fields);
  v.list("papers", record.papers);
  v.list("clocks", record.clocks);
  v.list("letters", record.letters);
  v.list("actions", record.actions);
  v.list("forms", record.forms);
  v.list("grounds", record.grounds);
  v.list("bodies", record.bodies);
  v.list("steps", record.steps);
  v.text("handler", record.handler, {.length_max = 60});
}

void describe(http::Wire& v, ProcedureJson& procedure) {
  v.text("code", procedure.code, {.length_max = 60});
  v.text("name", procedure.name, {.length_max = 500});
  v.text("shortcut", procedure.shortcut, {.length_max = 60});
  v.text("field", procedure.field, {.length_max = 500});
  v.text("limit", procedure.limit, {.length_max = 100});
  v.text("result", procedure.result, {.length_max = 500});
  v.choice("online", procedure.online, {"full", "partial", "none"});
  v.integer("fee", procedure.fee, {});
  v.text("law", procedure.law, {.length_max = 500});
  v.text("handler", procedure.handler, {.length_max = 60});
  v.list("cases", procedure.cases);
  v.list("papers", procedure.papers);
}

void describe(http::Wire& v, FormFieldJson& field) {
  v.text("code", field.code, {.length_max = 60});
  v.text("label", field.label, {.length_max = 500});
  v.choice("type", field.type, {"text", "number", "yes_no", "choice", "date"});
  v.boolean("required", field.required);
  v.list("choices", field.choices);
}

void describe(http::Wire& v, RecordTypeJson& type) {
  v.text("id", type.id, {.length_max = 60});
  v.text("label", type.label, {.length_max = 500});
  v.text("act", type.act, {.length_max = 200});
  v.text("page", type.page, {.length_max = 100});
  v.boolean("has_catalogue", type.has_catalogue);
  v.boolean("may_receive", type.may_receive);
  v.list("fields", type.fields);
  v.list("openings", type.openings);
  v.list("procedures", type.procedures);
}

}  // namespace sen::api
