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

/// A running clock moved by a constant: the demonstration commune lives in its own 2024.
class ShiftedClock final : public Clock {
 public:
  /// `shift_ms` is added to the machine's time; negative lies in the past.
  explicit ShiftedClock(std::int64_t shift_ms) : shift_ms_(shift_ms) {}
  [[nodiscard]] Instant now() const override { return machine_.now() + shift_ms_; }

 private:
  SystemClock machine_;
  std::int64_t shift_ms_;
};

/// Monotonic nanoseconds, for benchmarks and time-outs only; never stored.
std::int64_t monotonic_ns();

}  // namespace sen
