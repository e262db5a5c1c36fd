#include "app/work.hpp"

#include "index/evidence_request.hpp"
#include "plan/due.hpp"
#include "plan/plan_clock.hpp"

namespace sen::app {
namespace {

constexpr std::int64_t kRestMs = 1'000;

jobs::Handlers handlers_of(api::Services& services) {
  jobs::Handlers handlers;
  handlers.passed.push_back(&plan::tell_overdue);
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
  return handlers;
}

}  // namespace

Work::Work(api::Services& services, std::unique_ptr<const law::Calendar> calendar, std::function<void(std::string_view)> log)
    : services_(services),
      calendar_(std::move(calendar)),
      log_(std::move(log)),
      scheduler_({services.store, services.clock, services.random, services.packs, *calendar_}, handlers_of(services)) {}

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
