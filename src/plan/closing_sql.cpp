#include "plan/closing_sql.hpp"

namespace sen::plan::sql {

using store::Statement;

const Statement kSelectClosing{
    "plan.select_closing",
    "SELECT closed_at, closed_by, plan_id, note_sealed, into_plan, figures FROM plan_closing WHERE unit_id = {unit} AND plan_id = $1"};

const Statement kInsertClosing{
    "plan.insert_closing",
    "INSERT INTO plan_closing (unit_id, plan_id, closed_at, closed_by, note, into_plan, figures, note_sealed)"
    " VALUES ({unit}, $1, $2, $3, '', $4, $5, $6)"};

const Statement kUpdatePlanState{
    "plan.update_plan_state",
    "UPDATE plan SET state = $2 WHERE unit_id = {unit} AND id = $1"};

// A task may go on again and again: the last plan is the one that follows it.
const Statement kInsertCarry{
    "plan.insert_carry",
    "INSERT INTO task_carry (unit_id, task_id, into_plan, carried_at) VALUES ({unit}, $1, $2, $3)"
    " ON CONFLICT (unit_id, task_id) DO UPDATE SET into_plan = excluded.into_plan, carried_at = excluded.carried_at"};

// Index: task_carry_by_plan(unit_id, into_plan).
const Statement kSelectCarriedTasks{
    "plan.select_carried_tasks",
    "SELECT t.id, t.plan_id, t.position, t.group_code, t.stt, t.content, t.solution, t.product,"
    " t.note, t.lead_text, t.lead_body, t.outside, t.coordinating_text, t.coordinating_bodies,"
    " t.deadline_text, t.deadline_kind, t.recurrence, t.source_line, t.targets, t.closes_by,"
    " t.start_on, t.end_on, t.due_on, t.state, t.progress, t.closed_at, t.closed_on_time,"
    " t.closed_by_measure, t.assignee, p.kind FROM task_carry c JOIN task t ON t.unit_id = c.unit_id"
    " AND t.id = c.task_id JOIN plan p ON p.unit_id = t.unit_id AND p.id = t.plan_id"
    " WHERE c.unit_id = {unit} AND c.into_plan = $1 AND t.state <> 'withdrawn'"
    " ORDER BY t.plan_id, t.position LIMIT 2000"};

// Runs that are over of the plan's tasks and of those that go on in it, the latest of a task last.
const Statement kSelectRunsOfPlan{
    "plan.select_runs_of_plan",
    "SELECT t.id, t.plan_id, r.start_on, r.outcome FROM task t JOIN task_run r ON r.unit_id = t.unit_id AND r.task_id = t.id"
    " LEFT JOIN task_carry y ON y.unit_id = t.unit_id AND y.task_id = t.id"
    " WHERE t.unit_id = {unit} AND (t.plan_id = $1 OR y.into_plan = $1) AND t.state <> 'withdrawn'"
    " ORDER BY t.id, r.start_on LIMIT 50000"};

const Statement kSelectCarriedFrom{
    "plan.select_carried_from",
    "SELECT t.id FROM task t JOIN task_carry y ON y.unit_id = t.unit_id AND y.task_id = t.id"
    " WHERE t.unit_id = {unit} AND t.plan_id = $1 ORDER BY t.position LIMIT 2000"};

// The plan that follows a task.
const Statement kSelectFollowingState{
    "plan.select_following_state",
    "SELECT p.state FROM task t LEFT JOIN task_carry y ON y.unit_id = t.unit_id AND y.task_id = t.id JOIN plan p"
    " ON p.unit_id = t.unit_id AND p.id = COALESCE(y.into_plan, t.plan_id) WHERE t.unit_id = {unit} AND t.id = $1"};

}  // namespace sen::plan::sql
