#include "ledger/ledger_sql.hpp"

namespace sen::ledger::sql {

using store::Reach;
using store::Statement;

const Statement kSelectHead{"ledger.select_head",
                            "SELECT seq, hash FROM unit_head WHERE unit_id = {unit} {for_update}"};
const Statement kUpsertHead{"ledger.upsert_head",
                            "INSERT INTO unit_head (unit_id, seq, hash) VALUES ({unit}, $1, $2)"
                            " ON CONFLICT (unit_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"};
const Statement kInsertEvent{
    "ledger.insert_event",
    "INSERT INTO event (unit_id, seq, at, effective_at, actor, kind, subject_kind, subject_id, facts,"
    " payload_hash, prev_hash, hash) VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
const Statement kInsertPayload{"ledger.insert_payload",
                               "INSERT INTO event_payload (unit_id, seq, body) VALUES ({unit}, $1, $2)"};

#define SEN_TALLY_ROWS                                                                              \
  "INSERT INTO tally (unit_id, measure, grain, start_on, slice, value, ordinal, origin) VALUES"     \
  " ({unit}, $1, 'day', $2, $5, $6, $7, $8), ({unit}, $1, 'month', $3, $5, $6, $7, $8),"            \
  " ({unit}, $1, 'year', $4, $5, $6, $7, $8)"                                                       \
  " ON CONFLICT (unit_id, measure, grain, start_on, slice) DO UPDATE SET"

const Statement kAddTally{"ledger.add_tally",
                          SEN_TALLY_ROWS
                          " value = tally.value + excluded.value,"
                          " ordinal = CASE WHEN excluded.ordinal > tally.ordinal THEN excluded.ordinal"
                          " ELSE tally.ordinal END,"
                          " origin = excluded.origin"};
const Statement kLastTally{"ledger.last_tally",
                           SEN_TALLY_ROWS
                           " value = excluded.value, ordinal = excluded.ordinal, origin = excluded.origin"
                           " WHERE excluded.ordinal >= tally.ordinal"};
const Statement kFirstTally{"ledger.first_tally",
                            SEN_TALLY_ROWS
                            " value = excluded.value, ordinal = excluded.ordinal, origin = excluded.origin"
                            " WHERE excluded.value < tally.value"};
#undef SEN_TALLY_ROWS

// Primary key of tally.
const Statement kSelectYears{
    "ledger.select_years",
    "SELECT measure, start_on, value, ordinal, origin FROM tally"
    " WHERE unit_id = {unit} AND measure {in:$1} AND grain = 'year' AND start_on = $2 AND slice = ''"
    " LIMIT 4000"};
const Statement kSelectDays{
    "ledger.select_days",
    "SELECT measure, start_on, value, ordinal, origin FROM tally"
    " WHERE unit_id = {unit} AND measure {in:$1} AND grain = 'day' AND start_on >= $2 AND start_on <= $3"
    " AND slice = '' ORDER BY start_on, measure LIMIT 400000"};
const Statement kSelectStockYears{
    "ledger.select_stock_years",
    "SELECT measure, CAST(SUM(value) AS BIGINT), MAX(ordinal) FROM tally"
    " WHERE unit_id = {unit} AND measure {in:$1} AND grain = 'year' AND start_on < $2 AND slice = ''"
    " GROUP BY measure LIMIT 4000"};
const Statement kSelectAnyEvent{
    "ledger.select_any_event",
    "SELECT seq FROM event WHERE unit_id = {unit} AND kind = $1 LIMIT 1"};

#define SEN_EVENT_COLUMNS                                                                         \
  "SELECT e.seq, e.at, e.effective_at, e.actor, e.kind, e.subject_kind, e.subject_id, e.facts,"   \
  " p.body FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq"     \
  " WHERE e.unit_id = {unit}"

const Statement kSelectEventsByKind{
    "ledger.select_events_by_kind",
    SEN_EVENT_COLUMNS " AND e.kind = $1 AND e.effective_at >= $2 AND e.effective_at <= $3"
                      " ORDER BY e.effective_at DESC, e.seq DESC LIMIT $4"};
const Statement kSelectEvents{"ledger.select_events",
                              SEN_EVENT_COLUMNS " AND e.seq < $1 ORDER BY e.seq DESC LIMIT $2"};
const Statement kSelectEventsOfKind{
    "ledger.select_events_of_kind",
    SEN_EVENT_COLUMNS " AND e.subject_kind = $1 AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3"};
const Statement kSelectEventsOfSubject{
    "ledger.select_events_of_subject",
    SEN_EVENT_COLUMNS " AND e.subject_kind = $1 AND e.subject_id = $2 AND e.seq < $3"
                      " ORDER BY e.seq DESC LIMIT $4"};
#undef SEN_EVENT_COLUMNS

const Statement kKeepPack{"ledger.keep_pack",
                          "INSERT INTO pack_entry (hash, kind, id, body, kept_at) VALUES ($1, $2, $3, $4, $5)"
                          " ON CONFLICT (hash) DO NOTHING",
                          Reach::Installation};
const Statement kSelectPack{"ledger.select_pack", "SELECT kind, id, body FROM pack_entry WHERE hash = $1",
                            Reach::Installation};

const Statement kSelectUnitsWithEvents{"ledger.select_units_with_events",
                                       "SELECT unit_id FROM unit_head ORDER BY unit_id LIMIT 1000000",
                                       Reach::Maintenance};
const Statement kSelectChain{
    "ledger.select_chain",
    "SELECT e.seq, e.at, e.effective_at, e.actor, e.kind, e.subject_kind, e.subject_id, e.facts,"
    " e.payload_hash, e.prev_hash, e.hash, p.body FROM event e"
    " LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq"
    " WHERE e.unit_id = {unit} AND e.seq > $1 ORDER BY e.seq LIMIT $2"};
const Statement kSelectTallies{
    "ledger.select_tallies",
    "SELECT measure, grain, start_on, slice, value, ordinal, origin FROM tally WHERE unit_id = {unit}"
    " LIMIT 100000000"};
const Statement kDeleteTallies{"ledger.delete_tallies", "DELETE FROM tally WHERE unit_id = {unit}"};
const Statement kDeleteTalliesOf{"ledger.delete_tallies_of",
                                 "DELETE FROM tally WHERE unit_id = {unit} AND measure = $1"};

}  // namespace sen::ledger::sql
