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
  const ledger::ChainKey* chain_key = nullptr;  ///< seals the events of sign-ins, as Context says
};

/// Who is signed in, as one request needs it. Copies are cheap to share and never change.
struct SignedIn {
  Actor actor;
  Person person;
  Unit unit;
  std::string username;
  std::int64_t account{};
  std::int64_t session{};         ///< number of the session in lists
  Instant started_at;
  Instant ends_at;                ///< at the latest
  bool may_set_password = false;  ///< came by a set-up or reset link: needs no old password
};
/// Shared, because requests outlive their place in the cache.
using SignedInView = std::shared_ptr<const SignedIn>;

struct SignIn {
  std::string username;
  std::string password;
  std::string device;        ///< the browser's lasting mark, if it has one
  std::string former_token;  ///< session that this browser still has; it ends
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
};

class Sessions {
 public:
  Sessions(store::Store& store, const Clock& clock, const pack::PackSet& packs, SessionOptions options = {});
  ~Sessions();

  /// Errors: Unauthenticated "identity.wrong_password" (also for unknown, closed and departed
  /// accounts, after the same work), LimitExceeded "identity.too_many_failures" with {seconds},
  /// Unavailable "identity.hash_queue_full".
  Result<Welcome> sign_in(const SignIn& input);
  /// By the secret of a one-time link. Error Unauthenticated "identity.link_spent": unknown, used or ended.
  Result<Welcome> sign_in_by_link(const std::string& token, const std::string& former_token = {});
  /// Who holds the session token, and counts as a sign of life. Error Unauthenticated
  /// "identity.not_signed_in": unknown, ended, too long at rest.
  Result<SignedInView> actor_of(const std::string& token);
  /// Ending a session that is gone already is no error.
  Result<Done> sign_out(const std::string& token);

  /// The person's own sessions, newest first.
  Result<std::vector<SessionView>> sessions_of(const SignedIn& who);
  /// NotFound when it is not one of the person's own.
  Result<Done> end_session(const SignedIn& who, std::int64_t id);

  /// Sets one's own password. `current` is not asked after a set-up or reset link. Every other session
  /// ends, and this one goes on under a new token. Errors: those of prepare_password, InvalidInput
  /// "identity.current_password", LimitExceeded "identity.too_many_failures".
  Result<Welcome> set_password(const std::string& token, const std::string& current, const std::string& chosen);

  /// Writes signs of life that are a minute old or more, and once an hour forgets ended rows. Called by
  /// the scheduler; without it a restart counts rest from an earlier minute.
  Result<Done> flush();

  PasswordHasher& hasher() { return hasher_; }

 private:
  struct Cached;
  struct Attempt;
  Context context(const Actor& actor);
  Result<Attempt> look_up(const SignIn& input);
  Result<Done> refuse(const Attempt& attempt);
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
