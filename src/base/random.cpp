#include "base/random.hpp"

#include <sodium.h>

#include "base/assert.hpp"
#include "base/hash.hpp"

namespace sen {

std::uint64_t Random::below(std::uint64_t bound) {
  SEN_ASSERT(bound > 0);
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  for (;;) {
    unsigned char bytes[8];
    fill(bytes);
    std::uint64_t value = 0;
    for (const unsigned char byte : bytes) value = value << 8 | byte;
    if (value < limit) return value % bound;
  }
}

std::int64_t Random::id() {
  return static_cast<std::int64_t>(below(INT64_MAX)) + 1;
}

std::string Random::hex(std::size_t byte_count) {
  std::string bytes(byte_count, '\0');
  fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return to_hex(bytes);
}

void SystemRandom::fill(std::span<unsigned char> bytes) {
  SEN_ASSERT(sodium_init() >= 0);
  randombytes_buf(bytes.data(), bytes.size());
}

void SeededRandom::fill(std::span<unsigned char> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 8 == 0) {
      state_ += 0x9E3779B97F4A7C15U;
      word = state_;
      word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9U;
      word = (word ^ (word >> 27)) * 0x94D049BB133111EBU;
      word ^= word >> 31;
    }
    bytes[i] = static_cast<unsigned char>(word >> (8 * (i % 8)));
  }
}

}  // namespace sen
