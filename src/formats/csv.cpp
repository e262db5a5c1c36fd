#include "formats/csv.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "formats/kind.hpp"

namespace sen::formats {
namespace {

Error at_line(const char* rule, int line) {
  return invalid(rule, "line " + std::to_string(line), {{"line", std::to_string(line)}});
}

// By the header; where lines of a title may stand above it, by the beginning of the file.
char guess_separator(std::string_view text, bool any_width) {
  constexpr std::size_t kBeginning = 4'096;
  const std::string_view first = text.substr(0, any_width ? kBeginning : text.find('\n'));
  char best = ',';
  for (const char c : {',', ';', '\t'}) {
    if (std::count(first.begin(), first.end(), c) > std::count(first.begin(), first.end(), best)) best = c;
  }
  return best;
}

class Scanner {
 public:
  Scanner(std::string_view text, char separator) : text_(text), separator_(separator) {}
  [[nodiscard]] bool at_end() const { return next_ >= text_.size(); }

  Result<CsvRow> row() {
    CsvRow row;
    row.line = line_;
    for (;;) {
      SEN_LET(auto cell, this->cell());
      row.cells.push_back(std::move(cell));
      if (at_end()) return row;
      if (text_[next_] == separator_) {
        ++next_;
        if (at_end()) row.cells.emplace_back();
        if (at_end()) return row;
        continue;
      }
      if (text_[next_] == '\r') ++next_;
      if (!at_end() && text_[next_] == '\n') ++next_;
      ++line_;
      return row;
    }
  }

 private:
  Result<std::string> cell() {
    if (at_end() || text_[next_] != '"') return plain();
    const int start = line_;
    std::string cell;
    for (++next_; !at_end(); ++next_) {
      const char c = text_[next_];
      if (c == '\n') ++line_;
      if (c != '"') {
        cell.push_back(c);
        continue;
      }
      ++next_;
      if (at_end() || text_[next_] != '"') return end_of_quoted(std::move(cell), start);
      cell.push_back('"');
    }
    return at_line("formats.csv_quote", start);
  }

  Result<std::string> end_of_quoted(std::string cell, int start) {
    const bool ends = at_end() || text_[next_] == separator_ || text_[next_] == '\n' || text_[next_] == '\r';
    if (!ends) return at_line("formats.csv_quote", start);
    return cell;
  }

  Result<std::string> plain() {
    const std::size_t start = next_;
    while (!at_end() && text_[next_] != separator_ && text_[next_] != '\n' && text_[next_] != '\r') {
      if (text_[next_] == '"') return at_line("formats.csv_quote", line_);
      ++next_;
    }
    return std::string(text_.substr(start, next_ - start));
  }

  std::string_view text_;
  char separator_;
  std::size_t next_ = 0;
  int line_ = 1;
};

}  // namespace

int CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

Result<CsvTable> read_csv(std::string_view text, const CsvLimits& limits) {
  if (starts_with(text, "\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const int line = first_bad_line(text); line > 0) return at_line("formats.not_utf8", line);
  Scanner scanner(text, limits.separator != 0 ? limits.separator : guess_separator(text, limits.any_width));
  CsvTable table;
  bool first = true;
  while (!scanner.at_end()) {
    SEN_LET(auto row, scanner.row());
    if (row.cells.size() == 1 && trim(row.cells[0]).empty()) continue;
    if (row.cells.size() > limits.column_count_max || table.rows.size() >= limits.row_count_max) {
      return at_line("formats.csv_too_big", row.line);
    }
    if (limits.any_width) {
      first = false;
      table.rows.push_back(std::move(row));
      continue;
    }
    if (first) {
      first = false;
      for (const std::string& cell : row.cells) table.header.emplace_back(trim(cell));
      const std::set<std::string> names(table.header.begin(), table.header.end());
      if (names.size() != table.header.size()) return at_line("formats.csv_doubled", row.line);
      continue;
    }
    if (row.cells.size() != table.header.size()) {
      Error error = at_line("formats.csv_width", row.line);
      error.arguments.emplace_back("cells", std::to_string(row.cells.size()));
      error.arguments.emplace_back("columns", std::to_string(table.header.size()));
      return error;
    }
    table.rows.push_back(std::move(row));
  }
  if (first) return invalid("formats.csv_empty");
  return table;
}

}  // namespace sen::formats
