#include "plan/follow_up_sql.hpp"

namespace sen::plan::sql {

using store::Statement;

#define SEN_TASK_COLUMNS                                                                             \
  "SELECT t.id, t.plan_id, t.position, t.group_code, t.stt, t.content, t.solution, t.product,"       \
  " t.note, t.lead_text, t.lead_body, t.outside, t.coordinating_text, t.coordinating_bodies,"        \
  " t.deadline_text, t.deadline_kind, t.recurrence, t.source_line, t.targets, t.closes_by,"          \
  " t.start_on, t.end_on, t.due_on, t.state, t.progress, t.closed_at, t.closed_on_time,"             \
  " t.closed_by_measure, t.assignee, p.kind"
// The plan that follows the task: its own, or the one it goes on in.
#define SEN_TASK_OF_PLAN                                                                            \
  " FROM task t LEFT JOIN task_carry y ON y.unit_id = t.unit_id AND y.task_id = t.id"               \
  " JOIN plan p ON p.unit_id = t.unit_id AND p.id = COALESCE(y.into_plan, t.plan_id)"

// Open tasks whose due day is near or over. A commune has some 300 tasks a year.
const Statement kSelectDueTasks{
    "plan.select_due_tasks",
    SEN_TASK_COLUMNS SEN_TASK_OF_PLAN
    " WHERE t.unit_id = {unit} AND p.state = 'in_force' AND t.state = 'open' AND t.due_on <= $1"
    " ORDER BY t.due_on, t.plan_id, t.position LIMIT 5000"};
const Statement kSelectOpenTasks{
    "plan.select_open_tasks",
    SEN_TASK_COLUMNS SEN_TASK_OF_PLAN
    " WHERE t.unit_id = {unit} AND p.state = 'in_force' AND t.state = 'open'"
    " ORDER BY t.due_on, t.plan_id, t.position LIMIT 5000"};
const Statement kSelectTasksOfLeavers{
    "plan.select_tasks_of_leavers",
    SEN_TASK_COLUMNS SEN_TASK_OF_PLAN
    " JOIN person s ON s.unit_id = t.unit_id AND s.id = t.assignee"
    " WHERE t.unit_id = {unit} AND p.state = 'in_force' AND t.state = 'open' AND s.left_on < $1"
    " ORDER BY t.plan_id, t.position LIMIT 5000"};
// One row a task and criterion it protects: what is given to a person, or unassigned and led by one of the bodies that
// the person answers for; outside tasks go with the standing body. Last the request that waits for an answer.
const Statement kSelectMyTasks{
    "plan.select_my_tasks",
    SEN_TASK_COLUMNS ", p.number, a.name_sealed, x.id, x.due_wanted, x.reason_sealed, x.asked_by, q.name_sealed, c.code" SEN_TASK_OF_PLAN
    " LEFT JOIN person a ON a.unit_id = t.unit_id AND a.id = t.assignee"
    " LEFT JOIN task_criterion c ON c.unit_id = t.unit_id AND c.task_id = t.id AND c.set_id = $5"
    " LEFT JOIN task_extension x ON x.unit_id = t.unit_id AND x.task_id = t.id AND x.state = 'waiting'"
    " AND x.start_on = t.start_on LEFT JOIN person q ON q.unit_id = x.unit_id AND q.id = x.asked_by"
    " WHERE t.unit_id = {unit} AND p.state = 'in_force' AND t.state = 'open' AND (t.assignee = $1"
    " OR (t.assignee IS NULL AND t.outside = 0 AND t.lead_body {in:$2})"
    " OR (t.assignee IS NULL AND t.outside = 1 AND $3 = 1)"
    " OR ($4 = 1 AND x.id IS NOT NULL))"
    " ORDER BY t.due_on, t.plan_id, t.position, t.id, c.code LIMIT 20000"};
#undef SEN_TASK_COLUMNS
#undef SEN_TASK_OF_PLAN

const Statement kInsertReminder{
    "plan.insert_reminder",
    "INSERT INTO task_reminder (unit_id, task_id, start_on, due_on, step, at, sent, people)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (unit_id, task_id, start_on, due_on, step) DO NOTHING"};
// Steps of the runs that are going on.
const Statement kSelectRemindersOfOpen{
    "plan.select_reminders_of_open",
    "SELECT r.task_id, r.step FROM task_reminder r JOIN task t ON t.unit_id = r.unit_id AND t.id = r.task_id"
    " AND t.start_on = r.start_on AND t.due_on = r.due_on"
    " WHERE r.unit_id = {unit} AND t.state = 'open' LIMIT 50000"};
// Newest first. Index: task_reminder_by_time(unit_id, at).
const Statement kSelectReminders{
    "plan.select_reminders",
    "SELECT r.task_id, r.due_on, r.step, r.at, r.people, t.stt, t.content FROM task_reminder r"
    " JOIN task t ON t.unit_id = r.unit_id AND t.id = r.task_id"
    " WHERE r.unit_id = {unit} AND r.at >= $1 AND r.at <= $2 AND r.sent = 1"
    " ORDER BY r.at DESC, r.task_id LIMIT 1000"};

const Statement kInsertWeek{
    "plan.insert_week",
    "INSERT INTO follow_up_week (unit_id, week_on, made_at) VALUES ({unit}, $1, $2)"
    " ON CONFLICT (unit_id, week_on) DO NOTHING"};
const Statement kSelectWeeks{
    "plan.select_weeks",
    "SELECT week_on, made_at FROM follow_up_week WHERE unit_id = {unit} ORDER BY week_on DESC LIMIT 60"};
const Statement kInsertLine{
    "plan.insert_line",
    "INSERT INTO follow_up_line (unit_id, week_on, task_id, body, standing, due_on, overdue_days, progress, points)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7, $8)"};
const Statement kSelectLines{
    "plan.select_lines",
    "SELECT l.task_id, t.plan_id, t.stt, t.group_code, t.content, t.lead_text, l.body, t.outside, l.standing, l.due_on,"
    " l.overdue_days, l.progress, l.points FROM follow_up_line l"
    " JOIN task t ON t.unit_id = l.unit_id AND t.id = l.task_id"
    " WHERE l.unit_id = {unit} AND l.week_on = $1 ORDER BY l.due_on, t.plan_id, t.position LIMIT 5000"};

#define SEN_EXTENSION                                                                                   \
  "SELECT x.id, x.task_id, x.start_on, x.due_before, x.due_wanted, x.reason_sealed, x.state, x.asked_by,"      \
  " x.asked_at, x.decided_by, x.decided_at, x.answer_sealed FROM task_extension x WHERE x.unit_id = {unit}"
const Statement kInsertExtension{
    "plan.insert_extension",
    "INSERT INTO task_extension (unit_id, id, task_id, start_on, due_before, due_wanted, reason, state, asked_by,"
    " asked_at, decided_by, decided_at, answer, reason_sealed)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, '', 'waiting', $6, $7, NULL, NULL, '', $8)"};
const Statement kSelectExtension{"plan.select_extension", SEN_EXTENSION " AND x.id = $1"};
// Index: task_extension_by_task.
const Statement kSelectExtensionsOfTask{
    "plan.select_extensions_of_task", SEN_EXTENSION " AND x.task_id = $1 ORDER BY x.asked_at DESC, x.id LIMIT 100"};
// Index: task_extension_by_state.
const Statement kSelectWaitingExtensions{
    "plan.select_waiting_extensions",
    SEN_EXTENSION " AND x.state = 'waiting' AND EXISTS (SELECT 1 FROM task t WHERE t.unit_id = {unit} AND t.id = x.task_id"
    " AND t.state = 'open' AND t.start_on = x.start_on) ORDER BY x.asked_at, x.id LIMIT 500"};
#undef SEN_EXTENSION
const Statement kDecideExtension{
    "plan.decide_extension",
    "UPDATE task_extension SET state = $2, decided_by = $3, decided_at = $4, answer_sealed = $5"
    " WHERE unit_id = {unit} AND id = $1 AND state = 'waiting'"};

}  // namespace sen::plan::sql
