#include "plan/urging.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"
#include "plan/follow_up.hpp"
#include "plan/follow_up_sql.hpp"
#include "plan/seating.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

constexpr int kWeekDays = 7;
constexpr std::array<const char*, 3> kUrgencies{"overdue", "due", "slow"};

Urgency urgency_of(const std::string& name) {
  for (std::size_t i = 0; i < kUrgencies.size(); ++i) {
    if (name == kUrgencies[i]) return static_cast<Urgency>(i);
  }
  return Urgency::Slow;
}

/// Why a task is on the list, if it is.
std::optional<Urgency> urgency_of(const TaskView& view, Date week_on) {
  const auto& due = view.task.run.due;
  if (view.stand.state == StandState::Overdue) return Urgency::Overdue;
  if (due && *due < week_on + kWeekDays) return Urgency::Due;
  if (view.stand.state == StandState::Slow) return Urgency::Slow;
  return std::nullopt;
}

struct Counts {
  int overdue = 0;
  int due = 0;
  int slow = 0;
  void add(Urgency urgency) {
    if (urgency == Urgency::Overdue) ++overdue;
    if (urgency == Urgency::Due) ++due;
    if (urgency == Urgency::Slow) ++slow;
  }
};

Result<Done> tell_week(store::WriteTx& tx, const Context& ctx, Date week_on, const std::map<PersonId, Counts>& by_person) {
  for (const auto& [person, counts] : by_person) {
    const Text text{"plan.notice.week", {{"week", localized_date(to_string(week_on))}, {"overdue", std::to_string(counts.overdue)},
                                         {"due", std::to_string(counts.due)}, {"slow", std::to_string(counts.slow)}}};
    SEN_TRY(jobs::notify(tx, ctx, {.person = person, .text = text, .href = "/viec-cua-toi", .key = "follow_up_week." + to_string(week_on)}));
  }
  return Done{};
}

}  // namespace

Points points_at_stake(const std::vector<std::string>& criteria, const std::map<std::string, Points>& stakes) {
  Points sum{};
  for (const std::string& code : criteria) {
    if (const auto found = stakes.find(code); found != stakes.end()) sum += found->second;
  }
  return sum;
}

const char* name_of(Urgency urgency) { return kUrgencies[static_cast<std::size_t>(urgency)]; }

UrgingLine UrgingLine::from_row(store::Row& row) {
  UrgingLine line;
  line.task = row.next<TaskId>();
  line.plan = row.next<PlanId>();
  line.stt = row.next<std::string>();
  line.group = row.next<std::string>();
  line.title = strip_end(without_bullet(row.next<std::string>()), ".;");
  line.lead = without_bullet(row.next<std::string>());
  line.body = row.next<std::string>();
  line.outside = row.next<bool>();
  line.urgency = urgency_of(row.next<std::string>());
  line.due_on = row.next<std::optional<Date>>();
  line.overdue_days = row.next<int>();
  line.progress = row.next<int>();
  line.points = row.next<Points>();
  return line;
}

Week Week::from_row(store::Row& row) {
  const Date week_on = row.next<Date>();
  return {week_on, row.next<Instant>()};
}

Date week_of(Date day, int week_from) { return day - (day.weekday() - week_from + kWeekDays) % kWeekDays; }

Result<std::vector<UrgingLine>> urging_now(store::ReadTx& tx, const Context& ctx, const Worth& worth, Date week_on) {
  SEN_LET(const auto tasks, tx.select<Task>(sql::kSelectOpenTasks));
  SEN_LET(const auto views, views_of(tx, ctx, tasks, worth.key));
  std::vector<UrgingLine> lines;
  for (const TaskView& view : views) {
    const auto urgency = urgency_of(view, week_on);
    if (!urgency) continue;
    const Task& task = view.task;
    lines.push_back({.task = task.id, .plan = task.plan, .stt = task.stt, .group = task.group, .title = view.title, .lead = view.lead,
                     .body = task.lead_body, .outside = task.outside, .urgency = *urgency, .due_on = task.run.due,
                     .overdue_days = view.stand.overdue_days, .progress = view.progress,
                     .points = points_at_stake(view.criteria, worth.stakes)});
  }
  return lines;
}

Result<std::vector<UrgingLine>> urging_of(store::ReadTx& tx, Date week_on) { return tx.select<UrgingLine>(sql::kSelectLines, week_on); }

Result<std::vector<Week>> urging_weeks(store::ReadTx& tx) { return tx.select<Week>(sql::kSelectWeeks); }

Result<bool> make_week(store::WriteTx& tx, const Context& ctx, const law::Calendar& calendar, const WorthOf& worth_of) {
  const Instant now = ctx.clock.now();
  const Date today = date_of(now);
  SEN_LET(const auto policy, follow_up_in_force(tx, ctx, today));
  if (!calendar.works(today) || minute_of_day(now) < policy.tell_from) return false;
  const Date week_on = week_of(today, policy.week_from);
  SEN_LET(const auto fresh, tx.execute(sql::kInsertWeek, week_on, now));
  if (fresh == 0) return false;
  SEN_LET(const Worth worth, worth_of(tx, ctx));
  SEN_LET(const auto lines, urging_now(tx, ctx, worth, week_on));
  SEN_LET(const auto seating, seating_on(tx, today));
  Counts whole;
  std::map<PersonId, Counts> by_person;
  for (const UrgingLine& line : lines) {
    SEN_TRY(tx.execute(sql::kInsertLine, week_on, line.task, line.body, name_of(line.urgency), line.due_on, line.overdue_days, line.progress, line.points));
    whole.add(line.urgency);
    const auto holder = seating.holder(line.outside ? policy.standing_body : line.body);
    if (holder) by_person[*holder].add(line.urgency);
  }
  SEN_TRY(tell_week(tx, ctx, week_on, by_person));
  ledger::EventDraft event{.kind = "follow_up.listed", .subject = {"unit", tx.unit().value}};
  event.facts.set("week_on", Json::string(to_string(week_on)));
  event.facts.set("overdue", Json::number(whole.overdue));
  event.facts.set("due", Json::number(whole.due));
  event.facts.set("slow", Json::number(whole.slow));
  SEN_TRY(ledger::append(tx, ctx, event));
  return true;
}

}  // namespace sen::plan
