#pragma once
// Deadlines that pass. A deadline belongs to a thing and says when it is due; when the time is over, the
// event `deadline.passed` enters the ledger with the due time as its effective time, once, however late
// the program notices. A deadline that is moved after it passed is taken back by `deadline.restored`.

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::jobs {

struct NewDeadline {
  SubjectRef subject;
  std::string kind;              ///< code: "task_due", "fact_due" … ; a thing has one open deadline of a kind
  Instant due_at;                ///< the last millisecond that is in time
  Json facts = Json::object();   ///< go into the event: flat, coded
};
/// The thing is to be done by then: sets, moves or reopens the deadline. The same due time again changes
/// nothing.
Result<Done> set_deadline(store::WriteTx& tx, const Context& ctx, const NewDeadline& input);

struct DeadlineRef {
  SubjectRef subject;
  std::string kind;
};
struct DoneThing {
  SubjectRef subject;
  std::string kind;
  std::optional<Instant> done_at{};  ///< when it was done, if that is learnt later; now when absent
};
/// The thing is done. A deadline that is over but not yet noticed passes first; one that passed although
/// the thing was done in time is taken back. False: there is none to meet.
Result<bool> meet_deadline(store::WriteTx& tx, const Context& ctx, const DoneThing& input);
/// The thing is gone: an open deadline goes with it, one that passed is taken back.
Result<Done> drop_deadline(store::WriteTx& tx, const Context& ctx, const DeadlineRef& input);

struct Deadline {
  UnitId unit;
  std::string subject_kind;
  std::int64_t subject_id{};
  std::string kind;
  Instant due_at;
  std::string state;  ///< "open", "met", "passed", "late" (passed, then done), "moved"
  Json facts;
  static Deadline from_row(store::Row& row);
};
/// Lets up to `limit` deadlines of the transaction's unit pass that are over, oldest first; those that
/// passed. For the scheduler, with the system's actor.
Result<std::vector<Deadline>> pass_deadlines(store::WriteTx& tx, const Context& ctx, int limit);
/// Units with deadlines that are over.
Result<std::vector<UnitId>> units_with_overdue(store::ReadTx& tx, Instant now);
/// When the next open deadline of any unit is over; empty without one.
Result<std::optional<Instant>> next_deadline(store::ReadTx& tx);
/// All of a thing, oldest first.
Result<std::vector<Deadline>> deadlines_of(store::ReadTx& tx, SubjectRef subject);

}  // namespace sen::jobs
