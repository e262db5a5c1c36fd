// One's own account: sessions, password, second factor, and the proof before dangerous acts. Answers that hold a secret
// are never kept for a repeated request.
#include "api/proof.hpp"
#include "formats/qr.hpp"
#include "identity/second_factor.hpp"
#include "identity/token.hpp"

namespace sen::api {
namespace {

struct SessionJson {
  Id<struct SessionTag> id{};
  Instant started_at{};
  Instant last_seen_at{};
  std::string method;
  std::string address;
  std::string browser;
  bool current = false;
};
void describe(http::Wire& v, SessionJson& session) {
  v.id("id", session.id);
  v.instant("started_at", session.started_at);
  v.instant("last_seen_at", session.last_seen_at);
  v.choice("method", session.method, {"password", "link"});
  v.text("address", session.address, {.length_max = 60});
  v.text("browser", session.browser, {.length_max = 60});
  v.boolean("current", session.current);
}

struct SessionPath {
  Id<struct SessionTag> id{};
};
void describe(http::Wire& v, SessionPath& path) { v.in_path().id("id", path.id); }

struct EndedJson {
  int count = 0;
};
void describe(http::Wire& v, EndedJson& ended) { v.integer("count", ended.count, {}); }

struct ProofJson {
  std::optional<std::string> password{};
  std::optional<std::string> totp{};
};
void describe(http::Wire& v, ProofJson& proof) {
  v.text("password", proof.password, {.length_max = 500, .example = "mot-cau-mat-khau-dai", .when_empty = http::WhenEmpty::Omitted});
  v.text("totp", proof.totp, {.length_max = 40, .when_empty = http::WhenEmpty::Omitted});
}

struct PasswordJson {
  std::optional<std::string> current{};
  std::string chosen;
};
void describe(http::Wire& v, PasswordJson& input) {
  v.text("current", input.current, {.length_max = 500, .when_empty = http::WhenEmpty::Omitted});
  v.text("chosen", input.chosen, {.length_max = 500, .length_min = 1, .example = "bon-tu-khong-lien-quan"});
}

struct FactorJson {
  bool enrolled = false;
  std::optional<Instant> since{};
  int recovery_codes_left = 0;
  bool required = false;
};
void describe(http::Wire& v, FactorJson& factor) {
  v.boolean("enrolled", factor.enrolled);
  v.instant("since", factor.since);
  v.integer("recovery_codes_left", factor.recovery_codes_left, {});
  v.boolean("required", factor.required);
}

struct OfferJson {
  std::string secret;
  std::string address;
  int qr_size = 0;
  std::string qr_path;
};
void describe(http::Wire& v, OfferJson& offer) {
  v.text("secret", offer.secret, {.length_max = 64});
  v.text("address", offer.address, {.length_max = 1000});
  v.integer("qr_size", offer.qr_size, {});
  v.text("qr_path", offer.qr_path, {.length_max = 60'000});
}

struct CodeJson {
  std::string code;
};
void describe(http::Wire& v, CodeJson& input) { v.text("code", input.code, {.length_max = 40, .length_min = 1, .example = "123456"}); }

struct RecoveryJson {
  std::vector<std::string> recovery_codes;
};
void describe(http::Wire& v, RecoveryJson& codes) { v.list("recovery_codes", codes.recovery_codes, {.count_max = 10, .length_max = 40}); }

template <class Output, class Act>
Result<Output> write_own(Services& services, const http::Call& call, Act act) {
  const identity::SignedIn& me = who(call);
  const Context ctx = context(services, me);
  return services.store.write(ctx.unit, [&](store::WriteTx& tx) -> Result<Output> { return act(tx, ctx, me); });
}

Result<std::vector<SessionJson>> own_sessions(Services& services, const http::Call& call) {
  SEN_LET(const auto found, services.sessions.sessions_of(who(call)));
  std::vector<SessionJson> out;
  for (const auto& one : found) {
    out.push_back({{one.id}, one.started_at, one.last_seen_at, one.method, one.place.address, one.place.browser, one.current});
  }
  return out;
}

Result<FactorJson> own_factor(Services& services, const http::Call& call) {
  const identity::SignedIn& me = who(call);
  return services.store.read(me.actor.unit, [&](store::ReadTx& tx) -> Result<FactorJson> {
    SEN_LET(const auto account, identity::load_account(tx, me.account));
    SEN_LET(const auto state, identity::factor_state(tx, account));
    return FactorJson{state.confirmed_at.has_value(), state.confirmed_at, state.recovery_codes_left, state.required};
  });
}

Result<OfferJson> offer(Services& services, const http::Call& call) {
  SEN_TRY(need_fresh_proof(services, call));
  SEN_ASSERT(services.sessions.vault() != nullptr);
  SEN_LET(const auto offered, write_own<identity::OfferedFactor>(services, call, [&](store::WriteTx& tx, const Context& ctx, const identity::SignedIn& me) {
    return identity::offer_factor(tx, ctx, *services.sessions.vault(), {me.account, "Sen " + me.unit.short_name});
  }));
  SEN_LET(auto code, formats::qr_code(offered.address));
  return OfferJson{offered.secret, offered.address, code.size, std::move(code.path)};
}

Result<RecoveryJson> confirm(Services& services, const http::Call& call, const std::string& code) {
  SEN_ASSERT(services.sessions.vault() != nullptr);
  return write_own<RecoveryJson>(services, call, [&](store::WriteTx& tx, const Context& ctx, const identity::SignedIn& me) -> Result<RecoveryJson> {
    SEN_LET(auto codes, identity::confirm_factor(tx, ctx, *services.sessions.vault(),
                                                 {me.account, code, services.sessions.wall_now(), identity::token_hash(token_of(services, call))}));
    return RecoveryJson{std::move(codes)};
  });
}

Result<RecoveryJson> renew(Services& services, const http::Call& call) {
  SEN_TRY(need_fresh_proof(services, call));
  return write_own<RecoveryJson>(services, call, [](store::WriteTx& tx, const Context& ctx, const identity::SignedIn& me) -> Result<RecoveryJson> {
    SEN_LET(auto codes, identity::renew_recovery_codes(tx, ctx, me.account));
    return RecoveryJson{std::move(codes)};
  });
}

Result<http::Nothing> remove(Services& services, const http::Call& call) {
  SEN_TRY(need_fresh_proof(services, call));
  return write_own<http::Nothing>(services, call, [](store::WriteTx& tx, const Context& ctx, const identity::SignedIn& me) -> Result<http::Nothing> {
    SEN_LET(const auto account, identity::load_account(tx, me.account));
    SEN_LET(const auto state, identity::factor_state(tx, account));
    if (state.required) return conflict("identity.factor_required");
    SEN_TRY(identity::remove_factor(tx, ctx, me.account));
    return http::Nothing{};
  });
}

void add_own_sessions(http::Router& router, Services& services) {
  router.get("/api/sessions", signed_in(), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<std::vector<SessionJson>> {
               return own_sessions(services, request.call);
             });
  router
      .post("/api/sessions/{id}/end", signed_in(), http::Lane::Write,
            [&services](http::Request<SessionPath>& request) -> http::Reply<http::Nothing> {
              const auto ended = services.sessions.end_session(who(request.call), request.input.id.value);
              if (!ended) return http::Reply<http::Nothing>(ended.error());
              return http::Nothing{};
            })
      .audit("session.ended");
  router
      .post("/api/sessions/end-others", signed_in(), http::Lane::Write,
            [&services](http::Request<http::Nothing>& request) -> http::Reply<EndedJson> {
              const auto ended = services.sessions.end_other_sessions(who(request.call), token_of(services, request.call));
              if (!ended) return http::Reply<EndedJson>(ended.error());
              return EndedJson{*ended};
            })
      .audit("session.all_ended");
  router
      .post("/api/re-authenticate", signed_in(), http::Lane::Heavy,
            [&services](http::Request<ProofJson>& request) -> http::Reply<http::Nothing> {
              const ProofJson& input = request.input;
              const auto proved = services.sessions.prove(token_of(services, request.call), input.password.value_or(""), input.totp.value_or(""));
              if (!proved) return http::Reply<http::Nothing>(proved.error());
              return http::Nothing{};
            })
      .audit("session.proved")
      .for_held();
  router
      .post("/api/password", signed_in(), http::Lane::Heavy,
            [&services](http::Request<PasswordJson>& request) -> http::Reply<http::Nothing> {
              const auto changed = services.sessions.set_password(token_of(services, request.call), request.input.current.value_or(""), request.input.chosen);
              if (!changed) return http::Reply<http::Nothing>(changed.error());
              return http::Reply<http::Nothing>(http::Nothing{}).header("Set-Cookie", services.cookie.set(changed->token));
            })
      .audit("password.set")
      .for_held();
}

void add_second_factor(http::Router& router, Services& services) {
  router
      .get("/api/second-factor", signed_in(), http::Lane::Read,
           [&services](http::Request<http::Nothing>& request) -> http::Reply<FactorJson> { return own_factor(services, request.call); })
      .for_held();
  router
      .post("/api/second-factor", signed_in(), http::Lane::Write,
            [&services](http::Request<http::Nothing>& request) -> http::Reply<OfferJson> { return offer(services, request.call); })
      .for_held();
  router
      .post("/api/second-factor/confirm", signed_in(), http::Lane::Write,
            [&services](http::Request<CodeJson>& request) -> http::Reply<RecoveryJson> {
              return confirm(services, request.call, request.input.code);
            })
      .audit("second_factor.enrolled")
      .for_held();
  router
      .post("/api/second-factor/recovery-codes", signed_in(), http::Lane::Write,
            [&services](http::Request<http::Nothing>& request) -> http::Reply<RecoveryJson> { return renew(services, request.call); })
      .audit("second_factor.codes_renewed");
  router
      .post("/api/second-factor/remove", signed_in(), http::Lane::Write,
            [&services](http::Request<http::Nothing>& request) -> http::Reply<http::Nothing> { return remove(services, request.call); })
      .audit("second_factor.removed");
}

}  // namespace

void add_own_account_routes(http::Router& router, Services& services) {
  add_own_sessions(router, services);
  add_second_factor(router, services);
}

}  // namespace sen::api
