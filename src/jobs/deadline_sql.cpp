#include "jobs/deadline_sql.hpp"

namespace sen::jobs {
namespace {

using store::Reach;
using store::Statement;

const Statement kSelectStanding{"jobs.select_standing_deadlines",
    "SELECT unit_id, subject_kind, subject_id, kind, due_at, state, facts FROM deadline"
    " WHERE unit_id = {unit} AND subject_kind = $1 AND subject_id = $2 AND kind = $3"
    " AND state IN ('open', 'passed', 'late') ORDER BY due_at LIMIT 100"};
const Statement kSelectOfSubject{"jobs.select_deadlines_of",
    "SELECT unit_id, subject_kind, subject_id, kind, due_at, state, facts FROM deadline"
    " WHERE unit_id = {unit} AND subject_kind = $1 AND subject_id = $2 ORDER BY due_at, kind LIMIT 1000"};
const Statement kInsertDeadline{"jobs.insert_deadline",
    "INSERT INTO deadline (unit_id, subject_kind, subject_id, kind, due_at, state, facts, set_at, settled_at)"
    " VALUES ({unit}, $1, $2, $3, $4, 'open', $5, $6, NULL)"
    " ON CONFLICT (unit_id, subject_kind, subject_id, kind, due_at)"
    " DO UPDATE SET state = CASE WHEN deadline.state = 'late' THEN 'passed' ELSE 'open' END,"
    " facts = excluded.facts, set_at = excluded.set_at, settled_at = NULL"
    " WHERE deadline.state IN ('moved', 'met', 'late')"};
const Statement kSettle{"jobs.settle_deadline",
    "UPDATE deadline SET state = $6, settled_at = $7 WHERE unit_id = {unit} AND subject_kind = $1"
    " AND subject_id = $2 AND kind = $3 AND due_at = $4 AND state = $5"};
// Index: deadline_by_due.
const Statement kSelectOverdue{"jobs.select_overdue",
    "SELECT unit_id, subject_kind, subject_id, kind, due_at, state, facts FROM deadline"
    " WHERE unit_id = {unit} AND state = 'open' AND due_at < $1"
    " ORDER BY due_at, subject_kind, subject_id LIMIT $2"};
const Statement kSelectUnits{"jobs.select_overdue_units",
    "SELECT DISTINCT unit_id FROM deadline WHERE state = 'open' AND due_at < $1 ORDER BY unit_id LIMIT 10000",
    Reach::Installation};
const Statement kSelectNext{"jobs.select_next_deadline",
    "SELECT due_at FROM deadline WHERE state = 'open' ORDER BY due_at LIMIT 1", Reach::Installation};

}  // namespace

Deadline Deadline::from_row(store::Row& row) {
  Deadline deadline;
  deadline.unit = row.next<UnitId>();
  deadline.subject_kind = row.next<std::string>();
  deadline.subject_id = row.next<std::int64_t>();
  deadline.kind = row.next<std::string>();
  deadline.due_at = row.next<Instant>();
  deadline.state = row.next<std::string>();
  auto facts = parse_json(row.next<std::string>());
  SEN_ASSERT(facts.has_value());
  deadline.facts = std::move(*facts);
  return deadline;
}

Result<std::vector<Deadline>> standing_deadlines(store::ReadTx& tx, SubjectRef subject, const std::string& kind) {
  return tx.select<Deadline>(kSelectStanding, subject.kind, subject.id, kind);
}

Result<std::vector<Deadline>> deadlines_of(store::ReadTx& tx, SubjectRef subject) {
  return tx.select<Deadline>(kSelectOfSubject, subject.kind, subject.id);
}

Result<Done> insert_deadline(store::WriteTx& tx, const NewDeadline& input, Instant now) {
  SEN_TRY(tx.execute(kInsertDeadline, input.subject.kind, input.subject.id, input.kind, input.due_at,
                     input.facts.dump(), now));
  return Done{};
}

Result<bool> settle(store::WriteTx& tx, const Deadline& deadline, const char* from, const char* to, Instant now) {
  SEN_LET(const auto rows, tx.execute(kSettle, deadline.subject_kind, deadline.subject_id, deadline.kind,
                                      deadline.due_at, from, to, now));
  return rows > 0;
}

Result<std::vector<Deadline>> overdue_deadlines(store::ReadTx& tx, Instant now, int limit) {
  return tx.select<Deadline>(kSelectOverdue, now, limit);
}

Result<std::vector<UnitId>> units_with_overdue(store::ReadTx& tx, Instant now) {
  return tx.select<UnitId>(kSelectUnits, now);
}

Result<std::optional<Instant>> next_deadline(store::ReadTx& tx) { return tx.find<Instant>(kSelectNext); }

}  // namespace sen::jobs
