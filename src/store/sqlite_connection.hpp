#pragma once
// One SQLite connection with its prepared statements, and what SQLite's result codes mean here.
// Not thread safe: its owner (the writer thread, or whoever took it from the pool) uses it alone.

#include <sqlite3.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace sen::store {

class SqliteConnection {
 public:
  /// Scratch: a writer of a copy that nobody relies on; nothing of it is synced, so that it holds up nobody's disk.
  enum class Mode { Writer, Reader, Scratch };
  /// Opens with every guard on (architecture.md §10). Throws Failure or Broken.
  SqliteConnection(const std::string& path, Mode mode, const char* vfs);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  /// Text of our own (pragmas, migrations): runs it; throws when it fails.
  void execute(const std::string& sql);
  /// BEGIN, COMMIT and their kin: prepared once, `sql` has static storage.
  void control(const char* sql);
  /// First column of the first row of a text of our own, or `fallback`.
  std::string scalar(const std::string& sql, const std::string& fallback = {});

  /// Runs a registered statement. Conflict on a broken unique or foreign key.
  Result<Done> run(const Statement& statement, UnitId unit, std::span<const Value> arguments,
                   const std::function<bool(Row&)>& visit);
  Result<std::int64_t> change(const Statement& statement, UnitId unit,
                              std::span<const Value> arguments);
  /// Why the engine does not take the statement; empty when it does.
  std::string refusal(const Statement& statement);

  /// Interrupts whatever runs after that many milliseconds from now; 0: never.
  void limit_ms(int milliseconds);
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  [[nodiscard]] bool owes_references() const;  ///< deferred foreign keys still broken
  [[nodiscard]] sqlite3* handle() { return db_; }

 private:
  struct Prepared;
  Prepared& prepared(const Statement& statement);
  std::unique_ptr<Prepared> prepare(const Statement& statement);
  void configure(Mode mode);

  sqlite3* db_ = nullptr;
  std::int64_t deadline_ns_ = 0;
  std::vector<std::unique_ptr<Prepared>> statements_;  // by Statement::number
  std::vector<std::pair<const char*, sqlite3_stmt*>> controls_;
};

/// Throws what the code means: Failure for the machine, Broken for the program.
[[noreturn]] void throw_sqlite(sqlite3* db, int code, const std::string& doing);

/// Once per process, before the first connection.
void configure_sqlite();

}  // namespace sen::store
