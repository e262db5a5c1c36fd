#pragma once
// Pack entries kept in the database under the hash of their text: what ever scored or timed anything
// stays found, whatever the packs of a later release say.

#include <optional>
#include <string>

#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::ledger {

struct KeptPack {
  std::string kind;
  std::string id;
  std::string body;  ///< canonical JSON text
  static KeptPack from_row(store::Row& row);
};

/// Keeps the entry (once); returns its hash, SHA-256 in hex of the canonical text.
Result<std::string> keep_pack(store::WriteTx& tx, const Context& ctx, const KeptPack& pack);
Result<std::optional<KeptPack>> kept_pack(store::ReadTx& tx, const std::string& hash);

}  // namespace sen::ledger
