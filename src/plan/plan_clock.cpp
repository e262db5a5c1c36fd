#include "plan/plan_clock.hpp"

#include <map>
#include <utility>

#include "ledger/ledger.hpp"
#include "plan/conditions.hpp"
#include "plan/due.hpp"
#include "plan/plan_sql.hpp"
#include "plan/task.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kBatch = 1'000;    ///< the LIMIT of the statements
constexpr int kRunsAtOnceMax = 600;      ///< of one task: ten years of weeks, more is a broken clock

const char* outcome_of(const Task& task) {
  if (!task.done) return "missed";
  return task.closed_on_time ? "on_time" : "late";
}

/// Keeps what became of the run that is over and begins the next.
Result<Done> begin_next(store::WriteTx& tx, const Context& ctx, Task& task, const TaskRun& next) {
  SEN_TRY(tx.execute(sql::kInsertRun, task.id, task.run.start, *task.run.end, task.run.due, outcome_of(task), task.progress, task.closed_at));
  if (!task.done) {
    ledger::EventDraft missed{.kind = "task.missed", .subject = {"task", task.id.value}, .facts = task_facts(task)};
    missed.effective_at = end_of(*task.run.end);
    SEN_TRY(ledger::append(tx, ctx, missed));
  }
  task.run = next;
  task.done = false;
  task.progress = 0;
  task.closed_at.reset();
  task.closed_on_time = false;
  task.closed_by_measure = false;
  SEN_TRY(save_task(tx, task));
  ledger::EventDraft opened{.kind = "task.opened", .subject = {"task", task.id.value}, .facts = task_facts(task)};
  opened.effective_at = start_of(next.start);
  SEN_TRY(ledger::append(tx, ctx, opened));
  return watch_due(tx, ctx, task);
}

Result<Done> begin_runs(store::WriteTx& tx, const Context& ctx, Date today, ClockReport& report) {
  SEN_LET(auto tasks, tx.select<Task>(sql::kSelectEndedRuns, today));
  report.more = report.more || tasks.size() >= kBatch;
  for (Task& task : tasks) {
    for (int count = 0; task.run.end && *task.run.end < today && count < kRunsAtOnceMax; ++count) {
      const auto next = next_run(task.recurrence, *task.run.end);
      SEN_ASSERT(next.has_value());
      SEN_TRY(begin_next(tx, ctx, task, *next));
      ++report.begun;
    }
  }
  return Done{};
}

const Target* closing_target(const Task& task) {
  for (const Target& target : task.targets) {
    if (target.measure == task.closes_by) return &target;
  }
  return nullptr;
}

}  // namespace

Result<ClockReport> settle_conditions(store::WriteTx& tx, const Context& ctx) {
  ClockReport report;
  SEN_LET(auto tasks, tx.select<Task>(sql::kSelectConditionTasks));
  std::map<int, Readings> by_year;
  for (Task& task : tasks) {
    const Target* target = closing_target(task);
    if (target == nullptr || date_of(ctx.clock.now()) < task.run.start) continue;
    const int year = task.run.start.year();
    if (!by_year.contains(year)) {
      std::vector<Target> all;
      for (const Task& other : tasks) all.insert(all.end(), other.targets.begin(), other.targets.end());
      SEN_LET(auto read, ledger::readings(tx, ctx, measures_of(all), year_of(year)));
      by_year[year] = std::move(read);
    }
    const auto held = holds(*target, by_year[year]);
    if (!held) continue;
    Json payload = Json::object();
    payload.set("measure", Json::string(task.closes_by));
    payload.set("value", Json::string(to_decimal(*value_of(*target, by_year[year]), 2)));
    if (*held && !task.done) {
      SEN_TRY(mark_closed(tx, ctx, task, true, std::move(payload)));
      ++report.closed;
    } else if (!*held && task.done && task.closed_by_measure) {
      SEN_TRY(mark_reopened(tx, ctx, task, std::move(payload)));
      ++report.reopened;
    }
  }
  return report;
}

Result<ClockReport> run_plan_clock(store::WriteTx& tx, const Context& ctx) {
  const Date today = date_of(ctx.clock.now());
  ClockReport report;
  SEN_TRY(begin_runs(tx, ctx, today, report));
  SEN_LET(const auto settled, settle_conditions(tx, ctx));
  report.closed = settled.closed;
  report.reopened = settled.reopened;
  return report;
}

}  // namespace sen::plan
