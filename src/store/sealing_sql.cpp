#include "store/sealing_sql.hpp"

namespace sen::store::sql {

const Statement kSelectSealing{"store.select_sealing", "SELECT mark, state FROM sealing WHERE id = 1", Reach::Installation};
const Statement kInsertSealing{"store.insert_sealing",
    "INSERT INTO sealing (id, mark, state) VALUES (1, $1, 'begun')", Reach::Installation};
const Statement kFinishSealing{"store.finish_sealing", "UPDATE sealing SET state = 'done' WHERE id = 1", Reach::Installation};
const Statement kSelectAnyFactor{"store.select_any_factor", "SELECT account_id FROM second_factor LIMIT 1", Reach::Maintenance};
const Statement kSelectSealingUnits{"store.select_sealing_units",
    "SELECT id FROM unit UNION SELECT unit_id FROM unit_head ORDER BY 1 LIMIT 1000000", Reach::Maintenance};

const Statement kForgetClearAnswers{"store.forget_clear_answers",
    "DELETE FROM idempotency WHERE unit_id = {unit} AND answer_sealed IS NULL"};
const Statement kSelectClearAccounts{"store.select_clear_accounts",
    "SELECT id, username FROM account WHERE unit_id = {unit} AND username_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealAccount{"store.seal_account",
    "UPDATE account SET username = $2, username_sealed = $3 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectClearPeople{"store.select_clear_people",
    "SELECT id, name FROM person WHERE unit_id = {unit} AND name_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealPerson{"store.seal_person",
    "UPDATE person SET name = '', name_folded = '', name_sort = $2, name_sealed = $3 WHERE unit_id = {unit} AND id = $1"};

namespace {

const Statement kSelectPayloads{"store.select_clear_payloads",
    "SELECT seq, body FROM event_payload WHERE unit_id = {unit} AND body IS NOT NULL ORDER BY seq LIMIT 500"};
const Statement kSealPayload{"store.seal_payload",
    "UPDATE event_payload SET body = NULL, body_sealed = $2 WHERE unit_id = {unit} AND seq = $1"};
const Statement kSelectNotices{"store.select_clear_notices",
    "SELECT id, arguments FROM notice WHERE unit_id = {unit} AND arguments_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealNotice{"store.seal_notice",
    "UPDATE notice SET arguments = '', arguments_sealed = $2 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectMessages{"store.select_clear_messages",
    "SELECT id, arguments FROM outbox WHERE unit_id = {unit} AND arguments_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealMessage{"store.seal_message",
    "UPDATE outbox SET arguments = '', arguments_sealed = $2 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectFiles{"store.select_clear_files",
    "SELECT id, name FROM evidence WHERE unit_id = {unit} AND name_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealFile{"store.seal_file",
    "UPDATE evidence SET name = '', name_sealed = $2 WHERE unit_id = {unit} AND id = $1"};
// Few at a time: a batch may hold a whole file.
const Statement kSelectBatches{"store.select_clear_batches",
    "SELECT id, file_name, cells FROM import_batch WHERE unit_id = {unit} AND file_name_sealed IS NULL ORDER BY id LIMIT 5"};
const Statement kSealBatch{"store.seal_batch",
    "UPDATE import_batch SET file_name = '', file_name_sealed = $2, cells = $3 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectFacts{"store.select_clear_facts",
    "SELECT id, note FROM fact_entry WHERE unit_id = {unit} AND note_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealFact{"store.seal_fact",
    "UPDATE fact_entry SET note = '', note_sealed = $2 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectExtensions{"store.select_clear_extensions",
    "SELECT id, reason, answer FROM task_extension WHERE unit_id = {unit} AND reason_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealExtension{"store.seal_extension",
    "UPDATE task_extension SET reason = '', answer = '', reason_sealed = $2, answer_sealed = $3"
    " WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectRequests{"store.select_clear_requests",
    "SELECT id, answer FROM evidence_request WHERE unit_id = {unit} AND answer_sealed IS NULL ORDER BY id LIMIT 500"};
const Statement kSealRequest{"store.seal_request",
    "UPDATE evidence_request SET answer = '', answer_sealed = $2 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectPeriods{"store.select_clear_periods",
    "SELECT year, reason FROM measuring_period WHERE unit_id = {unit} AND reason IS NOT NULL ORDER BY year LIMIT 500"};
const Statement kSealPeriod{"store.seal_period",
    "UPDATE measuring_period SET reason = NULL, reason_sealed = $2 WHERE unit_id = {unit} AND year = $1"};
const Statement kSelectClosings{"store.select_clear_closings",
    "SELECT plan_id, note FROM plan_closing WHERE unit_id = {unit} AND note_sealed IS NULL ORDER BY plan_id LIMIT 500"};
const Statement kSealClosing{"store.seal_closing",
    "UPDATE plan_closing SET note = '', note_sealed = $2 WHERE unit_id = {unit} AND plan_id = $1"};

}  // namespace

const std::array<ClearColumns, 10> kClearColumns = {{
    {&kSelectPayloads, &kSealPayload, {"event_payload.body", nullptr}},
    {&kSelectNotices, &kSealNotice, {"notice.arguments", nullptr}},
    {&kSelectMessages, &kSealMessage, {"outbox.arguments", nullptr}},
    {&kSelectFiles, &kSealFile, {"evidence.name", nullptr}},
    {&kSelectBatches, &kSealBatch, {"import_batch.file_name", "import_batch.cells"}, true},
    {&kSelectFacts, &kSealFact, {"fact_entry.note", nullptr}},
    {&kSelectExtensions, &kSealExtension, {"task_extension.reason", "task_extension.answer"}},
    {&kSelectRequests, &kSealRequest, {"evidence_request.answer", nullptr}},
    {&kSelectPeriods, &kSealPeriod, {"measuring_period.reason", nullptr}},
    {&kSelectClosings, &kSealClosing, {"plan_closing.note", nullptr}},
}};

}  // namespace sen::store::sql
