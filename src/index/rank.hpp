#pragma once
// Ranks the rows of a CSV by a score: standard competition ranking (1, 2, 2, 4), the highest first,
// within a group when a column names one (wards apart from communes).

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sen::index {

/// A table of text cells; `line` is where the row starts in the file (the header is line 1).
struct Table {
  struct Row {
    std::size_t line = 0;
    std::vector<std::string> cells;
  };
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

/// RFC 4180: commas, double quotes doubled inside, line breaks inside quotes, CRLF or LF; a leading
/// byte order mark is dropped. Errors: "index.csv_text" (not UTF-8), "index.csv_empty", "index.csv_quote",
/// "index.csv_cells" (a row with another number of cells), "index.csv_column" (two columns of one name).
Result<Table> read_csv(std::string_view text);

struct RankInput {
  std::string score;  ///< column
  std::string group;  ///< column, or empty
};
struct Ranking {
  Table table;
  std::vector<std::size_t> ranks;  ///< per row; 0 where the score is empty
};

/// Errors: those of read_csv; "index.rank_column" (no such column), "index.rank_number" naming the line.
Result<Ranking> rank_rows(std::string_view csv, const RankInput& input);

/// `[{…row, "rank": 1}]`, rank null where the score is empty; rows keep their places.
std::string to_json(const Ranking& ranking);
/// The rows as CSV with a last column `rank`.
std::string to_csv(const Ranking& ranking);

}  // namespace sen::index
