#pragma once
// Pieces of an archive before they are sealed: a kind and its bytes, compressed.

#include <optional>
#include <string>
#include <string_view>

namespace sen::backup {

inline constexpr std::size_t kPieceMax = std::size_t{1} << 20;
inline constexpr std::string_view kMagic = "SENB1\n";

enum class PieceKind : char { Member = 'M', Bytes = 'B', End = 'E' };

std::string pack_piece(PieceKind kind, std::string_view bytes);

struct Piece {
  PieceKind kind = PieceKind::End;
  std::string bytes;
};
/// Empty when it is none, or larger than a piece may be.
std::optional<Piece> unpack_piece(std::string_view packed);

std::string u32(std::size_t number);
std::size_t to_number(std::string_view four_bytes);

}  // namespace sen::backup
