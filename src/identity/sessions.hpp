#pragma once
// Signing in and out, and who a request comes from. The browser holds a 256-bit token; the program
// holds its hash. A sign-in that rests ends after 30 minutes (15 for a chair), and after 9 hours always.
// Rights are read anew at least every 5 seconds, and at once after a change in this process.
// Thread safe. Hashing takes a while: call sign_in from the heavy lane.

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "identity/account.hpp"
#include "identity/unit.hpp"
#include "identity/vault.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::identity {

struct SessionRow;

struct SessionOptions {
  std::int64_t idle_ms = 30 * kMinuteMs;
  std::int64_t idle_chair_ms = 15 * kMinuteMs;
  std::int64_t life_ms = 9 * kHourMs;
  std::int64_t cache_ms = 5'000;
  bool test_limits = false;  ///< no waiting after wrong passwords: tests and benches on loopback only
  HashCost hash_cost{};
  std::int64_t proof_ms = 5 * kMinuteMs;  ///< how long a password or code counts for dangerous acts
  Vault* vault = nullptr;        ///< opens the secrets of second factors; without it there are none
  const Clock* wall = nullptr;   ///< of codes that change by time, when `clock` is a demonstration's
  const ledger::ChainKey* chain_key = nullptr;  ///< seals the events of sign-ins, as Context says
};

/// Who is signed in, as one request needs it. Copies are cheap to share and never change.
struct SignedIn {
  Actor actor;
  Person person;
  Unit unit;
  Personal<std::string> username;
  std::int64_t account{};
  std::int64_t session{};         ///< number of the session in lists
  Instant started_at;
  Instant ends_at;                ///< at the latest
  bool may_set_password = false;  ///< came by a set-up or reset link: needs no old password
  Instant proved_at;              ///< last gave a password or a code
  bool must_enrol = false;        ///< the unit requires a second factor of this role, and there is none yet
};
/// Shared, because requests outlive their place in the cache.
using SignedInView = std::shared_ptr<const SignedIn>;

/// Where a browser is, as its owner will recognise it; never a whole address.
struct Place {
  std::string address;  ///< "203.0.113.0/24"
  std::string browser;  ///< "Chrome, Windows"
};

struct SignIn {
  std::string username;
  std::string password;
  std::string device;        ///< the browser's lasting mark, if it has one
  std::string former_token;  ///< session that this browser still has; it ends
  std::string code{};        ///< of the second factor, or a recovery code
  Place place{};
};
struct LinkSignIn {
  std::string token;
  std::string former_token{};
  std::string code{};
  Place place{};
};

/// What the browser gets.
struct Welcome {
  std::string token;   ///< for the session cookie
  std::string device;  ///< for the lasting cookie of a browser that has signed in before
  SignedInView who;
};

/// One line of "where am I signed in".
struct SessionView {
  std::int64_t id{};
  Instant started_at;
  Instant last_seen_at;
  std::string method;  ///< "password" or "link"
  bool current = false;
  Place place{};
};

class Sessions {
 public:
  Sessions(store::Store& store, const Clock& clock, const pack::PackSet& packs, SessionOptions options = {});
  ~Sessions();

  /// Errors: Unauthenticated "identity.totp_needed" (the password is right, and the account has a second factor),
  /// "identity.wrong_totp", "identity.wrong_password" (also for unknown, closed and departed
  /// accounts, after the same work), LimitExceeded "identity.too_many_failures" with {seconds},
  /// Unavailable "identity.hash_queue_full".
  Result<Welcome> sign_in(const SignIn& input);
  /// By the secret of a one-time link. Errors Unauthenticated: "identity.link_spent" (unknown, used or ended),
  /// "identity.totp_needed" and "identity.wrong_totp", after which the link is still good; LimitExceeded as above.
  Result<Welcome> sign_in_by_link(const LinkSignIn& input);
  Result<Welcome> sign_in_by_link(const std::string& token, const std::string& former_token = {}) {
    return sign_in_by_link(LinkSignIn{token, former_token});
  }
  /// Who holds the session token, and counts as a sign of life. Error Unauthenticated
  /// "identity.not_signed_in": unknown, ended, too long at rest.
  Result<SignedInView> actor_of(const std::string& token);
  /// Ending a session that is gone already is no error.
  Result<Done> sign_out(const std::string& token);

  /// The person's own sessions, newest first.
  Result<std::vector<SessionView>> sessions_of(const SignedIn& who);
  /// NotFound when it is not one of the person's own.
  Result<Done> end_session(const SignedIn& who, std::int64_t id);

  /// All of an account's, of the same unit; `except` is the actor's own. @returns how many. Errors: forbidden,
  /// NotFound "identity.account_unknown".
  Result<int> end_all_sessions(const SignedIn& who, std::int64_t account);
  /// Every other session of one's own. @returns how many.
  Result<int> end_other_sessions(const SignedIn& who, const std::string& token);

  /// Who sits there is who signed in: by the password, or by a code of the second factor. Counts for `proof_ms`.
  /// Errors: InvalidInput "identity.current_password", "identity.wrong_code", "identity.proof_missing"; LimitExceeded
  /// "identity.too_many_failures".
  Result<Done> prove(const std::string& token, const std::string& password, const std::string& code);
  /// Forbidden "identity.reauth_needed" when the last proof is too old for a dangerous act.
  [[nodiscard]] Result<Done> need_fresh_proof(const SignedIn& who) const;

  /// Sets one's own password. `current` is not asked after a set-up or reset link. Every other session
  /// ends, and this one goes on under a new token. Errors: those of prepare_password, InvalidInput
  /// "identity.current_password", LimitExceeded "identity.too_many_failures".
  Result<Welcome> set_password(const std::string& token, const std::string& current, const std::string& chosen);

  /// Writes signs of life that are a minute old or more, and once an hour forgets ended rows. Called by
  /// the scheduler; without it a restart counts rest from an earlier minute.
  Result<Done> flush();

  PasswordHasher& hasher() { return hasher_; }
  [[nodiscard]] Vault* vault() const { return options_.vault; }
  /// Time of codes that change by time.
  [[nodiscard]] Instant wall_now() const { return options_.wall != nullptr ? options_.wall->now() : clock_.now(); }

 private:
  struct Cached;
  struct Attempt;
  Context context(const Actor& actor);
  Result<Attempt> look_up(const SignIn& input);
  Result<Done> refuse(const Attempt& attempt);
  Result<Done> check_code(store::WriteTx& tx, const Account& account, const std::string& code);
  Result<Done> check_budget(const std::string& key);
  Result<Done> prove_by_code(const SignedIn& who, const std::string& code, const std::string& key);
  Result<Welcome> begin(store::WriteTx& tx, const Account& account, SessionRow session, const std::string& former);
  Result<Welcome> admit(const Attempt& attempt, const SignIn& input);
  Result<Done> keep_better_hash(const Account& account, const std::string& password);
  Result<Done> check_current(const Account& account, const std::string& current);
  [[nodiscard]] std::int64_t idle_limit(Role role) const;
  Result<SignedInView> load(const std::string& hash, Instant now, Instant last_seen_here);
  void forget(const std::string& hash);

  store::Store& store_;
  const Clock& clock_;
  SystemRandom random_;
  const pack::PackSet& packs_;
  SessionOptions options_;
  PasswordHasher hasher_;
  std::mutex mutex_;  // guards cache_ and purged_at_
  Instant purged_at_{};
  std::unordered_map<std::string, Cached> cache_;
};

}  // namespace sen::identity
