#include "plan/plan_sql.hpp"

namespace sen::plan::sql {

using store::Statement;

const Statement kInsertPlan{
    "plan.insert_plan",
    "INSERT INTO plan (unit_id, id, number, type, kind, title, issuer, issued_on, plan_year,"
    " state, adopted_at, adopted_by, recipients, document) VALUES ({unit}, $1, $2, $3, $4, $5,"
    " $6, $7, $8, $9, $10, $11, $12, $13)"};

const Statement kSelectPlan{
    "plan.select_plan",
    "SELECT id, number, type, kind, title, issuer, issued_on, plan_year, state, adopted_at,"
    " adopted_by, recipients FROM plan WHERE unit_id = {unit} AND id = $1"};

const Statement kSelectPlanDocument{
    "plan.select_plan_document",
    "SELECT document FROM plan WHERE unit_id = {unit} AND id = $1"};

const Statement kFindPlanByNumber{
    "plan.find_plan_by_number",
    "SELECT id FROM plan WHERE unit_id = {unit} AND number = $1 AND issued_on = $2"};

// Newest first. Index: plan_by_date(unit_id, issued_on).
const Statement kSelectPlans{
    "plan.select_plans",
    "SELECT id, number, type, kind, title, issuer, issued_on, plan_year, state, adopted_at,"
    " adopted_by, recipients FROM plan WHERE unit_id = {unit} ORDER BY issued_on DESC, id LIMIT"
    " 500"};

const Statement kCountTasks{
    "plan.count_tasks",
    "SELECT plan_id, COUNT(*) FROM task WHERE unit_id = {unit} AND state <> 'withdrawn'"
    " GROUP BY plan_id LIMIT 1000"};

const Statement kInsertGroup{
    "plan.insert_group",
    "INSERT INTO plan_group (unit_id, plan_id, position, code, roman, title) VALUES ({unit}, $1,"
    " $2, $3, $4, $5)"};

const Statement kSelectGroups{
    "plan.select_groups",
    "SELECT code, roman, title FROM plan_group WHERE unit_id = {unit} AND plan_id = $1 ORDER BY"
    " position LIMIT 500"};

const Statement kInsertTask{
    "plan.insert_task",
    "INSERT INTO task (unit_id, id, plan_id, position, group_code, stt, content, solution,"
    " product, note, lead_text, lead_body, outside, coordinating_text, coordinating_bodies,"
    " deadline_text, deadline_kind, recurrence, source_line, targets, closes_by, start_on,"
    " end_on, due_on, state, progress, closed_at, closed_on_time, closed_by_measure,"
    " assignee) VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
    " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)"};

const Statement kSelectTask{
    "plan.select_task",
    "SELECT t.id, t.plan_id, t.position, t.group_code, t.stt, t.content, t.solution, t.product,"
    " t.note, t.lead_text, t.lead_body, t.outside, t.coordinating_text, t.coordinating_bodies,"
    " t.deadline_text, t.deadline_kind, t.recurrence, t.source_line, t.targets, t.closes_by,"
    " t.start_on, t.end_on, t.due_on, t.state, t.progress, t.closed_at, t.closed_on_time,"
    " t.closed_by_measure, t.assignee, p.kind FROM task t JOIN plan p ON"
    " p.unit_id = t.unit_id AND p.id = t.plan_id WHERE t.unit_id = {unit} AND t.id = $1"};

// Index: task_by_plan(unit_id, plan_id, position).
const Statement kSelectTasksOfPlan{
    "plan.select_tasks_of_plan",
    "SELECT t.id, t.plan_id, t.position, t.group_code, t.stt, t.content, t.solution, t.product,"
    " t.note, t.lead_text, t.lead_body, t.outside, t.coordinating_text, t.coordinating_bodies,"
    " t.deadline_text, t.deadline_kind, t.recurrence, t.source_line, t.targets, t.closes_by,"
    " t.start_on, t.end_on, t.due_on, t.state, t.progress, t.closed_at, t.closed_on_time,"
    " t.closed_by_measure, t.assignee, p.kind FROM task t JOIN plan p ON"
    " p.unit_id = t.unit_id AND p.id = t.plan_id WHERE t.unit_id = {unit} AND t.plan_id = $1"
    " AND t.state <> 'withdrawn' ORDER BY t.position LIMIT 2000"};

const Statement kUpdateTask{
    "plan.update_task",
    "UPDATE task SET start_on = $2, end_on = $3, due_on = $4, state = $5, progress = $6,"
    " closed_at = $7, closed_on_time = $8, closed_by_measure = $9, assignee ="
    " $10 WHERE unit_id = {unit} AND id = $1"};

const Statement kUpdateTargets{
    "plan.update_targets",
    "UPDATE task SET targets = $2, closes_by = $3 WHERE unit_id = {unit} AND id = $1"};

// Recurring tasks whose run is over, of plans in force. Index: task_by_end(unit_id, recurrence, end_on).
const Statement kSelectEndedRuns{
    "plan.select_ended_runs",
    "SELECT t.id, t.plan_id, t.position, t.group_code, t.stt, t.content, t.solution, t.product,"
    " t.note, t.lead_text, t.lead_body, t.outside, t.coordinating_text, t.coordinating_bodies,"
    " t.deadline_text, t.deadline_kind, t.recurrence, t.source_line, t.targets, t.closes_by,"
    " t.start_on, t.end_on, t.due_on, t.state, t.progress, t.closed_at, t.closed_on_time,"
    " t.closed_by_measure, t.assignee, p.kind FROM task t LEFT JOIN"
    " task_carry y ON y.unit_id = t.unit_id AND y.task_id = t.id JOIN plan p ON p.unit_id ="
    " t.unit_id AND p.id = COALESCE(y.into_plan, t.plan_id) WHERE t.unit_id = {unit} AND t.recurrence <>"
    " 'none' AND t.end_on < $1 AND t.state <> 'withdrawn' AND p.state = 'in_force' ORDER BY t.end_on, t.id LIMIT 1000"};

// Tasks that a measure closes: a handful a plan.
const Statement kSelectConditionTasks{
    "plan.select_condition_tasks",
    "SELECT t.id, t.plan_id, t.position, t.group_code, t.stt, t.content, t.solution, t.product,"
    " t.note, t.lead_text, t.lead_body, t.outside, t.coordinating_text, t.coordinating_bodies,"
    " t.deadline_text, t.deadline_kind, t.recurrence, t.source_line, t.targets, t.closes_by,"
    " t.start_on, t.end_on, t.due_on, t.state, t.progress, t.closed_at, t.closed_on_time,"
    " t.closed_by_measure, t.assignee, p.kind FROM task t LEFT JOIN"
    " task_carry y ON y.unit_id = t.unit_id AND y.task_id = t.id JOIN plan p ON p.unit_id ="
    " t.unit_id AND p.id = COALESCE(y.into_plan, t.plan_id) WHERE t.unit_id = {unit} AND p.state ="
    " 'in_force' AND t.state <> 'withdrawn' AND t.closes_by <> '' ORDER BY t.id LIMIT 1000"};

// Tasks with a run inside a year, of closed plans too: the year stays as it was.
const Statement kSelectYearTasks{
    "plan.select_year_tasks",
    "SELECT t.id, t.plan_id, t.position, t.group_code, t.stt, t.content, t.solution, t.product,"
    " t.note, t.lead_text, t.lead_body, t.outside, t.coordinating_text, t.coordinating_bodies,"
    " t.deadline_text, t.deadline_kind, t.recurrence, t.source_line, t.targets, t.closes_by,"
    " t.start_on, t.end_on, t.due_on, t.state, t.progress, t.closed_at, t.closed_on_time,"
    " t.closed_by_measure, t.assignee, p.kind FROM task t LEFT JOIN"
    " task_carry y ON y.unit_id = t.unit_id AND y.task_id = t.id JOIN plan p ON p.unit_id ="
    " t.unit_id AND p.id = COALESCE(y.into_plan, t.plan_id) WHERE t.unit_id = {unit} AND t.state <> 'withdrawn' AND t.start_on <= $2 AND (t.end_on IS NULL OR t.end_on >= $1) ORDER BY"
    " t.plan_id, t.position LIMIT 5000"};

const Statement kInsertRun{
    "plan.insert_run",
    "INSERT INTO task_run (unit_id, task_id, start_on, end_on, due_on, outcome, progress,"
    " closed_at) VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7)"};

const Statement kSelectRuns{
    "plan.select_runs",
    "SELECT start_on, end_on, due_on, outcome, progress, closed_at FROM task_run WHERE unit_id ="
    " {unit} AND task_id = $1 ORDER BY start_on DESC LIMIT 200"};

const Statement kInsertLink{
    "plan.insert_link",
    "INSERT INTO task_criterion (unit_id, task_id, set_id, code) VALUES ({unit}, $1, $2, $3) ON"
    " CONFLICT (unit_id, task_id, set_id, code) DO NOTHING"};

const Statement kDeleteLinks{
    "plan.delete_links",
    "DELETE FROM task_criterion WHERE unit_id = {unit} AND task_id = $1 AND set_id = $2"};

// Index: task_criterion_by_set(unit_id, set_id, code).
const Statement kSelectLinksOfSet{
    "plan.select_links_of_set",
    "SELECT task_id, code FROM task_criterion WHERE unit_id = {unit} AND set_id = $1 ORDER BY"
    " task_id, code LIMIT 20000"};

const Statement kInsertDuty{
    "plan.insert_duty",
    "INSERT INTO duty (unit_id, id, plan_id, position, section, text, owner_text, owner_body,"
    " state, source_line) VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7, $8, $9)"};

const Statement kSelectDuties{
    "plan.select_duties",
    "SELECT id, plan_id, section, text, owner_text, owner_body, state, source_line FROM duty"
    " WHERE unit_id = {unit} AND plan_id = $1 ORDER BY position LIMIT 2000"};

const Statement kSelectDuty{
    "plan.select_duty",
    "SELECT id, plan_id, section, text, owner_text, owner_body, state, source_line FROM duty"
    " WHERE unit_id = {unit} AND id = $1"};

const Statement kUpdateDuty{
    "plan.update_duty",
    "UPDATE duty SET owner_body = $2, state = $3 WHERE unit_id = {unit} AND id = $1"};

const Statement kInsertCited{
    "plan.insert_cited",
    "INSERT INTO plan_document (unit_id, plan_id, position, number, kind, issued_on, issuer,"
    " about) VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7)"};

const Statement kSelectCited{
    "plan.select_cited",
    "SELECT number, kind, issued_on, issuer, about FROM plan_document WHERE unit_id = {unit} AND"
    " plan_id = $1 ORDER BY position LIMIT 500"};

}  // namespace sen::plan::sql
