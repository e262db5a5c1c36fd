#pragma once
// The columns that were in clear before 0100_sealed, table by table. Inside the store room only.

#include <array>

#include "store/store.hpp"

namespace sen::store::sql {

extern const Statement kSelectSealing;
extern const Statement kInsertSealing;
extern const Statement kFinishSealing;
extern const Statement kSelectAnyFactor;
extern const Statement kSelectSealingUnits;
extern const Statement kForgetClearAnswers;
extern const Statement kSelectClearAccounts;
extern const Statement kSealAccount;
extern const Statement kSelectClearPeople;
extern const Statement kSealPerson;

/// `select` gives row and texts of a few rows that are still in clear; `update` takes row and sealed texts.
struct ClearColumns {
  const Statement* select;
  const Statement* update;
  std::array<const char*, 2> columns;  ///< names of the places; the second may be null
  bool second_is_blob = false;
};
extern const std::array<ClearColumns, 10> kClearColumns;

}  // namespace sen::store::sql
