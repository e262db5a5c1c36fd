#include "store/sqlite_writer.hpp"

#include <algorithm>
#include <chrono>

#include "base/clock.hpp"

namespace sen::store {
namespace {

constexpr std::size_t kBatchMax = 256;
constexpr int kCheckpointPages = 1'000;
constexpr std::int64_t kSlowSyncNs = 1'000'000;  // from here on it pays to wait for more closures
constexpr std::int64_t kLingerMaxNs = 20'000'000;
constexpr std::int64_t kQuietMaxNs = 5'000'000;
constexpr auto kIdle = std::chrono::seconds(1);  // then the log is emptied into the database

class SqliteWriteTx final : public WriteTx {
 public:
  SqliteWriteTx(SqliteConnection& connection, UnitId unit)
      : WriteTx(unit), connection_(connection) {}

  Result<Done> run(const Statement& statement, std::span<const Value> arguments,
                   const std::function<bool(Row&)>& visit) override {
    count();
    auto answer = connection_.run(statement, unit_, arguments, visit);
    spoiled_ = !answer;
    return answer;
  }
  Result<std::int64_t> change(const Statement& statement,
                              std::span<const Value> arguments) override {
    count();
    auto answer = connection_.change(statement, unit_, arguments);
    spoiled_ = !answer;
    return answer;
  }
  [[nodiscard]] bool spoiled() const { return spoiled_; }
  std::vector<std::function<void()>> take_actions() { return std::move(after_commit_); }

 private:
  void count() {
    SEN_ASSERT(!spoiled_);  // after a Conflict the closure returns the error (PostgreSQL insists)
    ++statement_count_;
  }
  SqliteConnection& connection_;
  bool spoiled_ = false;
};

}  // namespace

struct SqliteWriter::Job {
  UnitId unit{};
  const Closure* closure = nullptr;
  const std::function<void(SqliteConnection&)>* exclusive = nullptr;
  std::vector<std::function<void()>> after_commit{};
  std::optional<Error> refused{};
  std::exception_ptr thrown{};
  bool kept = false;  // its work is part of the commit

  // A lock of its own, so that the clients that one commit wakes do not queue for the writer's.
  std::mutex mutex{};
  std::condition_variable answered{};
  bool done = false;
};

SqliteWriter::SqliteWriter(const std::string& path, SqliteConnection::Mode mode, const char* vfs)
    : connection_(path, mode, vfs) {
  const auto count_pages = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<SqliteWriter*>(self)->log_pages_ = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(connection_.handle(), count_pages, this);
  thread_ = std::thread([this] { serve(); });
}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_one();
  thread_.join();
  // A broken disk is not written to again; the next start replays the log.
  if (!fatal_.empty())
    sqlite3_db_config(connection_.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

std::optional<Error> SqliteWriter::write(UnitId unit, const Closure& closure) {
  Job job;
  job.unit = unit;
  job.closure = &closure;
  submit(job);
  return std::move(job.refused);
}

void SqliteWriter::exclusive(const std::function<void(SqliteConnection&)>& action) {
  Job job;
  job.exclusive = &action;
  submit(job);
}

WriterFigures SqliteWriter::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void SqliteWriter::submit(Job& job) {
  SEN_ASSERT(std::this_thread::get_id() != thread_.get_id());  // a write inside a write never ends
  {
    const std::lock_guard lock(mutex_);
    if (!fatal_.empty()) throw Failure(Failure::Kind::Fatal, fatal_);
    queue_.push_back(&job);
  }
  work_.notify_one();
  std::unique_lock lock(job.mutex);
  job.answered.wait(lock, [&] { return job.done; });
  if (job.thrown) std::rethrow_exception(job.thrown);
}

void SqliteWriter::serve() {
  for (;;) {
    const auto batch = take();
    if (batch.empty()) return;
    if (batch.front()->exclusive != nullptr) {
      try {
        (*batch.front()->exclusive)(connection_);
      } catch (...) {
        if (connection_.in_transaction()) connection_.execute("ROLLBACK");
        batch.front()->thrown = std::current_exception();
        note_fatal(batch.front()->thrown);
      }
    } else {
      run_batch(batch);
    }
    answer(batch);
    if (log_pages_ >= kCheckpointPages) checkpoint(SQLITE_CHECKPOINT_PASSIVE);
  }
}

/// Waits for work. When a sync is slow, waits a little longer for the clients that the last commit
/// released, so that they share the next one instead of alternating with it.
std::vector<SqliteWriter::Job*> SqliteWriter::take() {
  std::unique_lock lock(mutex_);
  const auto something = [&] { return stopping_ || !queue_.empty(); };
  if (log_pages_ > 0 && !work_.wait_for(lock, kIdle, something)) {
    lock.unlock();
    checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    lock.lock();
  }
  work_.wait(lock, something);
  if (sync_ns_ >= kSlowSyncNs) linger(lock);
  std::vector<Job*> batch;
  while (!queue_.empty() && batch.size() < kBatchMax) {
    const bool alone = queue_.front()->exclusive != nullptr;
    if (alone && !batch.empty()) break;
    batch.push_back(queue_.front());
    queue_.pop_front();
    if (alone) break;
  }
  return batch;
}

/// Waits while clients keep coming: never longer than a sync takes, and not at all for a client
/// alone.
void SqliteWriter::linger(std::unique_lock<std::mutex>& lock) {
  const auto quiet = std::chrono::nanoseconds(std::min(sync_ns_ / 4, kQuietMaxNs));
  const auto end = monotonic_ns() + std::min(sync_ns_, kLingerMaxNs);
  while (queue_.size() < expected_ && monotonic_ns() < end) {
    const auto before = queue_.size();
    const auto came = [&] { return stopping_ || queue_.size() > before; };
    if (!work_.wait_for(lock, quiet, came) || stopping_) return;
  }
}

void SqliteWriter::run_batch(const std::vector<Job*>& batch) {
  bool lost = false;
  {
    const std::lock_guard lock(mutex_);
    lost = !fatal_.empty();
    if (lost) fail_batch(batch, std::make_exception_ptr(Failure(Failure::Kind::Fatal, fatal_)));
  }
  if (lost) return;
  try {
    connection_.control("BEGIN IMMEDIATE");
    for (auto* job : batch) {
      job->kept = run_job(*job);
      // SQLite gives up the whole transaction when the disk is full or broken.
      if (connection_.in_transaction()) continue;
      if (job->thrown) std::rethrow_exception(job->thrown);
      throw Failure(Failure::Kind::Fatal, "the transaction was lost");
    }
    commit(batch);
  } catch (...) {
    if (connection_.in_transaction())
      sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    fail_batch(batch, std::current_exception());
    note_fatal(std::current_exception());
  }
}

/// One closure in its savepoint. True when its work is to be committed.
bool SqliteWriter::run_job(Job& job) {
  connection_.control("SAVEPOINT closure");
  bool keep = false;
  try {
    SqliteWriteTx tx(connection_, job.unit);
    keep = (*job.closure)(tx);
    if (keep) SEN_ASSERT(!tx.spoiled());
    job.after_commit = tx.take_actions();
    if (keep && connection_.owes_references()) {
      job.refused = conflict("store.reference");
      keep = false;
    }
  } catch (...) {
    job.thrown = std::current_exception();
    keep = false;
    note_fatal(job.thrown);
  }
  if (!connection_.in_transaction()) return false;
  if (!keep) connection_.control("ROLLBACK TO closure");
  connection_.control("RELEASE closure");
  return keep;
}

void SqliteWriter::commit(const std::vector<Job*>& batch) {
  {
    const std::lock_guard lock(mutex_);
    if (!fatal_.empty()) throw Failure(Failure::Kind::Fatal, fatal_);
  }
  const bool anything =
      std::any_of(batch.begin(), batch.end(), [](const Job* job) { return job->kept; });
  if (!anything) {
    connection_.control("ROLLBACK");
    return;
  }
  const auto before = monotonic_ns();
  connection_.control("COMMIT");
  const auto took = monotonic_ns() - before;
  sync_ns_ = sync_ns_ == 0 ? took : (sync_ns_ * 3 + took) / 4;
  for (auto* job : batch) {
    if (!job->kept) continue;
    try {
      for (const auto& action : job->after_commit) action();
    } catch (...) {
      job->thrown = std::current_exception();  // durable all the same; the request says what broke
    }
  }
}

/// Everyone of the batch hears of it: even a refusal was decided on rows that are gone now.
void SqliteWriter::fail_batch(const std::vector<Job*>& batch, const std::exception_ptr& failure) {
  for (auto* job : batch) {
    job->kept = false;
    job->refused.reset();
    job->thrown = failure;
  }
}

/// A failed write or sync is the end of acknowledging: SQLite itself would go on after one.
void SqliteWriter::note_fatal(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Failure& broken) {
    if (broken.kind != Failure::Kind::Fatal) return;
    const std::lock_guard lock(mutex_);
    if (fatal_.empty()) fatal_ = broken.what();
  } catch (...) {
    return;
  }
}

void SqliteWriter::answer(const std::vector<Job*>& batch) {
  {
    const std::lock_guard lock(mutex_);
    if (batch.front()->exclusive == nullptr) {
      ++figures_.batches;
      figures_.closures += static_cast<std::int64_t>(batch.size());
    }
    expected_ = std::min(kBatchMax, batch.size() + queue_.size());
  }
  for (auto* job : batch) {
    const std::lock_guard lock(job->mutex);
    job->done = true;
    job->answered.notify_one();
  }
}

void SqliteWriter::checkpoint(int mode) {
  int log = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, mode, &log, &moved);
  // Readers may hold the log: then it stays for the next time.
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) {
    if (code == SQLITE_OK && log == moved) log_pages_ = 0;
    return;
  }
  try {
    throw_sqlite(connection_.handle(), code, "checkpoint");
  } catch (...) {
    note_fatal(std::current_exception());
  }
}

}  // namespace sen::store
