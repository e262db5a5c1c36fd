#include <algorithm>

#include "base/texts.hpp"
#include "intake/batch_parts.hpp"
#include "intake/batch_sql.hpp"
#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"
#include "plan/document_json.hpp"

namespace sen::intake {
namespace {

struct DoneRow {
  int line = 0;
  std::int64_t subject{};
  std::string before;
  static DoneRow from_row(store::Row& row) {
    DoneRow out;
    out.line = row.next<int>();
    out.subject = row.next<std::int64_t>();
    out.before = row.next<std::string>();
    return out;
  }
};

/// Errors that say that somebody changed the thing since: it stays as it is.
bool is_changed_since(const Error& error) { return error.code == ErrorCode::Conflict; }

Result<Done> take_fact(store::WriteTx& tx, const Context& ctx, index::Sets& sets, const DoneRow& row) {
  SEN_LET(const auto entry, index::load_fact(tx, row.subject));
  SEN_LET(const auto set, index::set_in_force(tx, ctx, sets, entry.year));
  SEN_LET(const auto period, index::measuring_period(tx, entry.year));
  const index::FactSetting setting{.set = *set, .year = entry.year, .period = period.period, .closed = period.closed_at.has_value(),
                                   .counted = false, .own = true, .facts = {}};
  SEN_TRY(index::withdraw_fact(tx, ctx, setting, {row.subject, render(Language::Vi, "intake.undone_reason")}));
  return Done{};
}

/// Out of the lists as soon as the law of seats lets them: today, or the first day of a seat that begins later.
Result<Done> take_person(store::WriteTx& tx, const Context& ctx, const DoneRow& row) {
  const PersonId person{row.subject};
  SEN_LET(const auto known, identity::load_person(tx, person));
  if (known.left_on) return conflict("intake.person_left", "id");
  Date last = date_of(ctx.clock.now());
  SEN_LET(const auto seats, identity::seats_of(tx, person, last));
  for (const auto& seat : seats) last = std::max(last, seat.from_on);
  return identity::leave_unit(tx, ctx, {person, last});
}

Result<Done> take_target(store::WriteTx& tx, const Context& ctx, const DoneRow& row) {
  return plan::replace_targets(tx, ctx, {TaskId{row.subject}, plan::targets_from_json(row.before)});
}

Result<Done> take(store::WriteTx& tx, const Context& ctx, index::Sets& sets, Kind kind, const DoneRow& row) {
  switch (kind) {
    case Kind::Facts: return take_fact(tx, ctx, sets, row);
    case Kind::People: return take_person(tx, ctx, row);
    case Kind::Targets: return take_target(tx, ctx, row);
    case Kind::Dossiers: return conflict("intake.undo_dossiers", "id");
  }
  return Done{};
}

}  // namespace

Result<Batch> undo_step(store::WriteTx& tx, const Context& ctx, const Sources& sources, const StepInput& input) {
  SEN_LET(Batch batch, load_batch(tx, input.id));
  const auto kind = kind_of(batch.kind);
  if (!ctx.actor.may(right_of(*kind))) return forbidden(right_of(*kind));
  if (batch.state == "undone") return batch;
  if (batch.state == "previewed") return conflict("intake.not_applied", "id");
  if (*kind == Kind::Dossiers) return conflict("intake.undo_dossiers", "id");
  Context own = ctx;
  own.batch = batch.id.value;
  SEN_LET(const auto rows, tx.select<DoneRow>(sql::kSelectRowsDone, batch.id, input.rows_max));
  for (const DoneRow& row : rows) {
    const auto taken = take(tx, own, sources.sets, *kind, row);
    if (!taken && !is_changed_since(taken.error())) return taken.error();
    if (!taken) ++batch.kept;
    SEN_TRY(tx.execute(sql::kUpdateRow, batch.id, row.line, taken ? "undone" : "kept"));
    --batch.done;
  }
  SEN_TRY(after_rows(tx, own, *kind));
  batch.state = batch.done == 0 ? "undone" : "undoing";
  batch.changed_at = ctx.clock.now();
  if (batch.state == "undone") {
    ledger::EventDraft event{.kind = "import.undone", .subject = {"import", batch.id.value}};
    event.facts.set("kind", Json::string(batch.kind));
    event.payload.set("file", Json::string(batch.file_name));
    event.payload.set("kept", Json::number(batch.kept));
    SEN_TRY(ledger::append(tx, own, event));
    SEN_TRY(tx.execute(sql::kForgetCells, batch.id, store::Sealed{cells_place(batch.id), std::string_view()}));
  }
  SEN_TRY(save_batch(tx, batch));
  return batch;
}

}  // namespace sen::intake
