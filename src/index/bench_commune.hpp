#pragma once
// `sen bench commune`: one commune after one event. Measured inside the write transaction: the event with
// its chain and tallies, the facts of the year read again, the live score. The durable commit is the
// store's figure (`sen bench write`), not this one's.

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "pack/pack_set.hpp"
#include "store/store.hpp"

namespace sen::index {

constexpr std::int64_t kCommuneLimitNs = 1'000'000;

/// Nanoseconds of each run, after the commune has a set and every fact of its year.
/// @param store  empty and migrated; it is filled
Result<std::vector<std::int64_t>> bench_commune(store::Store& store, const pack::PackSet& packs, int runs);

}  // namespace sen::index
