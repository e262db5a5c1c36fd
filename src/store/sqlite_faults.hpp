#pragma once
// A layer between SQLite and the disk that does what a test's Faults say: slow, failing, full and
// lying storage. Not linked into the path at all when there are no faults.

#include <memory>
#include <string>

#include "store/store.hpp"

namespace sen::store {

/// Registers a VFS of its own for as long as the object lives; connections name it when they open.
class FaultyDisk {
 public:
  explicit FaultyDisk(std::shared_ptr<Faults> faults);
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  [[nodiscard]] const char* name() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sen::store
