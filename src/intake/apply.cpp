#include "intake/batch_parts.hpp"
#include "plan/document_json.hpp"
#include "plan/plan_clock.hpp"

namespace sen::intake {
namespace {

Result<Made> put(store::WriteTx& tx, const Context& ctx, const Checked& checked, const FactRow& row) {
  SEN_LET(const auto entry, index::enter_fact(tx, ctx, setting_of(checked, row), row.input));
  return Made{entry.id, {}};
}

Result<Made> put(store::WriteTx& tx, const Context& ctx, const PersonRow& row) {
  SEN_LET(const auto person, identity::add_person(tx, ctx, row.person));
  if (!row.body.empty()) {
    SEN_TRY(identity::seat_person(tx, ctx, {.person = person.id, .body = row.body, .role = row.role, .from_on = row.from_on, .to_on = {}}));
  }
  return Made{person.id.value, {}};
}

Result<Made> put(store::WriteTx& tx, const Context& ctx, const TargetRow& row) {
  SEN_LET(const auto before, plan::set_target(tx, ctx, row));
  return Made{row.task.value, plan::targets_to_json(before)};
}

Result<Made> put(store::WriteTx& tx, const Context& ctx, const Checked& checked, const DossierRow& row) {
  SEN_LET(const auto made, record::import_record(tx, ctx, *checked.import_rules, row));
  return Made{made.id, {}};
}

}  // namespace

Result<Made> apply_row(store::WriteTx& tx, const Context& ctx, Kind kind, const Checked& checked, const CheckedRow& row) {
  switch (kind) {
    case Kind::Facts: return put(tx, ctx, checked, std::get<FactRow>(row.what));
    case Kind::People: return put(tx, ctx, std::get<PersonRow>(row.what));
    case Kind::Targets: return put(tx, ctx, std::get<TargetRow>(row.what));
    case Kind::Dossiers: return put(tx, ctx, checked, std::get<DossierRow>(row.what));
  }
  return not_found("intake.batch_unknown", "id");
}

Result<Done> after_rows(store::WriteTx& tx, const Context& ctx, Kind kind) {
  if (kind != Kind::People) SEN_TRY(plan::settle_conditions(tx, ctx));
  return Done{};
}

}  // namespace sen::intake
