#include "index/setting_sql.hpp"

namespace sen::index::sql {

using store::Statement;

// Index: unit_criteria_set_by_year.
const Statement kSelectYearSettings{
    "index.select_year_settings",
    "SELECT a.year, a.set_hash, m.start_on, m.end_on, m.closed_at, m.closed_points, m.reason"
    " FROM unit_criteria_set a LEFT JOIN measuring_period m ON m.unit_id = a.unit_id AND m.year = a.year"
    " WHERE a.unit_id = {unit} AND a.assigned_at <= $1 ORDER BY a.year DESC, a.assigned_at DESC, a.id DESC LIMIT 200"};

}  // namespace sen::index::sql
