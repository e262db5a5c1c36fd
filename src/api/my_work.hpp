#pragma once
// "My work" (S5): what waits for one person, in groups by due day, in six statements.

#include <optional>
#include <string>
#include <vector>

#include "api/plan_json.hpp"
#include "api/services.hpp"

namespace sen::api {

struct WaitingJson {
  Id<struct ExtensionTag> id{};
  Date due_wanted{};
  std::string reason;
  std::string asked_by;
};
void describe(http::Wire& v, WaitingJson& waiting);

struct MyTaskJson {
  TaskJson task;  ///< its members stand at the top
  std::string plan_number;
  std::optional<WaitingJson> extension{};  ///< waits for an answer
};
void describe(http::Wire& v, MyTaskJson& task);

struct NextJson {
  TaskId id{};
  std::string title;
  Date due_on{};
};
void describe(http::Wire& v, NextJson& next);

struct WantedFactJson {
  std::string measure;
  std::string label;
  std::vector<std::string> criteria;
  Points points_at_stake{};
  std::string href;
};
void describe(http::Wire& v, WantedFactJson& fact);

struct WantedEvidenceJson {
  Id<struct RequestTag> id{};
  std::string code;
  std::string wanted;
  Date due_on{};
  std::int64_t overdue_days = 0;
};
void describe(http::Wire& v, WantedEvidenceJson& request);

struct MyWorkJson {
  Instant as_of{};
  Date today{};
  Date week_end{};
  std::vector<MyTaskJson> overdue;
  std::vector<MyTaskJson> today_tasks;
  std::vector<MyTaskJson> this_week;
  std::vector<MyTaskJson> later;
  std::optional<NextJson> next{};  ///< the first day that comes after this week
  std::vector<WantedFactJson> facts;
  std::vector<WantedEvidenceJson> evidence;
  std::vector<MyTaskJson> approvals;  ///< requests for more time that this person may answer
};
void describe(http::Wire& v, MyWorkJson& work);

/// Of the signed-in person, now.
Result<MyWorkJson> my_work(Services& services, store::ReadTx& tx, const Context& ctx, Language language);

}  // namespace sen::api
