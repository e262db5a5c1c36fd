#pragma once
// The folder of evidence files, each named by the SHA-256 of its bytes: ab/cd/<64 hex digits>. A file
// is durable before any row names it; a crash between the two leaves an orphan that `sen verify` lists.
// On a database server the folder is an option of its own, shared by the processes.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "base/result.hpp"
#include "evidence/file_type.hpp"
#include "store/store.hpp"

namespace sen::evidence {

/// What a person sent: bytes in memory, or a spooled file when `path` is given. The caller keeps both.
struct Incoming {
  std::string_view bytes{};
  std::string path{};
};

/// A file that is checked and durable, about to get its row.
struct KeptFile {
  std::string name;    ///< as check_name leaves it
  FileType type = FileType::Pdf;
  std::int64_t size = 0;
  std::string sha256;  ///< hex
};

class Blobs {
 public:
  /// Makes the folder, for its owner alone. Error Unavailable "evidence.no_folder". `faults` stands
  /// between the folder and the disk in tests.
  static Result<Blobs> open(const std::string& folder, std::shared_ptr<store::Faults> faults = nullptr);
  /// The usual place in a data folder: DATA/blobs.
  static std::string usual_folder(const std::string& data) { return data + "/blobs"; }

  /// Checks, copies piece by piece, syncs, and gives the file its name. The same bytes twice are one
  /// file. Errors: those of check_name and check_file; Unavailable "evidence.damaged" when the folder
  /// holds other bytes under that name. Throws store::Failure when the disk fails or is full.
  Result<KeptFile> keep(const Incoming& incoming, const std::string& name);

  /// Where the file lies; it may be gone.
  [[nodiscard]] std::string path_of(const std::string& sha256) const;
  /// SHA-256 of what lies there now, hex; empty when nothing does.
  [[nodiscard]] std::string hash_now(const std::string& sha256) const;
  /// Names of all files in the folder, in order.
  void each(const std::function<void(const std::string& name)>& visit) const;
  /// Removes half-written files of an earlier run. Only the process that serves may call it.
  void clear_unfinished();

 private:
  Blobs(std::string folder, std::shared_ptr<store::Faults> faults);
  class Unfinished;
  Result<Done> place(Unfinished& unfinished, const std::string& sha256);

  std::string folder_;
  std::shared_ptr<store::Faults> faults_;
};

}  // namespace sen::evidence
