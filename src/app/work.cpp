#include "app/work.hpp"

#include "index/evidence_request.hpp"
#include "plan/plan_clock.hpp"
#include "plan/reminders.hpp"
#include "plan/urging.hpp"
#include "record/wake.hpp"
#include "report/worth.hpp"

namespace sen::app {
namespace {

constexpr std::int64_t kRestMs = 1'000;

/// What is told on working days: work of people who left, reminders, the week's list.
Result<bool> follow_up(api::Services& services, const law::Calendar& calendar, store::WriteTx& tx, const Context& ctx) {
  SEN_LET(const int handed, plan::hand_back(tx, ctx));
  SEN_LET(const int reminded, plan::remind(tx, ctx, calendar));
  SEN_LET(const bool listed, plan::make_week(tx, ctx, calendar, [&](store::ReadTx& read, const Context& within) {
    return report::worth_of(read, within, services.sets);
  }));
  if (handed + reminded > 0 || listed) api::announce(services, tx, ctx, "follow_up", 0);
  return false;
}

jobs::Handlers handlers_of(api::Services& services, const law::Calendar& calendar) {
  jobs::Handlers handlers;
  handlers.passed.push_back(&index::tell_request_overdue);
  handlers.passed.push_back([&services](store::WriteTx& tx, const Context& ctx, const jobs::Deadline& deadline) -> Result<Done> {
    api::announce(services, tx, ctx, "deadline", deadline.subject_id);
    return Done{};
  });
  handlers.clocks.push_back([&services](store::WriteTx& tx, const Context& ctx) -> Result<bool> {
    SEN_LET(const auto report, plan::run_plan_clock(tx, ctx));
    // A new day alone moves points from "not yet due" to lost: open pages hear of it.
    if (!report.more) api::announce(services, tx, ctx, "clock", 0);
    return report.more;
  });
  handlers.clocks.push_back([&services, &calendar](store::WriteTx& tx, const Context& ctx) { return follow_up(services, calendar, tx, ctx); });
  handlers.clocks.push_back([&services](store::WriteTx& tx, const Context& ctx) -> Result<bool> {
    SEN_LET(const auto report, record::wake_records(tx, ctx, services.records));
    if (report.warned + report.drafted + report.moved > 0) api::announce(services, tx, ctx, "record", 0);
    return report.more;
  });
  handlers.passed.push_back([&services](store::WriteTx& tx, const Context& ctx, const jobs::Deadline& deadline) {
    return record::tell_late(tx, ctx, services.records, deadline);
  });
  return handlers;
}

}  // namespace

Work::Work(api::Services& services, std::unique_ptr<const law::Calendar> calendar, std::function<void(std::string_view)> log)
    : services_(services),
      calendar_(std::move(calendar)),
      log_(std::move(log)),
      scheduler_({services.store, services.clock, services.random, services.packs, *calendar_}, handlers_of(services, *calendar_)) {}

Result<Done> Work::catch_up() {
  SEN_LET(const auto pass, scheduler_.catch_up());
  for (const auto& error : pass.errors) report(error.rule);
  return Done{};
}

void Work::start() {
  loop_ = std::make_unique<jobs::Loop>([this] { return pass(); });
}

std::int64_t Work::pass() {
  try {
    const auto done = scheduler_.run_due();
    if (!done) {
      report(done.error().rule);
      return kRestMs;
    }
    for (const auto& error : done->errors) report(error.rule);
    return done->more && done->errors.empty() ? 0 : kRestMs;
  } catch (const store::Failure& failure) {
    report(failure.what());  // tried again; the server tells by itself when the store is gone for good
    return kRestMs;
  }
}

void Work::report(std::string_view what) {
  if (log_) log_(what);
}

}  // namespace sen::app
