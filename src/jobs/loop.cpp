#include "jobs/loop.hpp"

#include <chrono>

namespace sen::jobs {

Loop::Loop(std::function<std::int64_t()> pass) : pass_(std::move(pass)), thread_([this] { run(); }) {}

Loop::~Loop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Loop::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_one();
}

void Loop::run() {
  for (;;) {
    const auto rest_ms = pass_();
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(rest_ms), [this] { return woken_ || stopping_; });
    if (stopping_) return;
    woken_ = false;
  }
}

}  // namespace sen::jobs
