#include "api/follow_up_json.hpp"

namespace sen::api {

void describe(http::Wire& v, ExtensionInputJson& input) {
  v.in_path().id("id", input.id);
  v.date("due_on", input.due_on);
  v.text("reason", input.reason, {.length_max = 2000});
}

void describe(http::Wire& v, DecisionJson& input) {
  v.in_path().id("id", input.id);
  v.text("answer", input.answer, {.length_max = 2000, .when_empty = http::WhenEmpty::Omitted});
}

void describe(http::Wire& v, ExtensionJson& extension) {
  v.id("id", extension.id);
  v.id("task_id", extension.task_id);
  v.date("due_before", extension.due_before);
  v.date("due_wanted", extension.due_wanted);
  v.text("reason", extension.reason, {.length_max = 2000});
  v.choice("state", extension.state, {"waiting", "approved", "refused"});
  v.instant("asked_at", extension.asked_at);
  v.instant("decided_at", extension.decided_at);
  v.text("answer", extension.answer, {.length_max = 2000});
}

void describe(http::Wire& v, WeekQuery& query) { v.date("week", query.week, {.when_empty = http::WhenEmpty::Omitted}); }

void describe(http::Wire& v, UrgedTaskJson& task) {
  v.id("id", task.id);
  v.text("stt", task.stt, {.length_max = 32});
  v.text("group", task.group, {.length_max = 32});
  v.text("title", task.title, {.length_max = 8000});
  v.text("lead", task.lead, {.length_max = 500});
  v.date("due_on", task.due_on);
  v.integer("overdue_days", task.overdue_days, {});
  v.integer("progress", task.progress, {.max = 100});
  v.points("points_at_stake", task.points_at_stake);
  v.boolean("outside", task.outside);
  v.instant("reminded_at", task.reminded_at);
}

void describe(http::Wire& v, UrgedBodyJson& body) {
  v.text("code", body.code, {.length_max = 60});
  v.text("name", body.name, {.length_max = 500});
  v.text("person", body.person, {.length_max = 200});
  v.boolean("outside", body.outside);
  v.points("points_at_stake", body.points_at_stake);
  v.list("overdue", body.overdue, {.count_max = 5000});
  v.list("due", body.due, {.count_max = 5000});
  v.list("slow", body.slow, {.count_max = 5000});
}

void describe(http::Wire& v, ReminderJson& reminder) {
  v.instant("at", reminder.at);
  v.id("task_id", reminder.task_id);
  v.text("stt", reminder.stt, {.length_max = 32});
  v.text("title", reminder.title, {.length_max = 8000});
  v.date("due_on", reminder.due_on);
  v.text("step", reminder.step, {.length_max = 60});
  v.list("people", reminder.people, {.length_max = 200});
}

void describe(http::Wire& v, FollowUpJson& page) {
  v.date("week_on", page.week_on);
  v.instant("made_at", page.made_at);
  v.list("bodies", page.bodies);
  v.list("weeks", page.weeks);
  v.list("reminders", page.reminders, {.count_max = 1000});
  v.text("source", page.source, {.length_max = 2000});
}

}  // namespace sen::api
