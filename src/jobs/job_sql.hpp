#pragma once
// Rows of jobs. Inside the jobs room only.

#include "jobs/job.hpp"

namespace sen::jobs {

enum class JobState { Waiting, Failed };

/// How a job is left when its lease ends.
struct Release {
  Instant due_at;
  int attempts = 0;
  std::string failure;
  JobState state = JobState::Waiting;
};

/// False when one of the same key is there.
Result<bool> insert_job(store::WriteTx& tx, std::int64_t id, const NewJob& input, Instant now);
Result<std::optional<Job>> select_due_job(store::WriteTx& tx, Instant now);
Result<Done> lease_job(store::WriteTx& tx, std::int64_t id, const std::string& worker, Instant until);
/// False when the lease is somebody else's now; so are the next.
Result<bool> release_job(store::WriteTx& tx, std::int64_t id, const std::string& worker, const Release& release);
Result<bool> delete_job(store::WriteTx& tx, std::int64_t id, const std::string& worker);

}  // namespace sen::jobs
