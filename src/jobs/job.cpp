#include "jobs/job.hpp"

#include <algorithm>

#include "jobs/job_sql.hpp"

namespace sen::jobs {

std::int64_t backoff_after(int attempts) {
  constexpr int kDoublingsMax = 9;  // 512 minutes are over six hours already
  const int doublings = std::clamp(attempts - 1, 0, kDoublingsMax);
  return std::min(kMinuteMs << doublings, 6 * kHourMs);
}

Result<std::optional<std::int64_t>> enqueue(store::WriteTx& tx, const Context& ctx, const NewJob& input) {
  if (input.recurrence) SEN_TRY(check_recurrence(*input.recurrence));
  SEN_ASSERT(!input.kind.empty());
  const auto id = ctx.random.id();
  SEN_LET(const auto made, insert_job(tx, id, input, ctx.clock.now()));
  return made ? std::optional<std::int64_t>(id) : std::nullopt;
}

Result<std::optional<Job>> claim_job(store::WriteTx& tx, const std::string& worker, Instant now) {
  SEN_LET(auto job, select_due_job(tx, now));
  if (!job) return job;
  SEN_TRY(lease_job(tx, job->id, worker, now + kLeaseMs));
  ++job->attempts;
  return job;
}

Result<Done> finish_job(store::WriteTx& tx, const Job& job, const std::string& worker, const law::Calendar& calendar,
                        Instant now) {
  bool held = false;
  if (job.recurrence) {
    // From now on, not from the due time: after three days down a daily job runs once.
    const auto next = next_after(*job.recurrence, std::max(now, job.due_at), calendar);
    SEN_LET(held, release_job(tx, job.id, worker, {next, 0, {}, JobState::Waiting}));
  } else {
    SEN_LET(held, delete_job(tx, job.id, worker));
  }
  if (!held) return conflict("jobs.lease_lost");
  return Done{};
}

Result<bool> postpone_job(store::WriteTx& tx, const Job& job, const std::string& worker, const std::string& failure,
                          const law::Calendar& calendar, Instant now) {
  const bool gives_up = job.attempts >= kAttemptsMax;
  Release release{now + backoff_after(job.attempts), job.attempts, failure, JobState::Waiting};
  if (gives_up && job.recurrence) {
    release.due_at = next_after(*job.recurrence, std::max(now, job.due_at), calendar);
    release.attempts = 0;
  } else if (gives_up) {
    release.state = JobState::Failed;
  }
  SEN_TRY(release_job(tx, job.id, worker, release));
  return gives_up;
}

}  // namespace sen::jobs
