#pragma once
// The ledger's statements.

#include "store/store.hpp"

namespace sen::ledger::sql {

extern const store::Statement kSelectHead;
extern const store::Statement kUpsertHead;
extern const store::Statement kInsertEvent;
extern const store::Statement kInsertPayload;

extern const store::Statement kErasePayload;  ///< $1 seq

// One to four moves of three rows each (day, month, year). Of each move: measure, first days of its
// day, month and year, slice, value, time it counts, origin.
extern const store::Statement kAddTally1, kAddTally2, kAddTally3, kAddTally4;  ///< added up
/// The later time wins; of equal ones the later event.
extern const store::Statement kLastTally1, kLastTally2, kLastTally3, kLastTally4;
extern const store::Statement kFirstTally1, kFirstTally2, kFirstTally3, kFirstTally4;  ///< earlier

/// Year rows up to $2 of measures $1 ('year'), and the first day up to $4 of each of $3 ('first').
extern const store::Statement kSelectYearsAndFirsts;
extern const store::Statement kSelectDays;        ///< $1 measures, $2 from, $3 to
extern const store::Statement kSelectStockYears;  ///< $1 measures, $2 before this first day
extern const store::Statement kSelectSlices;      ///< $1 measure, $2 from, $3 to; slice for measure
extern const store::Statement kSelectFirstDay;
extern const store::Statement kSelectFirstDays;    ///< $1 measure, $2 not after this day

/// $1 kind, $2 from, $3 to and $4 seq (exclusive at equal times), $5 limit
extern const store::Statement kSelectEventsByKind;
extern const store::Statement kSelectEvents;           ///< $1 before seq, $2 limit
extern const store::Statement kSelectEventsOfKind;     ///< $1 subject kind, $2 before seq, $3 limit
extern const store::Statement kSelectEventsOfSubject;  ///< $1 kind, $2 id, $3 before seq, $4 limit

extern const store::Statement kKeepPack;
extern const store::Statement kSelectPack;
extern const store::Statement kMarkLoaded;         ///< $1 hash, $2 when; once
extern const store::Statement kSelectLoadedPacks;  ///< in the order they were loaded

// Verify and rebuild (command line).
extern const store::Statement kSelectUnitsWithEvents;
extern const store::Statement kSelectChain;    ///< $1 after seq, $2 limit; with payload
extern const store::Statement kSelectTallies;  ///< all rows of the unit
extern const store::Statement kDeleteTallies;
extern const store::Statement kDeleteTalliesOf;  ///< $1 measure
/// One or ten rows: measure, grain, first day, slice, value, time it counts, origin.
extern const store::Statement kInsertTally, kInsertTallies10;
extern const store::Statement kSelectBasis;
extern const store::Statement kUpsertBasis;  ///< $1 measure, $2 definition
extern const store::Statement kDeleteBasis;  ///< $1 measure

}  // namespace sen::ledger::sql
