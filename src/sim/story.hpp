#pragma once
// The stage of a story: units, people, clock and chance, and how one person acts at one moment.

#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/random.hpp"
#include "identity/service.hpp"
#include "ledger/context.hpp"
#include "pack/pack_set.hpp"
#include "sim/demo.hpp"
#include "store/store.hpp"

namespace sen::sim {

struct Player {
  PersonId person{};
  Role role = Role::Staff;
  std::string body;
  std::string name;
};

class Stage {
 public:
  Stage(store::Store& store, const pack::PackSet& packs, const DemoOptions& options, const Json& story)
      : store_(store), packs_(packs), options_(options), story_(story), chance_(options.seed) {}

  [[nodiscard]] const Json& story() const { return story_; }
  [[nodiscard]] const DemoOptions& options() const { return options_; }
  [[nodiscard]] const pack::PackSet& packs() const { return packs_; }
  store::Store& store() { return store_; }
  ManualClock& clock() { return clock_; }
  SeededRandom& chance() { return chance_; }
  UnitId unit{};
  std::map<std::string, Player> players;  ///< by username
  DemoReport report;

  /// lo … hi, both possible.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return high <= low ? low : low + static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(high - low + 1)));
  }

  /// One write transaction by a player of the unit, now.
  template <class Act>
  auto as(const Player& player, Act&& act) {
    const Actor actor{.person = player.person, .role = player.role, .unit = unit};
    const Context ctx{actor, unit, clock_, chance_, packs_};
    return store_.write(unit, [&](store::WriteTx& tx) { return act(tx, ctx); });
  }
  /// The same by the system, in any unit.
  template <class Act>
  auto as_system(UnitId where, Act&& act) {
    const Actor actor = system_actor(where);
    const Context ctx{actor, where, clock_, chance_, packs_};
    return store_.write(where, [&](store::WriteTx& tx) { return act(tx, ctx); });
  }

 private:
  store::Store& store_;
  const pack::PackSet& packs_;
  const DemoOptions& options_;
  const Json& story_;
  ManualClock clock_{Instant{0}};
  SeededRandom chance_;
};

/// Units, bodies, people, seats, accounts.
Result<Done> open_commune(Stage& stage);
/// The set that scores the year, and last year's official result.
Result<Done> load_law(Stage& stage);

/// A thing that somebody does at a moment; the year is these, in order.
struct Act {
  Instant at;
  std::function<Result<Done>(Stage&)> run;
};
/// The figures people report through the year.
Result<Done> add_facts(Stage& stage, std::vector<Act>& acts);
/// The one-stop desk's dossiers, when the story has a desk.
Result<Done> add_desk(Stage& stage, std::vector<Act>& acts);
/// The plan adopted, its tasks assigned, progressed and closed.
Result<Done> add_plan(Stage& stage, std::vector<Act>& acts);

}  // namespace sen::sim
