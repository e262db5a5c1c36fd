#include "index/paper_sql.hpp"

namespace sen::index::sql {

using store::Statement;

const Statement kInsertPaper{"index.insert_paper",
                             "INSERT INTO criterion_paper (unit_id, id, year, code, wanted) VALUES ({unit}, $1, $2, $3, $4)"};
const Statement kSelectPaper{"index.select_paper",
                             "SELECT id, year, code, wanted FROM criterion_paper WHERE unit_id = {unit} AND id = $1"};
// Index: criterion_paper_by_code.
const Statement kSelectPapers{"index.select_papers",
                              "SELECT id, year, code, wanted FROM criterion_paper"
                              " WHERE unit_id = {unit} AND year = $1 AND code = $2 ORDER BY wanted LIMIT 200"};

}  // namespace sen::index::sql
