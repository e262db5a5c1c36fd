#include "store/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace sen::store {
namespace {

constexpr mode_t kOwnerFile = S_IRUSR | S_IWUSR;
constexpr mode_t kOwnerFolder = S_IRWXU;

Error folder_error(const char* rule, const std::string& folder, const std::string& detail) {
  return Error{ErrorCode::Unavailable, rule, {}, detail, {{"folder", folder}}, {}};
}

/// So that the new name itself survives a power cut.
void sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string database_file(const std::string& folder) {
  return folder + "/sen.db";
}

bool make_private_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerFile);
  if (descriptor < 0) return false;
  ::close(descriptor);
  return true;
}

Result<Done> make_folder(const std::string& folder) {
  if (folder.empty()) return folder_error("store.no_folder", folder, "no folder named");
  std::error_code failed;
  const std::filesystem::path path(folder);
  if (!std::filesystem::exists(path, failed)) {
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failed);
    if (::mkdir(folder.c_str(), kOwnerFolder) != 0 && errno != EEXIST) {
      return folder_error("store.no_folder", folder, std::strerror(errno));
    }
  }
  const bool is_new = !std::filesystem::exists(database_file(folder), failed);
  if (!make_private_file(database_file(folder))) {
    return folder_error("store.no_folder", folder, std::strerror(errno));
  }
  if (is_new) sync_folder(folder);
  return Done{};
}

Result<FolderLock> lock_folder(const std::string& folder) {
  const auto path = folder + "/sen.lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerFile);
  if (descriptor < 0) return folder_error("store.no_folder", folder, std::strerror(errno));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return folder_error("store.locked", folder, "another process writes here");
  }
  return FolderLock(descriptor);
}

}  // namespace sen::store
