#include <sodium.h>

#include "backup/archive.hpp"
#include "backup/contents.hpp"
#include "backup/piece.hpp"
#include "base/hash.hpp"

namespace sen::backup {
namespace {

constexpr std::size_t kHeaderMax = 64 << 10;
constexpr std::size_t kSealedMax = std::size_t{80} << 20;
constexpr std::size_t kSealedKey = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr std::size_t kNumberBytes = 4;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Error damaged() { return invalid("backup.damaged"); }

/// Reads exactly so many bytes.
bool take(std::ifstream& in, std::string& out, std::size_t length) {
  out.resize(length);
  in.read(out.data(), static_cast<std::streamsize>(length));
  return static_cast<std::size_t>(in.gcount()) == length;
}

struct Head {
  std::string header;  ///< JSON
  std::string sealed_key;
  std::string binding;
};

Result<Head> read_head(std::ifstream& in) {
  std::string magic;
  if (!take(in, magic, kMagic.size()) || magic != kMagic) return invalid("backup.not_one");
  std::string length;
  if (!take(in, length, kNumberBytes) || to_number(length) > kHeaderMax) return damaged();
  Head head;
  if (!take(in, head.header, to_number(length)) || !take(in, head.sealed_key, kSealedKey)) return damaged();
  head.binding = sha256(magic + length + head.header + head.sealed_key);
  return head;
}

Result<std::string> stream_key(const Head& head, const Opener& opener) {
  if (!opener.stream_key.empty()) return opener.stream_key;
  const std::string public_key = public_half(opener.private_key);
  std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  if (public_key.empty() || crypto_box_seal_open(bytes_of(key), bytes_of(std::string_view(head.sealed_key)), head.sealed_key.size(),
                                                 bytes_of(std::string_view(public_key)),
                                                 bytes_of(std::string_view(opener.private_key))) != 0) {
    const auto header = parse_json(head.header);
    return invalid("backup.wrong_key", "--key", {{"key", header ? header->string_or("key") : std::string()}});
  }
  return key;
}

/// Opens the pieces one after the other.
class Pieces {
 public:
  Pieces(std::ifstream& in, std::string binding) : in_(in), binding_(std::move(binding)) {}
  Result<Done> begin(const std::string& key) {
    std::string header;
    if (!take(in_, header, crypto_secretstream_xchacha20poly1305_HEADERBYTES)) return damaged();
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream_, bytes_of(std::string_view(header)), bytes_of(std::string_view(key))) != 0) {
      return damaged();
    }
    return Done{};
  }
  Result<Piece> next() {
    std::string length;
    if (!take(in_, length, kNumberBytes)) return damaged();
    const std::size_t size = to_number(length);
    if (size <= crypto_secretstream_xchacha20poly1305_ABYTES || size > kSealedMax) return damaged();
    std::string sealed;
    if (!take(in_, sealed, size)) return damaged();
    std::string packed(size - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&stream_, bytes_of(packed), nullptr, &tag, bytes_of(std::string_view(sealed)), sealed.size(),
                                                   bytes_of(std::string_view(binding_)), binding_.size()) != 0) {
      return damaged();
    }
    binding_.clear();
    auto piece = unpack_piece(packed);
    if (!piece || (piece->kind == PieceKind::End) != (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)) return damaged();
    return *std::move(piece);
  }

 private:
  std::ifstream& in_;
  std::string binding_;
  crypto_secretstream_xchacha20poly1305_state stream_{};
};

bool agree(const std::vector<Member>& found, const std::vector<Member>& told) {
  if (found.size() != told.size()) return false;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].name != told[i].name || found[i].size != told[i].size || found[i].sha256 != told[i].sha256) return false;
  }
  return true;
}

Result<Contents> read_pieces(Pieces& pieces, const Sink& sink) {
  std::vector<Member> found;
  Sha256 hash;
  const auto close = [&] {
    if (!found.empty()) found.back().sha256 = to_hex(hash.finish());
  };
  while (true) {
    SEN_LET(const Piece piece, pieces.next());
    if (piece.kind == PieceKind::Bytes) {
      if (found.empty()) return damaged();
      hash.add(piece.bytes);
      found.back().size += static_cast<std::int64_t>(piece.bytes.size());
      if (sink.bytes) SEN_TRY(sink.bytes(piece.bytes));
      continue;
    }
    close();
    if (piece.kind == PieceKind::Member) {
      found.push_back({.name = piece.bytes, .size = 0, .sha256 = {}});
      if (sink.start) SEN_TRY(sink.start(piece.bytes));
      continue;
    }
    if (piece.kind != PieceKind::End) return damaged();
    SEN_LET(auto contents, parse_contents(piece.bytes));
    if (!agree(found, contents.members)) return damaged();
    return contents;
  }
}

Result<std::ifstream> opened(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return not_found("backup.absent", "file");
  return in;
}

}  // namespace

Result<Contents> read_archive(const std::string& path, const Opener& opener, const Sink& sink) {
  SEN_LET(auto in, opened(path));
  SEN_LET(const Head head, read_head(in));
  SEN_LET(const std::string key, stream_key(head, opener));
  Pieces pieces(in, head.binding);
  SEN_TRY(pieces.begin(key));
  SEN_LET(auto contents, read_pieces(pieces, sink));
  if (in.peek() != std::ifstream::traits_type::eof()) return damaged();
  return contents;
}

Result<Json> read_header(const std::string& path) {
  SEN_LET(auto in, opened(path));
  SEN_LET(const Head head, read_head(in));
  auto json = parse_json(head.header);
  if (!json) return damaged();
  return *std::move(json);
}

}  // namespace sen::backup
