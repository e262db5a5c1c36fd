#pragma once
// What `sen init` and `sen user add|reset|list` do on an open store. The answer is the exit code; an
// Error becomes its sentence on stderr. Works as the system, and the events say so.

#include <iosfwd>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/texts.hpp"
#include "identity/account.hpp"
#include "identity/unit.hpp"
#include "store/store.hpp"

namespace sen::identity {

/// Where the command runs and whom it answers.
struct Terminal {
  store::Store& store;
  const Clock& clock;
  Random& random;
  const pack::PackSet& packs;
  Language language;
  std::ostream& out;
  bool json = false;  ///< one JSON value and nothing else
  std::string origin = "http://localhost:8080";  ///< in front of links
  const ledger::ChainKey* chain_key = nullptr;   ///< as Context says
};

struct InitOptions {
  std::string unit_code;
  std::string unit_name;        ///< "UBND xã Phù Linh"
  std::string unit_short_name;  ///< "xã Phù Linh"; the name when empty
  std::string level = "commune";
  std::string valid_from;       ///< "2025-07-01"; today when empty
  std::string admin_name;
  std::string admin_username = "admin";
};
/// Opens a unit with the bodies that plans name, makes its first administrator, and prints a one-time
/// set-up link (30 minutes). Errors: "identity.level_unknown", "identity.date" and those of the commands.
Result<int> run_init(const Terminal& terminal, const InitOptions& options);

struct UserAddOptions {
  std::string unit_code;
  std::string name;
  std::string position;
  std::string username;
  std::string role;             ///< "staff", "lead" …
  std::string body;             ///< seat from today on, when given
};
/// Prints a one-time set-up link. Errors: "identity.role_unknown", "identity.unit_unknown" and those of
/// the commands.
Result<int> run_user_add(const Terminal& terminal, const UserAddOptions& options);

struct UserResetOptions {
  std::string username;
};
/// Prints a one-time link. Error "identity.account_unknown".
Result<int> run_user_reset(const Terminal& terminal, const UserResetOptions& options);

struct UserListOptions {
  std::string unit_code;  ///< every unit when empty
};
Result<int> run_user_list(const Terminal& terminal, const UserListOptions& options);

/// Bodies that plans name, as the plan pack lists them; for `init` and for the demonstration.
Result<Done> add_usual_bodies(store::WriteTx& tx, const Context& ctx);

}  // namespace sen::identity
