#include "jobs/deadline.hpp"

#include "jobs/deadline_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::jobs {
namespace {

Result<Done> record(store::WriteTx& tx, const Context& ctx, const char* kind, const Deadline& deadline) {
  Json facts = deadline.facts;
  facts.set("deadline", Json::string(deadline.kind));
  SEN_TRY(ledger::append(tx, ctx, {.kind = kind,
                                   .subject = {deadline.subject_kind.c_str(), deadline.subject_id},
                                   .facts = std::move(facts),
                                   .effective_at = deadline.due_at}));
  return Done{};
}

/// One that was open passes; false when somebody else was first.
Result<bool> pass(store::WriteTx& tx, const Context& ctx, const Deadline& deadline) {
  SEN_LET(const auto settled, settle(tx, deadline, "open", "passed", ctx.clock.now()));
  if (!settled) return false;
  SEN_TRY(record(tx, ctx, "deadline.passed", deadline));
  return true;
}

bool has_passed(const Deadline& deadline) { return deadline.state == "passed" || deadline.state == "late"; }

/// Leaves its state for one in which it never passed; a passing that was recorded is taken back.
Result<Done> take_back(store::WriteTx& tx, const Context& ctx, const Deadline& deadline, const char* to) {
  SEN_LET(const auto settled, settle(tx, deadline, deadline.state.c_str(), to, ctx.clock.now()));
  if (settled && has_passed(deadline)) SEN_TRY(record(tx, ctx, "deadline.restored", deadline));
  return Done{};
}

}  // namespace

Result<Done> set_deadline(store::WriteTx& tx, const Context& ctx, const NewDeadline& input) {
  SEN_LET(const auto standing, standing_deadlines(tx, input.subject, input.kind));
  for (const auto& deadline : standing) {
    if (deadline.due_at == input.due_at && deadline.state != "late") return Done{};
    if (deadline.due_at != input.due_at) SEN_TRY(take_back(tx, ctx, deadline, "moved"));
  }
  return insert_deadline(tx, input, ctx.clock.now());
}

Result<bool> meet_deadline(store::WriteTx& tx, const Context& ctx, const DoneThing& input) {
  const auto now = ctx.clock.now();
  const auto done_at = input.done_at.value_or(now);
  bool found = false;
  SEN_LET(const auto standing, standing_deadlines(tx, input.subject, input.kind));
  for (const auto& deadline : standing) {
    if (deadline.state == "late") continue;
    found = true;
    if (done_at <= deadline.due_at) {
      SEN_TRY(take_back(tx, ctx, deadline, "met"));
      continue;
    }
    if (deadline.state == "open") SEN_TRY(pass(tx, ctx, deadline));
    SEN_TRY(settle(tx, deadline, "passed", "late", now));
  }
  return found;
}

Result<Done> drop_deadline(store::WriteTx& tx, const Context& ctx, const DeadlineRef& input) {
  SEN_LET(const auto standing, standing_deadlines(tx, input.subject, input.kind));
  for (const auto& deadline : standing) SEN_TRY(take_back(tx, ctx, deadline, "moved"));
  return Done{};
}

Result<std::vector<Deadline>> pass_deadlines(store::WriteTx& tx, const Context& ctx, int limit) {
  SEN_LET(auto over, overdue_deadlines(tx, ctx.clock.now(), limit));
  std::vector<Deadline> passed;
  for (auto& deadline : over) {
    SEN_LET(const auto is_new, pass(tx, ctx, deadline));
    if (is_new) passed.push_back(std::move(deadline));
  }
  return passed;
}

}  // namespace sen::jobs
