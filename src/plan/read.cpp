#include "plan/read.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "formats/limited.hpp"
#include "plan/document_json.hpp"
#include "plan/read_parts.hpp"
#include "plan/read_source.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

/// Letterheads and signatures are tables without lines: cell by cell they are paragraphs.
void flatten(const TextTable& table, std::vector<TextParagraph>& paragraphs) {
  for (const formats::TextRow& row : table.rows) {
    for (const formats::TextCell& cell : row.cells) {
      if (cell.spans_above) continue;
      for (TextParagraph paragraph : cell.paragraphs) {
        for (std::string& part : split(paragraph.text, '\t')) {
          if (squeeze(part).empty()) continue;
          paragraph.text = squeeze(part);
          paragraphs.push_back(paragraph);
        }
      }
    }
  }
}

bool looks_like_data(const TextTable& table) {
  return table.rows.size() >= 2 && std::any_of(table.rows.begin(), table.rows.end(), [](const formats::TextRow& row) { return row.cells.size() >= 3; });
}

/// Tables of tasks apart (also the parts after a page break, which print no heading), the rest as paragraphs.
void sort_blocks(const formats::TextDocument& source, Reading& reading) {
  std::size_t task_width = 0;
  for (const formats::TextBlock& block : source.blocks) {
    if (const auto* paragraph = std::get_if<TextParagraph>(&block)) {
      reading.paragraphs.push_back(*paragraph);
      continue;
    }
    const auto& table = std::get<TextTable>(block);
    const std::size_t width = table.rows.front().cells.size();
    if (is_task_table(reading.dictionary, table)) {
      if (reading.task_tables.empty()) reading.table_start = reading.paragraphs.size();
      reading.task_tables.push_back(table);
      task_width = width;
    } else if (task_width >= 3 && width == task_width) {
      reading.task_tables.push_back(table);
    } else {
      if (looks_like_data(table) && reading.foreign_table_line == 0) reading.foreign_table_line = table.rows.front().line;
      flatten(table, reading.paragraphs);
    }
  }
}

/// "đạt 93,86 điểm xếp thứ hạng 2/26": the result that the plan answers to.
void read_previous_result(Reading& reading) {
  const auto digits = [](std::string_view text, std::size_t& at, std::string_view more) {
    const std::size_t start = at;
    while (at < text.size() && ((text[at] >= '0' && text[at] <= '9') || more.find(text[at]) != std::string_view::npos)) ++at;
    return std::string(text.substr(start, at - start));
  };
  for (std::size_t i = 0; i < reading.body_start; ++i) {
    const std::string small = lower(reading.paragraphs[i].text);
    const auto reached = small.find("đạt ");
    const auto ranked = small.find("hạng ");
    if (reached == std::string::npos || ranked == std::string::npos) continue;
    std::size_t at = reached + std::string_view("đạt ").size();
    std::string score = digits(small, at, ",.");
    std::replace(score.begin(), score.end(), ',', '.');
    if (score.empty() || small.find("điểm", at) != at + 1) continue;
    at = ranked + std::string_view("hạng ").size();
    const std::string rank = digits(small, at, "");
    const bool slash = at < small.size() && small[at] == '/';
    const std::string of = slash ? digits(small, ++at, "") : std::string{};
    if (rank.empty() || rank.size() > 4 || of.size() > 4) continue;
    reading.document.previous_result = PreviousResult{score, std::stoi(rank), of.empty() ? 0 : std::stoi(of)};
    return;
  }
}

}  // namespace

PlanDocument read_document(const formats::TextDocument& source) {
  Reading reading{.dictionary = Dictionary::shipped(), .paragraphs = {}, .task_tables = {}, .foreign_table_line = 0, .document = {}};
  sort_blocks(source, reading);
  find_bounds(reading);
  read_header(reading);
  read_body(reading);
  read_end(reading);
  read_appendix(reading);
  read_citations(reading);
  read_previous_result(reading);
  find_problems(reading);
  return std::move(reading.document);
}

Result<PlanDocument> read_plan(std::string_view bytes) {
  // The dictionary is made here: after the fork it is only read.
  Dictionary::shipped();
  SEN_LET(const std::string json, formats::run_limited([&]() -> Result<std::string> {
    SEN_LET(const auto source, read_source(bytes));
    return to_json(read_document(source), Language::Vi);
  }));
  SEN_LET(const auto parsed, parse_json(json));
  return plan_from_json(parsed);
}

}  // namespace sen::plan
