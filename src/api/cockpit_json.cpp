#include "api/cockpit_json.hpp"

namespace sen::api {

void describe(http::Wire& v, UnitJson& unit) {
  v.id("id", unit.id);
  v.text("name", unit.name, {.length_max = 200, .example = "UBND xã Phù Linh"});
}

void describe(http::Wire& v, SetJson& set) {
  v.text("id", set.id, {.length_max = 100, .example = "phu-linh-2024-illustrative"});
  v.text("title", set.title, {.length_max = 500});
  v.text("status", set.status, {.length_max = 40});
}

void describe(http::Wire& v, OwnerJson& owner) {
  v.text("body", owner.body, {.length_max = 200});
  v.text("body_code", owner.body_code, {.length_max = 64});
  v.text("person", owner.person, {.length_max = 200});
}

void describe(http::Wire& v, ComputedFromJson& from) {
  v.integer("events", from.events, {});
  v.integer("evidence_files", from.evidence_files, {});
  v.integer("tasks", from.tasks, {});
}

void describe(http::Wire& v, ScoreJson& score) {
  v.points("points", score.points, {.example = "91.42"});
  v.points("max", score.max, {.example = "100.00"});
  v.points("change_since_yesterday", score.change_since_yesterday);
  v.points("not_due", score.not_due);
  v.points("losing", score.losing);
  v.points("recoverable", score.recoverable);
  v.points("gone", score.gone);
  v.points("missing", score.missing);
}

void describe(http::Wire& v, LastYearJson& last_year) {
  v.integer("year", last_year.year, {.min = 1900, .max = 2999, .example = 2023});
  v.points("points", last_year.points, {.example = "93.86"});
  v.integer("rank", last_year.rank, {.min = 1, .max = 100'000, .example = 2});
  v.integer("of", last_year.of, {.min = 1, .max = 100'000, .example = 26});
}

void describe(http::Wire& v, ForecastJson& forecast) {
  v.points("pace", forecast.pace);
  v.points("all_done", forecast.all_done);
  v.date("on", forecast.on);
  v.object("last_year", forecast.last_year);
}

void describe(http::Wire& v, DayPointsJson& day) {
  v.date("date", day.date);
  v.points("points", day.points);
}

void describe(http::Wire& v, FieldJson& field) {
  v.text("code", field.code, {.length_max = 32});
  v.text("name", field.name, {.length_max = 500});
  v.text("short_name", field.short_name, {.length_max = 200});
  v.points("points", field.points);
  v.points("max_points", field.max_points);
  v.points("losing", field.losing);
  v.points("recoverable", field.recoverable);
  v.points("gone", field.gone);
  v.points("not_due", field.not_due);
  v.points("missing", field.missing);
}

void describe(http::Wire& v, ActionJson& action) {
  v.choice("kind", action.kind,
           {"enter_fact", "open_task", "assign", "remind", "attach_evidence", "open_criterion"});
  v.text("label", action.label, {.length_max = 200});
  v.text("href", action.href, {.length_max = 500});
}

void describe(http::Wire& v, LeakJson& leak) {
  v.text("code", leak.code, {.length_max = 32});
  v.points("recoverable", leak.recoverable);
  v.points("gone", leak.gone);
  v.text("title", leak.title, {.length_max = 1000});
  v.text("reason", leak.reason, {.length_max = 2000});
  v.object("owner", leak.owner);
  v.date("due_on", leak.due_on);
  v.choice("due", leak.due, {"overdue", "today", "soon", "later", "none"});
  v.integer("due_days", leak.due_days, {.min = -100'000, .max = 100'000});
  v.object("action", leak.action);
  v.id("task_id", leak.task_id);
}

void describe(http::Wire& v, GoneNoteJson& note) {
  v.points("points", note.points);
  v.list("codes", note.codes, {.length_max = 32});
}

void describe(http::Wire& v, TodayJson& today) {
  v.text("kind", today.kind, {.length_max = 40});
  v.integer("count", today.count, {});
  v.text("title", today.title, {.length_max = 500});
  v.text("note", today.note, {.length_max = 500});
  v.text("href", today.href, {.length_max = 500});
  v.choice("tone", today.tone, {"danger", "warn", "plain"});
}

void describe(http::Wire& v, AlarmJson& alarm) {
  v.text("code", alarm.code, {.length_max = 32});
  v.text("name", alarm.name, {.length_max = 500});
  v.points("baseline_points", alarm.baseline_points);
  v.points("points", alarm.points);
  v.points("max_points", alarm.max_points);
  v.date("since", alarm.since);
}

void describe(http::Wire& v, CockpitJson& cockpit) {
  v.object("unit", cockpit.unit);
  v.integer("year", cockpit.year, {.min = 1900, .max = 2999, .example = 2024});
  v.instant("as_of", cockpit.as_of);
  v.boolean("illustrative", cockpit.illustrative);
  v.object("set", cockpit.set);
  v.object("computed_from", cockpit.computed_from);
  v.object("score", cockpit.score);
  v.object("forecast", cockpit.forecast);
  v.list("history", cockpit.history);
  v.list("fields", cockpit.fields);
  v.list("leaks", cockpit.leaks);
  v.object("gone_note", cockpit.gone_note);
  v.list("today", cockpit.today);
  v.list("alarms", cockpit.alarms);
}

}  // namespace sen::api
