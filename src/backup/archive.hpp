#pragma once
// The file of a backup: what an installation on SQLite needs to stand up elsewhere, sealed for a recovery key whose
// private half is not on the server, in an order that cannot be changed and with an end that cannot be cut.
//
//   "SENB1\n" · u32 length · header (JSON, in clear) · 80 bytes: the stream's key, sealed for the recovery key ·
//   24 bytes: the stream's header · pieces: u32 length · XChaCha20-Poly1305 of zstd of (kind · up to 1 MiB)
//
// Numbers are little-endian. The first piece carries the hash of header and sealed key, the last one the names, sizes
// and SHA-256 of all members and the heads of the chains. Library: libsodium secretstream and sealed boxes, zstd.

#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace sen::backup {

/// 32 raw bytes each.
struct KeyPair {
  std::string public_key;
  std::string private_key;
};
KeyPair make_keys();
/// The public half of a private key; empty when it is no key.
std::string public_half(std::string_view private_key);

struct Member {
  std::string name;  ///< "sen.db", "blobs/ab/<hash>"
  std::int64_t size = 0;
  std::string sha256;  ///< hex
};
struct Contents {
  std::vector<Member> members;
  std::vector<std::string> heads;  ///< as `sen verify --head` takes them
  std::int64_t findings = 0;       ///< bad places that were there already when the archive was made
};

/// Writes an archive. Every method's error is Unavailable "backup.unwritable".
class Writer {
 public:
  /// The file must not be there ("backup.there"). "backup.public_damaged": not a public key.
  static Result<std::unique_ptr<Writer>> open(const std::string& path, const Json& header, std::string_view public_key);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// One file, piece by piece. Error Unavailable "backup.unreadable" when it cannot be read.
  Result<Done> add(const std::string& name, const std::string& file);
  /// The end: after it, the file is on the disk.
  Result<Contents> finish(std::vector<std::string> heads, std::int64_t findings);
  /// The key of this archive's stream: reads back what was written, while the program still has it.
  [[nodiscard]] const std::string& stream_key() const;

 private:
  struct State;
  explicit Writer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Takes a member's bytes as they come; `start` at its beginning.
struct Sink {
  std::function<Result<Done>(const std::string& name)> start;
  std::function<Result<Done>(std::string_view bytes)> bytes;
};

/// What opens an archive: the recovery key, or the stream's own right after writing.
struct Opener {
  std::string private_key{};
  std::string stream_key{};
};

/// Reads all of it and checks every byte. Errors: NotFound "backup.absent", "backup.not_one", "backup.wrong_key"
/// (with the name of the key that opens it, as its header says), "backup.damaged" (changed, cut, or something after the end), those of the sink.
Result<Contents> read_archive(const std::string& path, const Opener& opener, const Sink& sink);
/// The header in clear. Errors as above.
Result<Json> read_header(const std::string& path);

}  // namespace sen::backup
