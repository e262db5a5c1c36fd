// What a reader of the plan would mark with a pencil: slips of spelling, a name written two ways, a missing
// numeral, words that give no date. Each only proposes; nothing is changed by itself.

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "formats/docx_numbering.hpp"
#include "plan/citations.hpp"
#include "plan/deadline.hpp"
#include "plan/read_parts.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

struct Passage {
  int line = 0;
  std::string text;
};

/// Everything printed, a merged cell and a repeated heading once.
std::vector<Passage> passages_of(const Reading& reading) {
  std::vector<Passage> passages;
  for (const TextParagraph& paragraph : reading.paragraphs) passages.push_back({paragraph.line, paragraph.text});
  for (const TextTable& table : reading.task_tables) {
    for (const formats::TextRow& row : table.rows) {
      for (const formats::TextCell& cell : row.cells) {
        if (!cell.text.empty() && !cell.spans_left && !cell.spans_above) passages.push_back({row.line, cell.text});
      }
    }
  }
  std::stable_sort(passages.begin(), passages.end(), [](const Passage& a, const Passage& b) { return a.line < b.line; });
  return passages;
}

bool is_letter_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return std::isalnum(c) != 0;
  return c != 0xE2;  // dashes and quotation marks live in that block; Vietnamese letters do not
}

bool is_whole_word(std::string_view text, std::size_t at, std::size_t length) {
  std::size_t head = at;
  while (head > 0 && (static_cast<unsigned char>(text[head - 1]) & 0xC0U) == 0x80U) --head;
  if (head > 0 && head < at) --head;
  const bool letter_before = at > 0 && (head < at ? is_letter_at(text, head) : is_letter_at(text, at - 1));
  return !letter_before && !is_letter_at(text, at + length);
}

std::string word_after(std::string_view text, std::size_t at) {
  const std::string_view tail = trim(text.substr(std::min(at, text.size())));
  std::size_t end = 0;
  while (is_letter_at(tail, end)) ++end;
  return std::string(tail.substr(0, end));
}

void find_slips(Reading& reading, const std::vector<Passage>& passages) {
  for (const Passage& passage : passages) {
    for (const Slip& slip : reading.dictionary.slips()) {
      const auto at = passage.text.find(slip.wrong);
      if (at == std::string::npos || !is_whole_word(passage.text, at, slip.wrong.size())) continue;
      const std::string next = word_after(passage.text, at + slip.wrong.size());
      if (std::find(slip.unless_next.begin(), slip.unless_next.end(), next) != slip.unless_next.end()) continue;
      problem(reading, passage.line, "plan.problem.spelling", {}, slip.wrong, slip.right);
    }
  }
}

/// "Phú Linh" where the letter comes from "Phù Linh".
void find_own_name_slips(Reading& reading, const std::vector<Passage>& passages) {
  std::string name;
  for (const std::string_view kind : {" xã ", " phường ", " thị trấn "}) {
    const auto at = reading.document.header.issuer.find(kind);
    if (at != std::string::npos) name = reading.document.header.issuer.substr(at + kind.size());
  }
  const std::size_t count = word_count(name);
  if (name.empty() || count < 2) return;
  const std::string key = word_key(name);
  for (const Passage& passage : passages) {
    const std::vector<std::string> words = split(squeeze(passage.text), ' ');
    for (std::size_t i = 0; i + count <= words.size(); ++i) {
      std::string window = words[i];
      for (std::size_t k = 1; k < count; ++k) window += " " + words[i + k];
      if (word_key(window) != key) continue;
      const std::string bare = strip_end(window, ".,;:)/");
      if (lower(bare) != lower(name) && !begins_small(bare)) problem(reading, passage.line, "plan.problem.own_name", {}, bare, name);
    }
  }
}

/// One body under several names in the columns of bodies: the name written most often is proposed.
void find_body_names(Reading& reading) {
  struct Writing {
    int count = 0;
    int line = 0;
  };
  std::map<std::string, std::map<std::string, Writing>> writings;
  for (const TaskRow& task : reading.document.appendix.tasks) {
    for (const BodyNames* cell : {&task.lead, &task.coordinating}) {
      const Body* body = reading.dictionary.body_of(cell->text);
      if (body == nullptr) continue;
      std::string name = marker_of(cell->text).kind == MarkerKind::Bullet ? marker_of(cell->text).rest : cell->text;
      Writing& writing = writings[body->code][name];
      if (writing.count++ == 0) writing.line = task.source_line;
    }
  }
  for (const auto& [code, names] : writings) {
    if (names.size() < 2) continue;
    const auto best = std::max_element(names.begin(), names.end(), [](const auto& a, const auto& b) {
      return std::pair(a.second.count, -a.second.line) < std::pair(b.second.count, -b.second.line);
    });
    for (const auto& [name, writing] : names) {
      if (name != best->first) problem(reading, writing.line, "plan.problem.body_name", {}, name, best->first);
    }
  }
}

void find_numerals(Reading& reading) {
  const auto& groups = reading.document.appendix.groups;
  const bool any_roman = std::any_of(groups.begin(), groups.end(), [](const GroupRow& group) { return roman_value(group.roman_printed) > 0; });
  if (!any_roman) return;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string wanted = formats::roman_number(static_cast<int>(i) + 1, true);
    if (groups[i].roman_printed == wanted || groups[i].title.empty()) continue;
    problem(reading, groups[i].line, groups[i].roman_printed.empty() ? "plan.problem.numeral_missing" : "plan.problem.numeral_order",
            {{"title", groups[i].title}, {"printed", groups[i].roman_printed}}, {}, wanted);
  }
}

int plain_number(const std::string& stt) {
  const bool plain = !stt.empty() && stt.size() < 6 && stt.find_first_not_of("0123456789") == std::string::npos;
  return plain ? std::stoi(stt) : 0;
}

void find_task_problems(Reading& reading) {
  const Header& header = reading.document.header;
  const TaskRow* previous = nullptr;
  for (const TaskRow& task : reading.document.appendix.tasks) {
    if (task.deadline_text.empty()) {
      problem(reading, task.source_line, "plan.problem.deadline_missing", {{"content", task.content}}, {}, {});
    } else if (task.deadline.kind == DeadlineKind::Open && !is_open_on_purpose(task.deadline_text)) {
      problem(reading, task.source_line, "plan.problem.deadline_unread", {{"words", task.deadline_text}}, {}, {});
    } else if (header.signed_date && task.deadline.end && *task.deadline.end < *header.signed_date) {
      problem(reading, task.source_line, "plan.problem.deadline_past", {{"words", task.deadline_text}}, {}, {});
    }
    if (task.lead.text.empty()) problem(reading, task.source_line, "plan.problem.lead_missing", {{"content", task.content}}, {}, {});
    const int number = plain_number(task.stt);
    const int last = previous == nullptr ? 0 : plain_number(previous->stt);
    if (previous != nullptr && number > 0 && last > 0 && number != 1 && number != last && number != last + 1) {
      problem(reading, task.source_line, "plan.problem.number_gap", {{"number", task.stt}, {"previous", previous->stt}}, {}, {});
    }
    previous = &task;
  }
}

void find_header_problems(Reading& reading) {
  const Header& header = reading.document.header;
  const bool date_blank = std::any_of(reading.document.problems.begin(), reading.document.problems.end(), [](const Problem& known) { return known.message.key == "plan.problem.date_blank"; });
  if (header.number.empty()) problem(reading, 1, "plan.problem.no_number", {}, {}, {});
  if (!header.signed_date && !date_blank) problem(reading, 1, "plan.problem.no_date", {}, {}, {});
  if (header.issuer.empty()) problem(reading, 1, "plan.problem.no_issuer", {}, {}, {});
  if (header.title.empty()) problem(reading, 1, "plan.problem.no_title", {}, {}, {});
  if (reading.foreign_table_line > 0) problem(reading, reading.foreign_table_line, "plan.problem.table_foreign", {}, {}, {});
  if (reading.task_tables.empty()) problem(reading, 1, "plan.problem.no_table", {}, {}, {});
  else if (reading.document.appendix.tasks.empty()) problem(reading, reading.task_tables.front().rows.front().line, "plan.problem.no_tasks", {}, {}, {});
}

}  // namespace

void problem(Reading& reading, int line, const char* key, TextArguments arguments, std::string found, std::string proposal) {
  if (!found.empty()) arguments.emplace_back("found", found);
  if (!proposal.empty()) arguments.emplace_back("proposal", proposal);
  const Problem made{line, {key, std::move(arguments)}, std::move(found), std::move(proposal)};
  for (const Problem& known : reading.document.problems) {
    if (known.line == made.line && known.message.key == made.message.key && known.found == made.found) return;
  }
  reading.document.problems.push_back(made);
}

void read_citations(Reading& reading) {
  std::vector<CitedDocument> documents;
  std::vector<CitedDocument> standards;
  std::set<std::string> seen{reading.document.header.number};
  for (const Passage& passage : passages_of(reading)) {
    for (CitedDocument& cited : citations_in(passage.text, passage.line)) {
      if (!seen.insert(cited.number).second) continue;
      const bool standard = cited.kind == "ISO" || cited.kind == "TCVN";
      (standard ? standards : documents).push_back(std::move(cited));
    }
  }
  reading.document.cited = std::move(documents);
  for (CitedDocument& standard : standards) reading.document.cited.push_back(std::move(standard));
  // A target inside a task that carries out another document is that document's target.
  for (TaskRow& task : reading.document.appendix.tasks) {
    for (const std::string* text : {&task.content, &task.solution}) {
      const auto cited = citations_in(*text, task.source_line);
      if (cited.size() != 1) continue;
      for (Target& target : task.targets) {
        if (text->find(target.basis) == std::string::npos || target.basis.find(cited.front().number) == std::string::npos) continue;
        const auto& date = cited.front().date;
        target.document = cited.front().number + (date ? " " + localized_date(to_string(*date)) : std::string{});
      }
    }
  }
}

void find_problems(Reading& reading) {
  const std::vector<Passage> passages = passages_of(reading);
  find_header_problems(reading);
  find_slips(reading, passages);
  find_own_name_slips(reading, passages);
  find_body_names(reading);
  find_numerals(reading);
  find_task_problems(reading);
  std::stable_sort(reading.document.problems.begin(), reading.document.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
}

}  // namespace sen::plan
