#include "plan/proposals.hpp"

#include <algorithm>
#include <charconv>

#include "plan/dictionary.hpp"

namespace sen::plan {
namespace {

void replace_in(std::string& text, const Problem& problem) {
  if (problem.found.empty()) return;
  for (auto at = text.find(problem.found); at != std::string::npos; at = text.find(problem.found, at + problem.proposal.size())) {
    text.replace(at, problem.found.size(), problem.proposal);
  }
}

/// Bodies are found again: a corrected name may mean another body, or one at last.
void replace_in(BodyNames& names, const Problem& problem) {
  const std::string printed = names.text;
  replace_in(names.text, problem);
  if (names.text != printed) names = Dictionary::shipped().bodies_in(names.text);
}

void apply(PlanDocument& document, const Problem& problem) {
  for (TaskRow& task : document.appendix.tasks) {
    if (task.source_line != problem.line) continue;
    for (std::string* text : {&task.content, &task.solution, &task.product, &task.note, &task.deadline_text}) replace_in(*text, problem);
    replace_in(task.lead, problem);
    replace_in(task.coordinating, problem);
  }
  for (GroupRow& group : document.appendix.groups) {
    if (group.line != problem.line) continue;
    replace_in(group.title, problem);
    if (problem.found.empty()) group.roman_printed = problem.proposal;
  }
  for (TaskGroup& group : document.task_groups) {
    for (Duty& duty : group.tasks) {
      if (duty.line == problem.line) replace_in(duty.text, problem);
    }
  }
  for (Duty& duty : document.implementation) {
    if (duty.line == problem.line) replace_in(duty.text, problem);
  }
}

}  // namespace

Result<PlanDocument> with_proposals(PlanDocument document, const std::vector<std::string>& accepted) {
  std::vector<Problem> chosen;
  for (const std::string& id : accepted) {
    std::size_t number = 0;
    const char* digits = id.data() + std::min<std::size_t>(1, id.size());
    const auto [end, error] = std::from_chars(digits, id.data() + id.size(), number);
    const bool numbered = !id.empty() && id.front() == 'p' && error == std::errc{} && end == id.data() + id.size();
    if (!numbered || number < 1 || number > document.problems.size() || document.problems[number - 1].proposal.empty()) {
      return invalid("plan.proposal_unknown", "accepted_proposals", {{"id", id}});
    }
    chosen.push_back(document.problems[number - 1]);
  }
  // Longer finds first: a body's whole name before the slip inside it.
  std::stable_sort(chosen.begin(), chosen.end(), [](const Problem& a, const Problem& b) { return a.found.size() > b.found.size(); });
  for (const Problem& problem : chosen) apply(document, problem);
  return document;
}

}  // namespace sen::plan
