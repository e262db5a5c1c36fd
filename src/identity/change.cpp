#include "identity/change.hpp"

#include <atomic>

namespace sen::identity {
namespace {

std::atomic<std::uint64_t> changes{0};

}  // namespace

void announce_change(store::WriteTx& tx) {
  tx.after_commit([] { changes.fetch_add(1, std::memory_order_release); });
}

std::uint64_t change_count() { return changes.load(std::memory_order_acquire); }

}  // namespace sen::identity
