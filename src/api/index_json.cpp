#include "api/index_json.hpp"

namespace sen::api {
namespace {

constexpr http::IntegerRules kYear{.min = 1900, .max = 2999, .example = 2024};

}  // namespace

void describe(http::Wire& v, YearQuery& query) { v.in_query().integer("year", query.year, kYear); }

void describe(http::Wire& v, CriterionQuery& query) {
  v.in_path().code("code", query.code, {.length_max = 32, .length_min = 1, .example = "3.2"});
  v.in_query().integer("year", query.year, kYear);
}

void describe(http::Wire& v, CodeNameJson& value) {
  v.text("code", value.code, {.length_max = 32});
  v.text("name", value.name, {.length_max = 1000});
}

void describe(http::Wire& v, ChartPointJson& point) {
  v.decimal("x", point.x);
  v.decimal("y", point.y);
}

void describe(http::Wire& v, ChartJson& chart) {
  v.choice("kind", chart.kind, {"linear", "bands", "none"});
  v.list("points", chart.points, {.count_max = 200});
  v.object("here", chart.here);
  v.object("then", chart.then);
  v.text("x_unit", chart.x_unit, {.length_max = 20});
}

void describe(http::Wire& v, RuleJson& rule) {
  v.text("type", rule.type, {.length_max = 64});
  v.object("chart", rule.chart);
}

void describe(http::Wire& v, StepLinkJson& link) {
  v.text("measure", link.measure, {.length_max = 100});
  v.text("label", link.label, {.length_max = 500});
  v.text("value", link.value, {.length_max = 100});
}

void describe(http::Wire& v, StepJson& step) {
  v.text("text", step.text, {.length_max = 2000});
  v.text("operands", step.operands, {.length_max = 2000});
  v.text("value", step.value, {.length_max = 200});
  v.text("shown", step.shown, {.length_max = 200});
  v.list("links", step.links, {.count_max = 64});
}

namespace {

void measure_members(http::Wire& v, MeasureJson& measure) {
  v.text("id", measure.id, {.length_max = 100});
  v.text("label", measure.label, {.length_max = 500});
  v.choice("type", measure.type, {"count", "percent", "number", "bool", "date", "days", "money"});
  v.text("unit", measure.unit, {.length_max = 100});
  v.text("value", measure.value, {.length_max = 100});
  v.choice("origin", measure.origin, {"counted", "attested", "imported", "surveyed"});
  v.date("as_of", measure.as_of);
  v.boolean("enterable", measure.enterable);
  v.integer("entries", measure.entries, {});
}

}  // namespace

void describe(http::Wire& v, MeasureJson& measure) { measure_members(v, measure); }

void describe(http::Wire& v, SubjectJson& subject) {
  v.text("kind", subject.kind, {.length_max = 40});
  v.text("id", subject.id, {.length_max = 40});
}

void describe(http::Wire& v, LossJson& loss) {
  v.text("title", loss.title, {.length_max = 1000});
  v.text("detail", loss.detail, {.length_max = 2000});
  v.points("points", loss.points);
  v.choice("kind", loss.kind, {"record", "missing_evidence", "missing_fact", "unmet_condition", "late", "gap", "judged"});
  v.object("subject", loss.subject);
  v.date("on", loss.on);
  v.text("href", loss.href, {.length_max = 500});
}

void describe(http::Wire& v, WhatIfOptionJson& option) {
  v.text("value", option.value, {.length_max = 100});
  v.points("points", option.points);
}

void describe(http::Wire& v, WhatIfJson& what_if) {
  v.text("measure", what_if.measure, {.length_max = 100});
  v.text("label", what_if.label, {.length_max = 500});
  v.text("now", what_if.now, {.length_max = 100});
  v.points("step_points", what_if.step_points);
  v.list("options", what_if.options, {.count_max = 200});
}

void describe(http::Wire& v, TaskLinkJson& task) {
  v.id("id", task.id);
  v.text("group", task.group, {.length_max = 32});
  v.text("stt", task.stt, {.length_max = 32});
  v.text("title", task.title, {.length_max = 4000});
  v.integer("progress", task.progress, {.max = 100});
  v.choice("state", task.state, {"overdue", "slow", "on_course", "not_due", "done"});
}

void describe(http::Wire& v, EvidenceJson& evidence) {
  v.id("id", evidence.id);
  v.text("name", evidence.name, {.length_max = 200});
  v.text("type", evidence.type, {.length_max = 100});
  v.integer("size", evidence.size, {});
  v.text("sha256", evidence.sha256, {.length_max = 64});
  v.choice("checked", evidence.checked, {"match", "signed", "complete"});
  v.date("added_on", evidence.added_on);
}

void describe(http::Wire& v, BaselinePointsJson& baseline) {
  v.integer("year", baseline.year, kYear);
  v.points("points", baseline.points);
}

void describe(http::Wire& v, CriterionJson& criterion) {
  v.text("code", criterion.code, {.length_max = 32});
  v.text("name", criterion.name, {.length_max = 1000});
  v.object("field", criterion.field);
  v.object("set", criterion.set);
  v.integer("year", criterion.year, kYear);
  v.boolean("illustrative", criterion.illustrative);
  v.choice("live_state", criterion.live_state,
           {"earned", "losing", "gone", "not_due", "missing", "not_applicable", "not_known_below_province"});
  v.points("points", criterion.points);
  v.points("max_points", criterion.max_points);
  v.points("lost", criterion.lost);
  v.points("recoverable", criterion.recoverable);
  v.points("gone", criterion.gone);
  v.points("not_due", criterion.not_due);
  v.points("missing", criterion.missing);
  v.points("change_this_week", criterion.change_this_week);
  v.instant("as_of", criterion.as_of);
  v.object("owner", criterion.owner);
  v.text("previous", criterion.previous, {.length_max = 32});
  v.text("next", criterion.next, {.length_max = 32});
  v.object("baseline", criterion.baseline);
  v.object("rule", criterion.rule);
  v.list("steps", criterion.steps);
  v.list("measures", criterion.measures);
  v.list("losses", criterion.losses, {.count_max = 10'000});
  v.object("what_if", criterion.what_if);
  v.list("tasks", criterion.tasks);
  v.list("evidence", criterion.evidence);
  v.list("evidence_wanted", criterion.evidence_wanted, {.length_max = 2000});
}

void describe(http::Wire& v, FactListItemJson& item) {
  measure_members(v, item.measure);
  v.list("criteria", item.criteria, {.length_max = 32});
  v.points("points_at_stake", item.points_at_stake);
  v.boolean("wanted", item.wanted);
}

void describe(http::Wire& v, PeriodJson& period) {
  v.date("start", period.start);
  v.date("end", period.end);
  v.boolean("closed", period.closed);
}

void describe(http::Wire& v, FactListJson& list) {
  v.integer("year", list.year, kYear);
  v.object("period", list.period);
  v.list("measures", list.measures, {.count_max = 2000});
}

namespace {

void entry_members(http::Wire& v, FactEntryJson& entry) {
  v.text("id", entry.id, {.length_max = 40});
  v.text("measure", entry.measure, {.length_max = 100});
  v.text("value", entry.value, {.length_max = 100});
  v.date("as_of", entry.as_of);
  v.text("note", entry.note, {.length_max = 2000});
  v.text("origin", entry.origin, {.length_max = 20});
  v.text("entered_by", entry.entered_by, {.length_max = 200});
  v.instant("entered_at", entry.entered_at);
  v.text("corrects", entry.corrects, {.length_max = 40});
  v.boolean("superseded", entry.superseded);
  v.list("evidence", entry.evidence);
}

}  // namespace

void describe(http::Wire& v, FactEntryJson& entry) { entry_members(v, entry); }

void describe(http::Wire& v, FactEntriesJson& entries) {
  v.text("measure", entries.measure, {.length_max = 100});
  v.list("entries", entries.entries);
}

void describe(http::Wire& v, MeasureQuery& query) {
  v.in_path().code("measure", query.measure, {.length_max = 100, .length_min = 1, .example = "staff_total"});
  v.in_query().integer("year", query.year, kYear);
}

void describe(http::Wire& v, FactInputJson& input) {
  v.code("measure", input.measure, {.length_max = 100, .length_min = 1, .example = "staff_total"});
  v.text("value", input.value, {.length_max = 100, .length_min = 1, .example = "22"});
  v.date("as_of", input.as_of, {.example = "2024-10-15"});
  v.text("note", input.note, {.length_max = 2000, .when_empty = http::WhenEmpty::Omitted});
  v.list("evidence", input.evidence, {.count_max = 50, .when_empty = http::WhenEmpty::Omitted});
  v.id("corrects", input.corrects, {.when_empty = http::WhenEmpty::Omitted});
}

void describe(http::Wire& v, BeforeAfterJson& score) {
  v.points("before", score.before);
  v.points("after", score.after);
}

void describe(http::Wire& v, FactEnteredJson& entered) {
  entry_members(v, entered.entry);
  v.object("score", entered.score);
}

void describe(http::Wire& v, BaselineCriterionJson& criterion) {
  v.code("code", criterion.code, {.length_max = 32, .length_min = 1, .example = "3.2"});
  v.points("points", criterion.points, {.min = -1000, .max = 1000, .example = "2.50"});
}

void describe(http::Wire& v, BaselineJson& baseline) {
  v.integer("year", baseline.year, {.min = 2012, .max = 2999, .example = 2023});
  v.points("points", baseline.points, {.min = -1000, .max = 1000, .example = "93.86"});
  v.points("max", baseline.max, {.min = 0, .max = 1000, .example = "100"});
  v.integer("rank", baseline.rank, {.min = 1, .max = 100'000, .example = 2});
  v.integer("of", baseline.of, {.min = 1, .max = 100'000, .example = 26});
  v.text("decision", baseline.decision, {.length_max = 500, .example = "9018/QĐ-UBND ngày 20/12/2023"});
  v.list("criteria", baseline.criteria, {.count_max = 1000});
}

void describe(http::Wire& v, OwnerInputJson& input) {
  v.in_path().code("code", input.code, {.length_max = 32, .length_min = 1, .example = "3.2"});
  v.integer("year", input.year, kYear);
  v.code("body", input.body, {.length_max = 64, .length_min = 1, .example = "office_statistics"});
  v.id("person_id", input.person_id, {.when_empty = http::WhenEmpty::Omitted});
}

void describe(http::Wire& v, PaperInputJson& input) {
  v.in_path().code("code", input.code, {.length_max = 32, .length_min = 1, .example = "3.2"});
  v.integer("year", input.year, kYear);
  v.text("wanted", input.wanted, {.length_max = 2'000, .when_empty = http::WhenEmpty::Omitted});
  v.list("evidence", input.evidence, {.count_max = 50});
}

}  // namespace sen::api
