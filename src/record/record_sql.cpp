#include "record/list.hpp"
#include "record/record_rows.hpp"

namespace sen::record {
namespace {

using store::Statement;

constexpr const char* kContent = "record.content";
constexpr Instant kNever{253'402'275'599'999};  // 9999-12-31: no clock runs

#define SEN_RECORD_COLUMNS                                                                                      \
  "SELECT id, type, type_hash, code, number, lookup, procedure, procedure_hash, field, state, is_open, body,"  \
  " person_id, received_at, wake_at, resolved_at, closed_at, outcome, content_sealed FROM record"

const Statement kInsertRecord{"record.insert_record",
    "INSERT INTO record (unit_id, id, type, type_hash, code, number, lookup, procedure, procedure_hash, field, state,"
    " is_open, body, person_id, received_at, due_at, wake_at, calendar, resolved_at, closed_at, outcome, content_sealed)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"};
const Statement kUpdateRecord{"record.update_record",
    "UPDATE record SET state = $2, is_open = $3, body = $4, person_id = $5, due_at = $6, wake_at = $7, calendar = $8,"
    " resolved_at = $9, closed_at = $10, outcome = $11, content_sealed = $12 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectRecord{"record.select_record", SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND id = $1"};
// Index: record_by_code, record_by_lookup.
const Statement kSelectByCode{"record.select_by_code", SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND code = $1 LIMIT 1"};
const Statement kSelectByLookup{"record.select_by_lookup", SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND lookup = $1 LIMIT 1"};
// A few hundred codes at a time. Index: record_by_code.
const Statement kSelectOfCodes{"record.select_of_codes", SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND code {in:$1} ORDER BY id LIMIT 10000"};
// Index: record_by_received.
const Statement kSelectReceived{"record.select_received",
    "SELECT code, state, received_at FROM record WHERE unit_id = {unit} AND type = $1 AND received_at >= $2 AND received_at <= $3"
    " ORDER BY received_at, id LIMIT $4"};
// Index: record_to_wake.
const Statement kSelectToWake{"record.select_to_wake",
    SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND wake_at <= $1 ORDER BY wake_at, id LIMIT $2"};
// Some hundred open records a commune. Index: record_open_by_due.
const Statement kSelectOtherCalendar{"record.select_other_calendar",
    SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND is_open = 1 AND calendar <> '' AND calendar <> $1 ORDER BY id LIMIT $2"};

// Lists. Keyset: what was last seen. Index: record_open_by_due, record_by_state, record_by_received.
const Statement kSelectOpen{"record.select_open",
    SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND type = $1 AND is_open = 1 AND (due_at > $2 OR (due_at = $2 AND id > $3))"
    " AND due_at <= $4 ORDER BY due_at, id LIMIT $5"};
const Statement kSelectOfStates{"record.select_of_states",
    SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND type = $1 AND state {in:$2} AND (due_at > $3 OR (due_at = $3 AND id > $4))"
    " ORDER BY due_at, id LIMIT $5"};
const Statement kSelectNewest{"record.select_newest",
    SEN_RECORD_COLUMNS " WHERE unit_id = {unit} AND type = $1 AND (received_at < $2 OR (received_at = $2 AND id < $3))"
    " ORDER BY received_at DESC, id DESC LIMIT $4"};
// `due_at >= 0` holds always; it leads SQLite to the index that holds all of it.
const Statement kCountOpen{"record.count_open",
    "SELECT state, COUNT(*), SUM(CASE WHEN due_at < $2 THEN 1 ELSE 0 END), SUM(CASE WHEN due_at >= $2 AND due_at <= $3 THEN 1 ELSE 0 END)"
    " FROM record WHERE unit_id = {unit} AND type = $1 AND is_open = 1 AND due_at >= 0 GROUP BY state ORDER BY state LIMIT 100"};
const Statement kCountReceived{"record.count_received",
    "SELECT COUNT(*) FROM record WHERE unit_id = {unit} AND type = $1 AND received_at >= $2 AND received_at <= $3"};
const Statement kCountClosed{"record.count_closed",
    "SELECT COUNT(*) FROM record WHERE unit_id = {unit} AND type = $1 AND closed_at >= $2 AND closed_at <= $3"};

const Statement kRaiseCounter{"record.raise_counter",
    "INSERT INTO register_counter (unit_id, register, period, last) VALUES ({unit}, $1, $2, 1)"
    " ON CONFLICT (unit_id, register, period) DO UPDATE SET last = register_counter.last + 1 RETURNING last"};

std::string json_list(const std::vector<std::string>& words) {
  Json list = Json::array();
  for (const auto& word : words) list.push(Json::string(word));
  return list.dump();
}

/// When the main clock is over, as the lists sort it.
Instant due_of(const Record& record, const RecordType& type) {
  const CaseClock* clock = record.main_clock(type);
  if (clock == nullptr || clock->state != CaseClock::State::Running) return kNever;
  return clock->late_after();
}

std::string calendar_of(const Record& record, const RecordType& type) {
  const CaseClock* clock = record.main_clock(type);
  if (clock == nullptr || clock->state == CaseClock::State::Stopped) return {};
  return clock->calendar;
}

}  // namespace

Record Record::from_row(store::Row& row) {
  Record out;
  out.id = row.next<std::int64_t>();
  out.type = row.next<std::string>();
  out.type_hash = row.next<std::string>();
  out.code = row.next<std::string>();
  out.number = row.next<std::string>();
  out.lookup = row.next<std::optional<std::string>>().value_or(std::string());
  out.procedure = row.next<std::string>();
  out.procedure_hash = row.next<std::string>();
  out.field = row.next<std::string>();
  out.state = row.next<std::string>();
  out.open = row.next<bool>();
  out.body = row.next<std::string>();
  out.person = row.next<std::optional<PersonId>>();
  out.received_at = row.next<Instant>();
  out.wake_at = row.next<std::optional<Instant>>();
  out.resolved_at = row.next<std::optional<Instant>>();
  out.closed_at = row.next<std::optional<Instant>>();
  out.outcome = row.next<std::string>();
  const auto content = parse_json(row.next_sealed({kContent, out.id}));
  SEN_ASSERT(content.has_value());
  read_body(out, *content);
  return out;
}

OpenCount OpenCount::from_row(store::Row& row) {
  OpenCount out;
  out.state = row.next<std::string>();
  out.all = row.next<int>();
  out.late = row.next<int>();
  out.soon = row.next<int>();
  return out;
}

Result<Done> insert_record(store::WriteTx& tx, const Record& record, const RecordType& type) {
  const std::optional<std::string> lookup = record.lookup.empty() ? std::nullopt : std::optional(record.lookup);
  SEN_TRY(tx.execute(kInsertRecord, record.id, record.type, record.type_hash, record.code, record.number, lookup, record.procedure,
                     record.procedure_hash, record.field, record.state, record.open, record.body, record.person, record.received_at,
                     due_of(record, type), record.wake_at, calendar_of(record, type), record.resolved_at, record.closed_at,
                     record.outcome, store::Sealed{{kContent, record.id}, body_json(record).dump()}));
  return Done{};
}

Result<Done> update_record(store::WriteTx& tx, const Record& record, const RecordType& type) {
  SEN_TRY(tx.execute(kUpdateRecord, record.id, record.state, record.open, record.body, record.person, due_of(record, type), record.wake_at,
                     calendar_of(record, type), record.resolved_at, record.closed_at, record.outcome, store::Sealed{{kContent, record.id}, body_json(record).dump()}));
  return Done{};
}

Result<Record> load_record(store::ReadTx& tx, std::int64_t id) {
  SEN_LET(auto found, tx.find<Record>(kSelectRecord, id));
  if (!found) return not_found("record.unknown", "id");
  return *std::move(found);
}

Result<Record> find_record(store::ReadTx& tx, const std::string& code) {
  SEN_LET(auto found, tx.find<Record>(kSelectByCode, code));
  if (!found) {
    SEN_LET(found, tx.find<Record>(kSelectByLookup, code));
  }
  if (!found) return not_found("record.unknown", "code");
  return *std::move(found);
}

Result<Record> find_by_lookup(store::ReadTx& tx, const std::string& lookup) {
  SEN_LET(auto found, tx.find<Record>(kSelectByLookup, lookup));
  if (!found) return not_found("record.unknown", "lookup");
  return *std::move(found);
}

Result<std::optional<Record>> record_of_code(store::ReadTx& tx, const std::string& code) { return tx.find<Record>(kSelectByCode, code); }

Result<std::vector<Record>> records_of_codes(store::ReadTx& tx, const std::vector<std::string>& codes) {
  return tx.select<Record>(kSelectOfCodes, json_list(codes));
}

Result<std::vector<ReceivedRecord>> received_records(store::ReadTx& tx, const std::string& type, const Period& period, int limit) {
  return tx.select<ReceivedRecord>(kSelectReceived, type, start_of(period.start), end_of(period.end), limit);
}

ReceivedRecord ReceivedRecord::from_row(store::Row& row) {
  ReceivedRecord out;
  out.code = row.next<std::string>();
  out.state = row.next<std::string>();
  out.received_at = row.next<Instant>();
  return out;
}

Result<std::int64_t> next_number(store::WriteTx& tx, const std::string& book, const std::string& period) {
  return tx.one<std::int64_t>(kRaiseCounter, book, period);
}

Result<std::vector<Record>> records_to_wake(store::ReadTx& tx, Instant now, int limit) { return tx.select<Record>(kSelectToWake, now, limit); }

Result<std::vector<Record>> records_of_other_calendar(store::ReadTx& tx, const std::string& calendar_hash, int limit) {
  return tx.select<Record>(kSelectOtherCalendar, calendar_hash, limit);
}

Result<std::vector<Record>> open_records(store::ReadTx& tx, const std::string& type, const ListPage& page, std::optional<Instant> due_until) {
  return tx.select<Record>(kSelectOpen, type, page.after_at, page.after_id, due_until.value_or(kNever), page.limit);
}

Result<std::vector<Record>> records_of_states(store::ReadTx& tx, const std::string& type, const std::vector<std::string>& states, const ListPage& page) {
  return tx.select<Record>(kSelectOfStates, type, json_list(states), page.after_at, page.after_id, page.limit);
}

Result<std::vector<Record>> newest_records(store::ReadTx& tx, const std::string& type, const ListPage& page) {
  const bool first = page.after_id == 0;
  return tx.select<Record>(kSelectNewest, type, first ? kNever : page.after_at, first ? INT64_MAX : page.after_id, page.limit);
}

Result<std::vector<OpenCount>> count_open(store::ReadTx& tx, const std::string& type, Instant now, Instant soon) {
  return tx.select<OpenCount>(kCountOpen, type, now, soon);
}

Result<DayCount> count_day(store::ReadTx& tx, const std::string& type, Date day) {
  DayCount out;
  SEN_LET(out.received, tx.one<int>(kCountReceived, type, start_of(day), end_of(day)));
  SEN_LET(out.closed, tx.one<int>(kCountClosed, type, start_of(day), end_of(day)));
  return out;
}

ListPage page_after(const Record& last, const RecordType& type, bool by_due) {
  return {.after_at = by_due ? due_of(last, type) : last.received_at, .after_id = last.id};
}

}  // namespace sen::record
