#pragma once
// The only door to the machine's time. Everything takes a Clock; tests and the simulator turn it.

#include "base/instant.hpp"

namespace sen {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// A clock that stands still until it is set.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant instant) { now_ = instant; }
  void advance(std::int64_t milliseconds) { now_ = now_ + milliseconds; }

 private:
  Instant now_;
};

/// Monotonic nanoseconds, for benchmarks and time-outs only; never stored.
std::int64_t monotonic_ns();

}  // namespace sen
