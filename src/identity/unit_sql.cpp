#include "identity/unit_sql.hpp"

namespace sen::identity {
namespace {

using store::Reach;
using store::Statement;

const Statement kSelectUnit{"identity.select_unit",
    "SELECT id, code, name, short_name, level, valid_from, valid_to, parent_id FROM unit"
    " WHERE id = $1 LIMIT 1", Reach::Installation};
// Index: the unique key (code, valid_from).
const Statement kSelectUnitsOfCode{"identity.select_units_of_code",
    "SELECT id, code, name, short_name, level, valid_from, valid_to, parent_id FROM unit"
    " WHERE code = $1 ORDER BY valid_from LIMIT 100", Reach::Installation};
const Statement kSelectUnits{"identity.select_units",
    "SELECT id, code, name, short_name, level, valid_from, valid_to, parent_id FROM unit"
    " ORDER BY code, valid_from LIMIT 10000", Reach::Installation};
const Statement kInsertUnit{"identity.insert_unit",
    "INSERT INTO unit (id, code, name, short_name, level, valid_from, valid_to, parent_id)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", Reach::Installation};
const Statement kEndUnit{"identity.end_unit",
    "UPDATE unit SET valid_to = $2 WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2)",
    Reach::Installation};
const Statement kSelectLineage{"identity.select_lineage",
    "SELECT predecessor_id, successor_id, effective_on, share_numerator, share_denominator, act"
    " FROM unit_lineage ORDER BY effective_on, predecessor_id, successor_id LIMIT 50000",
    Reach::Installation};
const Statement kInsertSuccession{"identity.insert_succession",
    "INSERT INTO unit_lineage (predecessor_id, successor_id, effective_on, share_numerator,"
    " share_denominator, act) VALUES ($1, $2, $3, $4, $5, $6)", Reach::Installation};

// The State's numbers of a unit and of the province above it, at most two steps up.
const Statement kSelectPlace{"identity.select_place",
    "SELECT u.code, CASE WHEN u.level = 'province' THEN u.code WHEN p.level = 'province' THEN p.code"
    " WHEN g.level = 'province' THEN g.code ELSE '' END FROM unit u LEFT JOIN unit p ON p.id = u.parent_id"
    " LEFT JOIN unit g ON g.id = p.parent_id WHERE u.id = $1 LIMIT 1",
    Reach::Installation};

struct PlaceRow {
  pack::Place place;
  static PlaceRow from_row(store::Row& row) {
    PlaceRow out;
    out.place.unit = row.next<std::string>();
    out.place.province = row.next<std::string>();
    return out;
  }
};

}  // namespace

Unit Unit::from_row(store::Row& row) {
  Unit unit;
  unit.id = row.next<UnitId>();
  unit.code = row.next<std::string>();
  unit.name = row.next<std::string>();
  unit.short_name = row.next<std::string>();
  const auto level = parse_level(row.next<std::string>());
  SEN_ASSERT(level.has_value());
  unit.level = *level;
  unit.valid_from = row.next<Date>();
  unit.valid_to = row.next<std::optional<Date>>();
  unit.parent = row.next<std::optional<UnitId>>();
  return unit;
}

Succession Succession::from_row(store::Row& row) {
  Succession strand;
  strand.predecessor = row.next<UnitId>();
  strand.successor = row.next<UnitId>();
  strand.effective_on = row.next<Date>();
  const auto numerator = row.next<std::optional<std::int64_t>>();
  const auto denominator = row.next<std::optional<std::int64_t>>();
  if (numerator && denominator) strand.share = Share{*numerator, *denominator};
  strand.act = row.next<std::string>();
  return strand;
}

Result<Unit> load_unit(store::ReadTx& tx, UnitId id) { return tx.one<Unit>(kSelectUnit, id); }

Result<std::vector<Unit>> units_of_code(store::ReadTx& tx, const std::string& code) {
  return tx.select<Unit>(kSelectUnitsOfCode, code);
}

Result<std::vector<Unit>> all_units(store::ReadTx& tx) { return tx.select<Unit>(kSelectUnits); }

Result<Done> insert_unit(store::WriteTx& tx, const Unit& unit) {
  SEN_TRY(tx.execute(kInsertUnit, unit.id, unit.code, unit.name, unit.short_name, name_of(unit.level),
                     unit.valid_from, unit.valid_to, unit.parent));
  return Done{};
}

Result<Done> end_unit(store::WriteTx& tx, UnitId id, Date last_day) {
  SEN_TRY(tx.execute(kEndUnit, id, last_day));
  return Done{};
}

Result<std::vector<Succession>> all_lineage(store::ReadTx& tx) {
  return tx.select<Succession>(kSelectLineage);
}

Result<Done> insert_succession(store::WriteTx& tx, const Succession& succession) {
  std::optional<std::int64_t> numerator;
  std::optional<std::int64_t> denominator;
  if (succession.share) {
    numerator = succession.share->numerator;
    denominator = succession.share->denominator;
  }
  SEN_TRY(tx.execute(kInsertSuccession, succession.predecessor, succession.successor,
                     succession.effective_on, numerator, denominator, succession.act));
  return Done{};
}

Result<pack::Place> place_of(store::ReadTx& tx) {
  SEN_LET(const auto found, tx.find<PlaceRow>(kSelectPlace, tx.unit()));
  return found ? found->place : pack::Place{};
}

}  // namespace sen::identity
