#include "identity/sessions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "identity/account_sql.hpp"
#include "identity/attempt.hpp"
#include "identity/change.hpp"
#include "identity/second_factor.hpp"
#include "identity/session_errors.hpp"
#include "identity/session_sql.hpp"
#include "identity/token.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {
namespace {

constexpr std::size_t kCachedMax = 10'000;
constexpr std::int64_t kFlushAfterMs = kMinuteMs;
constexpr std::int64_t kPurgeEveryMs = kHourMs;

Error wrong_password() {
  return Error{ErrorCode::Unauthenticated, "identity.wrong_password", "password", {}, {}, {}};
}
Error link_spent() {
  return Error{ErrorCode::Unauthenticated, "identity.link_spent", "token", {}, {}, {}};
}
bool has_left(const Person& person, Date today) { return person.left_on && *person.left_on < today; }

}  // namespace

/// A sign-in that was asked for, and what is known of the name.
struct Sessions::Attempt {
  std::optional<Account> account;  // one that may sign in
  std::string key;
};

struct Sessions::Cached {
  SignedInView who;
  Instant last_seen_at;
  Instant written_at;  // the last sign of life in the database
  Instant loaded_at;
  std::uint64_t change = 0;
};

Sessions::Sessions(store::Store& store, const Clock& clock, const pack::PackSet& packs, SessionOptions options)
    : store_(store), clock_(clock), packs_(packs), options_(options), hasher_(options.hash_cost) {}

Sessions::~Sessions() = default;

Context Sessions::context(const Actor& actor) { return Context{actor, actor.unit, clock_, random_, packs_, options_.chain_key}; }

std::int64_t Sessions::idle_limit(Role role) const {
  return role == Role::Chair ? options_.idle_chair_ms : options_.idle_ms;
}

Result<Sessions::Attempt> Sessions::look_up(const SignIn& input) {
  const auto username = normal_username(input.username);
  const auto device_hash = input.device.empty() ? std::string() : token_hash(input.device);
  const auto now = clock_.now();
  return store_.read(kNoUnit, [&](store::ReadTx& tx) -> Result<Attempt> {
    Attempt attempt;
    SEN_LET(const auto account, find_account(tx, username));
    std::string device;
    if (account && !device_hash.empty()) {
      SEN_LET(const auto known, is_known_device(tx, account->id, device_hash));
      if (known) device = device_hash;
    }
    attempt.key = attempt_key(username, device);
    SEN_LET(const auto failures, failures_of(tx, attempt.key));
    const auto wait = wait_left(failures.count, failures.last_at, now);
    if (wait > 0 && !options_.test_limits) return too_many_failures(wait);
    if (account && !account->closed) attempt.account = account;
    return attempt;
  });
}

Result<Done> Sessions::refuse(const Attempt& attempt) {
  const auto unit = attempt.account ? attempt.account->unit : kNoUnit;
  return store_.write(unit, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_TRY(count_failure(tx, attempt.key, clock_.now()));
    if (!attempt.account) return Done{};
    const Actor stranger{{}, Role::Public, unit};
    SEN_TRY(ledger::append(tx, context(stranger), {.kind = "session.refused",
                                                   .subject = {"person", attempt.account->person.value}}));
    return Done{};
  });
}

Result<Welcome> Sessions::sign_in(const SignIn& input) {
  SEN_LET(const auto attempt, look_up(input));
  const auto stored = attempt.account ? attempt.account->password_hash : std::string();
  SEN_LET(const auto right, hasher_.verify(stored, input.password));
  if (!right) {
    SEN_TRY(refuse(attempt));
    return wrong_password();
  }
  auto admitted = admit(attempt, input);
  // A wrong code is a failure like a wrong password: a guesser of codes has the password already.
  if (!admitted && admitted.error().rule == "identity.wrong_totp") SEN_TRY(refuse(attempt));
  SEN_LET(auto welcome, std::move(admitted));
  if (hasher_.is_outdated(stored)) SEN_TRY(keep_better_hash(*attempt.account, input.password));
  return welcome;
}

Result<Welcome> Sessions::admit(const Attempt& attempt, const SignIn& input) {
  const auto& account = *attempt.account;
  const auto device = is_token(input.device, kSessionTokenBytes) ? input.device : new_token(kSessionTokenBytes);
  auto welcome = store_.write(account.unit, [&](store::WriteTx& tx) -> Result<Welcome> {
    const auto now = clock_.now();
    // Guesses that ran side by side share the budget: a right one that comes too late is refused too.
    SEN_LET(const auto failures, failures_of(tx, attempt.key));
    const auto wait = wait_left(failures.count, failures.last_at, now);
    if (wait > 0 && !options_.test_limits) return too_many_failures(wait);
    SEN_LET(const auto today, load_account(tx, account.id));
    if (today.closed || today.password_hash != account.password_hash) return wrong_password();
    SEN_TRY(check_code(tx, today, input.code));
    SEN_TRY(forget_failures(tx, attempt.key));
    SEN_TRY(remember_device(tx, account.id, token_hash(device), now));
    SessionRow session;
    session.method = "password";
    session.address = input.place.address;
    session.browser = input.place.browser;
    return begin(tx, today, std::move(session), input.former_token);
  });
  if (welcome) welcome->device = device;
  return welcome;
}

Result<Welcome> Sessions::begin(store::WriteTx& tx, const Account& account, SessionRow session,
                                const std::string& former) {
  const auto now = clock_.now();
  SEN_LET(const auto person, load_person(tx, account.person));
  if (has_left(person, date_of(now))) return wrong_password();
  SEN_LET(const auto unit, load_unit(tx, account.unit));
  if (!former.empty()) SEN_TRY(delete_session(tx, token_hash(former)));
  const auto token = new_token(kSessionTokenBytes);
  session.token_hash = token_hash(token);
  session.id = random_.id();
  session.account = account.id;
  session.unit = account.unit;
  session.started_at = now;
  session.last_seen_at = now;
  session.ends_at = now + options_.life_ms;
  session.proved_at = now;
  SEN_TRY(insert_session(tx, session));
  const Actor actor{account.person, account.role, account.unit};
  Json facts = Json::object();
  facts.set("method", Json::string(session.method));
  SEN_TRY(ledger::append(tx, context(actor), {.kind = "session.started",
                                              .subject = {"person", account.person.value}, .facts = facts}));
  announce_change(tx);
  SEN_LET(const bool must, must_enrol(tx, account));
  auto who = std::make_shared<SignedIn>(SignedIn{actor, person, unit, account.username, account.id, session.id,
                                                 now, session.ends_at, session.may_set_password, now, must});
  return Welcome{token, {}, std::move(who)};
}

Result<Done> Sessions::keep_better_hash(const Account& account, const std::string& password) {
  SEN_LET(const auto hash, hasher_.hash(nfc(password)));
  return store_.write(account.unit, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_LET(const auto today, load_account(tx, account.id));
    if (today.password_hash != account.password_hash) return Done{};  // changed meanwhile
    return update_password(tx, account.id, hash, today.password_set_at.value_or(clock_.now()));
  });
}

Result<Welcome> Sessions::sign_in_by_link(const LinkSignIn& input) {
  if (!is_token(input.token, kLinkTokenBytes)) return link_spent();
  const auto hash = token_hash(input.token);
  const auto found = store_.read(kNoUnit, [&](store::ReadTx& tx) { return find_link(tx, hash, clock_.now()); });
  if (!found) return found.error();
  if (!found->has_value()) return link_spent();
  const auto& link = **found;
  // Who holds a link may guess at its code no faster than at a password.
  const auto key = attempt_key(hash, "link");
  SEN_TRY(check_budget(key));
  auto welcome = store_.write(link.unit, [&](store::WriteTx& tx) -> Result<Welcome> {
    SEN_LET(const auto used, use_link(tx, hash, clock_.now()));
    if (!used) return link_spent();
    SEN_LET(const auto account, load_account(tx, link.account));
    if (account.closed) return link_spent();
    SEN_TRY(check_code(tx, account, input.code));
    SessionRow session;
    session.method = "link";
    session.may_set_password = link.purpose != LinkPurpose::SignIn;
    session.address = input.place.address;
    session.browser = input.place.browser;
    return begin(tx, account, std::move(session), input.former_token);
  });
  if (!welcome && welcome.error().rule == "identity.wrong_totp") {
    SEN_TRY(store_.write(kNoUnit, [&](store::WriteTx& tx) { return count_failure(tx, key, clock_.now()); }));
  }
  return welcome;
}

Result<SignedInView> Sessions::actor_of(const std::string& token) {
  if (!is_token(token, kSessionTokenBytes)) return not_signed_in();
  const auto hash = token_hash(token);
  const auto now = clock_.now();
  Instant seen_here{};
  {
    const std::lock_guard lock(mutex_);
    const auto found = cache_.find(hash);
    if (found != cache_.end()) {
      auto& cached = found->second;
      const bool fresh = cached.change == change_count() && now - cached.loaded_at < options_.cache_ms;
      const bool rested = now - cached.last_seen_at >= idle_limit(cached.who->actor.role);
      if (fresh && !rested && now < cached.who->ends_at) {
        cached.last_seen_at = std::max(cached.last_seen_at, now);
        return cached.who;
      }
      seen_here = cached.last_seen_at;
    }
  }
  return load(hash, now, seen_here);
}

Result<SignedInView> Sessions::load(const std::string& hash, Instant now, Instant last_seen_here) {
  const auto change = change_count();
  struct Loaded {
    SignedInView who;
    Instant last_seen_at;
  };
  // The session names the unit, and only then the unit's own rows may be asked.
  auto session = store_.read(kNoUnit, [&](store::ReadTx& tx) { return find_session(tx, hash); });
  if (!session) return session.error();
  if (!session->has_value()) {
    forget(hash);
    return not_signed_in();
  }
  const auto& row = **session;
  auto loaded = store_.read(row.unit, [&](store::ReadTx& tx) -> Result<Loaded> {
    SEN_LET(const auto account, load_account(tx, row.account));
    SEN_LET(const auto person, load_person(tx, account.person));
    SEN_LET(const auto unit, load_unit(tx, account.unit));
    const auto last_seen = std::max(row.last_seen_at, last_seen_here);
    const bool over = now >= row.ends_at || now - last_seen >= idle_limit(account.role);
    if (over || account.closed || has_left(person, date_of(now))) return not_signed_in();
    const Actor actor{account.person, account.role, account.unit};
    SEN_LET(const bool must, must_enrol(tx, account));
    auto who = std::make_shared<SignedIn>(SignedIn{actor, person, unit, account.username, account.id, row.id,
                                                   row.started_at, row.ends_at, row.may_set_password,
                                                   row.proved_at, must});
    return Loaded{std::move(who), row.last_seen_at};
  });
  if (!loaded) {
    forget(hash);
    return loaded.error();
  }
  const std::lock_guard lock(mutex_);
  if (cache_.size() >= kCachedMax && !cache_.contains(hash)) cache_.erase(cache_.begin());
  cache_[hash] = Cached{loaded->who, now, loaded->last_seen_at, now, change};
  return loaded->who;
}

void Sessions::forget(const std::string& hash) {
  const std::lock_guard lock(mutex_);
  cache_.erase(hash);
}

Result<Done> Sessions::sign_out(const std::string& token) {
  const auto who = actor_of(token);
  if (!who) return Done{};
  const auto hash = token_hash(token);
  auto ended = store_.write((*who)->actor.unit, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_TRY(delete_session(tx, hash));
    SEN_TRY(ledger::append(tx, context((*who)->actor), {.kind = "session.ended",
                                                        .subject = {"person", (*who)->person.id.value}}));
    announce_change(tx);
    return Done{};
  });
  forget(hash);
  return ended;
}

Result<std::vector<SessionView>> Sessions::sessions_of(const SignedIn& who) {
  SEN_TRY(flush());  // the list shows when each was last seen
  return store_.read(who.actor.unit, [&](store::ReadTx& tx) -> Result<std::vector<SessionView>> {
    SEN_LET(const auto rows, identity::sessions_of(tx, who.account));
    std::vector<SessionView> views;
    for (const auto& row : rows) {
      if (row.ends_at <= clock_.now() || clock_.now() - row.last_seen_at >= idle_limit(who.actor.role)) continue;
      views.push_back({row.id, row.started_at, row.last_seen_at, row.method, row.id == who.session,
                       {row.address, row.browser}});
    }
    return views;
  });
}

Result<Done> Sessions::end_session(const SignedIn& who, std::int64_t id) {
  return store_.write(who.actor.unit, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_LET(const auto ended, delete_session_of(tx, who.account, id));
    if (!ended) return not_found("identity.session_unknown");
    SEN_TRY(ledger::append(tx, context(who.actor), {.kind = "session.ended",
                                                    .subject = {"person", who.person.id.value}}));
    announce_change(tx);
    return Done{};
  });
}

Result<Welcome> Sessions::set_password(const std::string& token, const std::string& current,
                                       const std::string& chosen) {
  SEN_LET(const auto who, actor_of(token));
  SEN_LET(const auto prepared, prepare_password(chosen, {who->username.reveal(Purpose::Compare), who->unit.short_name, who->person.name.reveal(Purpose::Compare)}));
  SEN_LET(const auto account, store_.read(who->actor.unit, [&](store::ReadTx& tx) {
    return load_account(tx, who->account);
  }));
  if (!who->may_set_password) SEN_TRY(check_current(account, current));
  SEN_LET(const auto hash, hasher_.hash(prepared));
  return store_.write(who->actor.unit, [&](store::WriteTx& tx) -> Result<Welcome> {
    SEN_LET(const auto today, load_account(tx, who->account));
    if (today.closed || today.password_hash != account.password_hash) return not_signed_in();
    SEN_LET(const auto old, find_session(tx, token_hash(token)));
    SEN_TRY(save_password(tx, context(who->actor), {account.id, hash, {}}));
    SessionRow session;
    session.method = "password";
    if (old) {
      session.address = old->address;
      session.browser = old->browser;
    }
    return begin(tx, today, std::move(session), {});
  });
}

Result<Done> Sessions::flush() {
  const auto now = clock_.now();
  std::vector<std::pair<std::string, Instant>> seen;
  bool purges = false;
  {
    const std::lock_guard lock(mutex_);
    purges = now - purged_at_ >= kPurgeEveryMs;
    if (purges) purged_at_ = now;
    for (auto it = cache_.begin(); it != cache_.end();) {
      auto& [hash, cached] = *it;
      if (cached.last_seen_at - cached.written_at >= kFlushAfterMs) {
        seen.emplace_back(hash, cached.last_seen_at);
        cached.written_at = cached.last_seen_at;
      }
      const bool over = now >= cached.who->ends_at || now - cached.last_seen_at >= idle_limit(cached.who->actor.role);
      it = over ? cache_.erase(it) : std::next(it);
    }
  }
  if (seen.empty() && !purges) return Done{};
  return store_.write(kNoUnit, [&](store::WriteTx& tx) -> Result<Done> {
    for (const auto& [hash, at] : seen) SEN_TRY(touch_session(tx, hash, at));
    if (!purges) return Done{};
    SEN_TRY(purge_sessions(tx, now));
    return purge_sign_in_rows(tx, now);
  });
}

}  // namespace sen::identity
