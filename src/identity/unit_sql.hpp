#pragma once
// Rows of units and lineage. Inside the identity room only. Both tables belong to the installation:
// a unit's name and ancestry are public.

#include "identity/unit.hpp"

namespace sen::identity {

/// Oldest first.
Result<std::vector<Unit>> units_of_code(store::ReadTx& tx, const std::string& code);
Result<Done> insert_unit(store::WriteTx& tx, const Unit& unit);
Result<Done> insert_succession(store::WriteTx& tx, const Succession& succession);
/// Sets the last day in force, unless an earlier one is set.
Result<Done> end_unit(store::WriteTx& tx, UnitId id, Date last_day);

}  // namespace sen::identity
