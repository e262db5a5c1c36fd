#pragma once
// Statements of closing a plan.

#include "store/store.hpp"

namespace sen::plan::sql {

extern const store::Statement kSelectClosing;
extern const store::Statement kInsertClosing;
extern const store::Statement kUpdatePlanState;
extern const store::Statement kInsertCarry;
extern const store::Statement kSelectCarriedTasks;
extern const store::Statement kSelectRunsOfPlan;
extern const store::Statement kSelectCarriedFrom;
extern const store::Statement kSelectFollowingState;

}  // namespace sen::plan::sql
