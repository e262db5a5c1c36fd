#pragma once
// A thread that calls one function again and again: after the pause the function asks for, or at once
// when somebody wakes it. It catches nothing; the function given does.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace sen::jobs {

class Loop {
 public:
  /// `pass` answers how many milliseconds to rest before the next call; it runs once at once.
  explicit Loop(std::function<std::int64_t()> pass);
  /// Waits for a running pass.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  /// Something is due now. Wakes during a pass are kept: another pass follows.
  void wake();

 private:
  void run();
  std::function<std::int64_t()> pass_;
  std::mutex mutex_;  // guards the two flags
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sen::jobs
