// My work, the weekly urging list, letters to bodies outside, requests for more time: docs/api.md "Follow-up".
#include <algorithm>

#include "api/follow_up_json.hpp"
#include "api/my_work.hpp"
#include "api/task_links.hpp"
#include "plan/extension.hpp"
#include "plan/letter.hpp"
#include "plan/reminders.hpp"
#include "plan/seating.hpp"
#include "plan/urging.hpp"
#include "plan/words.hpp"
#include "report/worth.hpp"

namespace sen::api {
namespace {

constexpr int kRemindedDays = 60;
constexpr int kShownDays = 21;  ///< reminders of the three weeks before are shown
constexpr int kWeekDays = 7;

ExtensionJson extension_json(const plan::Extension& one) {
  return {.id = {one.id}, .task_id = one.task, .due_before = one.due_before, .due_wanted = one.due_wanted, .reason = one.reason,
          .state = one.state, .asked_at = one.asked_at, .decided_at = one.decided_at, .answer = one.answer};
}

/// Names that the page shows.
struct Names {
  std::map<std::string, identity::Body> bodies;
  std::map<std::int64_t, std::string> people;
  [[nodiscard]] std::string person(std::optional<PersonId> id) const {
    if (!id) return {};
    const auto found = people.find(id->value);
    return found == people.end() ? std::string() : found->second;
  }
  [[nodiscard]] std::string body(const std::string& code, const std::string& printed, Language language) const {
    const auto found = bodies.find(code);
    if (found == bodies.end()) return printed;
    return language == Language::En && !found->second.name_en.empty() ? found->second.name_en : found->second.name;
  }
};

Result<Names> load_names(store::ReadTx& tx, Date day) {
  Names out;
  SEN_LET(const auto bodies, identity::bodies_of(tx));
  for (const auto& body : bodies) out.bodies.emplace(body.code, body);
  SEN_LET(const auto people, identity::people_of(tx, day));
  for (const auto& view : people) out.people.emplace(view.person.id.value, view.person.name.reveal(Purpose::Show));
  return out;
}

UrgedTaskJson urged(const plan::UrgingLine& line, const std::map<TaskId, Instant>& reminded) {
  UrgedTaskJson out{.id = line.task, .stt = line.stt, .group = line.group, .title = line.title, .lead = line.lead, .due_on = line.due_on,
                    .overdue_days = line.overdue_days, .progress = line.progress, .points_at_stake = line.points, .outside = line.outside};
  if (const auto found = reminded.find(line.task); found != reminded.end()) out.reminded_at = found->second;
  return out;
}

/// Bodies of the list, what loses most points first.
std::vector<UrgedBodyJson> by_body(const std::vector<plan::UrgingLine>& lines, const std::map<TaskId, Instant>& reminded, const Names& names,
                                   const plan::Seating& seating, const plan::FollowUpPolicy& policy, Language language) {
  std::vector<UrgedBodyJson> out;
  std::map<std::string, std::size_t> places;
  for (const auto& line : lines) {
    const std::string key = line.body.empty() ? line.lead : line.body;
    const auto [place, fresh] = places.try_emplace(key, out.size());
    if (fresh) {
      out.push_back({.code = line.body, .name = names.body(line.body, line.lead, language),
                     .person = names.person(seating.holder(line.outside ? policy.standing_body : line.body)), .outside = line.outside});
    }
    UrgedBodyJson& body = out[place->second];
    body.points_at_stake += line.points;
    auto& list = line.urgency == plan::Urgency::Overdue ? body.overdue : line.urgency == plan::Urgency::Due ? body.due : body.slow;
    list.push_back(urged(line, reminded));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.points_at_stake > b.points_at_stake; });
  return out;
}

void add_reminders(FollowUpJson& out, const std::vector<plan::Reminder>& reminders, const Names& names) {
  for (const auto& one : reminders) {
    if (date_of(one.at) < out.week_on - kShownDays || date_of(one.at) >= out.week_on + kWeekDays) continue;
    ReminderJson json{.at = one.at, .task_id = one.task, .stt = one.stt, .title = plan::strip_end(plan::without_bullet(one.content), ".;"),
                      .due_on = one.due_on, .step = one.step};
    for (const PersonId person : one.people) json.people.push_back(names.person(person));
    out.reminders.push_back(std::move(json));
  }
}

Result<std::vector<plan::UrgingLine>> lines_of(Services& services, store::ReadTx& tx, const Context& ctx, const FollowUpJson& page) {
  if (page.made_at) return plan::urging_of(tx, page.week_on);
  SEN_LET(const auto worth, report::worth_of(tx, ctx, services.sets));
  return plan::urging_now(tx, ctx, worth, page.week_on);
}

Result<FollowUpJson> follow_up_page(Services& services, store::ReadTx& tx, const Context& ctx, const WeekQuery& query, Language language) {
  const Date today = date_of(ctx.clock.now());
  SEN_LET(const auto policy, plan::follow_up_in_force(tx, ctx, today));
  FollowUpJson out{.week_on = plan::week_of(query.week.value_or(today), policy.week_from), .source = policy.source};
  SEN_LET(const auto weeks, plan::urging_weeks(tx));
  for (const auto& week : weeks) {
    out.weeks.push_back(week.week_on);
    if (query.week && week.week_on == out.week_on) out.made_at = week.made_at;
  }
  if (query.week && !out.made_at) return not_found("plan.week_unknown", "week");
  SEN_LET(const auto lines, lines_of(services, tx, ctx, out));
  SEN_LET(const auto names, load_names(tx, today));
  SEN_LET(const auto seating, plan::seating_on(tx, today));
  SEN_LET(const auto reminders, plan::reminders_in(tx, out.week_on - kRemindedDays, out.week_on + (kWeekDays - 1)));
  std::map<TaskId, Instant> reminded;
  for (const auto& one : reminders) reminded.try_emplace(one.task, one.at);  // newest first
  out.bodies = by_body(lines, reminded, names, seating, policy, language);
  add_reminders(out, reminders, names);
  return out;
}

struct Letter {
  std::string bytes;
  std::string file_name;
};

Result<Letter> draft_letter(Services& services, store::ReadTx& tx, const Context& ctx, TaskId id, const identity::Unit& unit) {
  const Date today = date_of(ctx.clock.now());
  SEN_LET(const auto worth, report::worth_of(tx, ctx, services.sets));
  SEN_LET(const auto detail, plan::task_detail(tx, ctx, id, worth.key));
  plan::LetterFacts facts{.superior = {}, .unit = unit.name, .unit_short = unit.short_name, .chair = {}, .points = {}, .illustrative = services.demo};
  if (unit.parent) {
    const auto superior = identity::load_unit(tx, *unit.parent);
    if (superior) facts.superior = superior->name;
  }
  SEN_LET(const auto chairs, identity::role_holders(tx, Role::Chair, today));
  if (!chairs.empty()) facts.chair = chairs.front().name.reveal(Purpose::Print);
  if (!detail.task.criteria.empty()) facts.points = plan::points_at_stake(detail.task.criteria, worth.stakes);
  SEN_LET(const auto document, plan::urging_letter(detail.task, detail.plan, facts, today));
  SEN_LET(auto bytes, formats::draw_pdf(document, ctx.clock.now()));
  return Letter{std::move(bytes), render(Language::Vi, "plan.letter.file_name", {{"stt", detail.task.task.stt}})};
}

http::Reply<http::Bytes> letter(Services& services, http::Request<TaskIdPath>& request) {
  const auto made = look(services, request, [&](store::ReadTx& tx, const Context& ctx, const TaskIdPath& path) {
    return draft_letter(services, tx, ctx, path.id, who(request.call).unit);
  });
  if (!made) return http::Reply<http::Bytes>(made.error());
  return http::Reply<http::Bytes>(http::Bytes{.content = made->bytes, .content_type = "application/pdf", .download_name = made->file_name});
}

/// A decision of a request, and the news of it.
template <class Decide>
http::Reply<ExtensionJson> decided(Services& services, http::Request<DecisionJson>& request, Decide decide) {
  return command<ExtensionJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const DecisionJson& input) -> Result<ExtensionJson> {
    SEN_LET(const auto done, decide(tx, ctx, plan::DecisionInput{input.id.value, input.answer.value_or("")}));
    announce(services, tx, ctx, "task", done.task.value);
    return extension_json(done);
  });
}

void add_extension_routes(http::Router& router, Services& services) {
  router
      .post("/api/tasks/{id}/extension", access(Right::TaskProgress), http::Lane::Write,
            [&services](http::Request<ExtensionInputJson>& request) -> http::Reply<ExtensionJson> {
              return command<ExtensionJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const ExtensionInputJson& input) -> Result<ExtensionJson> {
                SEN_LET(const auto asked, plan::request_extension(tx, ctx, {input.id, input.due_on, input.reason}));
                announce(services, tx, ctx, "task", input.id.value);
                return extension_json(asked);
              });
            })
      .creates()
      .audit("task.extension_requested");
  router
      .post("/api/extensions/{id}/approve", access(Right::TaskAssign), http::Lane::Write,
            [&services](http::Request<DecisionJson>& request) { return decided(services, request, &plan::approve_extension); })
      .audit("task.extension_approved");
  router
      .post("/api/extensions/{id}/refuse", access(Right::TaskAssign), http::Lane::Write,
            [&services](http::Request<DecisionJson>& request) { return decided(services, request, &plan::refuse_extension); })
      .audit("task.extension_refused");
}

}  // namespace

void add_follow_up_routes(http::Router& router, Services& services) {
  router.get("/api/my-work", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<MyWorkJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const http::Nothing&) {
                 return my_work(services, tx, ctx, request.call.language);
               });
             });
  router.get("/api/follow-up", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<WeekQuery>& request) -> http::Reply<FollowUpJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const WeekQuery& query) {
                 return follow_up_page(services, tx, ctx, query, request.call.language);
               });
             });
  router.get("/api/tasks/{id}/letter", access(Right::TaskProgress), http::Lane::Heavy,
             [&services](http::Request<TaskIdPath>& request) { return letter(services, request); });
  add_extension_routes(router, services);
}

}  // namespace sen::api
