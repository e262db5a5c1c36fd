#include "plan/closing_report.hpp"

#include <algorithm>
#include <utility>

#include "base/capitals.hpp"
#include "base/texts.hpp"
#include "plan/letterhead.hpp"

namespace sen::plan {
namespace {

/// Reports of the administration are Vietnamese, whoever asks for them.
std::string word(const char* name, const TextArguments& arguments = {}) {
  return render(Language::Vi, std::string("plan.report.") + name, arguments);
}

std::string number(int value) { return std::to_string(value); }
std::string shown(Date day) { return localized_date(to_string(day)); }

/// "85,2": share of a whole in percent, one place, half up; a dash of nothing.
std::string share(int part, int whole) {
  if (whole == 0) return "–";
  const int tenths = (2000 * part + whole) / (2 * whole);
  return number(tenths / 10) + "," + number(tenths % 10);
}

formats::Table groups_table(const PlanFigures& figures) {
  formats::Table table;
  table.header = {word("group"), word("tasks"), word("on_time"), word("late"), word("open"), word("share")};
  table.widths = {10, 3, 3, 3, 3, 3};
  table.to_right = {false, true, true, true, true, true};
  const auto row = [&](const std::string& name, const Outcome& of) {
    table.rows.push_back({name, number(of.tasks), number(of.on_time), number(of.late), number(of.open), share(of.on_time, of.tasks)});
  };
  for (const auto& group : figures.groups) row(group.title.empty() ? word("no_group") : group.title, group.outcome);
  row(word("whole"), figures.whole);
  return table;
}

formats::Table open_table(const PlanView& view, const std::optional<PlanClosing>& closing, const ReportFacts& facts) {
  formats::Table table;
  table.header = {word("stt"), word("task"), word("lead"), word("due"), word("progress"), word("then")};
  table.widths = {2, 9, 5, 4, 3, 5};
  for (const auto& group : view.groups) {
    for (const auto& task : group.tasks) {
      if (task.task.done) continue;
      const bool goes_on = closing && std::find(closing->carried.begin(), closing->carried.end(), task.task.id) != closing->carried.end();
      std::string then;
      if (goes_on) then = word("goes_on", {{"plan", facts.into}});
      else if (closing) then = word("ended");
      table.rows.push_back({task.task.stt, task.title, task.lead, task.task.run.due ? shown(*task.task.run.due) : task.task.deadline_text,
                            number(task.progress) + "%", then});
    }
  }
  return table;
}

}  // namespace

formats::Document closing_report(const PlanView& view, const PlanFigures& figures, const std::optional<PlanClosing>& closing,
                                 const ReportFacts& facts, Date today) {
  const Date as_of = closing ? date_of(closing->closed_at) : today;
  const Outcome& whole = figures.whole;
  formats::Document out;
  out.superior = upper(facts.superior);
  out.issuer = upper(facts.unit);
  out.number = word("number");
  out.place_and_date = place_and_date(place_of(facts.unit_short), as_of);
  out.title = word("title");
  out.subject = word("subject", {{"type", view.plan.type}, {"number", view.plan.number}, {"date", shown(view.plan.issued_on)}, {"issuer", view.plan.issuer}});
  const auto add = [&](std::string text, bool bold = false) { out.blocks.emplace_back(formats::Paragraph{.text = std::move(text), .bold = bold}); };
  add(word("based_on", {{"title", view.plan.title}, {"unit", facts.unit}, {"date", shown(as_of)}}));
  add(word("part_results"), true);
  add(word("summary", {{"tasks", number(whole.tasks)}, {"done", number(whole.on_time + whole.late)}, {"share_done", share(whole.on_time + whole.late, whole.tasks)},
                       {"on_time", number(whole.on_time)}, {"share_on_time", share(whole.on_time, whole.tasks)}, {"late", number(whole.late)},
                       {"open", number(whole.open)}, {"overdue", number(whole.overdue)}, {"mean", number(figures.mean_progress)}}));
  if (whole.runs > 0) {
    add(word("runs", {{"runs", number(whole.runs)}, {"on_time", number(whole.runs_on_time)}, {"late", number(whole.runs_late)}, {"missed", number(whole.runs_missed)}}));
  }
  out.blocks.emplace_back(groups_table(figures));
  if (whole.open > 0) {
    add(word("part_open"), true);
    out.blocks.emplace_back(open_table(view, closing, facts));
  }
  add(word("part_assessment", {{"part", whole.open > 0 ? "III" : "II"}}), true);
  add(closing ? closing->note : word("to_write"));
  out.recipients = view.recipients;
  out.signature = {word("authority"), word("role"), facts.chair};
  out.footer = closing ? std::string() : word("draft");
  if (facts.illustrative) out.footer += (out.footer.empty() ? "" : ". ") + word("illustrative");
  return out;
}

}  // namespace sen::plan
