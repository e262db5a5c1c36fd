#pragma once
// Two small units for tests that look from outside (`sen seed-test`): one account a role, one object a kind, each with
// a marker text of its unit in it, so that whatever leaks from one unit into another's answers is recognised.

#include <map>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "pack/pack_set.hpp"
#include "store/store.hpp"

namespace sen::evidence {
class Blobs;
}

namespace sen::sim {

struct SeedAccount {
  std::string key;  ///< "staffA"
  std::string role;
  std::string username;
  std::string password;
};

struct SeedUnit {
  std::string key;  ///< "A"
  UnitId id{};
  std::vector<SeedAccount> accounts;
  std::map<std::string, std::string> ids;  ///< "task" → its id; what the routes of the OpenAPI document call {id}, {code} …
  std::vector<std::string> markers;
};

struct SeedPlace {
  store::Store& store;
  const Clock& clock;
  Random& random;
  const pack::PackSet& packs;
  evidence::Blobs& blobs;
};

/// Through the real commands. Error Conflict "sim.seed_real_data" when the installation holds a unit already.
Result<std::vector<SeedUnit>> make_seed(const SeedPlace& place);

}  // namespace sen::sim
