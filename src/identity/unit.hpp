#pragma once
// Administrative units and their dated lineage. A unit that ends keeps its rows and its history; what
// took its place is found here, by date. Nothing is re-keyed.
// Law: since 01/07/2025 two tiers, province and commune (Resolution 1656/NQ-UBTVQH15 and its like).

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "ledger/context.hpp"
#include "pack/pack_set.hpp"
#include "store/store.hpp"

namespace sen::identity {

/// Tiers that are or were: districts and townships ended on 30/06/2025.
enum class UnitLevel { Commune, Ward, Township, SpecialZone, District, Province };
const char* name_of(UnitLevel level);  ///< "commune", "special_zone" …
std::optional<UnitLevel> parse_level(std::string_view name);

struct Unit {
  UnitId id;
  std::string code;        ///< the State's number: "00400"; unique among units in force on a day
  std::string name;        ///< "UBND xã Phù Linh"
  std::string short_name;  ///< "xã Phù Linh"
  UnitLevel level = UnitLevel::Commune;
  Date valid_from;
  std::optional<Date> valid_to;  ///< last day in force
  std::optional<UnitId> parent;
  [[nodiscard]] bool in_force(Date date) const {
    return valid_from <= date && (!valid_to || date <= *valid_to);
  }
  static Unit from_row(store::Row& row);
};

/// One strand of lineage. `share` is the part of the predecessor that went into the successor: 1/1 for
/// the whole, empty where the act names a part without saying how much.
struct Succession {
  UnitId predecessor;
  UnitId successor;
  Date effective_on;
  std::optional<Share> share;
  std::string act;  ///< "1656/NQ-UBTVQH15, article 1 clause 122"
  static Succession from_row(store::Row& row);
};

/// A unit in the history of another, and how much of it.
struct LineageStep {
  UnitId unit;
  std::optional<Share> share;  ///< product along the strands; empty when one of them is unknown
  Date effective_on;           ///< of the strand nearest to the unit asked about
  int distance = 1;            ///< strands between
};

/// All units that went into `unit` up to `until`, nearest first. A unit reached by two strands is
/// listed once for each. Pure.
std::vector<LineageStep> predecessors(const std::vector<Succession>& lineage, UnitId unit, Date until);
/// All units that `unit` went into up to `until`, nearest first. Pure.
std::vector<LineageStep> successors(const std::vector<Succession>& lineage, UnitId unit, Date until);

struct NewUnit {
  std::string code;
  std::string name;
  std::string short_name;
  UnitLevel level = UnitLevel::Commune;
  Date valid_from;
  std::optional<UnitId> parent;
};
/// Opens the unit whose scope the transaction has (the caller chose a fresh id). Errors:
/// "identity.unit_name" (empty or over 200 bytes), "identity.unit_code" (1 to 20 letters, digits, - or
/// .), Conflict "identity.unit_exists" (the code is in force that day).
Result<Unit> add_unit(store::WriteTx& tx, const Context& ctx, const NewUnit& input);

struct NewSuccession {
  UnitId successor;
  Date effective_on;
  std::optional<Share> share;
  std::string act;
  bool unit_ends = true;  ///< false when it gives away a part and lives on
};
/// Records what takes the place of the transaction's unit, whose last day, if it ends, becomes the day
/// before `effective_on`. Errors: "identity.share_range" (0 < share ≤ 1), "identity.share_sum" (the parts of one
/// unit exceed the whole), "identity.lineage_self", "identity.lineage_act" (no act named, or over
/// 200 bytes), NotFound.
Result<Done> succeed_unit(store::WriteTx& tx, const Context& ctx, const NewSuccession& input);

Result<Unit> load_unit(store::ReadTx& tx, UnitId id);
/// Where the transaction's unit asks for the law: its number and its province's, both empty for an unknown unit.
Result<pack::Place> place_of(store::ReadTx& tx);
/// The unit of that code: the one in force on `date`, else the latest before it.
Result<Unit> find_unit(store::ReadTx& tx, const std::string& code, Date date);
/// Every unit of the installation, by code, up to 10,000 (a country has 3,321 communes).
Result<std::vector<Unit>> all_units(store::ReadTx& tx);
Result<std::vector<Succession>> all_lineage(store::ReadTx& tx);

}  // namespace sen::identity
