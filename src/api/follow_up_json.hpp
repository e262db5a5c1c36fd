#pragma once
// Wire types of follow-up: the weekly urging list, reminders, requests for more time.

#include <optional>
#include <string>
#include <vector>

#include "api/plan_json.hpp"

namespace sen::api {

struct ExtensionInputJson {
  TaskId id{};
  Date due_on{};
  std::string reason;
};
void describe(http::Wire& v, ExtensionInputJson& input);
struct DecisionJson {
  Id<struct ExtensionTag> id{};
  std::optional<std::string> answer{};
};
void describe(http::Wire& v, DecisionJson& input);

struct ExtensionJson {
  Id<struct ExtensionTag> id{};
  TaskId task_id{};
  Date due_before{};
  Date due_wanted{};
  std::string reason;
  std::string state;
  Instant asked_at{};
  std::optional<Instant> decided_at{};
  std::string answer;
};
void describe(http::Wire& v, ExtensionJson& extension);

struct WeekQuery {
  std::optional<Date> week{};  ///< any day of it; the running week as of now when absent
};
void describe(http::Wire& v, WeekQuery& query);

struct UrgedTaskJson {
  TaskId id{};
  std::string stt;
  std::string group;
  std::string title;
  std::string lead;
  std::optional<Date> due_on{};
  std::int64_t overdue_days = 0;
  std::int64_t progress = 0;
  Points points_at_stake{};
  bool outside = false;
  std::optional<Instant> reminded_at{};  ///< last, in the last 60 days
};
void describe(http::Wire& v, UrgedTaskJson& task);

struct UrgedBodyJson {
  std::string code;  ///< empty when the plan's words name no body that is known
  std::string name;
  std::string person;  ///< who answers for it today, for bodies outside who follows them up
  bool outside = false;
  Points points_at_stake{};
  std::vector<UrgedTaskJson> overdue;
  std::vector<UrgedTaskJson> due;
  std::vector<UrgedTaskJson> slow;
};
void describe(http::Wire& v, UrgedBodyJson& body);

struct ReminderJson {
  Instant at{};
  TaskId task_id{};
  std::string stt;
  std::string title;
  Date due_on{};
  std::string step;
  std::vector<std::string> people;
};
void describe(http::Wire& v, ReminderJson& reminder);

struct FollowUpJson {
  Date week_on{};
  std::optional<Instant> made_at{};  ///< when the list was kept; null: as of now
  std::vector<UrgedBodyJson> bodies;
  std::vector<Date> weeks;           ///< whose lists were kept, newest first
  std::vector<ReminderJson> reminders;  ///< of that week and the three before, newest first
  std::string source;                ///< what the days of the reminders rest on
};
void describe(http::Wire& v, FollowUpJson& page);

}  // namespace sen::api
