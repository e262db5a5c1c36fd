#pragma once
// The one thread that writes: takes what waits, runs it in one transaction with a savepoint each,
// answers after the durable commit, and alone checkpoints the log. The slower the disk, the more
// closures share a sync.

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite_connection.hpp"

namespace sen::store {

class SqliteWriter {
 public:
  using Closure = std::function<bool(WriteTx&)>;

  /// Opens the connection on the caller's thread, then starts the writing one.
  SqliteWriter(const std::string& path, SqliteConnection::Mode mode, const char* vfs);
  /// Finishes what waits.
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// Returns after the commit (or the closure's own refusal). Throws what the closure threw, or
  /// Failure.
  std::optional<Error> write(UnitId unit, const Closure& closure);
  /// Runs alone on the connection, outside any transaction: migrations and checks.
  void exclusive(const std::function<void(SqliteConnection&)>& action);
  [[nodiscard]] WriterFigures figures() const;

 private:
  struct Job;
  void submit(Job& job);
  void serve();
  std::vector<Job*> take();
  void linger(std::unique_lock<std::mutex>& lock);
  void run_batch(const std::vector<Job*>& batch);
  bool run_job(Job& job);
  void commit(const std::vector<Job*>& batch);
  void fail_batch(const std::vector<Job*>& batch, const std::exception_ptr& failure);
  void note_fatal(const std::exception_ptr& failure);
  void answer(const std::vector<Job*>& batch);
  void checkpoint(int mode);

  SqliteConnection connection_;
  int log_pages_ = 0;         // of the log since the last checkpoint that emptied it
  std::string fatal_;         // why nothing is acknowledged any more; guarded by mutex_
  std::int64_t sync_ns_ = 0;  // smoothed duration of a commit

  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Job*> queue_;
  std::size_t expected_ = 0;  // how many waiting clients the last rounds had
  bool stopping_ = false;
  WriterFigures figures_;
  std::thread thread_;
};

}  // namespace sen::store
