#include "store/postgres_connection.hpp"

#include <cstdlib>

#include "store/postgres_value.hpp"

namespace sen::store {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

bool is_error(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

bool starts(const std::string& text, const char* prefix) {
  return text.rfind(prefix, 0) == 0;
}

/// Session limits: a decision never waits for ever, and a commit is a durable one.
std::string session_settings(const Options& options) {
  std::string sql = "SET statement_timeout = " + std::to_string(options.read_limit_ms * 2) +
                    "; SET idle_in_transaction_session_timeout = 15000"
                    "; SET synchronous_commit = on; SET client_min_messages = warning"
                    "; SET client_encoding = 'UTF8'; SET application_name = 'sen " +
                    options.schema + "'";
  if (!options.schema.empty()) sql += "; SET search_path = \"" + options.schema + "\"";
  return sql;
}

/// The server works as the application role where the account may: it owns nothing, so row-level
/// security binds it. An account that row-level security does not bind is refused.
void become_application(PGconn* connection) {
  const auto member = scalar_plain(
      connection,
      "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = 'sen_app'");
  if (member == "t") execute_plain(connection, "SET ROLE sen_app");
  const auto free = scalar_plain(
      connection, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user");
  if (free != "f") {
    throw Failure(Failure::Kind::Fatal, "the database account is not bound by row-level security");
  }
}

}  // namespace

void throw_postgres(const std::string& sqlstate, const std::string& what) {
  const auto say = what + " (" + sqlstate + ")";
  if (sqlstate == "40001" || sqlstate == "40P01") throw RunAgain{};
  if (sqlstate == "53100") throw Failure(Failure::Kind::Full, say);
  if (starts(sqlstate, "08") || starts(sqlstate, "57P") || sqlstate == "53300") {
    throw Failure(Failure::Kind::Unreachable, say);
  }
  if (starts(sqlstate, "53") || sqlstate == "57014" || sqlstate == "55P03" || sqlstate == "25P03") {
    throw Failure(Failure::Kind::Busy, say);
  }
  if (starts(sqlstate, "58") || starts(sqlstate, "XX")) throw Failure(Failure::Kind::Fatal, say);
  throw Broken(say);
}

std::unique_ptr<PGconn, PgFree> connect_postgres(const Options& options) {
  for (const char c : options.schema) {
    SEN_ASSERT((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
  }
  const char* names[] = {"dbname", "connect_timeout", nullptr};
  const char* values[] = {options.url.c_str(), "5", nullptr};
  std::unique_ptr<PGconn, PgFree> connection(PQconnectdbParams(names, values, 1));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw Failure(Failure::Kind::Unreachable, PQerrorMessage(connection.get()));
  }
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  execute_plain(connection.get(), session_settings(options));
  return connection;
}

PgResult execute_plain(PGconn* connection, const std::string& sql) {
  PgResult result(PQexec(connection, sql.c_str()));
  if (PQstatus(connection) == CONNECTION_BAD) {
    throw Failure(Failure::Kind::Unreachable, PQerrorMessage(connection));
  }
  if (is_error(result.get())) {
    throw_postgres(field(result.get(), PG_DIAG_SQLSTATE),
                   field(result.get(), PG_DIAG_MESSAGE_PRIMARY));
  }
  return result;
}

std::string scalar_plain(PGconn* connection, const std::string& sql, const std::string& fallback) {
  const auto result = execute_plain(connection, sql);
  if (PQntuples(result.get()) == 0 || PQgetisnull(result.get(), 0, 0) != 0) return fallback;
  return PQgetvalue(result.get(), 0, 0);
}

PostgresConnection::PostgresConnection(const Options& options)
    : connection_(connect_postgres(options)) {
  has_head_ = scalar_plain(connection_.get(), "SELECT to_regclass('unit_head') IS NOT NULL") == "t";
  become_application(connection_.get());
  SEN_ASSERT(PQenterPipelineMode(connection_.get()) == 1);
}

bool PostgresConnection::usable() const {
  return PQstatus(connection_.get()) == CONNECTION_OK;
}

void PostgresConnection::throw_lost(const std::string& doing) {
  throw Failure(Failure::Kind::Unreachable, doing + ": " + PQerrorMessage(connection_.get()));
}

void PostgresConnection::begin(UnitId unit, Access access) {
  SEN_ASSERT(!open_);
  drain();
  unit_ = unit;
  answered_ = false;
  staged_.clear();
  const auto number = std::to_string(unit.value);  // from a 64-bit integer, never from a text
  // The setting is a message of its own and a literal: set_config does not reach Citus's workers.
  const auto setting = "SET LOCAL sen.unit = '" + number + "'";
  if (access == Access::Read) {
    staged_ = {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", setting};
    return;
  }
  staged_ = {"BEGIN ISOLATION LEVEL READ COMMITTED", setting};
  // Writes of one unit are ordered: by a lock on its number, which serves a unit without events
  // too, and by one on its head row, which also holds between the nodes of a cluster.
  staged_.push_back("SELECT pg_advisory_xact_lock(" + number + ")");
  if (has_head_)
    staged_.push_back("SELECT unit_id FROM unit_head WHERE unit_id = " + number + " FOR UPDATE");
}

void PostgresConnection::send(const std::string& sql) {
  if (PQsendQueryParams(connection_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) !=
      1) {
    throw_lost(sql);
  }
  ++sent_;
}

void PostgresConnection::send_staged() {
  if (staged_.empty()) return;
  open_ = true;
  for (const auto& sql : staged_) send(sql);
  staged_.clear();
}

PostgresConnection::Answer PostgresConnection::exchange() {
  if (PQpipelineSync(connection_.get()) != 1) throw_lost("sync");
  Answer answer;
  while (sent_ > 0) {
    PgResult result(PQgetResult(connection_.get()));
    if (!result) {  // the end of one message's results
      if (!usable()) throw_lost("answer");
      --sent_;
      if (answer.sqlstate.empty()) ++answer.good;
      continue;
    }
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) throw_lost("answers out of step");
    if (is_error(result.get()) && answer.sqlstate.empty()) {
      answer.sqlstate = field(result.get(), PG_DIAG_SQLSTATE);
      answer.message = field(result.get(), PG_DIAG_MESSAGE_PRIMARY);
      if (answer.sqlstate.empty()) throw_lost("answer");
    }
    answer.last = std::move(result);
  }
  PgResult sync(PQgetResult(connection_.get()));
  if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) throw_lost("answers out of step");
  answered_ = true;
  return answer;
}

void PostgresConnection::drain() {
  while (owed_ > 0) {
    PgResult result(PQgetResult(connection_.get()));
    if (!result && !usable()) throw_lost("answer");
    if (result && PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) owed_ = 0;
  }
}

const Expanded& PostgresConnection::expanded(const Statement& statement) {
  auto found = expanded_.find(statement.number);
  if (found == expanded_.end()) {
    found = expanded_.emplace(statement.number, expand(statement.text, Engine::Postgres)).first;
  }
  return found->second;
}

PostgresConnection::Answer PostgresConnection::ask(const Statement& statement,
                                                   std::span<const Value> arguments) {
  const auto& sql = expanded(statement);
  if (arguments.size() != static_cast<std::size_t>(sql.parameter_count)) {
    throw Broken(std::string(statement.name) + ": wrong number of arguments");
  }
  auto made = PostgresArguments::make(sql, arguments, unit_);
  if (!made) return {nullptr, made.error().rule, {}, 0};
  send_staged();
  // The level above reads many units; only statements registered for that may.
  const bool wide = statement.reach == Reach::CrossUnit || statement.reach == Reach::Maintenance;
  if (wide) send("SET LOCAL sen.reach = 'every'");
  auto key = std::pair{statement.number, made->signature()};
  const auto known = prepared_.find(key);
  const bool is_new = known == prepared_.end();
  const auto name =
      is_new ? "s" + std::to_string(statement.number) + "_" + key.second : known->second;
  auto* connection = connection_.get();
  const int preparing_at = sent_;
  if (is_new) {
    if (PQsendPrepare(connection, name.c_str(), sql.text.c_str(), made->count(), made->types()) !=
        1) {
      throw_lost(statement.name);
    }
    ++sent_;
  }
  if (PQsendQueryPrepared(connection, name.c_str(), made->count(), made->pointers().data(),
                          made->lengths(), made->formats(), 0) != 1) {
    throw_lost(statement.name);
  }
  ++sent_;
  auto answer = exchange();
  // The server keeps the name even when the run that follows it fails.
  if (is_new && answer.good > preparing_at) prepared_.emplace(std::move(key), name);
  if (wide && answer.sqlstate.empty()) {
    send("SET LOCAL sen.reach = ''");
    (void)exchange();
  }
  return answer;
}

std::optional<Error> PostgresConnection::conflict_in(const Answer& answer,
                                                     const char* doing) const {
  if (answer.sqlstate.empty()) return std::nullopt;
  const char* rule = nullptr;
  if (answer.sqlstate == "23505") rule = "store.unique";
  if (answer.sqlstate == "23503") rule = "store.reference";
  if (rule != nullptr) {
    auto error = conflict(rule);
    error.detail = std::string(doing) + ": " + answer.message;
    return error;
  }
  if (answer.sqlstate == "store.nul") return invalid("store.nul");
  throw_postgres(answer.sqlstate, std::string(doing) + ": " + answer.message);
}

Result<Done> PostgresConnection::run(const Statement& statement, std::span<const Value> arguments,
                                     const std::function<bool(Row&)>& visit) {
  const auto answer = ask(statement, arguments);
  if (auto error = conflict_in(answer, statement.name)) return std::move(*error);
  PostgresRow row(answer.last.get());
  const int count = PQntuples(answer.last.get());
  for (int i = 0; i < count; ++i) {
    row.go_to(i);
    if (!visit(row)) break;
  }
  return Done{};
}

Result<std::int64_t> PostgresConnection::change(const Statement& statement,
                                                std::span<const Value> arguments) {
  const auto answer = ask(statement, arguments);
  if (auto error = conflict_in(answer, statement.name)) return std::move(*error);
  return std::int64_t{std::atoll(PQcmdTuples(answer.last.get()))};
}

std::optional<Error> PostgresConnection::commit() {
  if (!open_) {  // no statement ran
    staged_.clear();
    return std::nullopt;
  }
  send("COMMIT");
  const auto answer = exchange();
  open_ = false;
  if (auto error = conflict_in(answer, "COMMIT")) return error;
  if (std::string(PQcmdStatus(answer.last.get())) != "COMMIT")
    throw Broken("COMMIT of a failed transaction");
  return std::nullopt;
}

void PostgresConnection::end_read() {
  staged_.clear();
  if (!open_) return;
  open_ = false;
  send("COMMIT");
  if (PQpipelineSync(connection_.get()) != 1) throw_lost("COMMIT");
  sent_ = 0;
  owed_ = 1;
}

void PostgresConnection::rollback() {
  staged_.clear();
  if (!open_ || !usable()) return;
  send("ROLLBACK");
  (void)exchange();
  open_ = false;
}

}  // namespace sen::store
