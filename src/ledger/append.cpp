#include "base/hash.hpp"
#include "ledger/burst.hpp"
#include "ledger/chain.hpp"
#include "ledger/count.hpp"
#include "ledger/facts_check.hpp"
#include "ledger/ledger.hpp"
#include "ledger/ledger_sql.hpp"
#include "ledger/tally.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

struct HeadRow {
  std::int64_t seq;
  std::string hash;
  static HeadRow from_row(store::Row& row) {
    HeadRow out{};
    out.seq = row.next<std::int64_t>();
    out.hash = row.next<std::string>();
    return out;
  }
};

/// The chain's end, and its tallies: written at once, or gathered.
Result<Done> settle(store::WriteTx& tx, Burst* burst, Head head, std::vector<Move> moves) {
  if (burst != nullptr) {
    burst->head = std::move(head);
    burst->add(std::move(moves));
    return Done{};
  }
  SEN_TRY(tx.execute(sql::kUpsertHead, head.seq, head.hash_hex));
  return write_moves(tx, moves);
}

Result<std::int64_t> append_to(store::WriteTx& tx, const Context& ctx, const EventDraft& draft, Burst* burst) {
  SEN_TRY(check_facts(draft, ctx.packs.vocabulary()));
  const bool gathered = burst != nullptr && burst->head;
  SEN_LET(const Head last, gathered ? Result<Head>(*burst->head) : head(tx));
  const Instant now = ctx.clock.now();
  Json body = draft.payload;
  if (ctx.batch != 0) body.set("batch", Json::string(std::to_string(ctx.batch)));
  // Sealed before it is hashed: the hash in the chain is of bytes that tell nothing, not even to who guesses the words.
  const std::int64_t seq = last.seq + 1;
  std::string payload;
  if (!body.members().empty()) {
    SEN_LET(payload, tx.keeper().seal(tx.unit(), payload_place(seq), pack::canonical(body)));
  }
  const std::string facts = pack::canonical(draft.facts);
  const std::string payload_hash = payload.empty() ? std::string() : sha256_hex(payload);
  const Line line{.unit = tx.unit().value,
                  .seq = seq,
                  .at = now,
                  .effective_at = draft.effective_at.value_or(now),
                  .actor = ctx.actor.person.value,
                  .kind = draft.kind,
                  .subject_kind = draft.subject.kind,
                  .subject_id = draft.subject.id,
                  .facts = facts,
                  .payload_hash = payload_hash};
  const std::string& prev_hash = last.hash_hex;
  const std::string hash = hash_of(line, prev_hash);
  const std::string seal = ctx.chain_key == nullptr ? "" : seal_of(*ctx.chain_key, hash);
  SEN_TRY(tx.execute(sql::kInsertEvent, line.seq, line.at, line.effective_at, line.actor, line.kind,
                     line.subject_kind, line.subject_id, line.facts, line.payload_hash, prev_hash,
                     hash, seal));
  if (!payload.empty()) SEN_TRY(tx.execute(sql::kInsertPayload, line.seq, store::Blob{std::move(payload)}));
  SEN_TRY(settle(tx, burst, {line.seq, hash}, moves_of(ctx.packs.measures(), draft.kind, draft.facts, line.effective_at)));
  return line.seq;
}

}  // namespace

Result<std::int64_t> append(store::WriteTx& tx, const Context& ctx, const EventDraft& draft) { return append_to(tx, ctx, draft, nullptr); }

Result<std::int64_t> append(store::WriteTx& tx, const Context& ctx, const EventDraft& draft, Burst& burst) {
  return append_to(tx, ctx, draft, &burst);
}

Result<Done> erase_payload(store::WriteTx& tx, const Context& ctx, std::int64_t seq) {
  if (!ctx.actor.may(Right::UnitManage)) return forbidden(Right::UnitManage);
  SEN_LET(const auto rows, tx.execute(sql::kErasePayload, seq));
  if (rows == 0) return not_found("ledger.no_payload", "seq");
  EventDraft draft{.kind = kPayloadErased, .subject = {"event", seq}};
  draft.facts.set("seq", Json::number(seq));
  SEN_TRY(append(tx, ctx, draft));
  return Done{};
}

Result<Head> head(store::ReadTx& tx) {
  SEN_LET(const auto row, tx.find<HeadRow>(sql::kSelectHead));
  return row ? Head{row->seq, row->hash} : Head{0, kFirstHash};
}

}  // namespace sen::ledger
