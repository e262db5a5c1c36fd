#include "api/export_lists.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "api/audit_text.hpp"
#include "api/fact_list.hpp"
#include "api/live_view.hpp"
#include "api/task_links.hpp"
#include "base/text.hpp"
#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"

namespace sen::api {
namespace {

using formats::CellType;
using formats::SheetColumn;
using formats::SheetTable;

constexpr int kSoonDays = 7;
constexpr int kAuditRowsMax = 50'000;
constexpr int kAuditPage = 1'000;
constexpr int kNoticesMax = 1'000;

struct Asked {
  Services& services;
  store::ReadTx& tx;
  const Context& ctx;
  const ExportFilter& filter;
  Language language;
  [[nodiscard]] std::string word(const std::string& key, const TextArguments& arguments = {}) const { return render(language, "api.export." + key, arguments); }
};

struct ColumnPlan {
  const char* key;
  CellType type = CellType::Text;
  int width = 16;
};

SheetTable table_of(const Asked& asked, const std::string& list, std::initializer_list<ColumnPlan> columns) {
  SheetTable out{.name = asked.word("list." + list), .lines = {}, .columns = {}, .rows = {}};
  const std::string now = to_string(asked.ctx.clock.now());
  out.lines.push_back(asked.word("title", {{"list", out.name}, {"day", localized_date(now.substr(0, 10))}, {"time", now.substr(11, 5)}}));
  for (const auto& column : columns) out.columns.push_back({asked.word(std::string("column.") + column.key), column.type, column.width});
  return out;
}

/// Names the filter, since the file holds only what it let through.
void say_filter(const Asked& asked, SheetTable& table) {
  const ExportFilter& filter = asked.filter;
  std::string words;
  const auto add = [&](const std::string& text) { words += (words.empty() ? "" : "; ") + text; };
  if (!filter.state.empty()) add(asked.word("state." + filter.state));
  if (!filter.field.empty()) add(asked.word("field", {{"code", filter.field}}));
  if (!filter.text.empty()) add("“" + filter.text + "”");
  if (!filter.subject_kind.empty()) add(filter.subject_kind + (filter.subject_id == 0 ? "" : " " + std::to_string(filter.subject_id)));
  if (!words.empty()) table.lines.push_back(asked.word("filter", {{"filter", words}}));
}

void say_illustrative(const Asked& asked, SheetTable& table, bool illustrative) {
  if (illustrative) table.lines.push_back(asked.word("illustrative"));
}

template <std::size_t N>
Result<Done> known_state(const ExportFilter& filter, const std::array<const char*, N>& states) {
  const bool known = filter.state.empty() || std::find(states.begin(), states.end(), filter.state) != states.end();
  if (!known) return invalid("api.export_state", "state", {{"value", filter.state}});
  return Done{};
}

bool has_words(const std::string& name, const std::string& words) {
  return words.empty() || fold(name).find(fold(trim(words))) != std::string::npos;
}

std::string day_text(const std::optional<Date>& day) { return day ? to_string(*day) : std::string(); }

Result<SheetTable> index_table(const Asked& asked) {
  SEN_TRY(known_state(asked.filter, std::array{"earned", "losing", "gone", "not_due", "missing", "not_applicable", "not_known_below_province"}));
  SEN_LET(const LiveView view, live_view(asked.services, asked.tx, asked.ctx, asked.filter.year));
  SheetTable out = table_of(asked, "index", {{"code"}, {"criterion", CellType::Text, 60}, {"index_field", CellType::Text, 24}, {"points", CellType::Number, 12},
                                             {"max_points", CellType::Number, 12}, {"recoverable", CellType::Number, 14}, {"gone", CellType::Number, 12},
                                             {"not_due", CellType::Number, 14}, {"missing", CellType::Number, 16}, {"state", CellType::Text, 20},
                                             {"owner", CellType::Text, 28}, {"last_year", CellType::Number, 14}});
  say_filter(asked, out);
  say_illustrative(asked, out, view.illustrative);
  for (const auto& live : view.live.leaves) {
    const index::Leaf& leaf = view.set->leaves[live.leaf];
    const index::Outlook& outlook = live.outlook;
    const std::string state = index::name_of(outlook.state);
    const auto& field = view.set->fields[leaf.field];
    if (!asked.filter.field.empty() && field.code != asked.filter.field) continue;
    const bool fits = asked.filter.state.empty() || asked.filter.state == state || (asked.filter.state == "gone" && outlook.gone > Points{});
    if (!fits) continue;
    const OwnerJson owner = owner_of(view, leaf, asked.language);
    std::string last_year;
    if (view.baseline) {
      const auto found = view.baseline->criteria.find(leaf.code);
      if (found != view.baseline->criteria.end()) last_year = to_string(found->second);
    }
    out.rows.push_back({leaf.code, leaf.name.in(asked.language), field.name.in(asked.language), to_string(outlook.points), to_string(leaf.maximum),
                        to_string(outlook.recoverable), to_string(outlook.gone), to_string(outlook.not_due), to_string(outlook.missing),
                        asked.word("state." + state), owner.person ? owner.body + " · " + *owner.person : owner.body, last_year});
  }
  return out;
}

Result<SheetTable> facts_table(const Asked& asked) {
  SEN_TRY(known_state(asked.filter, std::array{"wanted", "missing", "enterable", "counted"}));
  SEN_LET(const LiveView view, live_view(asked.services, asked.tx, asked.ctx, asked.filter.year));
  SEN_LET(const auto list, fact_list(asked.services, asked.tx, asked.ctx, {asked.filter.year}, asked.language));
  SheetTable out = table_of(asked, "facts", {{"measure_id", CellType::Text, 30}, {"measure", CellType::Text, 60}, {"value", CellType::Number, 14}, {"unit"},
                                             {"as_of", CellType::Date, 14}, {"origin", CellType::Text, 18}, {"criteria", CellType::Text, 20},
                                             {"at_stake", CellType::Number, 14}});
  say_filter(asked, out);
  say_illustrative(asked, out, view.illustrative);
  const std::string& state = asked.filter.state;
  for (const auto& item : list.measures) {
    const MeasureJson& measure = item.measure;
    const bool fits = state.empty() || (state == "wanted" && item.wanted && measure.enterable) || (state == "missing" && !measure.value) ||
                      (state == "enterable" && measure.enterable) || (state == "counted" && !measure.enterable);
    if (!fits || !has_words(measure.label, asked.filter.text)) continue;
    std::string codes;
    for (const auto& code : item.criteria) codes += (codes.empty() ? "" : ", ") + code;
    out.rows.push_back({measure.id, measure.label, measure.value.value_or(""), measure.unit, day_text(measure.as_of),
                        measure.origin ? asked.word("origin." + *measure.origin) : std::string(), codes, to_string(item.points_at_stake)});
  }
  return out;
}

bool stands_in(const plan::TaskView& task, const std::string& state, Date today) {
  if (state.empty() || state == plan::name_of(task.stand.state)) return true;
  if (state != "soon" || task.task.done || !task.task.run.due) return false;
  const int days = *task.task.run.due - today;
  return days >= 0 && days <= kSoonDays;
}

Result<SheetTable> plan_table(const Asked& asked) {
  SEN_TRY(known_state(asked.filter, std::array{"overdue", "slow", "on_course", "not_due", "done", "soon"}));
  if (!asked.filter.plan) return invalid("api.export_plan", "plan");
  plan::CriteriaKey key;
  std::map<std::string, Points> at_stake;
  bool illustrative = false;
  if (const auto view = live_view(asked.services, asked.tx, asked.ctx, std::nullopt)) {
    key = criteria_key(*view->set);
    at_stake = stakes(*view);
    illustrative = view->illustrative;
  }
  SEN_LET(const auto view, plan::plan_view(asked.tx, asked.ctx, *asked.filter.plan, key));
  SheetTable out = table_of(asked, "plan", {{"group", CellType::Text, 10}, {"stt", CellType::Text, 8}, {"task", CellType::Text, 60}, {"solution", CellType::Text, 50},
                                            {"lead", CellType::Text, 26}, {"coordinating", CellType::Text, 26}, {"deadline", CellType::Text, 22},
                                            {"due_on", CellType::Date, 14}, {"progress", CellType::Number, 12}, {"state", CellType::Text, 18},
                                            {"assignee", CellType::Text, 24}, {"criteria", CellType::Text, 18}, {"at_stake", CellType::Number, 14}});
  out.lines.front() += " · " + view.plan.number;
  say_filter(asked, out);
  say_illustrative(asked, out, illustrative);
  for (const auto& group : view.groups) {
    for (const auto& task : group.tasks) {
      if (!stands_in(task, asked.filter.state, view.as_of)) continue;
      std::string codes;
      Points points{};
      for (const auto& code : task.criteria) {
        codes += (codes.empty() ? "" : ", ") + code;
        if (const auto found = at_stake.find(code); found != at_stake.end()) points += found->second;
      }
      out.rows.push_back({group.code, task.task.stt, task.title, task.task.solution, task.lead, task.coordinating, task.task.deadline_text,
                          day_text(task.task.run.due), std::to_string(task.progress), asked.word(std::string("state.") + plan::name_of(task.stand.state)),
                          task.assignee ? task.assignee->name : std::string(), codes, to_string(points)});
    }
  }
  return out;
}

Result<SheetTable> people_table(const Asked& asked) {
  SEN_TRY(known_state(asked.filter, std::array<const char*, 0>{}));
  SEN_LET(const auto bodies, identity::bodies_of(asked.tx));
  std::map<std::string, std::string> names;
  for (const auto& body : bodies) names.emplace(body.code, asked.language == Language::En ? body.name_en : body.name);
  SEN_LET(const auto people, identity::people_of(asked.tx, date_of(asked.ctx.clock.now())));
  SheetTable out = table_of(asked, "people", {{"name", CellType::Text, 30}, {"position", CellType::Text, 36}, {"body", CellType::Text, 40}});
  say_filter(asked, out);
  say_illustrative(asked, out, asked.services.demo);
  for (const auto& view : people) {
    if (!has_words(view.person.name.reveal(Purpose::Compare), asked.filter.text)) continue;
    std::string seats;
    for (const auto& body : view.bodies) seats += (seats.empty() ? "" : "; ") + names[body];
    out.rows.push_back({view.person.name.reveal(Purpose::Print), view.person.position, seats});
  }
  return out;
}

/// A local moment as spreadsheets read it: "2024-10-15" and "08:15".
std::pair<std::string, std::string> day_and_time(Instant at) {
  const std::string text = to_string(at);
  return {text.substr(0, 10), text.substr(11, 5)};
}

Result<SheetTable> notices_table(const Asked& asked) {
  SEN_TRY(known_state(asked.filter, std::array<const char*, 0>{}));
  if (!asked.ctx.actor.may(Right::NoticeRead)) return forbidden(Right::NoticeRead);
  SEN_LET(const auto notices, jobs::notices_of(asked.tx, asked.ctx.actor.person, kNoticesMax));
  SheetTable out = table_of(asked, "notices", {{"day", CellType::Date, 14}, {"time"}, {"notice", CellType::Text, 90}, {"read_on", CellType::Date, 14}});
  say_illustrative(asked, out, asked.services.demo);
  for (const auto& notice : notices) {
    const auto [day, time] = day_and_time(notice.at);
    out.rows.push_back({day, time, render(asked.language, notice.text), notice.read_at ? day_and_time(*notice.read_at).first : std::string()});
  }
  return out;
}

Result<SheetTable> audit_table(const Asked& asked) {
  SEN_TRY(known_state(asked.filter, std::array<const char*, 0>{}));
  if (!asked.ctx.actor.may(Right::AuditRead)) return forbidden(Right::AuditRead);
  SheetTable out = table_of(asked, "audit", {{"seq", CellType::Number, 10}, {"day", CellType::Date, 14}, {"time"}, {"by", CellType::Text, 28},
                                             {"what", CellType::Text, 44}, {"subject", CellType::Text, 20}, {"subject_id", CellType::Text, 22}});
  say_filter(asked, out);
  say_illustrative(asked, out, asked.services.demo);
  AuditWriter writer(asked.services, asked.tx, asked.ctx, asked.language);
  ledger::EventFilter filter{.subject_kind = asked.filter.subject_kind, .subject_id = asked.filter.subject_id, .limit = kAuditPage};
  while (static_cast<int>(out.rows.size()) < kAuditRowsMax) {  // page by page, newest first
    SEN_LET(const auto events, ledger::events(asked.tx, filter));
    for (const auto& event : events) {
      SEN_LET(auto by, writer.actor(event));
      SEN_LET(auto what, writer.sentence(event));
      const auto [day, time] = day_and_time(event.at);
      out.rows.push_back({std::to_string(event.seq), day, time, std::move(by), std::move(what), event.subject_kind, std::to_string(event.subject_id)});
    }
    if (static_cast<int>(events.size()) < kAuditPage) break;
    filter.before_seq = events.back().seq;
  }
  return out;
}

}  // namespace

Result<SheetTable> export_table(Services& services, store::ReadTx& tx, const Context& ctx, const std::string& list, const ExportFilter& filter,
                                Language language) {
  const Asked asked{services, tx, ctx, filter, language};
  if (list == "index") return index_table(asked);
  if (list == "facts") return facts_table(asked);
  if (list == "plan") return plan_table(asked);
  if (list == "people") return people_table(asked);
  if (list == "notices") return notices_table(asked);
  SEN_ASSERT(list == "audit");
  return audit_table(asked);
}

std::string export_name(const std::string& list, Date day, const std::string& format, Language language) {
  const std::string iso = to_string(day);
  return render(language, "api.export.file." + list) + "_" + iso.substr(8, 2) + "-" + iso.substr(5, 2) + "-" + iso.substr(0, 4) + "." + format;
}

}  // namespace sen::api
