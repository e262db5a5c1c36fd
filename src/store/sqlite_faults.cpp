#include "store/sqlite_faults.hpp"

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <new>
#include <thread>

namespace sen::store {
namespace {

/// Our file in front; the real one lies behind it in the same allocation (szOsFile says how long).
struct FaultyFile {
  sqlite3_file base;
  Faults* faults;
  const char* path;  // SQLite keeps the name while the file is open; null for temporary files
  sqlite3_io_methods methods;
};

/// The real file begins at the next multiple of 16.
constexpr std::size_t kRealAt = (sizeof(FaultyFile) + 15) / 16 * 16;

FaultyFile* self_of(sqlite3_file* file) {
  return reinterpret_cast<FaultyFile*>(file);
}
sqlite3_file* real_of(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kRealAt);
}

int faulty_close(sqlite3_file* file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}
int faulty_read(sqlite3_file* file, void* into, int count, sqlite3_int64 at) {
  return real_of(file)->pMethods->xRead(real_of(file), into, count, at);
}
int faulty_write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
  if (self_of(file)->faults->fail_write()) return SQLITE_IOERR_WRITE;
  if (self_of(file)->faults->full()) return SQLITE_FULL;
  return real_of(file)->pMethods->xWrite(real_of(file), from, count, at);
}
int faulty_truncate(sqlite3_file* file, sqlite3_int64 size) {
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int faulty_sync(sqlite3_file* file, int flags) {
  auto& self = *self_of(file);
  if (const int delay = self.faults->sync_delay_ms(); delay > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
  }
  if (self.faults->fail_sync()) return SQLITE_IOERR_FSYNC;
  if (self.faults->skip_sync()) return SQLITE_OK;
  const int code = real_of(file)->pMethods->xSync(real_of(file), flags);
  if (code == SQLITE_OK && self.path != nullptr) self.faults->synced(self.path);
  return code;
}
int faulty_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int faulty_lock(sqlite3_file* file, int level) {
  return real_of(file)->pMethods->xLock(real_of(file), level);
}
int faulty_unlock(sqlite3_file* file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
int faulty_reserved(sqlite3_file* file, int* answer) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), answer);
}
int faulty_control(sqlite3_file* file, int operation, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}
int faulty_sector(sqlite3_file* file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}
int faulty_device(sqlite3_file* file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
int faulty_shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
  return real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, out);
}
int faulty_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
void faulty_shm_barrier(sqlite3_file* file) {
  real_of(file)->pMethods->xShmBarrier(real_of(file));
}
int faulty_shm_unmap(sqlite3_file* file, int remove) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

/// Version 2: shared memory for the log, no memory mapping (the house forbids it anyway).
constexpr sqlite3_io_methods kMethods = {2,
                                         faulty_close,
                                         faulty_read,
                                         faulty_write,
                                         faulty_truncate,
                                         faulty_sync,
                                         faulty_size,
                                         faulty_lock,
                                         faulty_unlock,
                                         faulty_reserved,
                                         faulty_control,
                                         faulty_sector,
                                         faulty_device,
                                         faulty_shm_map,
                                         faulty_shm_lock,
                                         faulty_shm_barrier,
                                         faulty_shm_unmap,
                                         nullptr,
                                         nullptr};

}  // namespace

struct FaultyDisk::State {
  std::shared_ptr<Faults> faults;
  std::string name;
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs vfs{};

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                  int* out_flags) {
    auto& state = *static_cast<State*>(vfs->pAppData);
    auto* self = new (file) FaultyFile{};
    auto* real = real_of(file);
    real->pMethods = nullptr;
    const int code = state.real->xOpen(state.real, path, real, flags, out_flags);
    if (real->pMethods == nullptr) return code;
    self->faults = state.faults.get();
    self->path = path;
    self->methods = kMethods;
    self->base.pMethods = &self->methods;
    return code;
  }
};

FaultyDisk::FaultyDisk(std::shared_ptr<Faults> faults) : state_(std::make_unique<State>()) {
  static std::atomic<int> number{0};
  sqlite3_initialize();
  state_->faults = std::move(faults);
  state_->name = "sen-faults-" + std::to_string(++number);
  state_->real = sqlite3_vfs_find(nullptr);
  SEN_ASSERT(state_->real != nullptr);
  // Everything but opening is the real one's; its functions take their own object, which ours
  // begins as.
  state_->vfs = *state_->real;
  state_->vfs.pNext = nullptr;
  state_->vfs.zName = state_->name.c_str();
  state_->vfs.szOsFile = static_cast<int>(kRealAt) + state_->real->szOsFile;
  state_->vfs.pAppData = state_.get();
  state_->vfs.xOpen = &State::open;
  // The real xDelete and its kin ignore their first argument on Unix, except for pAppData, which
  // only xOpen uses to choose its locking style.
  SEN_ASSERT(sqlite3_vfs_register(&state_->vfs, 0) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&state_->vfs);
}

const char* FaultyDisk::name() const {
  return state_->name.c_str();
}

}  // namespace sen::store
