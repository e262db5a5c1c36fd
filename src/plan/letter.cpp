#include "plan/letter.hpp"

#include <utility>

#include "base/capitals.hpp"
#include "base/texts.hpp"
#include "plan/letterhead.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

/// Letters of the administration are Vietnamese, whoever asks for them.
std::string word(const char* name, const TextArguments& arguments = {}) {
  return render(Language::Vi, std::string("plan.letter.") + name, arguments);
}

std::string shown(Date day) { return localized_date(to_string(day)); }

void add_row(formats::Table& table, const char* name, const std::string& value) {
  if (!value.empty()) table.rows.push_back({word(name), value});
}

formats::Table facts_table(const TaskView& view) {
  formats::Table table;
  table.widths = {4, 11};
  add_row(table, "task_number", view.task.stt);
  add_row(table, "task", view.title);
  add_row(table, "solution", without_bullet(view.task.solution));
  add_row(table, "due", view.task.run.due ? view.task.deadline_text + " (" + shown(*view.task.run.due) + ")" : view.task.deadline_text);
  add_row(table, "coordinating", view.coordinating);
  add_row(table, "progress", std::to_string(view.progress) + "%");
  std::string codes;
  for (const std::string& code : view.criteria) codes += (codes.empty() ? "" : ", ") + code;
  add_row(table, "criteria", codes);
  return table;
}

std::string stand_of_affairs(const TaskView& view, const LetterFacts& facts, Date today) {
  if (!facts.points || *facts.points <= Points{}) return word("plain", {{"today", shown(today)}, {"unit", facts.unit}});
  const char* name = view.stand.overdue_days > 0 ? "overdue" : "in_time";
  return word(name, {{"today", shown(today)}, {"days", std::to_string(view.stand.overdue_days)},
                     {"points", localized_number(Language::Vi, to_string(*facts.points))}});
}

}  // namespace

Result<formats::Document> urging_letter(const TaskView& view, const PlanRow& plan, const LetterFacts& facts, Date today) {
  if (!view.task.outside) return invalid("plan.letter_inside", "id");
  if (view.task.done || view.task.withdrawn) return conflict("plan.letter_closed", "id");
  formats::Document out;
  out.superior = upper(facts.superior);
  out.issuer = upper(facts.unit);
  out.number = word("number") + "\n" + word("subject");
  out.place_and_date = place_and_date(place_of(facts.unit_short), today);
  const auto add = [&](std::string text) { out.blocks.emplace_back(formats::Paragraph{.text = std::move(text)}); };
  out.blocks.emplace_back(formats::Paragraph{.text = word("to", {{"body", view.lead}}), .centred = true});
  add(word("based_on", {{"kind", plan.type}, {"number", plan.number}, {"date", shown(plan.issued_on)}, {"issuer", plan.issuer}, {"title", plan.title}}));
  add(word("asks", {{"unit", facts.unit}, {"body", view.lead}}));
  out.blocks.emplace_back(facts_table(view));
  add(stand_of_affairs(view, facts, today));
  add(word("close", {{"unit", facts.unit}}));
  add(word("thanks"));
  out.recipients = {word("recipient_body"), word("recipient_chair"), word("recipient_file")};
  out.signature = {word("authority"), word("role"), facts.chair};
  out.footer = word("draft");
  if (facts.illustrative) out.footer += ". " + word("illustrative");
  return out;
}

}  // namespace sen::plan
