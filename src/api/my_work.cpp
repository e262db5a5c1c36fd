#include "api/my_work.hpp"

#include <algorithm>
#include <utility>

#include "api/my_work_sql.hpp"
#include "api/task_links.hpp"
#include "identity/person.hpp"
#include "index/explain.hpp"
#include "index/live_facts.hpp"
#include "index/setting.hpp"
#include "plan/my_tasks.hpp"
#include "plan/seating.hpp"
#include "report/worth.hpp"

namespace sen::api {
namespace {

constexpr int kSunday = 7;

/// Who sits where, who owns which criterion, which papers are asked for.
struct Posts {
  std::vector<identity::Seat> seats;
  std::map<std::string, index::Owner> owners;
  struct Request {
    std::int64_t id{};
    std::string body;
    std::string code;
    Date due_on;
    std::string wanted;
  };
  std::vector<Request> requests;
};

Result<Posts> load_posts(store::ReadTx& tx, Date today, int year) {
  Posts out;
  SEN_TRY(tx.each(sql::kSelectPosts, [&](store::Row& row) {
    const auto what = row.next<std::string>();
    const auto person = row.next<std::optional<PersonId>>();
    const auto body = row.next<std::string>();
    const auto word = row.next<std::string>();
    const auto day = row.next<std::optional<Date>>();
    const auto number = row.next<std::int64_t>();
    const auto text = row.next<std::string>();
    if (what == "seat") out.seats.push_back({.id = number, .person = *person, .body = body, .role = role_of(word).value_or(Role::Staff), .from_on = *day, .to_on = {}});
    if (what == "owner") out.owners[word] = {body, person};
    if (what == "request") out.requests.push_back({number, body, word, *day, text});
    return true;
  }, today, year));
  return out;
}

/// The unit's index as of now, with readings for the targets of tasks; empty for a unit without a set.
struct Index {
  index::SharedSet set;
  index::LiveIndex live;
  std::map<std::string, Points> stakes;
  plan::CriteriaKey key;
  plan::Readings readings;
  int year{};
};

Result<Index> load_index(store::ReadTx& tx, const Context& ctx, const index::SharedSet& set, const index::YearSetting& setting,
                         const std::vector<plan::MyTask>& tasks, Date today) {
  std::vector<plan::Target> targets;
  for (const auto& one : tasks) targets.insert(targets.end(), one.task.targets.begin(), one.task.targets.end());
  Index out{.set = set, .year = setting.year};
  const Period& period = setting.period.period;
  SEN_LET(auto facts, index::live_facts(tx, ctx, *set, period, today, plan::measures_of(targets)));
  out.live = index::live_index(*set, facts.facts, period, today);
  out.stakes = report::stakes(*set, out.live);
  out.key = report::criteria_key(*set);
  out.readings = std::move(facts.readings);
  return out;
}

/// One person's place in the unit.
struct Place {
  PersonId person;
  std::vector<std::string> bodies;  ///< sits in
  [[nodiscard]] bool sits_in(const std::string& body) const { return std::find(bodies.begin(), bodies.end(), body) != bodies.end(); }
};

std::vector<WantedFactJson> wanted_facts(const Index& index, const Posts& posts, const Place& place, Language language) {
  std::map<law::Slot, WantedFactJson> found;
  for (const auto& live : index.live.leaves) {
    const index::Leaf& leaf = index.set->leaves[live.leaf];
    const auto owner = posts.owners.find(leaf.code);
    const bool own = owner == posts.owners.end() ? place.sits_in(leaf.owner)
                                                 : (owner->second.person ? *owner->second.person == place.person : place.sits_in(owner->second.body));
    if (!own) continue;
    for (const auto slot : live.outlook.lacking) {
      WantedFactJson& one = found[slot];
      one.criteria.push_back(leaf.code);
      one.points_at_stake += live.outlook.missing;
    }
  }
  std::vector<WantedFactJson> out;
  for (auto& [slot, one] : found) {
    one.measure = index::ledger_measure(index.set->slots[slot]);
    one.label = index::label_of(*index.set, slot, language);
    one.href = "/so-lieu?so_do=" + one.measure;
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.points_at_stake > b.points_at_stake; });
  return out;
}

MyTaskJson task_of(const plan::MyTask& one, const Index& index, Date today) {
  plan::TaskView view = plan::view_of(one.task, one.task.run.start.year() == index.year ? index.readings : plan::Readings{}, today);
  view.criteria = one.criteria.empty() ? plan::criteria_by_measure(one.task, index.key) : one.criteria;
  if (one.task.assignee) view.assignee = plan::PersonName{*one.task.assignee, one.assignee};
  MyTaskJson out{.task = task_json(view, index.stakes), .plan_number = one.plan_number};
  if (one.extension) out.extension = WaitingJson{{one.extension->id}, one.extension->due_wanted, one.extension->reason, one.extension->asked_by};
  return out;
}

void put(MyWorkJson& out, const plan::MyTask& one, MyTaskJson json) {
  switch (plan::work_group(one.task, out.today)) {
    case plan::WorkGroup::Overdue: out.overdue.push_back(std::move(json)); break;
    case plan::WorkGroup::Today: out.today_tasks.push_back(std::move(json)); break;
    case plan::WorkGroup::ThisWeek: out.this_week.push_back(std::move(json)); break;
    case plan::WorkGroup::Later:
      if (!out.next && one.task.run.due) out.next = NextJson{one.task.id, json.task.title, *one.task.run.due};
      out.later.push_back(std::move(json));
      break;
  }
}

/// Of one due day, what is worth more comes first.
void by_points(std::vector<MyTaskJson>& tasks) {
  std::stable_sort(tasks.begin(), tasks.end(), [](const MyTaskJson& a, const MyTaskJson& b) {
    if (a.task.due_on != b.task.due_on) return a.task.due_on && (!b.task.due_on || *a.task.due_on < *b.task.due_on);
    return a.task.points_at_stake > b.task.points_at_stake;
  });
}

}  // namespace

void describe(http::Wire& v, WaitingJson& waiting) {
  v.id("id", waiting.id);
  v.date("due_wanted", waiting.due_wanted);
  v.text("reason", waiting.reason, {.length_max = 2000});
  v.text("asked_by", waiting.asked_by, {.length_max = 200});
}

void describe(http::Wire& v, MyTaskJson& task) {
  describe(v, task.task);
  v.text("plan_number", task.plan_number, {.length_max = 100});
  v.object("extension", task.extension);
}

void describe(http::Wire& v, NextJson& next) {
  v.id("id", next.id);
  v.text("title", next.title, {.length_max = 8000});
  v.date("due_on", next.due_on);
}

void describe(http::Wire& v, WantedFactJson& fact) {
  v.text("measure", fact.measure, {.length_max = 100});
  v.text("label", fact.label, {.length_max = 1000});
  v.list("criteria", fact.criteria, {.length_max = 32});
  v.points("points_at_stake", fact.points_at_stake);
  v.text("href", fact.href, {.length_max = 300});
}

void describe(http::Wire& v, WantedEvidenceJson& request) {
  v.id("id", request.id);
  v.text("code", request.code, {.length_max = 32});
  v.text("wanted", request.wanted, {.length_max = 8000});
  v.date("due_on", request.due_on);
  v.integer("overdue_days", request.overdue_days, {});
}

void describe(http::Wire& v, MyWorkJson& work) {
  v.instant("as_of", work.as_of);
  v.date("date", work.today);
  v.date("week_end", work.week_end);
  v.list("overdue", work.overdue, {.count_max = 5000});
  v.list("today", work.today_tasks, {.count_max = 5000});
  v.list("this_week", work.this_week, {.count_max = 5000});
  v.list("later", work.later, {.count_max = 5000});
  v.object("next", work.next);
  v.list("facts", work.facts, {.count_max = 2000});
  v.list("evidence", work.evidence, {.count_max = 8000});
  v.list("approvals", work.approvals, {.count_max = 5000});
}

Result<MyWorkJson> my_work(Services& services, store::ReadTx& tx, const Context& ctx, Language language) {
  MyWorkJson out;
  out.as_of = ctx.clock.now();
  out.today = date_of(out.as_of);
  out.week_end = out.today + (kSunday - out.today.weekday());
  const auto policy = plan::follow_up_in_force(tx, ctx, out.today);
  if (!policy && policy.error().code != ErrorCode::NotFound) return policy.error();
  SEN_LET(const auto setting, index::year_setting(tx, ctx));
  SEN_LET(const Posts posts, load_posts(tx, out.today, setting ? setting->year : out.today.year()));
  index::SharedSet set;
  if (setting) {
    SEN_LET(set, services.sets.by_hash(tx, setting->set_hash));
  }
  const plan::Seating seating(posts.seats);
  const Place place{ctx.actor.person, seating.bodies_of(ctx.actor.person)};
  SEN_LET(const auto tasks, plan::my_tasks(tx, {.person = place.person, .bodies = seating.held_by(place.person),
                                                .stands = policy && seating.holder(policy->standing_body) == place.person,
                                                .decides = ctx.actor.may(Right::TaskAssign), .set_id = set ? set->id : std::string()}));
  Index index;
  if (setting) {
    SEN_LET(index, load_index(tx, ctx, set, *setting, tasks, out.today));
    out.facts = wanted_facts(index, posts, place, language);
  }
  for (const auto& one : tasks) {
    MyTaskJson json = task_of(one, index, out.today);
    if (one.extension && ctx.actor.may(Right::TaskAssign)) out.approvals.push_back(json);
    if (one.mine) put(out, one, std::move(json));
  }
  for (auto* group : {&out.overdue, &out.today_tasks, &out.this_week, &out.later}) by_points(*group);
  for (const auto& request : posts.requests) {
    if (!place.sits_in(request.body)) continue;
    out.evidence.push_back({{request.id}, request.code, request.wanted, request.due_on, std::max(0, out.today - request.due_on)});
  }
  return out;
}

}  // namespace sen::api
