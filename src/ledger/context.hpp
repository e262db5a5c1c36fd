#pragma once
// Who acts, where, when, under which law: the one thing a command is told besides its input.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/random.hpp"

namespace sen::pack {
class PackSet;
}
namespace sen::ledger {
struct ChainKey;
}

namespace sen {

/// The closed list of roles (contracts: `x-sen-access`).
enum class Role { Public, Citizen, Staff, Lead, Chair, Appraiser, Admin, Auditor };
constexpr int kRoleCount = 8;
const char* name_of(Role role);  ///< "public", "staff" …

/// What a command may ask of its actor. Which role holds which right is in `ledger/rights.cpp`.
enum class Right {
  IndexRead,        ///< scores, criteria, history
  FactEnter,        ///< attested facts of a period
  FactEnterAny,     ///< … of criteria that are not one's own
  BaselineImport,   ///< last year's official result
  CriteriaSetLoad,  ///< a criteria set for the unit
  PlanRead,
  PlanAdopt,
  TaskAssign,
  TaskProgress,
  TaskClose,
  EvidenceAdd,
  EvidenceRead,
  NoticeRead,
  PersonManage,
  UnitManage,
  PackLoad,
  AuditRead,
  MetricsRead,
  RecordRead,    ///< dossiers and their like, personal details masked
  RecordAct,     ///< receive, hand over, return … what one's body has
  RecordDecide,  ///< sign, refuse, set a new date
  RecordReveal   ///< personal details in full, with a reason that is recorded
};

constexpr int kRightCount = 22;
const char* name_of(Right right);  ///< "fact_enter" …
bool role_may(Role role, Right right);
std::optional<Role> role_of(std::string_view name);

struct Actor {
  PersonId person{};
  Role role = Role::Public;
  UnitId unit{};
  bool is_system = false;  ///< scheduler, command line, import
  [[nodiscard]] bool may(Right right) const;
};

/// Actor of the scheduler, the command line and imports: may everything, and says so in the events.
Actor system_actor(UnitId unit);

struct Context {
  const Actor& actor;
  UnitId unit;
  const Clock& clock;
  Random& random;
  const pack::PackSet& packs;
  /// Seals each event by a second, keyed chain; null in an installation without a key.
  const ledger::ChainKey* chain_key = nullptr;
  /// The import that this act is a part of: every event of it names the batch. 0: none.
  std::int64_t batch = 0;
};

/// Forbidden, naming the right that is missing.
struct Error;
Error forbidden(Right right);

}  // namespace sen
