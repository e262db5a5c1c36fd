#include "index/rank.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "law/fact.hpp"

namespace sen::index {
namespace {

/// Splits the text into rows of cells, counting lines as an editor does.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  Result<std::vector<Table::Row>> rows() {
    std::vector<Table::Row> rows;
    while (at_ < text_.size()) {
      Table::Row row;
      row.line = line_;
      SEN_TRY(read_row(row));
      const bool is_blank = row.cells.size() == 1 && row.cells.front().empty();
      if (!is_blank) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  Result<Done> read_row(Table::Row& row) {
    while (true) {
      SEN_LET(std::string cell, read_cell());
      row.cells.push_back(std::move(cell));
      if (at_ >= text_.size()) return Done{};
      if (text_[at_] == ',') {
        ++at_;
        continue;
      }
      if (text_[at_] == '\r') ++at_;
      if (at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return Done{};
    }
  }

  Result<std::string> read_cell() {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted();
    std::string cell;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"') return quote_error();
      cell.push_back(text_[at_++]);
    }
    return cell;
  }

  Result<std::string> read_quoted() {
    const std::size_t opened = line_;
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell.push_back(text_[at_]);
        continue;
      }
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell.push_back(text_[at_++]);
        continue;
      }
      ++at_;
      const bool ends = at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r';
      if (!ends) return quote_error();
      return cell;
    }
    line_ = opened;
    return quote_error();
  }

  Error quote_error() const { return invalid("index.csv_quote", "line " + std::to_string(line_), {{"line", std::to_string(line_)}}); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Result<std::size_t> column_of(const Table& table, const std::string& name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  if (found != table.columns.end()) return static_cast<std::size_t>(found - table.columns.begin());
  return invalid("index.rank_column", name, {{"column", name}, {"columns", joined(table.columns)}});
}

void append_cell(std::string& out, std::string_view cell) {
  const bool plain = cell.find_first_of(",\"\r\n") == std::string_view::npos;
  if (plain) {
    out += cell;
    return;
  }
  out.push_back('"');
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace

Result<Table> read_csv(std::string_view text) {
  if (!is_utf8(text)) return invalid("index.csv_text");
  if (starts_with(text, "\xEF\xBB\xBF")) text.remove_prefix(3);
  SEN_LET(auto rows, CsvReader(text).rows());
  if (rows.empty()) return invalid("index.csv_empty");
  Table table;
  for (const auto& name : rows.front().cells) {
    if (std::find(table.columns.begin(), table.columns.end(), name) != table.columns.end()) {
      return invalid("index.csv_column", "line " + std::to_string(rows.front().line), {{"column", name}});
    }
    table.columns.push_back(name);
  }
  table.rows.assign(std::make_move_iterator(rows.begin() + 1), std::make_move_iterator(rows.end()));
  for (const auto& row : table.rows) {
    if (row.cells.size() == table.columns.size()) continue;
    return invalid("index.csv_cells", "line " + std::to_string(row.line),
                   {{"line", std::to_string(row.line)}, {"cells", std::to_string(row.cells.size())},
                    {"columns", std::to_string(table.columns.size())}});
  }
  return table;
}

Result<Ranking> rank_rows(std::string_view csv, const RankInput& input) {
  Ranking ranking;
  SEN_LET(ranking.table, read_csv(csv));
  const Table& table = ranking.table;
  SEN_LET(const std::size_t score, column_of(table, input.score));
  std::optional<std::size_t> group;
  if (!input.group.empty()) {
    SEN_LET(const std::size_t found, column_of(table, input.group));
    group = found;
  }
  std::vector<std::optional<law::Exact>> scores;
  for (const auto& row : table.rows) {
    const auto text = trim(row.cells[score]);
    const auto number = text.empty() ? std::nullopt : law::parse_number(text);
    if (!text.empty() && !number) {
      return invalid("index.rank_number", "line " + std::to_string(row.line),
                     {{"line", std::to_string(row.line)}, {"column", input.score}, {"value", std::string(text)}});
    }
    scores.push_back(number ? std::optional(number->exact()) : std::nullopt);
  }
  // Rows of one group, best first; equal scores share a rank and the next rank is skipped.
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i]) groups[group ? table.rows[i].cells[*group] : std::string()].push_back(i);
  }
  ranking.ranks.assign(table.rows.size(), 0);
  for (auto& [name, members] : groups) {
    std::stable_sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) { return *scores[a] > *scores[b]; });
    for (std::size_t place = 0; place < members.size(); ++place) {
      const bool ties = place > 0 && *scores[members[place]] == *scores[members[place - 1]];
      ranking.ranks[members[place]] = ties ? ranking.ranks[members[place - 1]] : place + 1;
    }
  }
  return ranking;
}

std::string to_json(const Ranking& ranking) {
  JsonOut out;
  out.begin_array();
  for (std::size_t i = 0; i < ranking.table.rows.size(); ++i) {
    out.begin_object();
    for (std::size_t column = 0; column < ranking.table.columns.size(); ++column) {
      if (ranking.table.columns[column] == "rank") continue;  // an old rank gives way to the new one
      out.member(ranking.table.columns[column], ranking.table.rows[i].cells[column]);
    }
    if (ranking.ranks[i] == 0) {
      out.member_null("rank");
    } else {
      out.member("rank", ranking.ranks[i]);
    }
    out.end_object();
  }
  out.end_array();
  return out.take();
}

std::string to_csv(const Ranking& ranking) {
  std::string out;
  const auto add_row = [&](const std::vector<std::string>& cells, const std::string& last) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (ranking.table.columns[column] == "rank") continue;
      append_cell(out, cells[column]);
      out.push_back(',');
    }
    out += last + "\n";
  };
  add_row(ranking.table.columns, "rank");
  for (std::size_t i = 0; i < ranking.table.rows.size(); ++i) {
    add_row(ranking.table.rows[i].cells, ranking.ranks[i] == 0 ? "" : std::to_string(ranking.ranks[i]));
  }
  return out;
}

}  // namespace sen::index
