#include "api/services.hpp"

#include "base/json.hpp"
#include "index/baseline.hpp"
#include "index/live_facts.hpp"

namespace sen::api {
namespace {

constexpr int kOk = 200;

http::Role wire_role(Role role) { return static_cast<http::Role>(static_cast<int>(role)); }

}  // namespace

const identity::SignedIn& who(const http::Call& call) {
  SEN_ASSERT(call.principal.session != nullptr);
  return *static_cast<const identity::SignedIn*>(call.principal.session.get());
}

http::Principal principal_of(Services& services, const http::Call& call) {
  const std::string_view token = call.cookie(services.cookie.name);
  if (token.empty()) return {};
  auto found = services.sessions.actor_of(std::string(token));
  if (!found) return {};
  const identity::SignedIn& signed_in = **found;
  return {.role = wire_role(signed_in.actor.role), .person = signed_in.person.id.value, .unit = signed_in.unit.id.value,
          .session = *found, .held = signed_in.must_enrol ? "identity.enrol_needed" : nullptr};
}

http::Access access(Right right, http::Scope scope) {
  http::Access out;
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    if (role_may(role, right)) out.allow(wire_role(role), scope);
  }
  return out;
}

http::Access signed_in() { return http::Access::signed_in(); }

std::string channel(UnitId unit) { return "unit:" + std::to_string(unit.value); }

void announce_score(Services& services, store::WriteTx& tx, const Context& ctx, const SubjectRef& changed,
                    const std::optional<KnownScore>& score) {
  JsonOut what;
  what.begin_object();
  what.member("kind", changed.kind);
  what.member("id", std::to_string(changed.id));
  what.end_object();
  std::string points;
  if (score) {
    JsonOut out;
    out.begin_object();
    out.member("year", score->year);
    out.member("points", to_string(score->points));
    out.member("as_of", to_string(ctx.clock.now()));
    out.end_object();
    points = out.take();
  }
  tx.after_commit([&live = services.live, name = channel(ctx.unit), what = what.take(), points] {
    live.publish(name, "changed", what);
    if (!points.empty()) live.publish(name, "score", points);
  });
}

void announce(Services& services, store::WriteTx& tx, const Context& ctx, const char* kind, std::int64_t id) {
  const auto score = [&]() -> Result<KnownScore> {
    SEN_LET(const int year, index::current_year(tx, ctx));
    SEN_LET(const auto set, index::set_in_force(tx, ctx, services.sets, year));
    SEN_LET(const auto period, index::measuring_period(tx, year));
    const Date today = date_of(ctx.clock.now());
    SEN_LET(const auto facts, index::live_facts(tx, ctx, *set, period.period, today));
    return KnownScore{year, index::live_score(*set, facts.facts, period.period, today)};
  }();
  announce_score(services, tx, ctx, {kind, id}, score ? std::optional(*score) : std::nullopt);
}

namespace detail {

Result<std::optional<http::Stored>> answered(store::ReadTx& tx, const http::Call& call, const Context& ctx,
                                             const std::string& body_hash) {
  SEN_LET(auto kept, store::find_answer(tx, request_key(call, ctx)));
  if (!kept) return std::optional<http::Stored>{};
  SEN_LET(const bool same, store::is_same_body(tx, *kept, body_hash));
  if (!same) return invalid("store.key_reused");
  return std::optional<http::Stored>(http::Stored{std::move(kept->answer), 0});
}

Result<Done> keep(store::WriteTx& tx, const http::Call& call, const Context& ctx, const std::string& body_hash,
                  std::string json) {
  return store::keep_answer(tx, request_key(call, ctx), {body_hash, kOk, std::move(json)},
                            ctx.clock.now());
}

}  // namespace detail

void add_routes(http::Router& router, Services& services) {
  add_session_routes(router, services);
  add_own_account_routes(router, services);
  add_people_routes(router, services);
  add_setting_routes(router, services);
  add_cockpit_routes(router, services);
  add_index_routes(router, services);
  add_criterion_routes(router, services);
  add_fact_routes(router, services);
  add_set_routes(router, services);
  add_year_routes(router, services);
  add_plan_routes(router, services);
  add_plan_closing_routes(router, services);
  add_task_routes(router, services);
  add_follow_up_routes(router, services);
  add_evidence_routes(router, services);
  add_evidence_request_routes(router, services);
  add_record_routes(router, services);
  add_record_statistics_routes(router, services);
  add_notice_routes(router, services);
  add_event_routes(router, services);
  add_import_routes(router, services);
  add_export_routes(router, services);
  add_live_routes(router, services);
}

}  // namespace sen::api
