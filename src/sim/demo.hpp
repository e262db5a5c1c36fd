#pragma once
// The demonstration commune: xã Phù Linh with its real plan and its real result of 2023, and a believable,
// illustrative 2024 that people enter through the same commands as any commune, with a clock that is
// turned and a fixed seed. The story is data: packs/demo/.

#include <cstdint>
#include <functional>
#include <string>

#include "base/clock.hpp"
#include "pack/pack_set.hpp"
#include "store/store.hpp"

namespace sen::evidence {
class Blobs;
}

namespace sen::sim {

struct DemoOptions {
  std::string story = "phu-linh-2024";
  std::uint64_t seed = 2024;
  evidence::Blobs* blobs = nullptr;  ///< not owned, needed; where files of evidence go
};

struct DemoReport {
  UnitId unit{};
  Instant clock;               ///< "now" of the commune when it is done
  std::int64_t facts = 0;
  std::int64_t tasks = 0;
  std::int64_t evidence = 0;
  std::int64_t desk = 0;       ///< things done at the desk
};

/// Writes the whole story into an empty, migrated store. Every line is a command by a named person; the
/// same seed gives the same figures. Errors: those of the commands; "sim.story_unknown".
Result<DemoReport> make_demo(store::Store& store, const pack::PackSet& packs, const DemoOptions& options);

}  // namespace sen::sim
