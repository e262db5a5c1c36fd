#include "backup/piece.hpp"

#include <zstd.h>

#include "base/result.hpp"

namespace sen::backup {
namespace {

constexpr int kLevel = 3;
// The list at the end may be longer than a piece of a file: some 100 bytes a member.
constexpr std::size_t kListMax = std::size_t{64} << 20;
constexpr int kByteBits = 8;
constexpr std::size_t kNumberBytes = 4;

}  // namespace

std::string pack_piece(PieceKind kind, std::string_view bytes) {
  std::string out(1 + ZSTD_compressBound(bytes.size()), static_cast<char>(kind));
  const std::size_t length = ZSTD_compress(out.data() + 1, out.size() - 1, bytes.data(), bytes.size(), kLevel);
  SEN_ASSERT(ZSTD_isError(length) == 0U);
  out.resize(1 + length);
  return out;
}

std::optional<Piece> unpack_piece(std::string_view packed) {
  if (packed.empty()) return std::nullopt;
  Piece piece;
  piece.kind = static_cast<PieceKind>(packed.front());
  packed.remove_prefix(1);
  const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  const std::size_t limit = piece.kind == PieceKind::End ? kListMax : kPieceMax;
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > limit) return std::nullopt;
  piece.bytes.resize(static_cast<std::size_t>(size));
  const std::size_t length = ZSTD_decompress(piece.bytes.data(), piece.bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(length) != 0U || length != piece.bytes.size()) return std::nullopt;
  return piece;
}

std::string u32(std::size_t number) {
  std::string out;
  for (std::size_t i = 0; i < kNumberBytes; ++i) out.push_back(static_cast<char>(number >> (kByteBits * i)));
  return out;
}

std::size_t to_number(std::string_view four_bytes) {
  std::size_t number = 0;
  for (std::size_t i = four_bytes.size(); i-- > 0;) number = number << kByteBits | static_cast<unsigned char>(four_bytes[i]);
  return number;
}

}  // namespace sen::backup
