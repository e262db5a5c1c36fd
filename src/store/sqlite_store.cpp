// The engine of one commune: one file, one writing thread, a pool of readers.

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "store/engine.hpp"
#include "store/folder.hpp"
#include "store/migration.hpp"
#include "store/sqlite_faults.hpp"
#include "store/sqlite_writer.hpp"

namespace sen::store {
namespace {

constexpr const char* kBookkeeping =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT";

class SqliteReadTx final : public ReadTx {
 public:
  SqliteReadTx(SqliteConnection& connection, UnitId unit) : ReadTx(unit), connection_(connection) {}
  Result<Done> run(const Statement& statement, std::span<const Value> arguments,
                   const std::function<bool(Row&)>& visit) override {
    ++statement_count_;
    return connection_.run(statement, unit_, arguments, visit);
  }

 private:
  SqliteConnection& connection_;
};

std::map<int, std::string> applied_migrations(SqliteConnection& connection) {
  std::map<int, std::string> applied;
  const auto keep = [](void* out, int, char** columns, char**) {
    (*static_cast<std::map<int, std::string>*>(out))[std::atoi(columns[0])] = columns[1];
    return 0;
  };
  const bool kept =
      connection.scalar("SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'") == "1";
  if (!kept) return applied;
  const int code =
      sqlite3_exec(connection.handle(), "SELECT number, checksum FROM schema_migration", keep,
                   &applied, nullptr);
  if (code != SQLITE_OK) throw_sqlite(connection.handle(), code, "read the migrations");
  return applied;
}

void apply(SqliteConnection& connection, const Migration& migration) {
  connection.execute("BEGIN IMMEDIATE");
  for (const auto& statement : statements_of(migration, Dialect::Sqlite)) {
    connection.execute(statement);
  }
  // The name is a file name of ours: letters, digits and underscores.
  connection.execute("INSERT INTO schema_migration (number, name, checksum) VALUES (" +
                     std::to_string(migration.number) + ", '" + migration.name + "', '" +
                     migration.checksum + "')");
  connection.execute("COMMIT");
}

/// Connections that wait for a reader; the last returned goes first, its pages are warm.
class ReaderPool {
 public:
  void add(std::unique_ptr<SqliteConnection> connection) { give(std::move(connection)); }
  std::unique_ptr<SqliteConnection> take() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [&] { return !idle_.empty(); });
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  void give(std::unique_ptr<SqliteConnection> connection) {
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

/// Takes a reader and gives it back, its transaction ended, however the reading ends.
class Lent {
 public:
  explicit Lent(ReaderPool& pool) : pool_(pool), connection_(pool.take()) {}
  ~Lent() {
    connection_->limit_ms(0);
    if (connection_->in_transaction())
      sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    pool_.give(std::move(connection_));
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  SqliteConnection& operator*() { return *connection_; }

 private:
  ReaderPool& pool_;
  std::unique_ptr<SqliteConnection> connection_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(const Options& options, FolderLock lock) : options_(options), lock_(std::move(lock)) {
    configure_sqlite();
    if (options.faults) disk_ = std::make_unique<FaultyDisk>(options.faults);
    const auto path = database_file(options.data);
    if (!options.read_only) {
      const auto mode = options.scratch ? SqliteConnection::Mode::Scratch : SqliteConnection::Mode::Writer;
      writer_ = std::make_unique<SqliteWriter>(path, mode, disk_ ? disk_->name() : nullptr);
    }
    for (int i = 0; i < std::max(1, options.readers); ++i) {
      readers_.add(
          std::make_unique<SqliteConnection>(path, SqliteConnection::Mode::Reader, nullptr));
    }
  }

  [[nodiscard]] bool is_postgres() const override { return false; }
  [[nodiscard]] WriterFigures writer_figures() const override {
    return writer_ ? writer_->figures() : WriterFigures{};
  }

  std::optional<std::string> check_pages() override {
    Lent reader(readers_);
    auto finding = (*reader).scalar("PRAGMA quick_check(1)");
    if (finding == "ok") return std::nullopt;
    return finding;
  }

  std::optional<std::string> check_statements() override {
    std::optional<std::string> first;
    const auto check = [&](SqliteConnection& connection) {
      for (const auto* each = Statement::first(); each != nullptr && !first; each = each->next) {
        if (auto why = connection.refusal(*each); !why.empty()) first = std::move(why);
      }
    };
    Lent reader(readers_);
    check(*reader);
    return first;
  }

  Result<Done> refuse_newer() {
    Lent reader(readers_);
    SEN_TRY(missing_migrations(migrations(), applied_migrations(*reader)));
    return Done{};
  }

 protected:
  Result<Done> apply_migrations() override {
    SEN_ASSERT(writer_ != nullptr);
    Result<Done> answer = Done{};
    writer_->exclusive([&](SqliteConnection& connection) { answer = migrate_on(connection); });
    return answer;
  }

  bool can_seal() override {
    Lent reader(readers_);
    return (*reader).scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sealing'") == "1";
  }

  /// The log holds pages of before, and so do the copies that earlier versions left.
  void forget_clear() override {
    writer_->exclusive([](SqliteConnection& connection) { connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"); });
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(options_.data, error)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("before-") && name.ends_with(".db")) std::filesystem::remove(entry.path(), error);
    }
  }

  std::optional<Error> run_write(UnitId unit,
                                 const std::function<bool(WriteTx&)>& closure) override {
    SEN_ASSERT(writer_ != nullptr);
    return writer_->write(unit, closure);
  }

  void run_read(UnitId unit, const std::function<void(ReadTx&)>& closure) override {
    Lent reader(readers_);
    (*reader).limit_ms(options_.read_limit_ms);
    (*reader).control("BEGIN");
    SqliteReadTx tx(*reader, unit);
    closure(tx);
    (*reader).control("COMMIT");
  }

 private:
  Result<Done> migrate_on(SqliteConnection& connection) {
    const auto applied = applied_migrations(connection);
    SEN_LET(const auto missing, missing_migrations(migrations(), applied));
    if (missing.empty()) return Done{};
    if (!applied.empty()) copy_before(connection, missing.front()->name);
    connection.execute(kBookkeeping);
    for (const auto* migration : missing) apply(connection, *migration);
    return Done{};
  }

  /// Data that exists is copied before its tables change: `before-NNNN_name.db` in the same folder.
  void copy_before(SqliteConnection& connection, const std::string& name) {
    const auto path = options_.data + "/before-" + name + ".db";
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    if (!make_private_file(path)) throw Failure(Failure::Kind::Full, "cannot write " + path);
    std::string quoted;
    for (const char c : path) quoted.append(c == '\'' ? 2 : 1, c);
    connection.execute("VACUUM INTO '" + quoted + "'");
  }

  Options options_;
  FolderLock lock_;                   // outlives the writer
  std::unique_ptr<FaultyDisk> disk_;  // outlives every connection
  std::unique_ptr<SqliteWriter> writer_;
  ReaderPool readers_;  // closes first, so that the writer closes last
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const Options& options) {
  FolderLock lock;
  if (options.read_only) {
    std::error_code failed;
    if (!std::filesystem::exists(database_file(options.data), failed)) {
      return Error{ErrorCode::Unavailable,
                   "store.no_folder",
                   {},
                   "no sen.db",
                   {{"folder", options.data}},
                   {}};
    }
  } else {
    SEN_TRY(make_folder(options.data));
    SEN_LET(lock, lock_folder(options.data));
  }
  try {
    auto store = std::make_unique<SqliteStore>(options, std::move(lock));
    SEN_TRY(store->refuse_newer());
    return std::unique_ptr<Store>(std::move(store));
  } catch (const Failure& failure) {
    return Error{ErrorCode::Unavailable,
                 "store.damaged",
                 {},
                 failure.what(),
                 {{"folder", options.data}},
                 {}};
  }
}

}  // namespace sen::store
