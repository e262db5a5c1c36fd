#include "ledger/packs.hpp"

#include "base/hash.hpp"
#include "ledger/ledger_sql.hpp"

namespace sen::ledger {

KeptPack KeptPack::from_row(store::Row& row) {
  KeptPack out;
  out.kind = row.next<std::string>();
  out.id = row.next<std::string>();
  out.body = row.next<std::string>();
  return out;
}

Result<std::string> keep_pack(store::WriteTx& tx, const Context& ctx, const KeptPack& pack) {
  const std::string hash = sha256_hex(pack.body);
  SEN_TRY(tx.execute(sql::kKeepPack, hash, pack.kind, pack.id, pack.body, ctx.clock.now()));
  return hash;
}

Result<std::optional<KeptPack>> kept_pack(store::ReadTx& tx, const std::string& hash) {
  return tx.find<KeptPack>(sql::kSelectPack, hash);
}

}  // namespace sen::ledger
