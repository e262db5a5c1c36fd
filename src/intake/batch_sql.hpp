#pragma once
// Statements of imports.

#include "store/store.hpp"

namespace sen::intake::sql {

extern const store::Statement kInsertBatch;
extern const store::Statement kSelectBatch;
extern const store::Statement kSelectBatchCells;
extern const store::Statement kFindBatchOfFile;
extern const store::Statement kSelectBatches;
extern const store::Statement kUpdateBatch;
extern const store::Statement kRemapBatch;
extern const store::Statement kForgetCells;
extern const store::Statement kForgetPreviews;
extern const store::Statement kInsertRow;
extern const store::Statement kSelectRowsDone;
extern const store::Statement kUpdateRow;
extern const store::Statement kSelectMapping;
extern const store::Statement kUpsertMapping;

}  // namespace sen::intake::sql
