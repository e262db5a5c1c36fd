#pragma once
// One write transaction or nothing. The only room that knows SQLite or PostgreSQL; the rest writes
// SQL once, in the subset both understand, as named statements in `*_sql.cpp`.
//
//   inline const Statement kSelectTask{"plan.select_task",
//       "SELECT id, title FROM task WHERE unit_id = {unit} AND id = $1"};
//   SEN_LET(auto task, tx.one<TaskRow>(kSelectTask, id));
//
// `{unit}` is bound by the store from the transaction's scope, never from an argument.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/decimal.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "store/keeper.hpp"

namespace sen::store {

/// Which rows a statement may touch; anything but Unit is listed by a test.
enum class Reach {
  Unit,       ///< must contain `unit_id = {unit}` (or insert `{unit}`); refused at start otherwise
  CrossUnit,  ///< the level above: tallies, snapshots and published results only
  Installation,  ///< sessions, jobs, outbox, packs, units, people's sign-in names
  Maintenance    ///< verify, rebuild, backup, migrate: command line only
};

/// A named SQL text, the same for both engines: `$1 … $n`, no `::`, no now(), no `SELECT *`.
/// Objects have static storage and register themselves; Store refuses to open when one breaks the
/// house rules. Macros: {unit} {for_update} {for_update_skip_locked} {in:$n} (the argument is a
/// JSON array text).
class Statement {
 public:
  Statement(const char* name, const char* text, Reach reach = Reach::Unit);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  const char* const name;
  const char* const text;
  const Reach reach;
  const int number;       ///< dense index, for statement caches
  const Statement* next;  ///< registry
  static const Statement* first();
};

struct Blob {
  std::string bytes;
  friend bool operator==(const Blob&, const Blob&) = default;
};
/// What crosses the border: nothing, a 64-bit integer, a text, bytes. Booleans are 0/1, instants
/// milliseconds, dates "YYYY-MM-DD", points ten-thousandths.
using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;

inline Value to_value(std::int64_t value) {
  return value;
}
inline Value to_value(int value) {
  return std::int64_t{value};
}
inline Value to_value(bool value) {
  return std::int64_t{value ? 1 : 0};
}
inline Value to_value(std::string value) {
  return value;
}
inline Value to_value(std::string_view value) {
  return std::string(value);
}
inline Value to_value(const char* value) {
  return std::string(value);
}
inline Value to_value(Blob value) {
  return value;
}
inline Value to_value(Instant value) {
  return value.milliseconds;
}
inline Value to_value(Date value) {
  return to_string(value);
}
inline Value to_value(Points value) {
  return value.ten_thousandths;
}
template <class Tag>
Value to_value(Id<Tag> id) {
  return id.value;
}
template <class T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{};
}

class ReadTx;

/// One row, read left to right: `row.next<std::int64_t>()`,
/// `row.next<std::optional<std::string>>()`.
class Row {
 public:
  virtual ~Row() = default;
  template <class T>
  T next() {
    return read<T>(column_++);
  }
  template <class T>
  T read(int column) const;
  /// The sealed text of this column; empty (with the statement answering the error) when it cannot be opened.
  std::string next_sealed(const Place& place) { return sealed(column_++, place); }
  /// Nothing where the column is NULL.
  std::optional<std::string> next_sealed_if(const Place& place) {
    const int column = column_++;
    if (is_null(column)) return std::nullopt;
    return sealed(column, place);
  }
  Personal<std::string> next_personal(const Place& place) { return Personal<std::string>(next_sealed(place)); }
  /// The unit of the transaction.
  [[nodiscard]] UnitId unit() const { return unit_; }
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;  ///< valid until the next row
  [[nodiscard]] virtual std::string_view blob(int column) const = 0;  ///< valid until the next row

 protected:
  int column_ = 0;

 private:
  friend class ReadTx;
  std::string sealed(int column, const Place& place);
  Keeper* keeper_ = nullptr;
  UnitId unit_{};
  std::optional<Error> fault_;
};

/// How a T is made from a row: a static `T from_row(Row&)`, or one column for plain types.
template <class T>
T make_from(Row& row) {
  if constexpr (requires { T::from_row(row); }) {
    return T::from_row(row);
  } else {
    return row.next<T>();
  }
}

/// A consistent view of one unit's rows (or of the installation's, unit 0). Valid inside its
/// closure.
class ReadTx {
 public:
  virtual ~ReadTx() = default;
  [[nodiscard]] UnitId unit() const { return unit_; }

  template <class T, class... Arguments>
  Result<std::vector<T>> select(const Statement& statement, const Arguments&... arguments) {
    std::vector<T> rows;
    SEN_TRY(each(
        statement,
        [&](Row& row) {
          rows.push_back(make_from<T>(row));
          return true;
        },
        arguments...));
    return rows;
  }
  /// The first row, if any.
  template <class T, class... Arguments>
  Result<std::optional<T>> find(const Statement& statement, const Arguments&... arguments) {
    std::optional<T> found;
    SEN_TRY(each(
        statement,
        [&](Row& row) {
          found.emplace(make_from<T>(row));
          return false;
        },
        arguments...));
    return found;
  }
  /// The row, or NotFound.
  template <class T, class... Arguments>
  Result<T> one(const Statement& statement, const Arguments&... arguments) {
    SEN_LET(auto found, (find<T>(statement, arguments...)));
    if (!found) return not_found();
    return std::move(*found);
  }
  /// Row by row, without keeping them; return false to stop.
  template <class Visit, class... Arguments>
  Result<Done> each(const Statement& statement, const Visit& visit, const Arguments&... arguments) {
    std::optional<Error> fault;
    const Value values[sizeof...(Arguments) + 1] = {given(arguments, fault)..., Value{}};
    if (fault) return std::move(*fault);
    SEN_TRY(run(statement, {values, sizeof...(Arguments)}, [&](Row& row) {
      row.keeper_ = keeper_;
      row.unit_ = unit_;
      const bool more = visit(row);
      if (row.fault_) fault = std::move(row.fault_);
      row.fault_.reset();
      return more && !fault;
    }));
    if (fault) return std::move(*fault);
    return Done{};
  }
  [[nodiscard]] Keeper& keeper() const { return *keeper_; }
  /// Opens a sealed text that a statement gave as bytes. Errors: those of Keeper::open.
  Result<std::string> opened(const Place& place, std::string_view sealed) const {
    return keeper_->open(unit_, place, sealed);
  }
  /// A text's stand-in for comparisons. Errors: those of Keeper::blind.
  [[nodiscard]] Result<std::string> blind(const Blind& text) const { return keeper_->blind(text.column, text.text); }
  /// Statements run so far in this transaction (a test bounds it per route).
  [[nodiscard]] int statement_count() const { return statement_count_; }

  /// The engine's part. A unique violation answers Conflict "store.unique", a missing or still
  /// needed row of a foreign key "store.reference", a text with a zero byte "store.nul"; the
  /// transaction is spoiled then, on both engines: the closure returns the error, a further
  /// statement is Broken. A statement that the engine does not understand, or another broken
  /// constraint, is Broken; a broken machine throws Failure.
  virtual Result<Done> run(const Statement& statement, std::span<const Value> arguments,
                           const std::function<bool(Row&)>& visit) = 0;

 protected:
  explicit ReadTx(UnitId unit) : unit_(unit) {}
  /// An argument as the engine takes it; sealed where it says so. The first error stays in `fault`.
  template <class T>
  Value given(const T& argument, std::optional<Error>& fault) {
    if constexpr (std::is_same_v<T, Sealed>) {
      return sealed_value(argument, fault);
    } else if constexpr (std::is_same_v<T, Blind>) {
      return blind_value(argument, fault);
    } else {
      return to_value(argument);
    }
  }
  UnitId unit_;
  int statement_count_ = 0;

 private:
  friend class Store;
  Value sealed_value(const Sealed& text, std::optional<Error>& fault);
  Value blind_value(const Blind& text, std::optional<Error>& fault);
  Keeper* keeper_ = nullptr;
};

class WriteTx : public ReadTx {
 public:
  /// Rows touched.
  template <class... Arguments>
  Result<std::int64_t> execute(const Statement& statement, const Arguments&... arguments) {
    std::optional<Error> fault;
    const Value values[sizeof...(Arguments) + 1] = {given(arguments, fault)..., Value{}};
    if (fault) return std::move(*fault);
    return change(statement, {values, sizeof...(Arguments)});
  }
  virtual Result<std::int64_t> change(const Statement& statement,
                                      std::span<const Value> arguments) = 0;
  /// Runs once the transaction is durable, in commit order of the unit (live updates hang here).
  /// Short, and it does not write.
  void after_commit(std::function<void()> action) { after_commit_.push_back(std::move(action)); }

 protected:
  using ReadTx::ReadTx;
  std::vector<std::function<void()>> after_commit_;
};

/// The machine is broken (disk full, failed sync, lost server). Only http/serve and the command
/// line catch it.
class Failure : public std::runtime_error {
 public:
  enum class Kind { Fatal, Full, Busy, Unreachable };
  Failure(Kind which, const std::string& what) : std::runtime_error(what), kind(which) {}
  Kind kind;
};

/// What tests put between the engine and the disk. The default does nothing.
class Faults {
 public:
  virtual ~Faults() = default;
  /// Milliseconds to wait before each sync.
  virtual int sync_delay_ms() { return 0; }
  /// True: this sync (or write) fails as a broken disk would.
  virtual bool fail_sync() { return false; }
  virtual bool fail_write() { return false; }
  /// True: the sync answers success and does nothing (a lying disk).
  virtual bool skip_sync() { return false; }
  /// True: this write finds the disk full.
  virtual bool full() { return false; }
  /// After each real sync of that file: what it holds now survives a power cut.
  virtual void synced(const std::string& /*path*/) {}
};

struct Options {
  std::string data;                ///< folder with sen.db (SQLite); empty when `url` is given
  std::string url;                 ///< postgres://… ; empty for SQLite
  std::string key_file;            ///< seals personal columns; empty: keys/kek in `data`
  bool read_only = false;          ///< second process beside a server: verify, backup, show
  bool scratch = false;            ///< SQLite: a copy that nobody relies on; nothing of it is synced
  int readers = 2;                 ///< SQLite: connections of the reader pool
  std::shared_ptr<Faults> faults;  ///< shared by the test and the engine's threads
  int connections = 8;             ///< PostgreSQL: size of the pool
  std::string schema;  ///< PostgreSQL: schema of the tables; empty: the server's choice (public)
  /// A longer read transaction (on PostgreSQL: twice that for a statement) fails as Busy: it pins
  /// the log. 0: no limit, for the command line's long walks.
  int read_limit_ms = 5000;
};

struct WriterFigures {
  std::int64_t batches = 0;
  std::int64_t closures = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  /// Runs the closure in one transaction of `unit` and returns after the durable commit. An Error
  /// from the closure rolls back its own work only. On PostgreSQL the closure may run again after a
  /// serialisation failure, so it has no effect outside its transaction.
  template <class Closure>
  auto write(UnitId unit, Closure&& closure) -> std::invoke_result_t<Closure, WriteTx&> {
    std::optional<std::invoke_result_t<Closure, WriteTx&>> answer;
    auto refused = run_write(unit, [&](WriteTx& tx) {
      tx.keeper_ = keeper_.get();
      answer.emplace(closure(tx));
      return answer->has_value();
    });
    if (refused) return std::move(*refused);
    return std::move(*answer);
  }
  /// One consistent view. A read inside a read takes a second connection: pass the transaction on
  /// instead.
  template <class Closure>
  auto read(UnitId unit, Closure&& closure) -> std::invoke_result_t<Closure, ReadTx&> {
    std::optional<std::invoke_result_t<Closure, ReadTx&>> answer;
    run_read(unit, [&](ReadTx& tx) {
      tx.keeper_ = keeper_.get();
      answer.emplace(closure(tx));
    });
    return std::move(*answer);
  }

  [[nodiscard]] virtual bool is_postgres() const = 0;
  [[nodiscard]] virtual WriterFigures writer_figures() const = 0;
  /// Applies what is missing; a database newer than the program is refused ("store.newer"). Seals what an older version
  /// kept in clear. Errors too: those of check_key.
  Result<Done> migrate();
  /// Is the key the one that this data is sealed with, if any of it is? Errors Unavailable: "store.key_other", and those of read_key.
  Result<Done> check_key();
  [[nodiscard]] Keeper& keeper() { return *keeper_; }
  /// SQLite quick_check or its like; empty when sound, else the first finding.
  virtual std::optional<std::string> check_pages() = 0;
  /// Prepares every registered statement; empty when the engine takes them all, else the first one
  /// that it refuses, with its words (tests and `sen verify` ask).
  virtual std::optional<std::string> check_statements() = 0;

 protected:
  friend Result<std::unique_ptr<Store>> open(const Options& options);
  virtual Result<Done> apply_migrations() = 0;
  /// Has this database room for sealed texts: is its schema 0100 or later?
  virtual bool can_seal() = 0;
  /// After rows were sealed: what the engine still keeps of their clear texts goes.
  virtual void forget_clear() = 0;
  std::unique_ptr<Keeper> keeper_;
  /// An Error when the commit itself refuses (a foreign key checked at the end).
  virtual std::optional<Error> run_write(UnitId unit,
                                         const std::function<bool(WriteTx&)>& closure) = 0;
  virtual void run_read(UnitId unit, const std::function<void(ReadTx&)>& closure) = 0;
};

/// Errors: "store.no_folder", "store.locked" (another process writes here), "store.newer",
/// "store.unreachable", "store.statement" (a statement breaks the house rules). Does not migrate.
Result<std::unique_ptr<Store>> open(const Options& options);

template <>
inline std::int64_t Row::read<std::int64_t>(int column) const {
  return integer(column);
}
template <>
inline int Row::read<int>(int column) const {
  return static_cast<int>(integer(column));
}
template <>
inline bool Row::read<bool>(int column) const {
  return integer(column) != 0;
}
template <>
inline std::string Row::read<std::string>(int column) const {
  return std::string(text(column));
}
template <>
inline Blob Row::read<Blob>(int column) const {
  return Blob{std::string(blob(column))};
}
template <>
inline Instant Row::read<Instant>(int column) const {
  return Instant{integer(column)};
}
template <>
inline Points Row::read<Points>(int column) const {
  return Points{integer(column)};
}
template <>
inline Date Row::read<Date>(int column) const {
  const auto date = parse_date(text(column));
  SEN_ASSERT(date.has_value());
  return *date;
}

namespace detail {
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
}  // namespace detail

template <class T>
T Row::read(int column) const {
  if constexpr (detail::is_optional<T>::value) {
    if (is_null(column)) return std::nullopt;
    return read<typename T::value_type>(column);
  } else {
    return T{integer(column)};  // Id<Tag>
  }
}

}  // namespace sen::store
