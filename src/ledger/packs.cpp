#include "ledger/packs.hpp"

#include "base/hash.hpp"
#include "ledger/ledger.hpp"
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

Result<pack::PackSet> packs_in_force(store::Store& store) {
  pack::PackSet packs = pack::PackSet::with_embedded();
  SEN_LET(const auto loaded, store.read(UnitId{0}, [](store::ReadTx& tx) {
    return tx.select<KeptPack>(sql::kSelectLoadedPacks);
  }));
  for (const auto& entry : loaded) SEN_TRY(packs.add(entry.kind, entry.id + ".json", entry.body));
  SEN_TRY(packs.compile());
  return packs;
}

Result<PackLoad> load_packs(store::WriteTx& tx, const Context& ctx,
                            const pack::CheckReport& checked) {
  if (!ctx.actor.may(Right::PackLoad)) return forbidden(Right::PackLoad);
  if (!checked.findings.empty()) {
    Error error = invalid("pack.load_refused");
    for (const auto& finding : checked.findings) {
      const std::string place =
          finding.where.empty() ? finding.file : finding.file + " (" + finding.where + ")";
      error.fields.push_back({place, finding.text.key, finding.text.arguments});
    }
    return error;
  }
  PackLoad out;
  for (const auto* entry : checked.packs.all()) {
    SEN_TRY(keep_pack(tx, ctx, {entry->kind, entry->id, pack::canonical(entry->body)}));
    SEN_LET(const auto rows, tx.execute(sql::kMarkLoaded, entry->hash, ctx.clock.now()));
    if (rows == 0) {
      ++out.known_count;
      continue;
    }
    ++out.loaded_count;
    EventDraft event{.kind = "pack.loaded", .subject = {"pack", 0}};
    event.facts.set("kind", Json::string(entry->kind));
    event.facts.set("id", Json::string(entry->id));
    event.facts.set("hash", Json::string(entry->hash));
    SEN_TRY(append(tx, ctx, event));
  }
  return out;
}

}  // namespace sen::ledger
