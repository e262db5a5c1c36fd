#pragma once
// What every route may use, made once by `app`. And the two ways a handler reaches the data: `look`
// (one read transaction) and `command` (one write transaction, with the idempotency key in it).

#include <string>
#include <utility>

#include "base/hash.hpp"
#include "http/live.hpp"
#include "http/router.hpp"
#include "identity/service.hpp"
#include "index/sets.hpp"
#include "ledger/context.hpp"
#include "record/rules.hpp"
#include "store/idempotency.hpp"
#include "store/store.hpp"

namespace sen::evidence {
class Blobs;
}

namespace sen::api {

struct Services {
  store::Store& store;
  const Clock& clock;
  Random& random;
  const pack::PackSet& packs;
  identity::Sessions& sessions;
  index::Sets& sets;
  record::Rules& records;
  http::Live& live;
  http::SessionCookie cookie;
  evidence::Blobs* blobs = nullptr;  ///< not owned; app keeps it
  bool demo = false;                 ///< the demonstration commune: says so on every page
};

/// Who the router let in. Only for routes whose access does not name the public.
const identity::SignedIn& who(const http::Call& call);
/// Sign-in as the router wants it: cookie → principal.
http::Principal principal_of(Services& services, const http::Call& call);

/// Roles that may do `right`, in their own unit: the access line of a route.
http::Access access(Right right, http::Scope scope = http::Scope::OwnUnit);
/// Every signed-in role.
http::Access signed_in();

inline Context context(const Services& services, const identity::SignedIn& signed_in) {
  return Context{signed_in.actor, signed_in.unit.id, services.clock, services.random, services.packs};
}

/// Channel of a unit's live updates.
std::string channel(UnitId unit);
/// Tells the unit's open browsers after the commit: something of `kind` changed, and the score with it.
void announce(Services& services, store::WriteTx& tx, const Context& ctx, const char* kind, std::int64_t id);
/// The same by a command that knows the new score already.
struct KnownScore {
  int year{};
  Points points{};
};
void announce_score(Services& services, store::WriteTx& tx, const Context& ctx, const SubjectRef& changed,
                    const std::optional<KnownScore>& score);

/// One read transaction of the signed-in person's unit: `act(tx, ctx, input) -> Result<Output>`.
template <class Input, class Act>
auto look(Services& services, http::Request<Input>& request, Act&& act) {
  const identity::SignedIn& signed_in = who(request.call);
  const Context ctx = context(services, signed_in);
  return services.store.read(ctx.unit, [&](store::ReadTx& tx) { return act(tx, ctx, request.input); });
}

namespace detail {

inline store::RequestKey request_key(const http::Call& call, const Context& ctx) {
  return {ctx.actor.person.value, std::string(http::to_string(call.method)) + " " + std::string(call.route),
          std::string(call.idempotency_key)};
}

/// What was answered before to the same key: a stored answer, or Conflict when the body differs.
Result<std::optional<http::Stored>> answered(store::ReadTx& tx, const http::Call& call, const Context& ctx,
                                             const std::string& body_hash);
Result<Done> keep(store::WriteTx& tx, const http::Call& call, const Context& ctx, const std::string& body_hash,
                  std::string json);

}  // namespace detail

/// One write transaction: `act(tx, ctx, input) -> Result<Output>`. With an `Idempotency-Key` the answer
/// is kept in the same transaction, and given again to the same request, known by the SHA-256 of its body.
template <class Output, class Input, class Act>
http::Reply<Output> command_of_body(Services& services, http::Request<Input>& request, const std::string& body_hash,
                                    Act&& act) {
  const identity::SignedIn& signed_in = who(request.call);
  const Context ctx = context(services, signed_in);
  std::optional<http::Stored> stored;
  auto answer = services.store.write(ctx.unit, [&](store::WriteTx& tx) -> Result<Output> {
    stored.reset();
    if (!request.call.idempotency_key.empty()) {
      SEN_LET(stored, detail::answered(tx, request.call, ctx, body_hash));
      if (stored) return Output{};
    }
    SEN_LET(Output output, act(tx, ctx, request.input));
    if (!request.call.idempotency_key.empty()) {
      SEN_TRY(detail::keep(tx, request.call, ctx, body_hash, http::write_json(output)));
    }
    return output;
  });
  if (answer && stored) return http::Reply<Output>(std::move(*stored));
  return http::Reply<Output>(std::move(answer));
}

/// The same for JSON bodies.
template <class Output, class Input, class Act>
http::Reply<Output> command(Services& services, http::Request<Input>& request, Act&& act) {
  return command_of_body<Output>(services, request, sha256_hex(request.call.body), std::forward<Act>(act));
}

// One file of routes per module.
void add_session_routes(http::Router& router, Services& services);
void add_own_account_routes(http::Router& router, Services& services);
void add_people_routes(http::Router& router, Services& services);
void add_setting_routes(http::Router& router, Services& services);
void add_cockpit_routes(http::Router& router, Services& services);
void add_index_routes(http::Router& router, Services& services);
void add_criterion_routes(http::Router& router, Services& services);
void add_fact_routes(http::Router& router, Services& services);
void add_year_routes(http::Router& router, Services& services);
void add_set_routes(http::Router& router, Services& services);
void add_plan_routes(http::Router& router, Services& services);
void add_plan_closing_routes(http::Router& router, Services& services);
void add_task_routes(http::Router& router, Services& services);
void add_follow_up_routes(http::Router& router, Services& services);
void add_evidence_routes(http::Router& router, Services& services);
void add_evidence_request_routes(http::Router& router, Services& services);
void add_record_routes(http::Router& router, Services& services);
void add_record_statistics_routes(http::Router& router, Services& services);
void add_notice_routes(http::Router& router, Services& services);
void add_event_routes(http::Router& router, Services& services);
void add_import_routes(http::Router& router, Services& services);
void add_export_routes(http::Router& router, Services& services);
void add_live_routes(http::Router& router, Services& services);
/// All of them.
void add_routes(http::Router& router, Services& services);

}  // namespace sen::api
