#include "api/my_work_sql.hpp"

namespace sen::api::sql {

using store::Statement;

// Seats come by body, longest first, as identity.select_seats_on gives them. A commune has some 30 seats, 60 owners.
const Statement kSelectPosts{
    "api.select_posts",
    "SELECT 'seat' AS what, s.person_id, s.body AS body, s.role, s.from_on AS day, s.id AS number, '' FROM seat s"
    " WHERE s.unit_id = {unit} AND s.from_on <= $1 AND (s.to_on IS NULL OR s.to_on >= $1)"
    " UNION ALL SELECT 'owner', o.person_id, o.body, o.code, NULL, 0, '' FROM criterion_owner o"
    " WHERE o.unit_id = {unit} AND o.year = $2"
    " UNION ALL SELECT 'request', NULL, r.body, r.code, r.due_on, r.id, r.wanted FROM evidence_request r"
    " WHERE r.unit_id = {unit} AND r.year = $2 AND r.state = 'open'"
    " ORDER BY what, body, day, number LIMIT 8000"};

}  // namespace sen::api::sql
