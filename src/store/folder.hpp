#pragma once
// The data folder of an installation on SQLite: made for its owner alone, and locked by the one
// process that writes.

#include <string>

#include "base/result.hpp"

namespace sen::store {

/// Holds `DIR/sen.lock` until it goes. The lock is the kernel's: it ends with the process.
class FolderLock {
 public:
  FolderLock() = default;
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  FolderLock(FolderLock&& other) noexcept : descriptor_(other.descriptor_) {
    other.descriptor_ = -1;
  }
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  int descriptor_ = -1;
};

/// Makes the folder (0700) and an empty `sen.db` (0600) where they are missing. "store.no_folder".
Result<Done> make_folder(const std::string& folder);
/// "store.locked" when another process writes here.
Result<FolderLock> lock_folder(const std::string& folder);
std::string database_file(const std::string& folder);
/// Creates an empty file that only its owner reads; false when it cannot.
bool make_private_file(const std::string& path);

}  // namespace sen::store
