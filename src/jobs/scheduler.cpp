#include "jobs/scheduler.hpp"

#include "identity/unit.hpp"
#include "jobs/notice.hpp"
#include "jobs/outbox.hpp"
#include "ledger/ledger.hpp"

namespace sen::jobs {
namespace {

constexpr UnitId kNoUnit{};
constexpr int kDeadlinesAtOnce = 500;
constexpr int kJobsAtOnce = 100;
constexpr int kMessagesAtOnce = 100;
constexpr int kClockRoundsMax = 1'000;

}  // namespace

Scheduler::Scheduler(const Workplace& place, Handlers handlers, ports::Courier* courier)
    : place_(place), handlers_(std::move(handlers)), courier_(courier), worker_(SystemRandom().hex(8)) {}

Context Scheduler::context(const Actor& actor) const {
  return Context{actor, actor.unit, place_.clock, place_.random, place_.packs, place_.chain_key};
}

Result<Pass> Scheduler::catch_up() {
  Pass pass;
  do {
    pass.more = false;
    SEN_TRY(pass_deadlines(pass));
  } while (pass.more && pass.errors.empty());
  SEN_TRY(run_clocks(pass));
  return pass;
}

Result<Pass> Scheduler::run_due() {
  Pass pass;
  SEN_TRY(pass_deadlines(pass));
  SEN_TRY(run_clocks(pass));
  SEN_TRY(run_jobs(pass));
  if (courier_ != nullptr) SEN_TRY(run_outbox(pass));
  return pass;
}

Result<Done> Scheduler::pass_deadlines(Pass& pass) {
  const auto now = place_.clock.now();
  SEN_LET(const auto units, place_.store.read(kNoUnit, [&](store::ReadTx& tx) { return units_with_overdue(tx, now); }));
  for (const auto unit : units) {
    const auto actor = system_actor(unit);
    const auto ctx = context(actor);
    const auto passed = place_.store.write(unit, [&](store::WriteTx& tx) -> Result<int> {
      SEN_LET(const auto deadlines, jobs::pass_deadlines(tx, ctx, kDeadlinesAtOnce));
      for (const auto& deadline : deadlines) {
        for (const auto& handler : handlers_.passed) SEN_TRY(handler(tx, ctx, deadline));
      }
      return static_cast<int>(deadlines.size());
    });
    if (!passed) {
      pass.errors.push_back(passed.error());
      continue;
    }
    pass.deadlines += *passed;
    pass.more = pass.more || *passed == kDeadlinesAtOnce;
  }
  return Done{};
}

Result<Done> Scheduler::run_clocks(Pass& pass) {
  const auto now = place_.clock.now();
  const auto hour = now.milliseconds / kHourMs;
  if (handlers_.clocks.empty() || hour == clocks_ran_in_hour_) return Done{};
  SEN_LET(const auto units, place_.store.read(kNoUnit, [](store::ReadTx& tx) { return identity::all_units(tx); }));
  for (const auto& unit : units) {
    if (!unit.in_force(date_of(now))) continue;
    const auto actor = system_actor(unit.id);
    const auto ctx = context(actor);
    for (const auto& clock : handlers_.clocks) {
      Result<bool> more = true;
      for (int round = 0; round < kClockRoundsMax && more && *more; ++round) {
        more = place_.store.write(unit.id, [&](store::WriteTx& tx) { return clock(tx, ctx); });
      }
      if (!more) pass.errors.push_back(more.error());
    }
    ++pass.clocks;
  }
  clocks_ran_in_hour_ = hour;
  return Done{};
}

Result<bool> Scheduler::is_due(Result<std::optional<Instant>> (*next)(store::ReadTx&)) {
  // Looked up first by reading: an idle installation writes nothing.
  SEN_LET(const auto at, place_.store.read(kNoUnit, [&](store::ReadTx& tx) { return next(tx); }));
  return at && *at <= place_.clock.now();
}

Result<Done> Scheduler::run_jobs(Pass& pass) {
  for (int i = 0; i < kJobsAtOnce; ++i) {
    SEN_LET(const auto due, is_due(&next_job));
    if (!due) return Done{};
    SEN_LET(const auto job, place_.store.write(kNoUnit, [&](store::WriteTx& tx) {
      return claim_job(tx, worker_, place_.clock.now());
    }));
    if (!job) return Done{};
    SEN_TRY(run_job(*job, pass));
  }
  pass.more = true;
  return Done{};
}

Result<Done> Scheduler::run_job(const Job& job, Pass& pass) {
  const auto actor = system_actor(job.unit);
  const auto ctx = context(actor);
  const auto found = handlers_.jobs.find(job.kind);
  if (found == handlers_.jobs.end()) {
    pass.errors.push_back(Error{ErrorCode::Unavailable, "jobs.no_handler", {}, job.kind, {{"kind", job.kind}}, {}});
    return give_back(job, pass.errors.back());
  }
  const auto done = place_.store.write(job.unit, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_TRY(found->second(tx, ctx, job));
    return finish_job(tx, job, worker_, place_.calendar, place_.clock.now());
  });
  if (done) {
    ++pass.jobs;
    return Done{};
  }
  pass.errors.push_back(done.error());
  return give_back(job, done.error());
}

Result<Done> Scheduler::give_back(const Job& job, const Error& error) {
  const auto actor = system_actor(job.unit);
  const auto ctx = context(actor);
  return place_.store.write(job.unit, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_LET(const auto given_up, postpone_job(tx, job, worker_, error.rule, place_.calendar, place_.clock.now()));
    if (!given_up) return Done{};
    Json facts = Json::object();
    facts.set("kind", Json::string(job.kind));
    facts.set("failure", Json::string(error.rule));
    SEN_TRY(ledger::append(tx, ctx, {.kind = "job.abandoned", .subject = {"job", job.id}, .facts = facts}));
    return notify_role(tx, ctx, {Role::Admin, Text{"jobs.abandoned", {{"kind", job.kind}, {"failure", error.rule}}}, "/nhat-ky"});
  });
}

Result<Done> Scheduler::run_outbox(Pass& pass) {
  for (int i = 0; i < kMessagesAtOnce; ++i) {
    SEN_LET(const auto due, is_due(&next_message));
    if (!due) return Done{};
    SEN_LET(const auto message, place_.store.write(kNoUnit, [&](store::WriteTx& tx) {
      return claim_message(tx, worker_, place_.clock.now());
    }));
    if (!message) return Done{};
    // Between delivery and this line a crash delivers again: couriers go by the message's number.
    const auto delivered = courier_->deliver(message->message);
    if (delivered) ++pass.messages;
    else pass.errors.push_back(delivered.error());
    const auto noted = place_.store.write(kNoUnit, [&](store::WriteTx& tx) -> Result<Done> {
      if (delivered) return message_sent(tx, *message, worker_);
      SEN_TRY(postpone_message(tx, *message, worker_, delivered.error().rule, place_.clock.now()));
      return Done{};
    });
    SEN_TRY(noted);
  }
  pass.more = true;
  return Done{};
}

}  // namespace sen::jobs
