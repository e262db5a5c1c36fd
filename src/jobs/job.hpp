#pragma once
// Work due later. A job is written in the transaction of its cause, taken by one process at a time under
// a lease, and done in the transaction that removes it: a crash at any point does it once or not yet.

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "jobs/recurrence.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::jobs {

constexpr std::int64_t kLeaseMs = 5 * kMinuteMs;
constexpr int kAttemptsMax = 10;

struct NewJob {
  std::string kind;               ///< "evidence.clear_orphans": room and verb; a handler of that name does it
  Instant due_at;
  Json payload = Json::object();  ///< ids and codes, no personal data
  std::string key{};              ///< a second job of the same key is not made; empty: no such check
  std::optional<Recurrence> recurrence{};
};
/// The job's id, or none when one of that key waits already.
Result<std::optional<std::int64_t>> enqueue(store::WriteTx& tx, const Context& ctx, const NewJob& input);
/// Takes a waiting job back. False when there is none of that key.
Result<bool> withdraw_job(store::WriteTx& tx, const std::string& key);

struct Job {
  std::int64_t id{};
  UnitId unit;
  std::string kind;
  Json payload;
  std::optional<Recurrence> recurrence;
  Instant due_at;
  int attempts = 0;       ///< with this one
  std::string failure;    ///< rule of the last error
  static Job from_row(store::Row& row);
};

/// Takes the job that has been due longest, if any is due and free, for `kLeaseMs`. Transaction of unit 0.
Result<std::optional<Job>> claim_job(store::WriteTx& tx, const std::string& worker, Instant now);
/// In the transaction of the job's effect: removes it, or sets its next time. Conflict "jobs.lease_lost" when
/// somebody else has taken it meanwhile: nothing of this transaction may stay.
Result<Done> finish_job(store::WriteTx& tx, const Job& job, const std::string& worker, const law::Calendar& calendar,
                        Instant now);
/// After an error: tried again 1, 2, 4 … minutes later (6 hours at most), given up after ten attempts (a
/// recurring one waits for its next time). True when given up.
Result<bool> postpone_job(store::WriteTx& tx, const Job& job, const std::string& worker, const std::string& failure,
                          const law::Calendar& calendar, Instant now);

/// When the next job is due; empty without one.
Result<std::optional<Instant>> next_job(store::ReadTx& tx);
/// Those given up, newest first.
Result<std::vector<Job>> failed_jobs(store::ReadTx& tx, int limit);
/// Milliseconds until the next attempt after so many.
std::int64_t backoff_after(int attempts);

}  // namespace sen::jobs
