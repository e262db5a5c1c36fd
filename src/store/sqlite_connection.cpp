#include "store/sqlite_connection.hpp"

#include <mutex>

#include "base/clock.hpp"
#include "store/sql_text.hpp"

namespace sen::store {
namespace {

/// Resets a statement however its run ends.
class Running {
 public:
  Running(sqlite3_stmt* statement, bool& busy) : statement_(statement), busy_(busy) {
    busy_ = true;
  }
  ~Running() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    busy_ = false;
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  sqlite3_stmt* statement_;
  bool& busy_;
};

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  void rewind() { column_ = 0; }
  [[nodiscard]] bool is_null(int column) const override {
    SEN_ASSERT(column < sqlite3_column_count(statement_));
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    SEN_ASSERT(column < sqlite3_column_count(statement_));
    SEN_ASSERT(sqlite3_column_type(statement_, column) == SQLITE_INTEGER);
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] std::string_view text(int column) const override {
    SEN_ASSERT(!is_null(column));
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  [[nodiscard]] std::string_view blob(int column) const override {
    SEN_ASSERT(!is_null(column));
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

/// The caller keeps the value alive while the statement runs, so nothing is copied.
int bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, index, *integer);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    return sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(),
                               SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, index);
}

/// The Conflict that a broken constraint means; empty for other codes.
std::optional<Error> conflict_of(sqlite3* db, int code, const Statement& statement) {
  const char* rule = nullptr;
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      rule = "store.unique";
      break;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      rule = "store.reference";
      break;
    default:
      return std::nullopt;
  }
  auto error = conflict(rule);
  error.detail = std::string(statement.name) + ": " + sqlite3_errmsg(db);
  return error;
}

}  // namespace

struct SqliteConnection::Prepared {
  sqlite3_stmt* statement = nullptr;
  std::vector<int> index;  // by $ number - 1: SQLite numbers parameters by first appearance
  int unit_index = 0;
  bool busy = false;
  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared() { sqlite3_finalize(statement); }
};

void configure_sqlite() {
  static std::once_flag once;
  // Refused when someone initialised the library before: these are for speed only.
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_initialize();
  });
}

void throw_sqlite(sqlite3* db, int code, const std::string& doing) {
  const std::string what = doing + ": " +
                           (db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code)) + " (" +
                           std::to_string(code) + ")";
  switch (code & 0xff) {
    case SQLITE_FULL:
      throw Failure(Failure::Kind::Full, what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
    case SQLITE_NOMEM:
      throw Failure(Failure::Kind::Busy, what);
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
      throw Failure(Failure::Kind::Fatal, what);
    default:
      throw Broken(what);
  }
}

SqliteConnection::SqliteConnection(const std::string& path, Mode mode, const char* vfs) {
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode != Mode::Reader ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  const int code = sqlite3_open_v2(path.c_str(), &db_, flags, vfs);
  try {
    if (code != SQLITE_OK) throw_sqlite(db_, code, "open " + path);
    configure(mode);
  } catch (...) {
    for (auto& control : controls_) sqlite3_finalize(control.second);
    sqlite3_close_v2(db_);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
  for (auto& control : controls_) sqlite3_finalize(control.second);
  sqlite3_close_v2(db_);
}

void SqliteConnection::configure(Mode mode) {
  const auto set = [&](int option, int on) { sqlite3_db_config(db_, option, on, nullptr); };
  set(SQLITE_DBCONFIG_DQS_DML, 0);  // else "typo" in double quotes is a string
  set(SQLITE_DBCONFIG_DQS_DDL, 0);
  set(SQLITE_DBCONFIG_DEFENSIVE, 1);
  set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
  set(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  set(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
  // Only the writer checkpoints: 3.40 has a corruption bug with two checkpointing connections.
  if (mode == Mode::Reader) set(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
  execute("PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;");
  if (mode == Mode::Reader) {
    sqlite3_busy_timeout(db_, 5000);  // log recovery by another process
    execute("PRAGMA query_only=ON;");
    return;
  }
  if (mode == Mode::Scratch) execute("PRAGMA synchronous=OFF;");
  if (scalar("PRAGMA journal_mode=WAL") != "wal")
    throw Broken("the database refuses its log (WAL)");
  execute(
      "PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=0;"
      "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-8000;");
  if (mode == Mode::Writer) execute("PRAGMA synchronous=FULL;");
}

void SqliteConnection::execute(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_sqlite(db_, code, sql.substr(0, 60));
}

void SqliteConnection::control(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  for (const auto& known : controls_) {
    if (known.first == sql) statement = known.second;
  }
  if (statement == nullptr) {
    const int code =
        sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) throw_sqlite(db_, code, sql);
    controls_.emplace_back(sql, statement);
  }
  const int code = sqlite3_step(statement);
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement);
    return;
  }
  const std::string doing = sql;
  try {
    throw_sqlite(db_, code, doing);
  } catch (...) {
    sqlite3_reset(statement);
    throw;
  }
}

std::string SqliteConnection::scalar(const std::string& sql, const std::string& fallback) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
  if (code != SQLITE_OK) throw_sqlite(db_, code, sql);
  code = sqlite3_step(statement);
  std::string answer = fallback;
  if (code == SQLITE_ROW) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    if (text != nullptr) answer = text;
    code = SQLITE_DONE;
  }
  sqlite3_finalize(statement);
  if (code != SQLITE_DONE) throw_sqlite(db_, code, sql);
  return answer;
}

std::unique_ptr<SqliteConnection::Prepared> SqliteConnection::prepare(const Statement& statement) {
  const auto expanded = expand(statement.text, Engine::Sqlite);
  auto made = std::make_unique<Prepared>();
  const int code =
      sqlite3_prepare_v3(db_, expanded.text.c_str(), static_cast<int>(expanded.text.size()),
                         SQLITE_PREPARE_PERSISTENT, &made->statement, nullptr);
  if (code != SQLITE_OK) throw_sqlite(db_, code, statement.name);
  for (int number = 1; number <= expanded.parameter_count; ++number) {
    const auto name = "$" + std::to_string(number);
    made->index.push_back(sqlite3_bind_parameter_index(made->statement, name.c_str()));
  }
  if (expanded.has_unit) made->unit_index = sqlite3_bind_parameter_index(made->statement, "$unit");
  return made;
}

SqliteConnection::Prepared& SqliteConnection::prepared(const Statement& statement) {
  const auto number = static_cast<std::size_t>(statement.number);
  if (statements_.size() <= number) statements_.resize(number + 1);
  auto& kept = statements_[number];
  if (!kept) kept = prepare(statement);
  return *kept;
}

Result<Done> SqliteConnection::run(const Statement& statement, UnitId unit,
                                   std::span<const Value> arguments,
                                   const std::function<bool(Row&)>& visit) {
  auto* chosen = &prepared(statement);
  std::unique_ptr<Prepared> second;  // the same statement again while its rows are being visited
  if (chosen->busy) {
    second = prepare(statement);
    chosen = second.get();
  }
  if (arguments.size() != chosen->index.size()) {
    throw Broken(std::string(statement.name) + ": wrong number of arguments");
  }
  for (const auto& argument : arguments) {
    const auto* text = std::get_if<std::string>(&argument);
    if (text != nullptr && text->find('\0') != std::string::npos) return invalid("store.nul");
  }
  Running running(chosen->statement, chosen->busy);
  int code = SQLITE_OK;
  for (std::size_t i = 0; i < arguments.size() && code == SQLITE_OK; ++i) {
    code = bind(chosen->statement, chosen->index[i], arguments[i]);
  }
  if (chosen->unit_index != 0 && code == SQLITE_OK) {
    code = sqlite3_bind_int64(chosen->statement, chosen->unit_index, unit.value);
  }
  if (code != SQLITE_OK) throw_sqlite(db_, code, statement.name);
  SqliteRow row(chosen->statement);
  while ((code = sqlite3_step(chosen->statement)) == SQLITE_ROW) {
    row.rewind();
    if (!visit(row)) return Done{};
  }
  if (code == SQLITE_DONE) return Done{};
  if (auto error = conflict_of(db_, code, statement)) return std::move(*error);
  throw_sqlite(db_, code, statement.name);
}

Result<std::int64_t> SqliteConnection::change(const Statement& statement, UnitId unit,
                                              std::span<const Value> arguments) {
  SEN_TRY(run(statement, unit, arguments, [](Row&) { return true; }));
  return std::int64_t{sqlite3_changes64(db_)};
}

std::string SqliteConnection::refusal(const Statement& statement) {
  try {
    prepared(statement);
    return {};
  } catch (const Broken& broken) {
    return broken.what();
  }
}

void SqliteConnection::limit_ms(int milliseconds) {
  if (milliseconds == 0) {
    sqlite3_progress_handler(db_, 0, nullptr, nullptr);
    return;
  }
  deadline_ns_ = monotonic_ns() + std::int64_t{milliseconds} * 1'000'000;
  const auto overdue = [](void* self) {
    return monotonic_ns() > static_cast<SqliteConnection*>(self)->deadline_ns_ ? 1 : 0;
  };
  sqlite3_progress_handler(db_, 20'000, overdue, this);
}

bool SqliteConnection::owes_references() const {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(db_, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  return current != 0;
}

}  // namespace sen::store
