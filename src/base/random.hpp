#pragma once
// The only door to randomness. Secrets come from libsodium; the simulator and the demo use a seed.

#include <cstdint>
#include <span>
#include <string>

namespace sen {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<unsigned char> bytes) = 0;
  /// Uniform in 0 … bound-1; bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// 63 random bits, > 0: ids made by the application.
  std::int64_t id();
  /// 2 × byte_count lower-case hex digits.
  std::string hex(std::size_t byte_count);
};

class SystemRandom final : public Random {
 public:
  void fill(std::span<unsigned char> bytes) override;
};

/// SplitMix64: the same seed gives the same sequence on every machine. Never for secrets.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<unsigned char> bytes) override;

 private:
  std::uint64_t state_;
};

}  // namespace sen
