#include "app/recovery_key.hpp"

#include <filesystem>

#include "app/command.hpp"
#include "app/restoring.hpp"
#include "backup/archive.hpp"
#include "backup/key_text.hpp"
#include "base/hash.hpp"

namespace sen::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyTextMax = 4'096;

bool lies_in(const std::string& file, const std::string& folder) {
  std::error_code error;
  const auto inner = fs::weakly_canonical(fs::absolute(file, error), error).lexically_relative(fs::weakly_canonical(fs::absolute(folder, error), error));
  return !inner.empty() && *inner.begin() != "..";
}

}  // namespace

std::string public_key_file(const std::string& data) { return data + "/keys/recovery.pub"; }

Result<std::string> read_public_key(const std::string& data) {
  const std::string file = public_key_file(data);
  const auto text = read_file(file, kKeyTextMax);
  if (!text) return not_found("backup.no_key", "--data");
  auto key = backup::parse_key(*text);
  if (!key) return Error{ErrorCode::Unavailable, "backup.public_damaged", "--data", {}, {{"file", file}}, {}};
  return key;
}

Result<std::string> read_recovery_key(const std::string& file) {
  const auto text = read_file(file, kKeyTextMax);
  if (!text) return not_found("backup.key_absent", "--key");
  return backup::parse_key(*text);
}

Result<std::string> read_data_key(const std::string& file) {
  const auto text = read_file(file, kKeyTextMax);
  if (!text) return Error{ErrorCode::Unavailable, "store.key_missing", "--key-file", {}, {{"file", file}}, {}};
  return backup::parse_key(*text);
}

Result<std::string> make_recovery_key(const std::string& data, const std::string& file, Former former) {
  const std::string kept = public_key_file(data);
  if (former == Former::Keep && fs::exists(kept)) return conflict("backup.key_there", "--data");
  if (lies_in(file, data)) return invalid("backup.key_inside", "file");
  std::error_code ignored;
  if (fs::create_directories(fs::path(kept).parent_path(), ignored)) {
    fs::permissions(fs::path(kept).parent_path(), fs::perms::owner_all, ignored);
  }
  const auto keys = backup::make_keys();
  // The private half first: a public half without one would seal backups that nobody opens.
  SEN_TRY(write_secret(file, to_hex(keys.private_key) + "\n"));
  sync_names(fs::path(file).parent_path().string());
  const std::string fresh = kept + ".new";
  fs::remove(fresh, ignored);
  auto written = write_secret(fresh, to_hex(keys.public_key) + "\n");
  std::error_code error;
  if (written) fs::rename(fresh, kept, error);
  if (!written || error) {
    fs::remove(file, ignored);
    return Error{ErrorCode::Unavailable, "backup.unwritable", {}, {}, {{"file", kept}}, {}};
  }
  sync_names(fs::path(kept).parent_path().string());
  return backup::fingerprint(keys.public_key);
}

}  // namespace sen::app
