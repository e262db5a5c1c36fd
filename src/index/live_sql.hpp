#pragma once
// The index room's statements. Each is written out whole, with the index it uses.

#include "store/store.hpp"

namespace sen::index::sql {

// Which set scores a year: the latest assignment counts. Index: unit_criteria_set_by_year.
extern const store::Statement kInsertAssignment;
extern const store::Statement kSelectAssignment;
extern const store::Statement kSelectAssignments;

// Facts. Index: fact_entry_by_measure.
extern const store::Statement kInsertFact;
extern const store::Statement kSelectFact;
extern const store::Statement kSelectFactsOfMeasure;
extern const store::Statement kSelectNextFact;  ///< the one that counts of the next day with any
extern const store::Statement kCountFactsByMeasure;

// Last year's official result.
extern const store::Statement kUpsertBaseline;
extern const store::Statement kDeleteBaselineCriteria;
extern const store::Statement kInsertBaselineCriterion;
extern const store::Statement kSelectBaseline;
extern const store::Statement kSelectBaselineYears;
extern const store::Statement kSelectBaselineCriteria;

extern const store::Statement kUpsertOwner;
extern const store::Statement kSelectOwners;

extern const store::Statement kSelectPeriod;
extern const store::Statement kUpsertPeriod;

}  // namespace sen::index::sql
