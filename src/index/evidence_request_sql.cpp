#include "index/evidence_request_sql.hpp"

namespace sen::index::sql {

using store::Statement;

const Statement kInsertRequest{
    "index.insert_request",
    "INSERT INTO evidence_request (unit_id, id, year, code, wanted, body, due_on, state, asked_by, asked_at, answer)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, 'open', $7, $8, '')"};
const Statement kSelectRequest{
    "index.select_request",
    "SELECT id, year, code, wanted, body, due_on, state, asked_by, asked_at, answered_by, answered_at, answer_sealed"
    " FROM evidence_request WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectRequests{
    "index.select_requests",
    "SELECT id, year, code, wanted, body, due_on, state, asked_by, asked_at, answered_by, answered_at, answer_sealed"
    " FROM evidence_request WHERE unit_id = {unit} AND year = $1"
    " ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, due_on, id LIMIT 500"};
const Statement kAnswerRequest{
    "index.answer_request",
    "UPDATE evidence_request SET state = $2, answered_by = $3, answered_at = $4, answer_sealed = $5"
    " WHERE unit_id = {unit} AND id = $1 AND state = 'open'"};

}  // namespace sen::index::sql
