// Proofs of who sits there: the second factor of a sign-in, a password or code before a dangerous act, and the end
// of sessions that somebody else may hold.
#include "identity/account_sql.hpp"
#include "identity/attempt.hpp"
#include "identity/change.hpp"
#include "identity/second_factor.hpp"
#include "identity/second_factor_sql.hpp"
#include "identity/session_errors.hpp"
#include "identity/session_sql.hpp"
#include "identity/sessions.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {
namespace {

Error totp_error(const char* rule) { return Error{ErrorCode::Unauthenticated, rule, "totp", {}, {}, {}}; }

}  // namespace

Result<Done> Sessions::check_code(store::WriteTx& tx, const Account& account, const std::string& code) {
  SEN_LET(const auto stand, factor_stand(tx, account.id));
  if (!stand.confirmed) return Done{};
  if (code.empty()) return totp_error("identity.totp_needed");
  SEN_ASSERT(options_.vault != nullptr);
  const Actor owner{account.person, account.role, account.unit};
  SEN_LET(const bool right, spend_code(tx, context(owner), *options_.vault, {account.id, code, wall_now()}));
  if (!right) return totp_error("identity.wrong_totp");
  return Done{};
}

Result<Done> Sessions::check_budget(const std::string& key) {
  SEN_LET(const auto failures, store_.read(kNoUnit, [&](store::ReadTx& tx) { return failures_of(tx, key); }));
  const auto wait = wait_left(failures.count, failures.last_at, clock_.now());
  if (wait > 0 && !options_.test_limits) return too_many_failures(wait);
  return Done{};
}

Result<Done> Sessions::check_current(const Account& account, const std::string& current) {
  // A budget of its own: whoever found an open screen does not get to guess at leisure.
  const auto key = attempt_key(account.username.reveal(Purpose::SignIn), "set_password");
  SEN_TRY(check_budget(key));
  SEN_LET(const auto right, hasher_.verify(account.password_hash, current));
  SEN_TRY(store_.write(kNoUnit, [&](store::WriteTx& tx) {
    return right ? forget_failures(tx, key) : count_failure(tx, key, clock_.now());
  }));
  if (!right) return invalid("identity.current_password", "current");
  return Done{};
}

Result<Done> Sessions::prove_by_code(const SignedIn& who, const std::string& code, const std::string& key) {
  SEN_TRY(check_budget(key));
  SEN_ASSERT(options_.vault != nullptr);
  SEN_LET(const bool right, store_.write(who.actor.unit, [&](store::WriteTx& tx) {
    return spend_code(tx, context(who.actor), *options_.vault, {who.account, code, wall_now()});
  }));
  if (right) return store_.write(kNoUnit, [&](store::WriteTx& tx) { return forget_failures(tx, key); });
  SEN_TRY(store_.write(kNoUnit, [&](store::WriteTx& tx) { return count_failure(tx, key, clock_.now()); }));
  return invalid("identity.wrong_code", "totp");
}

Result<Done> Sessions::prove(const std::string& token, const std::string& password, const std::string& code) {
  SEN_LET(const auto who, actor_of(token));
  if (password.empty() && code.empty()) return invalid("identity.proof_missing", "password");
  SEN_LET(const auto account, store_.read(who->actor.unit, [&](store::ReadTx& tx) { return load_account(tx, who->account); }));
  if (!code.empty()) {
    SEN_TRY(prove_by_code(*who, code, attempt_key(account.username.reveal(Purpose::SignIn), "prove")));
  } else {
    SEN_TRY(check_current(account, password));
  }
  return store_.write(who->actor.unit, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_TRY(set_proved_at(tx, token_hash(token), clock_.now()));
    Json facts = Json::object();
    facts.set("method", Json::string(code.empty() ? "password" : "code"));
    SEN_TRY(ledger::append(tx, context(who->actor), {.kind = "session.proved", .subject = {"person", who->person.id.value},
                                                     .facts = std::move(facts)}));
    announce_change(tx);
    return Done{};
  });
}

Result<Done> Sessions::need_fresh_proof(const SignedIn& who) const {
  const std::int64_t window = options_.test_limits ? options_.life_ms : options_.proof_ms;
  if (clock_.now() - who.proved_at <= window) return Done{};
  return Error{ErrorCode::Forbidden, "identity.reauth_needed", {}, {}, {}, {}};
}

Result<int> Sessions::end_all_sessions(const SignedIn& who, std::int64_t account) {
  if (!who.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  return store_.write(who.actor.unit, [&](store::WriteTx& tx) -> Result<int> {
    const auto found = load_account(tx, account);
    if (!found || found->unit != tx.unit()) return not_found("identity.account_unknown");
    SEN_LET(const int count, count_sessions_of(tx, account, clock_.now()));
    SEN_TRY(end_sessions_of(tx, account, {}));
    Json facts = Json::object();
    facts.set("count", Json::number(std::int64_t{count}));
    SEN_TRY(ledger::append(tx, context(who.actor), {.kind = "session.all_ended", .subject = {"person", found->person.value},
                                                    .facts = std::move(facts)}));
    announce_change(tx);
    return count;
  });
}

Result<int> Sessions::end_other_sessions(const SignedIn& who, const std::string& token) {
  return store_.write(who.actor.unit, [&](store::WriteTx& tx) -> Result<int> {
    SEN_LET(const int count, count_sessions_of(tx, who.account, clock_.now()));
    SEN_TRY(end_sessions_of(tx, who.account, token_hash(token)));
    Json facts = Json::object();
    facts.set("count", Json::number(std::int64_t{count - 1}));
    SEN_TRY(ledger::append(tx, context(who.actor), {.kind = "session.all_ended", .subject = {"person", who.person.id.value},
                                                    .facts = std::move(facts)}));
    announce_change(tx);
    return count - 1;
  });
}

}  // namespace sen::identity
