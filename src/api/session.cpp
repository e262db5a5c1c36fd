// Signing in and out, and who I am: docs/api.md "Session".
#include <algorithm>

#include "api/cockpit_json.hpp"
#include "api/proof.hpp"
#include "api/services.hpp"
#include "index/baseline.hpp"
#include "index/live_facts.hpp"
#include "jobs/notice.hpp"
#include "plan/view.hpp"

namespace sen::api {
namespace {

struct SignInJson {
  std::string username;
  std::string password;
  std::optional<std::string> totp{};
};
void describe(http::Wire& v, SignInJson& input) {
  v.text("username", input.username, {.length_max = 100, .length_min = 1, .example = "vanphong"});
  v.text("password", input.password, {.length_max = 500, .length_min = 1, .example = "mot-cau-mat-khau-dai"});
  v.text("totp", input.totp, {.length_max = 40, .when_empty = http::WhenEmpty::Omitted});
}

struct LinkJson {
  std::string token;
  std::optional<std::string> totp{};
};
void describe(http::Wire& v, LinkJson& input) {
  v.code("token", input.token, {.length_max = 128, .length_min = 1, .example = "0123456789abcdef"});
  v.text("totp", input.totp, {.length_max = 40, .when_empty = http::WhenEmpty::Omitted});
}

struct PersonJson {
  PersonId id{};
  std::string name;
  std::string position;
  std::string initials;
};
void describe(http::Wire& v, PersonJson& person) {
  v.id("id", person.id);
  v.text("name", person.name, {.length_max = 200});
  v.text("position", person.position, {.length_max = 200});
  v.text("initials", person.initials, {.length_max = 8});
}

struct MyUnitJson {
  UnitId id{};
  std::string name;
  std::string short_name;
};
void describe(http::Wire& v, MyUnitJson& unit) {
  v.id("id", unit.id);
  v.text("name", unit.name, {.length_max = 200});
  v.text("short_name", unit.short_name, {.length_max = 200});
}

struct BadgesJson {
  std::optional<Points> index{};
  std::int64_t plan = 0;     ///< tasks that are overdue
  std::int64_t notices = 0;  ///< not yet read
};
void describe(http::Wire& v, BadgesJson& badges) {
  v.points("index", badges.index);
  v.integer("plan", badges.plan, {});
  v.integer("notices", badges.notices, {});
}

struct MeJson {
  PersonJson person;
  std::string role;
  std::vector<std::string> rights;
  MyUnitJson unit;
  int year = 0;
  Date today{};
  Instant now{};
  bool demo = false;
  bool illustrative = false;
  bool may_set_password = false;
  bool must_enrol = false;  ///< a second factor comes first: every other route refuses
  std::vector<std::string> languages;
  BadgesJson badges;
};
void describe(http::Wire& v, MeJson& me) {
  v.object("person", me.person);
  v.choice("role", me.role, {"public", "citizen", "staff", "lead", "chair", "appraiser", "admin", "auditor"});
  v.list("rights", me.rights, {.length_max = 64});
  v.object("unit", me.unit);
  v.integer("year", me.year, {.min = 1900, .max = 2999});
  v.date("today", me.today);
  v.instant("now", me.now);
  v.boolean("demo", me.demo);
  v.boolean("illustrative", me.illustrative);
  v.boolean("may_set_password", me.may_set_password);
  v.boolean("must_enrol", me.must_enrol);
  v.list("languages", me.languages, {.length_max = 8});
  v.object("badges", me.badges);
}

Result<MeJson> me_of(Services& services, const identity::SignedIn& signed_in) {
  const Context ctx = context(services, signed_in);
  MeJson me;
  me.person = {signed_in.person.id, signed_in.person.name.reveal(Purpose::Show), signed_in.person.position,
               identity::initials_of(signed_in.person.name.reveal(Purpose::Show))};
  me.role = name_of(signed_in.actor.role);
  for (int i = 0; i < kRightCount; ++i) {
    const auto right = static_cast<Right>(i);
    if (signed_in.actor.may(right)) me.rights.emplace_back(name_of(right));
  }
  me.unit = {signed_in.unit.id, signed_in.unit.name, signed_in.unit.short_name};
  me.now = services.clock.now();
  me.today = date_of(me.now);
  me.demo = services.demo;
  me.may_set_password = signed_in.may_set_password;
  me.must_enrol = signed_in.must_enrol;
  me.languages = {"vi", "en"};
  return services.store.read(ctx.unit, [&](store::ReadTx& tx) -> Result<MeJson> {
    SEN_LET(me.year, index::current_year(tx, ctx));
    SEN_LET(me.badges.notices, jobs::unread_count(tx, me.person.id));
    SEN_LET(const auto tasks, plan::tasks_of_year(tx, ctx, me.year, {}));
    me.badges.plan = std::count_if(tasks.begin(), tasks.end(), [](const plan::TaskView& task) {
      return task.stand.state == plan::StandState::Overdue;
    });
    const auto set = index::set_in_force(tx, ctx, services.sets, me.year);
    if (!set) {
      if (set.error().code == ErrorCode::NotFound) return me;
      return set.error();
    }
    me.illustrative = services.demo || (*set)->is_illustrative();
    SEN_LET(const auto period, index::measuring_period(tx, me.year));
    SEN_LET(const auto facts, index::live_facts(tx, ctx, **set, period.period, me.today));
    me.badges.index = index::live_score(**set, facts.facts, period.period, me.today);
    return me;
  });
}

http::Reply<MeJson> welcome(Services& services, const Result<identity::Welcome>& result) {
  if (!result) return http::Reply<MeJson>(result.error());
  auto me = me_of(services, *result->who);
  if (!me) return http::Reply<MeJson>(me.error());
  auto reply = http::Reply<MeJson>(*std::move(me)).header("Set-Cookie", services.cookie.set(result->token));
  if (result->device.empty()) return reply;
  // A browser that has signed in keeps a budget of failures of its own: strangers cannot lock it out.
  return std::move(reply).header("Set-Cookie", device_cookie(services).set(result->device) + kDeviceCookieAge);
}

}  // namespace

void add_session_routes(http::Router& router, Services& services) {
  const auto limit = std::make_shared<http::RateLimiter>(http::Rate{30, 60});  // shared by the two ways in
  router
      .post("/api/sign-in", http::Access::everyone(), http::Lane::Heavy,
            [&services](http::Request<SignInJson>& request) -> http::Reply<MeJson> {
              return welcome(services, services.sessions.sign_in(
                                           {.username = request.input.username,
                                            .password = request.input.password,
                                            .device = std::string(request.call.cookie(device_cookie(services).name)),
                                            .former_token = token_of(services, request.call),
                                            .code = request.input.totp.value_or(""),
                                            .place = place_of(request.call)}));
            })
      .rate(http::RateBy::Network, limit)
      .audit("session.begun");
  router
      .post("/api/sign-in/link", http::Access::everyone(), http::Lane::Write,
            [&services](http::Request<LinkJson>& request) -> http::Reply<MeJson> {
              return welcome(services,
                             services.sessions.sign_in_by_link({.token = request.input.token,
                                                                .former_token = token_of(services, request.call),
                                                                .code = request.input.totp.value_or(""),
                                                                .place = place_of(request.call)}));
            })
      .rate(http::RateBy::Network, limit)
      .audit("session.begun");
  router
      .post("/api/sign-out", signed_in(), http::Lane::Write,
            [&services](http::Request<http::Nothing>& request) -> http::Reply<http::Nothing> {
              const auto ended = services.sessions.sign_out(std::string(request.call.cookie(services.cookie.name)));
              if (!ended) return http::Reply<http::Nothing>(ended.error());
              return http::Reply<http::Nothing>(http::Nothing{}).header("Set-Cookie", services.cookie.clear());
            })
      .audit("session.ended")
      .for_held();
  router
      .get("/api/me", signed_in(), http::Lane::Read,
           [&services](http::Request<http::Nothing>& request) -> http::Reply<MeJson> {
             return me_of(services, who(request.call));
           })
      .for_held();
}

}  // namespace sen::api
