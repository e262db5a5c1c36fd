#pragma once
// What goes on without anybody's click: deadlines pass, runs of tasks end, jobs and messages are carried out. One
// thread beside the server; the same scheduler brings up to date what fell due while the program was down.

#include <atomic>
#include <functional>
#include <memory>

#include "api/services.hpp"
#include "jobs/loop.hpp"
#include "jobs/scheduler.hpp"

namespace sen::app {

class Work {
 public:
  /// `services` and what they name must outlive the object. `log` takes one line per failure.
  Work(api::Services& services, std::unique_ptr<const law::Calendar> calendar, std::function<void(std::string_view)> log);

  /// Before serving. Errors: those of the store.
  Result<Done> catch_up();
  /// Starts the thread.
  void start();

 private:
  std::int64_t pass();
  void report(std::string_view what);

  api::Services& services_;
  std::unique_ptr<const law::Calendar> calendar_;
  std::function<void(std::string_view)> log_;
  jobs::Scheduler scheduler_;
  std::unique_ptr<jobs::Loop> loop_;  ///< last: it ends first
};

}  // namespace sen::app
