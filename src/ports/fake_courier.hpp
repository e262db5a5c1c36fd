#pragma once
// A courier that remembers what it was given, and fails as often as it is told to. For tests and the
// simulator.

#include <vector>

#include "ports/courier.hpp"

namespace sen::ports {

class FakeCourier final : public Courier {
 public:
  Result<Done> deliver(const Message& message) override {
    if (failures_left > 0) {
      --failures_left;
      return Error{ErrorCode::Unavailable, "ports.courier_away", {}, {}, {}, {}};
    }
    delivered.push_back(message);
    return Done{};
  }
  std::vector<Message> delivered;
  int failures_left = 0;
};

}  // namespace sen::ports
