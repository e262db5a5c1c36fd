// Tables of tasks: columns by their headings, headings over several rows or printed again on each page, merged
// cells, groups with numerals, letters or none, rows cut by a page break.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "plan/deadline.hpp"
#include "plan/read_parts.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

using formats::TextCell;
using formats::TextRow;

constexpr std::size_t kHeaderSearchRows = 8;
constexpr std::size_t kHeadingBytesMax = 120;

using Columns = std::map<Role, std::size_t>;

bool is_own(const TextCell& cell) { return !cell.text.empty() && !cell.spans_left && !cell.spans_above; }

/// Texts of a row, a merged cell once.
std::vector<const TextCell*> own_cells(const TextRow& row) {
  std::vector<const TextCell*> own;
  for (const TextCell& cell : row.cells) {
    if (is_own(cell)) own.push_back(&cell);
  }
  return own;
}

/// Two columns of one meaning: the second content column holds what is to be done about the first.
Columns columns_of(const Dictionary& dictionary, const std::vector<std::string>& headings) {
  Columns columns;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const Role role = dictionary.role_of(headings[i]);
    if (role == Role::None) continue;
    if (!columns.contains(role)) columns[role] = i;
    else if (role == Role::Content && !columns.contains(Role::Solution)) columns[Role::Solution] = i;
  }
  if (!columns.contains(Role::Content) && columns.contains(Role::Solution)) {
    columns[Role::Content] = columns[Role::Solution];
    columns.erase(Role::Solution);
  }
  return columns;
}

bool head_tasks(const Columns& columns) {
  const bool who_or_when = columns.contains(Role::Lead) || columns.contains(Role::Deadline) || columns.contains(Role::Coordinating) || columns.contains(Role::Product);
  return columns.contains(Role::Content) && who_or_when && columns.size() >= 3;
}

std::vector<std::string> texts_of(const TextRow& row) {
  std::vector<std::string> texts;
  for (const TextCell& cell : row.cells) texts.push_back(cell.text.size() <= kHeadingBytesMax ? cell.text : std::string{});
  return texts;
}

/// Headings of a second row refine those of the first: "Cơ quan thực hiện" over "Chủ trì" and "Phối hợp".
std::vector<std::string> refine(std::vector<std::string> headings, const TextRow& row) {
  headings.resize(std::max(headings.size(), row.cells.size()));
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (is_own(row.cells[i])) headings[i] = row.cells[i].text;
  }
  return headings;
}

bool refines(const Dictionary& dictionary, const TextRow& row) {
  const auto own = own_cells(row);
  if (own.size() < 2 || is_own(row.cells.front())) return false;
  return std::all_of(own.begin(), own.end(), [&](const TextCell* cell) { return dictionary.role_of(cell->text) != Role::None; });
}

/// "(1) (2) (3)" or "A B 1 2" under the headings.
bool numbers_columns(const TextRow& row) {
  const auto own = own_cells(row);
  return own.size() >= 3 && std::all_of(own.begin(), own.end(), [](const TextCell* cell) {
    const std::string key = word_key(cell->text);
    return key.size() <= 2 && !key.empty() && cell->text.size() <= 4 && roman_value(cell->text) == 0;
  });
}

struct Heading {
  std::size_t first_row = 0;
  std::size_t row_count = 0;
  std::vector<std::string> texts;    ///< refined, by column
  std::vector<std::string> printed;  ///< of the first row, each merged cell once
  Columns columns;
};

std::optional<Heading> heading_of(const Dictionary& dictionary, const TextTable& table) {
  for (std::size_t i = 0; i < std::min(table.rows.size(), kHeaderSearchRows); ++i) {
    Heading heading;
    heading.first_row = i;
    heading.row_count = 1;
    heading.texts = texts_of(table.rows[i]);
    while (i + heading.row_count < table.rows.size() && refines(dictionary, table.rows[i + heading.row_count])) {
      heading.texts = refine(heading.texts, table.rows[i + heading.row_count]);
      ++heading.row_count;
    }
    heading.columns = columns_of(dictionary, heading.texts);
    if (own_cells(table.rows[i]).size() < 2 || !head_tasks(heading.columns)) continue;
    for (const TextCell& cell : table.rows[i].cells) {
      if (!cell.spans_left && (!cell.text.empty() || heading.row_count == 1)) heading.printed.push_back(cell.text);
    }
    while (!heading.printed.empty() && heading.printed.back().empty()) heading.printed.pop_back();
    return heading;
  }
  return std::nullopt;
}

bool repeats(const Dictionary& dictionary, const Heading& heading, const TextRow& row) {
  if (row.repeats_header && head_tasks(columns_of(dictionary, texts_of(row)))) return true;
  std::size_t same = 0;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string& text = row.cells[i].text;
    if (text.empty()) continue;
    const bool as_printed = std::any_of(heading.printed.begin(), heading.printed.end(), [&](const std::string& printed) { return word_key(printed) == word_key(text); });
    if (!as_printed && (i >= heading.texts.size() || word_key(heading.texts[i]) != word_key(text))) return false;
    ++same;
  }
  return same >= 2;
}

/// Numeral of a group row: Roman or a capital letter, with any closing sign.
std::string group_numeral(std::string_view cell) {
  const std::string bare = strip_end(cell, ".)/:- ");
  const bool letter = bare.size() == 1 && bare[0] >= 'A' && bare[0] <= 'Z';
  return roman_value(bare) > 0 || letter ? bare : std::string{};
}

std::string named_code(std::string_view title) {
  const std::string key = word_key(title);
  for (const auto& [word, code] : std::initializer_list<std::pair<const char*, const char*>>{{"sipas", "SIPAS"}, {"papi", "PAPI"}, {"par", "PAR"}, {"parindex", "PAR"}}) {
    if (has_words(key, word)) return code;
  }
  return {};
}

class AppendixReader {
 public:
  explicit AppendixReader(Reading& reading) : reading_(reading), appendix_(reading.document.appendix) {
    const Header& header = reading.document.header;
    dates_ = {header.signed_date, header.plan_year};
  }

  void read(const TextTable& table) {
    std::size_t next = 0;
    if (auto found = heading_of(reading_.dictionary, table)) {
      heading_ = *found;
      next = heading_.first_row + heading_.row_count;
      if (appendix_.columns.empty()) appendix_.columns = heading_.printed;
      appendix_.has_product = appendix_.has_product || heading_.columns.contains(Role::Product);
      if (next < table.rows.size() && numbers_columns(table.rows[next])) ++next;
    }
    for (; next < table.rows.size(); ++next) read_row(table, next);
  }

  void finish() {
    if (appendix_.groups.empty()) {
      for (TaskRow& task : appendix_.tasks) task.group = "G1";
      return;
    }
    // Tasks above the first heading make a group without a name.
    const auto unnamed = std::count(group_lines_.begin(), group_lines_.end(), 0);
    if (unnamed > 0) appendix_.groups.insert(appendix_.groups.begin(), GroupRow{{}, {}, {}, static_cast<int>(unnamed), 0});
    // A heading that holds no task itself only stands above others.
    std::erase_if(appendix_.groups, [](const GroupRow& group) { return group.count == 0; });
    std::set<std::string> used;
    std::map<int, std::string> codes;
    int position = 0;
    for (GroupRow& group : appendix_.groups) {
      ++position;
      group.code = named_code(group.title);
      if (group.code.empty() || used.contains(group.code)) group.code = "G" + std::to_string(position);
      used.insert(group.code);
      codes[group.line] = group.code;
    }
    for (std::size_t i = 0; i < appendix_.tasks.size(); ++i) appendix_.tasks[i].group = codes[group_lines_[i]];
  }

 private:
  [[nodiscard]] const TextCell* cell(const TextRow& row, Role role) const {
    const auto column = heading_.columns.find(role);
    if (column == heading_.columns.end() || column->second >= row.cells.size()) return nullptr;
    return &row.cells[column->second];
  }
  [[nodiscard]] std::string text(const TextRow& row, Role role) const {
    const TextCell* found = cell(row, role);
    return found == nullptr ? std::string{} : found->text;
  }

  void read_row(const TextTable& table, std::size_t index) {
    const TextRow& row = table.rows[index];
    const auto own = own_cells(row);
    if (own.empty() || repeats(reading_.dictionary, heading_, row) || refines_here(row)) return;
    if (is_total(row)) return;
    if (is_group(table, index, own)) return open_group(row, own);
    if (continues(row)) return continue_task(row);
    add_task(row);
  }

  bool refines_here(const TextRow& row) const {
    return row.repeats_header && refines(reading_.dictionary, row);
  }

  bool is_total(const TextRow& row) const {
    const auto own = own_cells(row);
    const std::string key = word_key(own.front()->text);
    return key == "tong cong" || key == "tong" || key == "cong" || key == "tong so";
  }

  /// One text (besides a numeral or nothing in the number column) makes a heading of what follows.
  bool is_group(const TextTable& table, std::size_t index, const std::vector<const TextCell*>& own) const {
    const TextRow& row = table.rows[index];
    const TextCell* stt = cell(row, Role::Stt);
    const bool has_stt = stt != nullptr && is_own(*stt);
    if (own.size() == 1) return !has_stt || spans_row(row) ? heads_group(row, *own.front()) : false;
    if (!has_stt || own.size() != 2) return false;
    if (!group_numeral(stt->text).empty()) return true;
    return heads_numbered(table, index);
  }

  static bool spans_row(const TextRow& row) { return row.cells.size() > 1 && row.cells[1].spans_left; }

  bool heads_group(const TextRow& row, const TextCell& only) const {
    if (spans_row(row) || is_upper(only.text) || only.bold) return true;
    const Marker marker = marker_of(only.text);
    if (marker.kind == MarkerKind::Roman || marker.kind == MarkerKind::Letter || !named_code(only.text).empty()) return true;
    const bool in_content = cell(row, Role::Content) == &only;
    return in_content && marker.kind == MarkerKind::None && !begins_small(only.text) && (appendix_.tasks.empty() || ends_closed(appendix_.tasks.back().content) || word_count(only.text) <= 12);
  }

  /// "1 | Cải cách thể chế | | |" above "1.1 | Rà soát … | VP | …".
  bool heads_numbered(const TextTable& table, std::size_t index) const {
    const TextRow& row = table.rows[index];
    const TextCell* content = cell(row, Role::Content);
    if (content == nullptr || !is_own(*content)) return false;
    const std::string number = strip_end(text(row, Role::Stt), ".) ");
    for (std::size_t next = index + 1; next < table.rows.size(); ++next) {
      if (repeats(reading_.dictionary, heading_, table.rows[next])) continue;
      const std::string following = text(table.rows[next], Role::Stt);
      return starts_with(following, number + ".") && following.size() > number.size() + 1;
    }
    return false;
  }

  void open_group(const TextRow& row, const std::vector<const TextCell*>& own) {
    GroupRow group;
    group.line = row.line;
    if (own.size() == 2) {
      const std::string numeral = group_numeral(own.front()->text);
      group.roman_printed = numeral.empty() ? strip_end(own.front()->text, ".) ") : numeral;
      group.title = own.back()->text;
    } else {
      const Marker marker = marker_of(own.front()->text);
      const bool numbered = (marker.kind == MarkerKind::Roman || marker.kind == MarkerKind::Letter) && !marker.rest.empty();
      group.roman_printed = numbered ? marker.printed : std::string{};
      group.title = numbered ? marker.rest : own.front()->text;
    }
    appendix_.groups.push_back(std::move(group));
  }

  /// No number, nothing new in the content: the rest of a row that a page break cut, or more of the same task.
  bool continues(const TextRow& row) const {
    if (appendix_.tasks.empty()) return false;
    const TextCell* stt = cell(row, Role::Stt);
    const TextCell* content = cell(row, Role::Content);
    const bool same_number = stt != nullptr && (stt->text.empty() || stt->spans_above);
    if (!same_number || content == nullptr) return false;
    const bool same_content = content->text.empty() || content->spans_above || (begins_small(content->text) && !ends_closed(appendix_.tasks.back().content));
    if (!same_content) return false;
    // Its own date or body makes it a task of its own.
    const TextCell* lead = cell(row, Role::Lead);
    const TextCell* deadline = cell(row, Role::Deadline);
    const bool own_deadline = deadline != nullptr && is_own(*deadline) && read_deadline(deadline->text, dates_).kind != DeadlineKind::Open;
    return !(own_deadline || (lead != nullptr && is_own(*lead) && !begins_small(lead->text)));
  }

  void continue_task(const TextRow& row) {
    TaskRow& task = appendix_.tasks.back();
    const auto extend = [&](Role role, std::string& into) {
      const TextCell* more = cell(row, role);
      if (more == nullptr || !is_own(*more)) return;
      if (!into.empty()) into += " ";
      into += more->text;
    };
    extend(Role::Content, task.content);
    extend(Role::Solution, task.solution);
    extend(Role::Product, task.product);
    extend(Role::Note, task.note);
    extend(Role::Lead, task.lead.text);
    extend(Role::Coordinating, task.coordinating.text);
    extend(Role::Deadline, task.deadline_text);
    interpret(task);
  }

  void add_task(const TextRow& row) {
    TaskRow task;
    task.source_line = row.line;
    task.stt = strip_end(text(row, Role::Stt), ".) ");
    task.content = text(row, Role::Content);
    const TextCell* content = cell(row, Role::Content);
    const bool same_task = content != nullptr && content->text.empty() && !appendix_.tasks.empty();
    if (same_task) task.content = appendix_.tasks.back().content;
    if (task.stt.empty()) task.stt = next_stt(row, same_task);
    task.solution = text(row, Role::Solution);
    task.product = text(row, Role::Product);
    task.note = text(row, Role::Note);
    task.lead.text = text(row, Role::Lead);
    task.coordinating.text = text(row, Role::Coordinating);
    task.deadline_text = text(row, Role::Deadline);
    interpret(task);
    if (!appendix_.groups.empty()) ++appendix_.groups.back().count;
    group_lines_.push_back(appendix_.groups.empty() ? 0 : appendix_.groups.back().line);
    appendix_.tasks.push_back(std::move(task));
  }

  /// A table without a number column, or a cell left blank: counted on within the group.
  std::string next_stt(const TextRow& row, bool same_task) {
    const bool new_group = appendix_.tasks.empty() || (!appendix_.groups.empty() && appendix_.groups.back().count == 0);
    if (heading_.columns.contains(Role::Stt) && !same_task) problem(reading_, row.line, "plan.problem.number_missing", {}, {}, {});
    if (new_group) return "1";
    const std::string& last = appendix_.tasks.back().stt;
    const bool plain = !last.empty() && last.size() < 6 && last.find_first_not_of("0123456789") == std::string::npos;
    if (same_task || !plain) return last;
    return std::to_string(std::stoi(last) + 1);
  }

  void interpret(TaskRow& task) {
    task.lead = reading_.dictionary.bodies_in(task.lead.text);
    task.coordinating = reading_.dictionary.bodies_in(task.coordinating.text);
    task.deadline = read_deadline(task.deadline_text, dates_);
    task.targets = reading_.dictionary.targets_in(task.content);
    for (Target& target : reading_.dictionary.targets_in(task.solution)) task.targets.push_back(std::move(target));
  }

  Reading& reading_;
  Appendix& appendix_;
  PlanDates dates_;
  Heading heading_;
  std::vector<int> group_lines_;  ///< by task: the line of its group's row
};

/// Lines between "PHỤ LỤC" and the caption that says what they belong to.
std::string title_of(const Reading& reading) {
  std::string title;
  const std::size_t end = reading.table_start > reading.appendix_start ? reading.table_start : reading.paragraphs.size();
  for (std::size_t i = reading.appendix_start; i < end; ++i) {
    std::string text = reading.paragraphs[i].text;
    const std::string key = word_key(text);
    if (i == reading.appendix_start) {
      // "PHỤ LỤC", "Phụ lục 01", "PHỤ LỤC: DANH MỤC …"
      const auto colon = text.find(':');
      text = colon == std::string::npos ? std::string{} : squeeze(text.substr(colon + 1));
    } else if (has_words(key, "kem theo") || starts_with(text, "(") || starts_with_words(key, "phu luc")) {
      break;
    }
    if (text.empty()) continue;
    if (!title.empty()) title += " ";
    title += text;
  }
  return title;
}

}  // namespace

bool is_task_table(const Dictionary& dictionary, const TextTable& table) { return heading_of(dictionary, table).has_value(); }

void read_appendix(Reading& reading) {
  reading.document.appendix.title = title_of(reading);
  AppendixReader reader(reading);
  for (const TextTable& table : reading.task_tables) reader.read(table);
  reader.finish();
}

}  // namespace sen::plan
