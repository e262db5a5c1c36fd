#pragma once
// Statements of follow-up: reminders, weekly lists, extensions, my work.

#include "store/store.hpp"

namespace sen::plan::sql {

extern const store::Statement kSelectDueTasks;
extern const store::Statement kSelectOpenTasks;
extern const store::Statement kSelectTasksOfLeavers;
extern const store::Statement kSelectMyTasks;
extern const store::Statement kInsertReminder;
extern const store::Statement kSelectRemindersOfOpen;
extern const store::Statement kSelectReminders;
extern const store::Statement kInsertWeek;
extern const store::Statement kSelectWeeks;
extern const store::Statement kInsertLine;
extern const store::Statement kSelectLines;
extern const store::Statement kInsertExtension;
extern const store::Statement kSelectExtension;
extern const store::Statement kSelectExtensionsOfTask;
extern const store::Statement kSelectWaitingExtensions;
extern const store::Statement kDecideExtension;

}  // namespace sen::plan::sql
