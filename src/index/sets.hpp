#pragma once
// Which criteria set scores a unit in a year. A set may come late, for the year already running: loading
// it is one command and re-scores the whole year. Every set that ever scored is kept by its hash.

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/criteria_set.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::index {

using SharedSet = std::shared_ptr<const CriteriaSet>;  // shared by requests that outlive a reload

/// Compiled sets by hash; thread safe. One per program.
class Sets {
 public:
  /// Error NotFound "index.set_unknown".
  Result<SharedSet> by_hash(store::ReadTx& tx, const std::string& hash);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, SharedSet> compiled_;
};

struct SetAssignment {
  int year{};
  std::string set_id;
  std::string set_hash;
  Instant assigned_at;
  static SetAssignment from_row(store::Row& row);
};

struct SetLoad {
  int year{};
  Json body;  ///< `sen.criteria-set/1`
};
/// Checks, keeps and assigns a set. Errors: forbidden; "index.set_findings" with one field per finding;
/// "index.set_not_scorable" (a skeleton), "index.set_year".
Result<SetAssignment> load_set(store::WriteTx& tx, const Context& ctx, const SetLoad& input);

/// The assignment in force at an instant; empty when the unit has no set for the year.
Result<std::optional<SetAssignment>> set_assignment(store::ReadTx& tx, int year, Instant as_of);
/// Newest year first.
Result<std::vector<SetAssignment>> set_assignments(store::ReadTx& tx);
/// Year of today when it has a set, else the newest year that has one, else the year of today.
Result<int> current_year(store::ReadTx& tx, const Context& ctx);

/// The set that scores `year` now. Error NotFound "index.no_set".
Result<SharedSet> set_in_force(store::ReadTx& tx, const Context& ctx, Sets& sets, int year);

}  // namespace sen::index
