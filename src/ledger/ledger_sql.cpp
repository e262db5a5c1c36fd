#include "ledger/ledger_sql.hpp"

namespace sen::ledger::sql {

using store::Reach;
using store::Statement;

// No lock of its own: the store orders the writes of a unit before the first statement.
const Statement kSelectHead{"ledger.select_head",
                            "SELECT seq, hash FROM unit_head WHERE unit_id = {unit}"};
const Statement kUpsertHead{
    "ledger.upsert_head",
    "INSERT INTO unit_head (unit_id, seq, hash) VALUES ({unit}, $1, $2)"
    " ON CONFLICT (unit_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"};
const Statement kInsertEvent{"ledger.insert_event",
                             "INSERT INTO event (unit_id, seq, at, effective_at, actor, kind, "
                             "subject_kind, subject_id, facts,"
                             " payload_hash, prev_hash, hash, mac)"
                             " VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
const Statement kInsertPayload{
    "ledger.insert_payload",
    "INSERT INTO event_payload (unit_id, seq, body_sealed) VALUES ({unit}, $1, $2)"};

const Statement kErasePayload{"ledger.erase_payload",
                              "UPDATE event_payload SET body_sealed = NULL"
                              " WHERE unit_id = {unit} AND seq = $1 AND body_sealed IS NOT NULL"};

// clang-format off
#define SEN_INTO_TALLY                                                                          \
  "INSERT INTO tally (unit_id, measure, grain, start_on, slice, value, ordinal, origin) VALUES "
#define SEN_MOVE(measure, day, month, year, slice, value, at, origin)                            \
  "({unit}, $" #measure ", 'day', $" #day ", $" #slice ", $" #value ", $" #at ", $" #origin "),"   \
  "({unit}, $" #measure ", 'month', $" #month ", $" #slice ", $" #value ", $" #at ", $" #origin ")," \
  "({unit}, $" #measure ", 'year', $" #year ", $" #slice ", $" #value ", $" #at ", $" #origin ")"
#define SEN_MOVES_1 SEN_MOVE(1, 2, 3, 4, 5, 6, 7, 8)
#define SEN_MOVES_2 SEN_MOVES_1 "," SEN_MOVE(9, 10, 11, 12, 13, 14, 15, 16)
#define SEN_MOVES_3 SEN_MOVES_2 "," SEN_MOVE(17, 18, 19, 20, 21, 22, 23, 24)
#define SEN_MOVES_4 SEN_MOVES_3 "," SEN_MOVE(25, 26, 27, 28, 29, 30, 31, 32)
#define SEN_ON_CONFLICT " ON CONFLICT (unit_id, measure, grain, start_on, slice) DO UPDATE SET"
#define SEN_REPLACE " value = excluded.value, ordinal = excluded.ordinal, origin = excluded.origin"
#define SEN_ADDED                                                                               \
  SEN_ON_CONFLICT " value = tally.value + excluded.value,"                                       \
  " ordinal = CASE WHEN excluded.ordinal > tally.ordinal THEN excluded.ordinal"                  \
  " ELSE tally.ordinal END, origin = excluded.origin"
#define SEN_LATEST SEN_ON_CONFLICT SEN_REPLACE " WHERE excluded.ordinal >= tally.ordinal"
#define SEN_EARLIEST SEN_ON_CONFLICT SEN_REPLACE " WHERE excluded.value < tally.value"
// clang-format on

const Statement kAddTally1{"ledger.add_tally_1", SEN_INTO_TALLY SEN_MOVES_1 SEN_ADDED};
const Statement kAddTally2{"ledger.add_tally_2", SEN_INTO_TALLY SEN_MOVES_2 SEN_ADDED};
const Statement kAddTally3{"ledger.add_tally_3", SEN_INTO_TALLY SEN_MOVES_3 SEN_ADDED};
const Statement kAddTally4{"ledger.add_tally_4", SEN_INTO_TALLY SEN_MOVES_4 SEN_ADDED};
const Statement kLastTally1{"ledger.last_tally_1", SEN_INTO_TALLY SEN_MOVES_1 SEN_LATEST};
const Statement kLastTally2{"ledger.last_tally_2", SEN_INTO_TALLY SEN_MOVES_2 SEN_LATEST};
const Statement kLastTally3{"ledger.last_tally_3", SEN_INTO_TALLY SEN_MOVES_3 SEN_LATEST};
const Statement kLastTally4{"ledger.last_tally_4", SEN_INTO_TALLY SEN_MOVES_4 SEN_LATEST};
const Statement kFirstTally1{"ledger.first_tally_1", SEN_INTO_TALLY SEN_MOVES_1 SEN_EARLIEST};
const Statement kFirstTally2{"ledger.first_tally_2", SEN_INTO_TALLY SEN_MOVES_2 SEN_EARLIEST};
const Statement kFirstTally3{"ledger.first_tally_3", SEN_INTO_TALLY SEN_MOVES_3 SEN_EARLIEST};
const Statement kFirstTally4{"ledger.first_tally_4", SEN_INTO_TALLY SEN_MOVES_4 SEN_EARLIEST};
#undef SEN_INTO_TALLY
#undef SEN_MOVE
#undef SEN_MOVES_1
#undef SEN_MOVES_2
#undef SEN_MOVES_3
#undef SEN_MOVES_4
#undef SEN_ON_CONFLICT
#undef SEN_REPLACE
#undef SEN_ADDED
#undef SEN_LATEST
#undef SEN_EARLIEST

// Primary key of tally.
const Statement kSelectYearsAndFirsts{
    "ledger.select_years_and_firsts",
    "SELECT measure, 'year', start_on, value, ordinal, origin FROM tally"
    " WHERE unit_id = {unit} AND measure {in:$1} AND grain = 'year' AND start_on <= $2 AND slice = ''"
    " UNION ALL SELECT measure, 'first', MIN(start_on), 0, 0, '' FROM tally"
    " WHERE unit_id = {unit} AND measure {in:$3} AND grain = 'day' AND start_on <= $4 AND slice = ''"
    " GROUP BY measure LIMIT 100000"};
const Statement kSelectDays{"ledger.select_days",
                            "SELECT measure, start_on, value, ordinal, origin FROM tally"
                            " WHERE unit_id = {unit} AND measure {in:$1} AND grain = 'day' AND "
                            "start_on >= $2 AND start_on <= $3"
                            " AND slice = '' ORDER BY start_on, measure LIMIT 400000"};
const Statement kSelectStockYears{
    "ledger.select_stock_years",
    "SELECT measure, CAST(SUM(value) AS BIGINT), MAX(ordinal) FROM tally"
    " WHERE unit_id = {unit} AND measure {in:$1} AND grain = 'year' AND start_on < $2 AND slice = "
    "''"
    " GROUP BY measure LIMIT 4000"};
const Statement kSelectSlices{"ledger.select_slices",
                              "SELECT slice, start_on, value, ordinal, origin FROM tally"
                              " WHERE unit_id = {unit} AND measure = $1 AND grain = 'day' AND "
                              "start_on >= $2 AND start_on <= $3"
                              " AND slice <> '' ORDER BY start_on, slice LIMIT 400000"};
// Primary key: the first row of the range is the answer.
const Statement kSelectFirstDays{
    "ledger.select_first_days",
    "SELECT measure, MIN(start_on) FROM tally WHERE unit_id = {unit} AND measure {in:$1} AND grain = 'day'"
    " AND start_on <= $2 AND slice = '' GROUP BY measure ORDER BY measure LIMIT 1000"};

const Statement kSelectFirstDay{
    "ledger.select_first_day",
    "SELECT start_on FROM tally WHERE unit_id = {unit} AND measure = $1 AND grain = 'day'"
    " AND start_on <= $2 AND slice = '' ORDER BY start_on LIMIT 1"};

#define SEN_EVENT_COLUMNS                                                                       \
  "SELECT e.seq, e.at, e.effective_at, e.actor, e.kind, e.subject_kind, e.subject_id, e.facts," \
  " p.body_sealed FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq"   \
  " WHERE e.unit_id = {unit}"

// Index: event_by_kind. Pages by (effective_at, seq), newest first.
const Statement kSelectEventsByKind{
    "ledger.select_events_by_kind", SEN_EVENT_COLUMNS
    " AND e.kind = $1 AND e.effective_at >= $2 AND e.effective_at <= $3"
    " AND (e.effective_at < $3 OR e.seq < $4)"
    " ORDER BY e.effective_at DESC, e.seq DESC LIMIT $5"};
const Statement kSelectEvents{"ledger.select_events",
                              SEN_EVENT_COLUMNS " AND e.seq < $1 ORDER BY e.seq DESC LIMIT $2"};
const Statement kSelectEventsOfKind{
    "ledger.select_events_of_kind",
    SEN_EVENT_COLUMNS " AND e.subject_kind = $1 AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3"};
const Statement kSelectEventsOfSubject{
    "ledger.select_events_of_subject", SEN_EVENT_COLUMNS
    " AND e.subject_kind = $1 AND e.subject_id = $2 AND e.seq < $3"
    " ORDER BY e.seq DESC LIMIT $4"};
#undef SEN_EVENT_COLUMNS

const Statement kKeepPack{
    "ledger.keep_pack",
    "INSERT INTO pack_entry (hash, kind, id, body, kept_at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (hash) DO NOTHING",
    Reach::Installation};
const Statement kSelectPack{"ledger.select_pack",
                            "SELECT kind, id, body FROM pack_entry WHERE hash = $1",
                            Reach::Installation};

const Statement kMarkLoaded{
    "ledger.mark_loaded",
    "UPDATE pack_entry SET loaded_at = $2 WHERE hash = $1 AND loaded_at IS NULL",
    Reach::Installation};
const Statement kSelectLoadedPacks{
    "ledger.select_loaded_packs",
    "SELECT kind, id, body FROM pack_entry WHERE loaded_at IS NOT NULL"
    " ORDER BY loaded_at, hash LIMIT 100000",
    Reach::Installation};

const Statement kSelectUnitsWithEvents{
    "ledger.select_units_with_events",
    "SELECT unit_id FROM unit_head ORDER BY unit_id LIMIT 1000000", Reach::Maintenance};
const Statement kSelectChain{
    "ledger.select_chain",
    "SELECT e.seq, e.at, e.effective_at, e.actor, e.kind, e.subject_kind, e.subject_id, e.facts,"
    " e.payload_hash, e.prev_hash, e.hash, e.mac, p.seq, p.body_sealed FROM event e"
    " LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq"
    " WHERE e.unit_id = {unit} AND e.seq > $1 ORDER BY e.seq LIMIT $2"};
const Statement kSelectTallies{"ledger.select_tallies",
                               "SELECT measure, grain, start_on, slice, value, ordinal, origin "
                               "FROM tally WHERE unit_id = {unit}"
                               " LIMIT 100000000"};
const Statement kDeleteTallies{"ledger.delete_tallies", "DELETE FROM tally WHERE unit_id = {unit}"};
const Statement kDeleteTalliesOf{"ledger.delete_tallies_of",
                                 "DELETE FROM tally WHERE unit_id = {unit} AND measure = $1"};

// clang-format off
#define SEN_INSERT_TALLY \
  "INSERT INTO tally (unit_id, measure, grain, start_on, slice, value, ordinal, origin) VALUES "
#define SEN_ROW(measure, grain, start, slice, value, at, origin)                               \
  "({unit}, $" #measure ", $" #grain ", $" #start ", $" #slice ", $" #value ", $" #at ", $" #origin ")"
const Statement kInsertTally{"ledger.insert_tally", SEN_INSERT_TALLY SEN_ROW(1, 2, 3, 4, 5, 6, 7)};
const Statement kInsertTallies10{"ledger.insert_tallies_10", SEN_INSERT_TALLY
    SEN_ROW(1, 2, 3, 4, 5, 6, 7) "," SEN_ROW(8, 9, 10, 11, 12, 13, 14) ","
    SEN_ROW(15, 16, 17, 18, 19, 20, 21) "," SEN_ROW(22, 23, 24, 25, 26, 27, 28) ","
    SEN_ROW(29, 30, 31, 32, 33, 34, 35) "," SEN_ROW(36, 37, 38, 39, 40, 41, 42) ","
    SEN_ROW(43, 44, 45, 46, 47, 48, 49) "," SEN_ROW(50, 51, 52, 53, 54, 55, 56) ","
    SEN_ROW(57, 58, 59, 60, 61, 62, 63) "," SEN_ROW(64, 65, 66, 67, 68, 69, 70)};
#undef SEN_INSERT_TALLY
#undef SEN_ROW
// clang-format on

const Statement kSelectBasis{
    "ledger.select_basis",
    "SELECT measure, definition FROM measure_basis ORDER BY measure LIMIT 100000",
    Reach::Installation};
const Statement kUpsertBasis{
    "ledger.upsert_basis",
    "INSERT INTO measure_basis (measure, definition) VALUES ($1, $2)"
    " ON CONFLICT (measure) DO UPDATE SET definition = excluded.definition",
    Reach::Installation};
const Statement kDeleteBasis{"ledger.delete_basis", "DELETE FROM measure_basis WHERE measure = $1",
                             Reach::Installation};

}  // namespace sen::ledger::sql
