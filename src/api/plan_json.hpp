#pragma once
// Wire types of plans and tasks (S4): docs/api.md "Plan".

#include <optional>
#include <string>
#include <vector>

#include "api/index_json.hpp"

namespace sen::api {

struct PlanIdPath {
  PlanId id{};
};
void describe(http::Wire& v, PlanIdPath& path);
struct TaskIdPath {
  TaskId id{};
};
void describe(http::Wire& v, TaskIdPath& path);

struct PlanListItemJson {
  PlanId id{};
  std::string number;
  std::string title;
  Date issued_on{};
  std::int64_t tasks = 0;
  std::string state;
};
void describe(http::Wire& v, PlanListItemJson& plan);

struct PersonRefJson {
  PersonId id{};
  std::string name;
};
void describe(http::Wire& v, PersonRefJson& person);

struct TargetJson {
  std::string text;
  std::optional<std::string> measure{};
  std::string wanted;
  std::optional<std::string> now{};
  std::optional<bool> met{};
};
void describe(http::Wire& v, TargetJson& target);

struct TaskJson {
  TaskId id{};
  std::string stt;
  std::string group;
  std::string title;
  std::string content;
  std::string solution;
  std::string lead;
  std::string coordinating;
  std::string deadline_text;
  std::optional<Date> due_on{};
  bool recurring = false;
  std::int64_t progress = 0;
  std::int64_t time_share = 0;
  std::string state;
  std::int64_t overdue_days = 0;
  Points points_at_stake{};
  std::vector<std::string> criteria;
  std::optional<PersonRefJson> assignee{};
  std::vector<TargetJson> targets;
  bool outside = false;
};
void describe(http::Wire& v, TaskJson& task);

struct ClosesByJson {
  std::string measure;
  std::string text;
};
void describe(http::Wire& v, ClosesByJson& closes_by);

struct TaskEventJson {
  Instant at{};
  std::string by;
  std::string text;
  std::string note;
  std::vector<EvidenceJson> evidence;
};
void describe(http::Wire& v, TaskEventJson& event);

struct TaskPageJson {
  TaskJson task;  ///< its members stand at the top
  PlanId plan_id{};
  std::string plan_number;
  std::vector<TaskEventJson> history;
  std::vector<EvidenceJson> evidence;
  std::optional<ClosesByJson> closes_by{};
};
void describe(http::Wire& v, TaskPageJson& page);

struct GroupJson {
  std::string code;
  std::string roman;
  std::string title;
  std::int64_t count = 0;
  std::vector<TaskJson> tasks;
};
void describe(http::Wire& v, GroupJson& group);

struct CountsJson {
  std::int64_t overdue = 0;
  std::int64_t slow = 0;
  std::int64_t on_course = 0;
  std::int64_t not_due = 0;
  std::int64_t done = 0;
};
void describe(http::Wire& v, CountsJson& counts);

struct DutyJson {
  std::string id;
  std::string section;
  std::string text;
  std::string owner;
  std::string state;
};
void describe(http::Wire& v, DutyJson& duty);

struct CitedJson {
  std::string number;
  std::string title;
};
void describe(http::Wire& v, CitedJson& cited);

struct PlanJson {
  PlanId id{};
  std::string number;
  std::string title;
  std::string issuer;
  Date issued_on{};
  Instant as_of{};
  std::string state;
  CountsJson counts;
  std::int64_t mean_progress = 0;
  std::int64_t time_share = 0;
  Points recoverable{};
  std::vector<GroupJson> groups;
  std::vector<DutyJson> duties;
  std::vector<CitedJson> documents;
  std::vector<std::string> recipients;
};
void describe(http::Wire& v, PlanJson& plan);

struct AdoptJson {
  Json document;
  std::optional<std::vector<std::string>> accepted_proposals{};
};
void describe(http::Wire& v, AdoptJson& input);
struct AdoptedJson {
  PlanId id{};
  std::int64_t tasks = 0;
  std::int64_t duties = 0;
};
void describe(http::Wire& v, AdoptedJson& adopted);

struct ProgressJson {
  TaskId id{};
  std::int64_t percent = 0;
  std::optional<std::string> note{};
  std::optional<std::vector<EvidenceId>> evidence{};
  std::optional<std::int64_t> seen{};
};
void describe(http::Wire& v, ProgressJson& input);
struct AssignJson {
  TaskId id{};
  std::optional<PersonId> person_id{};
};
void describe(http::Wire& v, AssignJson& input);
struct CloseJson {
  TaskId id{};
  std::optional<std::string> note{};
  std::vector<EvidenceId> evidence;
};
void describe(http::Wire& v, CloseJson& input);
struct ReopenJson {
  TaskId id{};
  std::string reason;
};
void describe(http::Wire& v, ReopenJson& input);

struct ColleagueJson {
  PersonId id{};
  std::string name;
  std::string position;
  std::string body;
};
void describe(http::Wire& v, ColleagueJson& colleague);

}  // namespace sen::api
