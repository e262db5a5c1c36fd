#include "jobs/job_sql.hpp"

namespace sen::jobs {
namespace {

using store::Reach;
using store::Statement;

const Statement kInsertJob{"jobs.insert_job",
    "INSERT INTO job (id, unit_id, kind, job_key, payload, recurrence, state, due_at, attempts, lease_by,"
    " lease_until, failure, made_at) VALUES ($1, {unit}, $2, $3, $4, $5, 'waiting', $6, 0, NULL, NULL, '', $7)"
    " ON CONFLICT (job_key) DO NOTHING", Reach::Installation};
// Index: job_by_due.
const Statement kSelectDue{"jobs.select_due_job",
    "SELECT id, unit_id, kind, payload, recurrence, due_at, attempts, failure FROM job"
    " WHERE state = 'waiting' AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)"
    " ORDER BY due_at, id LIMIT 1 {for_update_skip_locked}", Reach::Installation};
const Statement kLease{"jobs.lease_job",
    "UPDATE job SET lease_by = $2, lease_until = $3, attempts = attempts + 1 WHERE id = $1",
    Reach::Installation};
const Statement kRelease{"jobs.release_job",
    "UPDATE job SET lease_by = NULL, lease_until = NULL, due_at = $3, attempts = $4, failure = $5, state = $6"
    " WHERE id = $1 AND lease_by = $2", Reach::Installation};
const Statement kDelete{"jobs.delete_job",
    "DELETE FROM job WHERE id = $1 AND lease_by = $2", Reach::Installation};
const Statement kWithdraw{"jobs.withdraw_job",
    "DELETE FROM job WHERE unit_id = {unit} AND job_key = $1"};
const Statement kSelectNext{"jobs.select_next_job",
    "SELECT due_at FROM job WHERE state = 'waiting' ORDER BY due_at LIMIT 1", Reach::Installation};
const Statement kSelectFailed{"jobs.select_failed_jobs",
    "SELECT id, unit_id, kind, payload, recurrence, due_at, attempts, failure FROM job"
    " WHERE unit_id = {unit} AND state = 'failed' ORDER BY due_at DESC, id LIMIT $1"};

const char* name_of(JobState state) { return state == JobState::Failed ? "failed" : "waiting"; }

}  // namespace

Job Job::from_row(store::Row& row) {
  Job job;
  job.id = row.next<std::int64_t>();
  job.unit = row.next<UnitId>();
  job.kind = row.next<std::string>();
  auto payload = parse_json(row.next<std::string>());
  SEN_ASSERT(payload.has_value());
  job.payload = std::move(*payload);
  auto recurrence = recurrence_of(row.next<std::string>());
  SEN_ASSERT(recurrence.has_value());
  job.recurrence = *recurrence;
  job.due_at = row.next<Instant>();
  job.attempts = row.next<int>();
  job.failure = row.next<std::string>();
  return job;
}

Result<bool> insert_job(store::WriteTx& tx, std::int64_t id, const NewJob& input, Instant now) {
  std::optional<std::string> key;
  if (!input.key.empty()) key = input.key;
  const auto recurrence = input.recurrence ? to_text(*input.recurrence) : std::string();
  SEN_LET(const auto rows, tx.execute(kInsertJob, id, input.kind, key, input.payload.dump(), recurrence,
                                      input.due_at, now));
  return rows > 0;
}

Result<std::optional<Job>> select_due_job(store::WriteTx& tx, Instant now) { return tx.find<Job>(kSelectDue, now); }

Result<Done> lease_job(store::WriteTx& tx, std::int64_t id, const std::string& worker, Instant until) {
  SEN_TRY(tx.execute(kLease, id, worker, until));
  return Done{};
}

Result<bool> release_job(store::WriteTx& tx, std::int64_t id, const std::string& worker, const Release& release) {
  SEN_LET(const auto rows, tx.execute(kRelease, id, worker, release.due_at, release.attempts, release.failure,
                                      name_of(release.state)));
  return rows > 0;
}

Result<bool> delete_job(store::WriteTx& tx, std::int64_t id, const std::string& worker) {
  SEN_LET(const auto rows, tx.execute(kDelete, id, worker));
  return rows > 0;
}

Result<bool> withdraw_job(store::WriteTx& tx, const std::string& key) {
  SEN_LET(const auto rows, tx.execute(kWithdraw, key));
  return rows > 0;
}

Result<std::optional<Instant>> next_job(store::ReadTx& tx) { return tx.find<Instant>(kSelectNext); }

Result<std::vector<Job>> failed_jobs(store::ReadTx& tx, int limit) { return tx.select<Job>(kSelectFailed, limit); }

}  // namespace sen::jobs
