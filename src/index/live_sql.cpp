#include "index/live_sql.hpp"

namespace sen::index::sql {

using store::Statement;

const Statement kInsertAssignment{
    "index.insert_assignment",
    "INSERT INTO unit_criteria_set (unit_id, id, year, assigned_at, set_id, set_hash, assigned_by)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6)"};
const Statement kSelectAssignment{
    "index.select_assignment",
    "SELECT year, set_id, set_hash, assigned_at FROM unit_criteria_set"
    " WHERE unit_id = {unit} AND year = $1 AND assigned_at <= $2"
    " ORDER BY assigned_at DESC, id DESC LIMIT 1"};
const Statement kSelectAssignments{
    "index.select_assignments",
    "SELECT year, set_id, set_hash, assigned_at FROM unit_criteria_set"
    " WHERE unit_id = {unit} ORDER BY year DESC, assigned_at DESC LIMIT 200"};

const Statement kInsertFact{
    "index.insert_fact",
    "INSERT INTO fact_entry (unit_id, id, measure, year, value, value_text, as_of, note, origin,"
    " entered_by, entered_at, corrects, event_seq, note_sealed)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10, $11, $12)"};
const Statement kSelectFact{
    "index.select_fact",
    "SELECT id, measure, year, value, value_text, as_of, note_sealed, origin, entered_by, entered_at, corrects,"
    " event_seq FROM fact_entry WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectFactsOfMeasure{
    "index.select_facts_of_measure",
    "SELECT id, measure, year, value, value_text, as_of, note_sealed, origin, entered_by, entered_at, corrects,"
    " event_seq FROM fact_entry WHERE unit_id = {unit} AND measure = $1 AND year = $2"
    " ORDER BY as_of DESC, event_seq DESC LIMIT 400"};
const Statement kSelectNextFact{
    "index.select_next_fact",
    "SELECT id, measure, year, value, value_text, as_of, note_sealed, origin, entered_by, entered_at, corrects,"
    " event_seq FROM fact_entry WHERE unit_id = {unit} AND measure = $1 AND year = $2 AND as_of > $3"
    " ORDER BY as_of, event_seq DESC LIMIT 1"};
const Statement kCountFactsByMeasure{
    "index.count_facts_by_measure",
    "SELECT measure, COUNT(*) FROM fact_entry WHERE unit_id = {unit} AND year = $1"
    " GROUP BY measure LIMIT 2000"};

const Statement kUpsertBaseline{
    "index.upsert_baseline",
    "INSERT INTO baseline (unit_id, year, points, max_points, rank, rank_of, decision, recorded_at)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (unit_id, year) DO UPDATE SET points = excluded.points,"
    " max_points = excluded.max_points, rank = excluded.rank, rank_of = excluded.rank_of,"
    " decision = excluded.decision, recorded_at = excluded.recorded_at"};
const Statement kDeleteBaselineCriteria{
    "index.delete_baseline_criteria",
    "DELETE FROM baseline_criterion WHERE unit_id = {unit} AND year = $1"};
const Statement kInsertBaselineCriterion{
    "index.insert_baseline_criterion",
    "INSERT INTO baseline_criterion (unit_id, year, code, points) VALUES ({unit}, $1, $2, $3)"};
const Statement kSelectBaseline{
    "index.select_baseline",
    "SELECT year, points, max_points, rank, rank_of, decision FROM baseline"
    " WHERE unit_id = {unit} AND year = $1"};
const Statement kSelectBaselineYears{
    "index.select_baseline_years",
    "SELECT year FROM baseline WHERE unit_id = {unit} ORDER BY year DESC LIMIT 100"};
const Statement kSelectBaselineCriteria{
    "index.select_baseline_criteria",
    "SELECT code, points FROM baseline_criterion WHERE unit_id = {unit} AND year = $1"
    " ORDER BY code LIMIT 1000"};

const Statement kUpsertOwner{
    "index.upsert_owner",
    "INSERT INTO criterion_owner (unit_id, year, code, body, person_id) VALUES ({unit}, $1, $2, $3, $4)"
    " ON CONFLICT (unit_id, year, code) DO UPDATE SET body = excluded.body,"
    " person_id = excluded.person_id"};
const Statement kSelectOwners{
    "index.select_owners",
    "SELECT code, body, person_id FROM criterion_owner WHERE unit_id = {unit} AND year = $1"
    " ORDER BY code LIMIT 1000"};

const Statement kSelectPeriod{
    "index.select_period",
    "SELECT start_on, end_on, closed_at, closed_points, year, reason_sealed FROM measuring_period WHERE unit_id = {unit} AND year = $1"};
const Statement kUpsertPeriod{
    "index.upsert_period",
    "INSERT INTO measuring_period (unit_id, year, start_on, end_on, closed_at, closed_by, closed_points, reason_sealed)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (unit_id, year) DO UPDATE SET start_on = excluded.start_on, end_on = excluded.end_on,"
    " closed_at = excluded.closed_at, closed_by = excluded.closed_by,"
    " closed_points = excluded.closed_points, reason_sealed = excluded.reason_sealed"};

}  // namespace sen::index::sql
