#pragma once
// A closed-loop HTTP client for benches, on the loopback address only: every connection sends its next request
// when the last answer is complete. And the limit beside it: a bare epoll loop with a constant reply.

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.hpp"

namespace sen::app {

struct LoadOptions {
  std::uint16_t port = 0;
  int connections = 64;
  std::int64_t milliseconds = 700;
  /// The bytes of request number n (counted over all connections).
  std::function<std::string(std::uint64_t)> request;
};
struct LoadResult {
  std::int64_t answers = 0;   ///< complete ones with a status of 2xx
  std::int64_t refusals = 0;  ///< complete ones with another status
  std::int64_t broken = 0;    ///< connections that ended
  std::int64_t nanoseconds = 0;
  [[nodiscard]] std::int64_t per_second() const {
    return nanoseconds == 0 ? 0 : answers * 1'000'000'000 / nanoseconds;
  }
};
LoadResult run_load(const LoadOptions& options);
/// The same for a bench that counts only what was done. Error "app.bench_refused" when anything was refused or broke.
Result<LoadResult> run_whole_load(const LoadOptions& options);

/// A UUID that no other request of this run has: its `Idempotency-Key`.
std::string key_of(std::uint64_t number);

/// One request over a connection of its own; the whole answer, empty when it failed.
std::string ask(std::uint16_t port, const std::string& request);

/// Answers the same bytes to whatever ends with an empty line. Two threads, as the server has.
class BareServer {
 public:
  explicit BareServer(std::string reply);
  ~BareServer();
  BareServer(const BareServer&) = delete;
  BareServer& operator=(const BareServer&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void loop(int listener);
  std::string reply_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_ = false;
  std::vector<int> listeners_;
  std::vector<std::thread> threads_;
};

}  // namespace sen::app
