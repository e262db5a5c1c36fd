// The engine of a district or a province: a pool of connections, one transaction each, run again
// when the server says that two got in each other's way.

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/engine.hpp"
#include "store/postgres_connection.hpp"
#include "store/postgres_migrate.hpp"

namespace sen::store {
namespace {

constexpr int kAttempts = 5;
constexpr auto kWaitMax = std::chrono::seconds(2);

class PostgresReadTx final : public ReadTx {
 public:
  PostgresReadTx(PostgresConnection& connection, UnitId unit)
      : ReadTx(unit), connection_(connection) {}
  Result<Done> run(const Statement& statement, std::span<const Value> arguments,
                   const std::function<bool(Row&)>& visit) override {
    ++statement_count_;
    return connection_.run(statement, arguments, visit);
  }

 private:
  PostgresConnection& connection_;
};

class PostgresWriteTx final : public WriteTx {
 public:
  PostgresWriteTx(PostgresConnection& connection, UnitId unit)
      : WriteTx(unit), connection_(connection) {}
  Result<Done> run(const Statement& statement, std::span<const Value> arguments,
                   const std::function<bool(Row&)>& visit) override {
    count();
    auto answer = connection_.run(statement, arguments, visit);
    spoiled_ = !answer;
    return answer;
  }
  Result<std::int64_t> change(const Statement& statement,
                              std::span<const Value> arguments) override {
    count();
    auto answer = connection_.change(statement, arguments);
    spoiled_ = !answer;
    return answer;
  }
  [[nodiscard]] bool spoiled() const { return spoiled_; }
  void run_actions() {
    for (const auto& action : after_commit_) action();
  }

 private:
  void count() {
    SEN_ASSERT(!spoiled_);  // the server ignores everything until the rollback
    ++statement_count_;
  }
  PostgresConnection& connection_;
  bool spoiled_ = false;
};

/// Connections, made when they are wanted; the last returned goes first.
class Pool {
 public:
  explicit Pool(const Options& options) : options_(options) {}

  std::unique_ptr<PostgresConnection> take() {
    std::unique_lock lock(mutex_);
    const auto ready = [&] { return !idle_.empty() || count_ < std::max(1, options_.connections); };
    if (!returned_.wait_for(lock, kWaitMax, ready)) {
      throw Failure(Failure::Kind::Busy, "no free connection to the database");
    }
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++count_;
    lock.unlock();
    try {
      return std::make_unique<PostgresConnection>(options_);
    } catch (...) {
      give(nullptr);
      throw;
    }
  }

  /// A broken line is not kept.
  void give(std::unique_ptr<PostgresConnection> connection) {
    {
      const std::lock_guard lock(mutex_);
      if (connection && connection->usable()) {
        idle_.push_back(std::move(connection));
      } else {
        --count_;
      }
    }
    returned_.notify_one();
  }

  /// After a lost line the idle ones are likely lost too; after a migration they know old tables.
  void forget_idle() {
    const std::lock_guard lock(mutex_);
    count_ -= static_cast<int>(idle_.size());
    idle_.clear();
  }

 private:
  Options options_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
  int count_ = 0;  // idle and lent
};

class Lent {
 public:
  explicit Lent(Pool& pool) : pool_(pool), connection_(pool.take()) {}
  ~Lent() { pool_.give(std::move(connection_)); }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  PostgresConnection& operator*() { return *connection_; }
  void drop() { connection_.reset(); }

 private:
  Pool& pool_;
  std::unique_ptr<PostgresConnection> connection_;
};

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(const Options& options) : options_(options), pool_(options) {}

  /// So that an account that may not serve is found at the start, not by the first request.
  void connect_one() { pool_.give(pool_.take()); }

  [[nodiscard]] bool is_postgres() const override { return true; }
  [[nodiscard]] WriterFigures writer_figures() const override {
    const std::lock_guard lock(figures_mutex_);
    return figures_;
  }

  std::optional<std::string> check_pages() override {
    const auto connection = connect_postgres(options_);
    const auto failures = scalar_plain(connection.get(),
                                       "SELECT COALESCE(SUM(checksum_failures), 0) FROM "
                                       "pg_stat_database WHERE datname = current_database()");
    if (failures == "0") return std::nullopt;
    return "page checksum failures: " + failures;
  }

  std::optional<std::string> check_statements() override {
    const auto connection = connect_postgres(options_);
    for (const auto* each = Statement::first(); each != nullptr; each = each->next) {
      const auto expanded = expand(each->text, Engine::Postgres);
      const PgResult result(PQprepare(connection.get(), "", expanded.text.c_str(), 0, nullptr));
      if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) continue;
      return std::string(each->name) + ": " + PQresultErrorMessage(result.get());
    }
    return std::nullopt;
  }

 protected:
  Result<Done> apply_migrations() override {
    SEN_ASSERT(!options_.read_only);
    auto answer = migrate_postgres(options_);
    pool_.forget_idle();
    return answer;
  }

  bool can_seal() override {
    const auto connection = connect_postgres(options_);
    return scalar_plain(connection.get(), "SELECT to_regclass('sealing') IS NOT NULL") == "t";
  }

  /// Old versions of rows go with a full vacuum; an account that may not do it leaves them to the server's own.
  void forget_clear() override { vacuum_postgres(options_); }

  std::optional<Error> run_write(UnitId unit,
                                 const std::function<bool(WriteTx&)>& closure) override {
    SEN_ASSERT(!options_.read_only);
    std::optional<Error> refused;
    attempt(unit, PostgresConnection::Access::Write, [&](PostgresConnection& connection) {
      PostgresWriteTx tx(connection, unit);
      if (!closure(tx)) {
        connection.rollback();
        return;
      }
      SEN_ASSERT(!tx.spoiled());
      // Commits and their actions in one order: who waits for the unit's row commits after us.
      const std::lock_guard order(order_[static_cast<std::size_t>(unit.value) % order_.size()]);
      refused = connection.commit();
      if (refused) return;
      note_commit();
      tx.run_actions();
    });
    return refused;
  }

  void run_read(UnitId unit, const std::function<void(ReadTx&)>& closure) override {
    attempt(unit, PostgresConnection::Access::Read, [&](PostgresConnection& connection) {
      PostgresReadTx tx(connection, unit);
      closure(tx);
      connection.end_read();
    });
  }

 private:
  /// Once more after a serialisation failure, and once more on a new line when the old one had died
  /// before it answered anything.
  void attempt(UnitId unit, PostgresConnection::Access access,
               const std::function<void(PostgresConnection&)>& body) {
    bool reconnected = false;
    for (int run = 1;; ++run) {
      Lent lent(pool_);
      try {
        (*lent).begin(unit, access);
        body(*lent);
        return;
      } catch (const RunAgain&) {
        give_up(lent);
        if (run >= kAttempts) throw Failure(Failure::Kind::Busy, "the transaction kept colliding");
      } catch (const Failure& failure) {
        const bool stale =
            failure.kind == Failure::Kind::Unreachable && (*lent).untouched() && !reconnected;
        give_up(lent);
        if (!stale) throw;
        reconnected = true;
        pool_.forget_idle();
      } catch (...) {
        give_up(lent);
        throw;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(run * 2));
    }
  }

  /// Rolls back; a line that cannot even do that is dropped.
  static void give_up(Lent& lent) {
    try {
      (*lent).rollback();
    } catch (...) {
      lent.drop();
    }
  }

  void note_commit() {
    const std::lock_guard lock(figures_mutex_);
    ++figures_.batches;
    ++figures_.closures;
  }

  Options options_;
  Pool pool_;
  std::array<std::mutex, 64> order_;
  mutable std::mutex figures_mutex_;
  WriterFigures figures_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_postgres(const Options& options) {
  try {
    const auto connection = connect_postgres(options);
    const auto applied = applied_on_postgres(connection.get());
    SEN_TRY(missing_migrations(migrations(), applied));
    auto store = std::make_unique<PostgresStore>(options);
    if (!applied.empty()) store->connect_one();
    return std::unique_ptr<Store>(std::move(store));
  } catch (const Failure& failure) {
    // Fatal here: an account that row-level security does not bind.
    const bool unbound = failure.kind == Failure::Kind::Fatal;
    return Error{ErrorCode::Unavailable,
                 unbound ? "store.not_allowed" : "store.unreachable",
                 {},
                 failure.what(),
                 {{"why", failure.what()}},
                 {}};
  }
}

}  // namespace sen::store
