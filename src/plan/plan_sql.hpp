#pragma once
// Statements of the plan room.

#include "store/store.hpp"

namespace sen::plan::sql {

extern const store::Statement kInsertPlan;
extern const store::Statement kSelectPlan;
extern const store::Statement kSelectPlanDocument;
extern const store::Statement kFindPlanByNumber;
extern const store::Statement kSelectPlans;
extern const store::Statement kCountTasks;
extern const store::Statement kInsertGroup;
extern const store::Statement kSelectGroups;
extern const store::Statement kInsertTask;
extern const store::Statement kSelectTask;
extern const store::Statement kSelectTasksOfPlan;
extern const store::Statement kUpdateTask;
extern const store::Statement kUpdateTargets;
extern const store::Statement kSelectEndedRuns;
extern const store::Statement kSelectConditionTasks;
extern const store::Statement kSelectYearTasks;
extern const store::Statement kInsertRun;
extern const store::Statement kSelectRuns;
extern const store::Statement kInsertLink;
extern const store::Statement kDeleteLinks;
extern const store::Statement kSelectLinksOfSet;
extern const store::Statement kInsertDuty;
extern const store::Statement kSelectDuties;
extern const store::Statement kSelectDuty;
extern const store::Statement kUpdateDuty;
extern const store::Statement kInsertCited;
extern const store::Statement kSelectCited;

}  // namespace sen::plan::sql
