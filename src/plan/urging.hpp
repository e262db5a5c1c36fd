#pragma once
// The weekly urging list: by body, what is overdue, due this week or slow, with the points at stake. Made once a week by
// time, kept as it stood, and told to whoever answers for each body; the list of the running week can also be seen as of now.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "law/calendar.hpp"
#include "plan/view.hpp"

namespace sen::plan {

/// What the index says of the criteria that tasks protect: how to find them and what can still be won back by each.
struct Worth {
  CriteriaKey key;
  std::map<std::string, Points> stakes;
};
/// Brought by the caller, since the plan knows no index; nothing of a unit without a criteria set.
using WorthOf = std::function<Result<Worth>(store::ReadTx&, const Context&)>;

/// Sum of what the criteria of a task can still win back.
Points points_at_stake(const std::vector<std::string>& criteria, const std::map<std::string, Points>& stakes);

enum class Urgency { Overdue, Due, Slow };
const char* name_of(Urgency urgency);  ///< "overdue" …

struct UrgingLine {
  TaskId task;
  PlanId plan;
  std::string stt;
  std::string group;
  std::string title;
  std::string lead;  ///< as printed, without its bullet
  std::string body;  ///< code; empty when nothing was recognised
  bool outside = false;
  Urgency urgency = Urgency::Slow;
  std::optional<Date> due_on;
  int overdue_days = 0;
  int progress = 0;
  Points points{};
  static UrgingLine from_row(store::Row& row);
};

struct Week {
  Date week_on;    ///< its first day
  Instant made_at;
  static Week from_row(store::Row& row);
};

/// First day of the week that holds a day, by the policy's weekday.
Date week_of(Date day, int week_from);
/// As of now. `worth`: points and links by the index.
Result<std::vector<UrgingLine>> urging_now(store::ReadTx& tx, const Context& ctx, const Worth& worth, Date week_on);
/// Of a week whose list was made; empty else.
Result<std::vector<UrgingLine>> urging_of(store::ReadTx& tx, Date week_on);
/// Weeks whose list was made, newest first; at most 60.
Result<std::vector<Week>> urging_weeks(store::ReadTx& tx);

/// Makes the week's list on its first working moment, once; a week slept through whole has none. False when it is
/// there already or not yet its time.
Result<bool> make_week(store::WriteTx& tx, const Context& ctx, const law::Calendar& calendar, const WorthOf& worth_of);

}  // namespace sen::plan
