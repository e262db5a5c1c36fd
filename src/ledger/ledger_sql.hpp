#pragma once
// The ledger's statements.

#include "store/store.hpp"

namespace sen::ledger::sql {

extern const store::Statement kSelectHead;
extern const store::Statement kUpsertHead;
extern const store::Statement kInsertEvent;
extern const store::Statement kInsertPayload;

// Three rows each (day, month, year). $1 measure, $2 … $4 first days, $5 slice, $6 value, $7 ordinal, $8 origin.
extern const store::Statement kAddTally;    ///< value and newest time are added to
extern const store::Statement kLastTally;   ///< the later effective time wins; of equal ones the later event
extern const store::Statement kFirstTally;  ///< the smaller day wins

extern const store::Statement kSelectYears;       ///< $1 measures, $2 first day of the year
extern const store::Statement kSelectDays;        ///< $1 measures, $2 from, $3 to
extern const store::Statement kSelectStockYears;  ///< $1 measures, $2 before this first day
extern const store::Statement kSelectAnyEvent;    ///< $1 kind

extern const store::Statement kSelectEventsByKind;     ///< $1 kind, $2 from, $3 to, $4 limit
extern const store::Statement kSelectEvents;           ///< $1 before seq, $2 limit
extern const store::Statement kSelectEventsOfKind;     ///< $1 subject kind, $2 before seq, $3 limit
extern const store::Statement kSelectEventsOfSubject;  ///< $1 kind, $2 id, $3 before seq, $4 limit

extern const store::Statement kKeepPack;
extern const store::Statement kSelectPack;

// Verify and rebuild (command line).
extern const store::Statement kSelectUnitsWithEvents;
extern const store::Statement kSelectChain;     ///< $1 after seq, $2 limit; with payload
extern const store::Statement kSelectTallies;   ///< all rows of the unit
extern const store::Statement kDeleteTallies;
extern const store::Statement kDeleteTalliesOf; ///< $1 measure

}  // namespace sen::ledger::sql
