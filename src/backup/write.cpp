#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "backup/archive.hpp"
#include "backup/contents.hpp"
#include "backup/piece.hpp"
#include "base/hash.hpp"

namespace sen::backup {
namespace {

// A long sync would hold up those who write beside: little by little instead.
constexpr std::size_t kSyncedBytes = std::size_t{2} << 20;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Error unwritable(const std::string& path) {
  return {ErrorCode::Unavailable, "backup.unwritable", {}, {}, {{"file", path}}, {}};
}

}  // namespace

struct Writer::State {
  std::string path;
  int descriptor = -1;
  std::size_t unsynced = 0;
  std::string key;
  crypto_secretstream_xchacha20poly1305_state stream{};
  std::string binding;  ///< goes with the first piece
  Contents contents;
  ~State() {
    if (descriptor >= 0) ::close(descriptor);
    sodium_memzero(key.data(), key.size());
  }

  Result<Done> put(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor, bytes.data(), bytes.size());
      if (written <= 0) return unwritable(path);
      bytes.remove_prefix(static_cast<std::size_t>(written));
      unsynced += static_cast<std::size_t>(written);
    }
    if (unsynced < kSyncedBytes) return Done{};
    unsynced = 0;
    if (::fdatasync(descriptor) != 0) return unwritable(path);
    return Done{};
  }
  Result<Done> put_piece(PieceKind kind, std::string_view bytes) {
    const std::string packed = pack_piece(kind, bytes);
    std::string sealed(packed.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    const unsigned char tag = kind == PieceKind::End ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                     : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    crypto_secretstream_xchacha20poly1305_push(&stream, bytes_of(sealed), nullptr, bytes_of(std::string_view(packed)), packed.size(),
                                               bytes_of(std::string_view(binding)), binding.size(), tag);
    binding.clear();
    SEN_TRY(put(u32(sealed.size())));
    return put(sealed);
  }
};

KeyPair make_keys() {
  KeyPair keys{std::string(crypto_box_PUBLICKEYBYTES, '\0'), std::string(crypto_box_SECRETKEYBYTES, '\0')};
  crypto_box_keypair(bytes_of(keys.public_key), bytes_of(keys.private_key));
  return keys;
}

std::string public_half(std::string_view private_key) {
  if (private_key.size() != crypto_box_SECRETKEYBYTES) return {};
  std::string out(crypto_box_PUBLICKEYBYTES, '\0');
  crypto_scalarmult_base(bytes_of(out), bytes_of(private_key));
  return out;
}

Writer::Writer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Writer::~Writer() = default;

Result<std::unique_ptr<Writer>> Writer::open(const std::string& path, const Json& header, std::string_view public_key) {
  if (public_key.size() != crypto_box_PUBLICKEYBYTES) return Error{ErrorCode::Unavailable, "backup.public_damaged", {}, {}, {}, {}};
  auto state = std::make_unique<State>();
  state->path = path;
  state->descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (state->descriptor < 0) {
    if (std::filesystem::exists(path)) return conflict("backup.there", "file", {{"file", path}});
    return unwritable(path);
  }
  state->key.resize(crypto_secretstream_xchacha20poly1305_KEYBYTES);
  crypto_secretstream_xchacha20poly1305_keygen(bytes_of(state->key));
  std::string sealed(state->key.size() + crypto_box_SEALBYTES, '\0');
  crypto_box_seal(bytes_of(sealed), bytes_of(std::string_view(state->key)), state->key.size(), bytes_of(public_key));
  std::string stream_header(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&state->stream, bytes_of(stream_header), bytes_of(std::string_view(state->key)));
  const std::string text = header.dump();
  const std::string head = std::string(kMagic) + u32(text.size()) + text + sealed;
  state->binding = sha256(head);
  SEN_TRY(state->put(head));
  SEN_TRY(state->put(stream_header));
  return std::unique_ptr<Writer>(new Writer(std::move(state)));
}

Result<Done> Writer::add(const std::string& name, const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorCode::Unavailable, "backup.unreadable", {}, {}, {{"file", file}}, {}};
  Sha256 hash;
  Member member{.name = name, .size = 0, .sha256 = {}};
  SEN_TRY(state_->put_piece(PieceKind::Member, name));
  std::string buffer(kPieceMax, '\0');
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const std::string_view got(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (got.empty()) break;
    hash.add(got);
    member.size += in.gcount();
    SEN_TRY(state_->put_piece(PieceKind::Bytes, got));
  }
  if (in.bad()) return Error{ErrorCode::Unavailable, "backup.unreadable", {}, {}, {{"file", file}}, {}};
  member.sha256 = to_hex(hash.finish());
  state_->contents.members.push_back(std::move(member));
  return Done{};
}

Result<Contents> Writer::finish(std::vector<std::string> heads, std::int64_t findings) {
  state_->contents.heads = std::move(heads);
  state_->contents.findings = findings;
  SEN_TRY(state_->put_piece(PieceKind::End, contents_text(state_->contents)));
  if (::fsync(state_->descriptor) != 0) return unwritable(state_->path);
  // So that reading it back asks the disk, not the memory of this machine.
  ::posix_fadvise(state_->descriptor, 0, 0, POSIX_FADV_DONTNEED);
  return state_->contents;
}

const std::string& Writer::stream_key() const { return state_->key; }

}  // namespace sen::backup
