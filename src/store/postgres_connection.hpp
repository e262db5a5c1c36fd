#pragma once
// One PostgreSQL connection, always in pipeline mode, with its prepared statements, and what
// SQLSTATEs mean here. A transaction costs one round trip a statement and one for the commit:
// BEGIN, the unit's setting and its lock travel with the first statement.

#include <libpq-fe.h>

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/sql_text.hpp"

namespace sen::store {

/// A serialisation failure or deadlock: the transaction runs again. Caught by the store alone.
struct RunAgain {};

/// Frees what libpq gave.
struct PgFree {
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PgResult = std::unique_ptr<PGresult, PgFree>;

/// Opens a plain connection (not in pipeline mode) with the session's limits and schema.
/// Throws Failure Unreachable.
std::unique_ptr<PGconn, PgFree> connect_postgres(const Options& options);
/// One text of our own on a plain connection; throws what its error means.
PgResult execute_plain(PGconn* connection, const std::string& sql);
/// First column of the first row, or `fallback`.
std::string scalar_plain(PGconn* connection, const std::string& sql,
                         const std::string& fallback = {});
/// Throws Failure, Broken or RunAgain.
[[noreturn]] void throw_postgres(const std::string& sqlstate, const std::string& what);

class PostgresConnection {
 public:
  enum class Access { Read, Write };
  explicit PostgresConnection(const Options& options);

  /// Begins without a word to the server yet.
  void begin(UnitId unit, Access access);
  Result<Done> run(const Statement& statement, std::span<const Value> arguments,
                   const std::function<bool(Row&)>& visit);
  Result<std::int64_t> change(const Statement& statement, std::span<const Value> arguments);
  /// An Error when the commit refuses (a foreign key checked at the end).
  std::optional<Error> commit();
  /// Ends a reading transaction without waiting for the answer.
  void end_read();
  void rollback();
  /// Broken line: the connection is thrown away.
  [[nodiscard]] bool usable() const;
  /// Nothing of this transaction has been answered yet.
  [[nodiscard]] bool untouched() const { return !answered_; }

 private:
  /// What the server said to the messages since the last sync: the last message's result, or the
  /// first error.
  struct Answer {
    PgResult last;
    std::string sqlstate;  // empty: no error
    std::string message;
    int good = 0;  // messages before the first error
  };
  Answer exchange();
  Answer ask(const Statement& statement, std::span<const Value> arguments);
  const Expanded& expanded(const Statement& statement);
  void send(const std::string& sql);
  void send_staged();
  void drain();
  [[noreturn]] void throw_lost(const std::string& doing);
  std::optional<Error> conflict_in(const Answer& answer, const char* doing) const;

  std::unique_ptr<PGconn, PgFree> connection_;
  bool has_head_ = false;  // the ledger's table of unit heads is there to be locked
  UnitId unit_{};
  std::vector<std::string> staged_;
  int sent_ = 0;       // messages since the last sync
  int owed_ = 0;       // messages whose answers nobody has read (the end of a reading)
  bool open_ = false;  // the server is in our transaction
  bool answered_ = false;
  std::map<int, Expanded> expanded_;                             // by Statement::number
  std::map<std::pair<int, std::string>, std::string> prepared_;  // statement and types → its name
};

}  // namespace sen::store
