#pragma once
// Where handlers run. Inline answers come from memory on the I/O thread; everything else hops once to
// the threads of its lane, so that a slow query never stops the other connections of an I/O thread.

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace sen::http {

enum class Lane : std::uint8_t {
  Inline,  ///< ready bytes only; no sign-in, no database
  Read,    ///< one read transaction
  Write,   ///< one write transaction; many wait for the same commit, so the lane is wide
  Heavy    ///< documents, imports, password hashing: few threads, short queue, 503 when full
};
constexpr std::size_t kLaneCount = 4;
std::string_view to_string(Lane lane);

struct LaneSize {
  int threads = 1;
  std::size_t waiting_max = 1;
};
struct LaneSizes {
  LaneSize read{4, 2048};
  /// A writer thread sleeps until its group's commit is durable; 64 keep batches full with 32 clients.
  LaneSize write{64, 2048};
  LaneSize heavy{2, 50};
};

class Lanes {
 public:
  explicit Lanes(const LaneSizes& sizes);
  ~Lanes();  ///< finishes what waits, then joins
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  /// False when the lane's queue is full or the lanes are stopping; the work is then not run.
  bool submit(Lane lane, std::function<void()> work);
  /// No more work is taken; returns when all that waited has run.
  void stop();

 private:
  struct Pool {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> waiting;
    std::size_t waiting_max = 0;
    std::size_t idle = 0;
    std::size_t threads_max = 0;
    bool stopping = false;
    std::vector<std::thread> threads;
  };
  void serve(Pool& pool);
  std::array<Pool, kLaneCount> pools_;
};

}  // namespace sen::http
