#pragma once
// Pack entries kept in the database under the hash of their text: what ever scored or timed
// anything stays found, whatever the packs of a later release say.

#include <optional>
#include <string>

#include "ledger/context.hpp"
#include "pack/check.hpp"
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

/// The packs of the program and those that the installation loaded: what `serve` runs under.
Result<pack::PackSet> packs_in_force(store::Store& store);

struct PackLoad {
  std::int64_t loaded_count = 0;
  std::int64_t known_count = 0;  ///< the same content was there already
};
/// Loads every entry of a checked folder for the installation, or nothing; the transaction's unit
/// is 0, whose chain keeps the `pack.loaded` events. Loading again changes nothing. Measures that
/// changed are counted anew by recount_changed. Errors: forbidden; "pack.load_refused" with one
/// field a finding.
Result<PackLoad> load_packs(store::WriteTx& tx, const Context& ctx,
                            const pack::CheckReport& checked);

}  // namespace sen::ledger
