#pragma once
// How long somebody waits after wrong passwords: five are free, then the wait doubles. Pure.

#include <cstdint>

#include "base/instant.hpp"

namespace sen::identity {

constexpr int kFreeFailures = 5;
constexpr std::int64_t kDelayMaxMs = 900'000;

/// Milliseconds after the last failure before the next attempt is looked at: 0 up to four failures,
/// then 1, 2, 4 … 900 seconds.
constexpr std::int64_t delay_after(int failures) {
  if (failures < kFreeFailures) return 0;
  const int doublings = failures - kFreeFailures;
  if (doublings >= 10) return kDelayMaxMs;
  const std::int64_t delay = 1000LL << doublings;
  return delay < kDelayMaxMs ? delay : kDelayMaxMs;
}

/// Milliseconds still to wait; 0 when an attempt may be made.
constexpr std::int64_t wait_left(int failures, Instant last_failure, Instant now) {
  const std::int64_t until = last_failure.milliseconds + delay_after(failures);
  return until > now.milliseconds ? until - now.milliseconds : 0;
}

}  // namespace sen::identity
