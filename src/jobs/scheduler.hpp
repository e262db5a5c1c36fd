#pragma once
// Time at work: lets deadlines pass, runs unit clocks, jobs and the outbox. One call does what is due and
// returns; who calls it, and how often, is `app`'s business (Loop below, or the simulator's next day).
// Any number of processes may run it beside one another: leases and states keep them apart.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "jobs/deadline.hpp"
#include "jobs/job.hpp"
#include "law/calendar.hpp"
#include "ports/courier.hpp"
#include "store/store.hpp"

namespace sen::jobs {

struct Workplace {
  store::Store& store;
  const Clock& clock;
  Random& random;
  const pack::PackSet& packs;
  const law::Calendar& calendar;
  const ledger::ChainKey* chain_key = nullptr;  ///< as Context says
};

/// The effect of a job, in the transaction that ends it. An Error rolls both back; it is tried again.
using JobHandler = std::function<Result<Done>(store::WriteTx&, const Context&, const Job&)>;
/// What else happens when a deadline passes (a notice, an open browser told), in the same transaction.
using PassedHandler = std::function<Result<Done>(store::WriteTx&, const Context&, const Deadline&)>;
/// What time does to a unit by itself. Idempotent; true when a limit was reached and there is more.
using UnitClock = std::function<Result<bool>(store::WriteTx&, const Context&)>;

struct Handlers {
  std::map<std::string, JobHandler> jobs;  ///< by kind
  std::vector<PassedHandler> passed;
  std::vector<UnitClock> clocks;           ///< run at the start, and once in each hour
};

/// What one call did.
struct Pass {
  int deadlines = 0;
  int clocks = 0;               ///< units whose clocks ran
  int jobs = 0;
  int messages = 0;
  std::vector<Error> errors{};  ///< for the log; what failed is tried again
  bool more = false;            ///< a limit was reached: call again at once
};

class Scheduler {
 public:
  /// `courier` null: messages wait. What is given must outlive the scheduler.
  Scheduler(const Workplace& place, Handlers handlers, ports::Courier* courier = nullptr);

  /// Before serving: every deadline that passed while the program was down, and the units' clocks.
  Result<Pass> catch_up();
  /// Everything that is due, up to a limit of each.
  Result<Pass> run_due();

 private:
  Context context(const Actor& actor) const;
  Result<Done> pass_deadlines(Pass& pass);
  Result<Done> run_clocks(Pass& pass);
  Result<Done> run_jobs(Pass& pass);
  Result<Done> run_job(const Job& job, Pass& pass);
  Result<Done> give_back(const Job& job, const Error& error);
  Result<Done> run_outbox(Pass& pass);
  Result<bool> is_due(Result<std::optional<Instant>> (*next)(store::ReadTx&));

  Workplace place_;
  Handlers handlers_;
  ports::Courier* courier_;
  std::string worker_;
  std::int64_t clocks_ran_in_hour_ = -1;
};

}  // namespace sen::jobs
