#pragma once
// The chain as it is stored, line by line, without copies: for verify and rebuild.

#include <functional>
#include <optional>
#include <string_view>

#include "ledger/chain.hpp"
#include "store/store.hpp"

namespace sen::ledger {

/// Views are valid during the visit only.
struct StoredLine {
  Line line;
  std::string_view prev_hash;
  std::string_view hash;
  std::string_view seal;  ///< empty: written without a key
  bool has_payload_row = false;
  std::optional<std::string_view> payload;  ///< sealed; empty with a row: erased
};

/// Calls `visit` for each line of the unit in order of seq, page by page; a false answer stops.
Result<Done> each_line(store::ReadTx& tx, const std::function<bool(const StoredLine&)>& visit);

}  // namespace sen::ledger
