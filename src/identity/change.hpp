#pragma once
// A count of committed changes to units, people, accounts and sessions in this process. Caches of
// sign-ins compare it and reload: a role that was taken away ends with the commit that took it. It is
// the program's only counter of this kind; losing it would only make caches live their full 5 seconds.

#include <cstdint>

#include "store/store.hpp"

namespace sen::identity {

/// Moves the count once the transaction is durable.
void announce_change(store::WriteTx& tx);
std::uint64_t change_count();

}  // namespace sen::identity
