// The cockpit (S1): how many points, how many are leaking, why, and what to do next.
#include <algorithm>

#include "api/cockpit.hpp"
#include "api/index_json.hpp"
#include "api/live_view.hpp"
#include "api/task_links.hpp"
#include "index/explain.hpp"
#include "ledger/ledger.hpp"

namespace sen::api {
namespace {

using Links = std::map<std::string, std::vector<LinkedTask>>;

const LinkedTask* open_task(const Links& links, const std::string& code) {
  const auto found = links.find(code);
  if (found == links.end()) return nullptr;
  for (const auto& link : found->second) {
    if (!link.closed) return &link;
  }
  return nullptr;
}

// The one thing to do that wins most of these points back.
ActionJson next_action(const LiveView& view, const index::LiveLeaf& leaf, const LinkedTask* task, Language language) {
  const auto label = [&](const char* kind) { return render(language, std::string("api.action.") + kind); };
  const std::string& code = view.set->leaves[leaf.leaf].code;
  const index::Loss* first = leaf.losses.empty() ? nullptr : &leaf.losses.front();
  if (first != nullptr && first->kind == index::Loss::Kind::MissingFact && !first->slots.empty()) {
    const auto& entry = view.set->slots[first->slots.front()];
    return {"enter_fact", label("enter_fact"), "/so-lieu?so_do=" + index::ledger_measure(entry)};
  }
  if (task != nullptr) {
    const char* kind = task->assigned ? "open_task" : "assign";
    return {kind, label(kind), "/viec/" + std::to_string(task->task.id.value)};
  }
  return {"open_criterion", label("open_criterion"), "/chi-so/" + code};
}

LeakJson leak_json(const LiveView& view, const index::LiveLeaf& leaf, const Links& links, Language language) {
  const index::Leaf& of = view.set->leaves[leaf.leaf];
  LeakJson out;
  out.code = of.code;
  out.recoverable = leaf.outlook.recoverable + leaf.outlook.missing;
  out.gone = leaf.outlook.gone;
  // What happened stands first, what it costs beneath it.
  out.title = of.name.in(language);
  if (!leaf.losses.empty()) {
    out.reason = std::move(out.title);
    out.title = loss_text(view, leaf.losses.front(), language);
  }
  out.owner = owner_of(view, of, language);
  const LinkedTask* task = open_task(links, of.code);
  if (task != nullptr) {
    out.task_id = task->task.id;
    out.due_on = task->due_on;
  }
  if (!out.due_on && of.due) out.due_on = make_date(view.year, of.due->month, of.due->day);
  if (out.due_on) {
    out.due = due_word(*out.due_on, view.today);
    out.due_days = *out.due_on - view.today;
  }
  out.action = next_action(view, leaf, task, language);
  return out;
}

std::vector<LeakJson> leaks_of(const LiveView& view, const Links& links, Language language) {
  std::vector<LeakJson> out;
  for (const auto& leaf : view.live.leaves) {
    if (leaf.outlook.recoverable + leaf.outlook.missing <= Points{}) continue;
    out.push_back(leak_json(view, leaf, links, language));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const LeakJson& a, const LeakJson& b) { return a.recoverable > b.recoverable; });
  return out;
}

std::optional<GoneNoteJson> gone_note(const LiveView& view) {
  GoneNoteJson note{view.live.whole.gone, {}};
  for (const auto& leaf : view.live.leaves) {
    if (leaf.outlook.gone > Points{}) note.codes.push_back(view.set->leaves[leaf.leaf].code);
  }
  if (note.codes.empty()) return std::nullopt;
  return note;
}

// Criteria that had full points last year and no longer have them: lost without anybody gaining sight.
std::vector<AlarmJson> alarms_of(const LiveView& view, Language language) {
  std::vector<AlarmJson> out;
  if (!view.baseline) return out;
  for (const auto& leaf : view.live.leaves) {
    const index::Leaf& of = view.set->leaves[leaf.leaf];
    const auto before = view.baseline->criteria.find(of.code);
    if (before == view.baseline->criteria.end() || before->second < of.maximum) continue;
    if (leaf.outlook.recoverable + leaf.outlook.gone <= Points{}) continue;
    out.push_back({of.code, of.name.in(language), before->second, leaf.outlook.points, of.maximum, {}});
  }
  return out;
}

TodayJson today_line(const char* kind, std::int64_t count, std::string note, std::string href, const char* tone,
                     Language language) {
  return {kind, count, render(language, std::string("api.today.") + kind), std::move(note), std::move(href), tone};
}

// What waits for somebody today: overdue and due tasks, figures that are wanted, criteria that slip.
std::vector<TodayJson> today_of(const LiveView& view, const Links& links, const std::vector<AlarmJson>& alarms,
                                Language language) {
  std::map<std::int64_t, const LinkedTask*> tasks;
  for (const auto& [code, linked] : links) {
    for (const auto& link : linked) {
      if (!link.closed && link.due_on) tasks.emplace(link.task.id.value, &link);
    }
  }
  std::int64_t overdue = 0;
  std::int64_t soon = 0;
  const LinkedTask* nearest = nullptr;
  for (const auto& [id, link] : tasks) {
    const std::string word = due_word(*link->due_on, view.today);
    if (word == "overdue") ++overdue;
    if (word == "today" || word == "soon") ++soon;
    if (nearest == nullptr || *link->due_on < *nearest->due_on) nearest = link;
  }
  std::int64_t wanted = 0;
  for (const auto& leaf : view.live.leaves) wanted += static_cast<std::int64_t>(leaf.outlook.lacking.size());
  std::vector<TodayJson> out;
  const std::string note = nearest == nullptr ? std::string() : nearest->task.title;
  if (overdue > 0) out.push_back(today_line("tasks_overdue", overdue, note, "/ke-hoach?trang_thai=overdue", "danger", language));
  if (soon > 0) out.push_back(today_line("tasks_soon", soon, overdue > 0 ? "" : note, "/ke-hoach?trang_thai=soon", "warn", language));
  if (wanted > 0) out.push_back(today_line("facts_wanted", wanted, "", "/so-lieu", "warn", language));
  if (!alarms.empty()) {
    out.push_back(today_line("alarms", static_cast<std::int64_t>(alarms.size()), alarms.front().name,
                             "/chi-so/" + alarms.front().code, "danger", language));
  }
  return out;
}

Result<ComputedFromJson> computed_from(store::ReadTx& tx, const LiveView& view) {
  SEN_LET(const auto head, ledger::head(tx));
  const auto& counts = view.facts.readings;
  ComputedFromJson out{.events = head.seq};
  if (const auto found = counts.find(kEvidenceFiles); found != counts.end()) out.evidence_files = found->second.value;
  if (const auto found = counts.find(kPlanTasks); found != counts.end()) out.tasks = found->second.value;
  return out;
}

ScoreJson score_json(const LiveView& view, Points yesterday) {
  const index::Buckets& whole = view.live.whole;
  return {.points = view.live.score, .max = whole.maximum, .change_since_yesterday = view.live.score - yesterday,
          .not_due = whole.not_due, .losing = whole.losing(), .recoverable = whole.recoverable, .gone = whole.gone,
          .missing = whole.missing};
}

ForecastJson forecast_json(const LiveView& view) {
  ForecastJson out{.pace = view.live.forecast.pace, .all_done = view.live.forecast.all_done,
                   .on = view.period.period.end};
  if (view.baseline) {
    out.last_year = LastYearJson{view.baseline->year, view.baseline->points, view.baseline->rank, view.baseline->rank_of};
  }
  return out;
}

}  // namespace

Result<CockpitJson> cockpit(Services& services, store::ReadTx& tx, const Context& ctx, const YearQuery& query,
                            const identity::SignedIn& signed_in, Language language) {
  SEN_LET(const LiveView view, live_view(services, tx, ctx, query.year));
  SEN_LET(const auto history, index::score_history(tx, ctx, *view.set, view.period.period, view.today));
  SEN_LET(const auto links, task_links(tx, ctx, view));
  CockpitJson out;
  out.unit = {signed_in.unit.id, signed_in.unit.name};
  out.year = view.year;
  out.as_of = view.now;
  out.illustrative = view.illustrative;
  out.set = set_json(view, language);
  SEN_LET(out.computed_from, computed_from(tx, view));
  Points yesterday = view.live.score;
  for (const auto& day : history) {
    if (day.day < view.today) yesterday = day.points;
    out.history.push_back({day.day, day.points});
  }
  out.score = score_json(view, yesterday);
  out.forecast = forecast_json(view);
  for (std::size_t i = 0; i < view.set->fields.size(); ++i) out.fields.push_back(field_json(view, i, language));
  out.leaks = leaks_of(view, links, language);
  out.gone_note = gone_note(view);
  out.alarms = alarms_of(view, language);
  out.today = today_of(view, links, out.alarms, language);
  return out;
}

void add_cockpit_routes(http::Router& router, Services& services) {
  router.get("/api/cockpit", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<YearQuery>& request) -> http::Reply<CockpitJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const YearQuery& query) {
                 return cockpit(services, tx, ctx, query, who(request.call), request.call.language);
               });
             });
}

}  // namespace sen::api
