#include "http/lanes.hpp"

#include "base/assert.hpp"

namespace sen::http {

std::string_view to_string(Lane lane) {
  constexpr std::array<std::string_view, kLaneCount> names = {"inline", "read", "write", "heavy"};
  return names[static_cast<std::size_t>(lane)];
}

Lanes::Lanes(const LaneSizes& sizes) {
  const auto set = [&](Lane lane, LaneSize size) {
    Pool& pool = pools_[static_cast<std::size_t>(lane)];
    pool.waiting_max = size.waiting_max;
    pool.threads_max = static_cast<std::size_t>(size.threads);
  };
  set(Lane::Read, sizes.read);
  set(Lane::Write, sizes.write);
  set(Lane::Heavy, sizes.heavy);
}

Lanes::~Lanes() { stop(); }

bool Lanes::submit(Lane lane, std::function<void()> work) {
  SEN_ASSERT(lane != Lane::Inline);
  Pool& pool = pools_[static_cast<std::size_t>(lane)];
  {
    const std::lock_guard lock(pool.mutex);
    if (pool.stopping || pool.waiting.size() >= pool.waiting_max) return false;
    pool.waiting.push_back(std::move(work));
    // Threads start when they are first needed: an idle commune keeps a small program.
    if (pool.waiting.size() > pool.idle && pool.threads.size() < pool.threads_max) {
      pool.threads.emplace_back([this, &pool] { serve(pool); });
    }
  }
  pool.wake.notify_one();
  return true;
}

void Lanes::serve(Pool& pool) {
  std::unique_lock lock(pool.mutex);
  for (;;) {
    ++pool.idle;
    pool.wake.wait(lock, [&] { return pool.stopping || !pool.waiting.empty(); });
    --pool.idle;
    if (pool.waiting.empty()) return;  // stopping, and nothing is left
    auto work = std::move(pool.waiting.front());
    pool.waiting.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
}

void Lanes::stop() {
  for (Pool& pool : pools_) {
    {
      const std::lock_guard lock(pool.mutex);
      pool.stopping = true;
    }
    pool.wake.notify_all();
  }
  for (Pool& pool : pools_) {
    std::vector<std::thread> threads;
    {
      const std::lock_guard lock(pool.mutex);
      threads.swap(pool.threads);
    }
    for (auto& thread : threads) thread.join();
  }
}

}  // namespace sen::http
