#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "ledger/chain.hpp"
#include "ledger/count.hpp"
#include "ledger/ledger.hpp"
#include "ledger/ledger_sql.hpp"
#include "ledger/replay.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

constexpr std::size_t kFactLengthMax = 200;
constexpr std::size_t kFactCountMax = 32;

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

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

// Facts are flat and coded: they stay for ever, so nothing about a person may hide in them.
void check(const EventDraft& draft) {
  SEN_ASSERT(is_code(draft.kind));
  SEN_ASSERT(is_code(draft.subject.kind));
  SEN_ASSERT(draft.facts.is_object());
  SEN_ASSERT(draft.facts.members().size() <= kFactCountMax);
  for (const auto& [name, value] : draft.facts.members()) {
    SEN_ASSERT(is_code(name));
    SEN_ASSERT(!value.is_object() && !value.is_array());
    SEN_ASSERT(!value.is_string() || value.text().size() <= kFactLengthMax);
  }
}

}  // namespace

Result<Done> write_move(store::WriteTx& tx, const Move& move, Instant effective_at) {
  const Grains grains = grains_of(effective_at);
  const auto& statement = move.kind == pack::MeasureKind::Last      ? sql::kLastTally
                          : move.kind == pack::MeasureKind::FirstOn ? sql::kFirstTally
                                                                    : sql::kAddTally;
  SEN_TRY(tx.execute(statement, move.measure, grains.day, grains.month, grains.year, move.slice, move.value,
                     effective_at, move.origin));
  return Done{};
}

Result<std::int64_t> append(store::WriteTx& tx, const Context& ctx, const EventDraft& draft) {
  check(draft);
  SEN_LET(const auto head, tx.find<HeadRow>(sql::kSelectHead));
  const std::string payload = draft.payload.members().empty() ? std::string() : pack::canonical(draft.payload);
  Line line{.unit = tx.unit().value, .seq = head ? head->seq + 1 : 1, .at = ctx.clock.now(),
            .effective_at = draft.effective_at.value_or(ctx.clock.now()), .actor = ctx.actor.person.value,
            .kind = draft.kind, .subject_kind = draft.subject.kind, .subject_id = draft.subject.id,
            .facts = pack::canonical(draft.facts), .payload_hash = payload.empty() ? "" : sha256_hex(payload)};
  const std::string prev_hash = head ? head->hash : kFirstHash;
  const std::string hash = hash_of(line, prev_hash);
  SEN_TRY(tx.execute(sql::kInsertEvent, line.seq, line.at, line.effective_at, line.actor, line.kind,
                     line.subject_kind, line.subject_id, line.facts, line.payload_hash, prev_hash, hash));
  if (!payload.empty()) SEN_TRY(tx.execute(sql::kInsertPayload, line.seq, payload));
  SEN_TRY(tx.execute(sql::kUpsertHead, line.seq, hash));
  for (const auto& move : moves_of(ctx.packs.measures(), draft.kind, draft.facts, line.effective_at)) {
    SEN_TRY(write_move(tx, move, line.effective_at));
  }
  return line.seq;
}

Result<Head> head(store::ReadTx& tx) {
  SEN_LET(const auto row, tx.find<HeadRow>(sql::kSelectHead));
  return row ? Head{row->seq, row->hash} : Head{0, kFirstHash};
}

}  // namespace sen::ledger
