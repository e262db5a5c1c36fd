#include "evidence/picture.hpp"

namespace sen::evidence {
namespace {

std::optional<PictureSize> sized(std::uint32_t width, std::uint32_t height) {
  if (width == 0 || height == 0) return std::nullopt;
  return PictureSize{width, height};
}

/// Segments with the frame's size: SOF0 … SOF15 without DHT, JPG and DAC.
bool is_frame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// A picture has some dozens of segments; padding without end is no picture.
constexpr int kStepsMax = 10'000;

bool stands_alone(std::uint32_t marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

}  // namespace

// ITU-T T.81 annex B.
std::optional<PictureSize> jpeg_size(const SourceBytes& bytes) {
  std::int64_t at = 2;
  for (int step = 0; step < kStepsMax && at + 4 <= bytes.size(); ++step) {
    const auto mark = bytes.big(at, 2);
    if (mark >> 8U != 0xFF) return std::nullopt;
    const auto marker = mark & 0xFFU;
    if (marker == 0xFF) {  // padding
      ++at;
      continue;
    }
    if (stands_alone(marker)) {
      at += 2;
      continue;
    }
    if (is_frame(marker)) return sized(bytes.big(at + 7, 2), bytes.big(at + 5, 2));
    const auto length = bytes.big(at + 2, 2);
    if (length < 2 || marker == 0xD9 || marker == 0xDA) return std::nullopt;  // no frame before the picture
    at += 2 + static_cast<std::int64_t>(length);
  }
  return std::nullopt;
}

// ISO/IEC 15948: the first chunk is IHDR, the last IEND, and nothing stands behind it.
std::optional<PictureSize> png_size(const SourceBytes& bytes) {
  if (bytes.read(12, 4) != "IHDR" || bytes.read(bytes.size() - 8, 4) != "IEND") return std::nullopt;
  return sized(bytes.big(16, 4), bytes.big(20, 4));
}

// RFC 9649: the container says its own length.
std::optional<PictureSize> webp_size(const SourceBytes& bytes) {
  const auto length = std::int64_t{bytes.little(4, 4)} + 8;
  if (length > bytes.size() || bytes.size() - length > 1) return std::nullopt;
  const auto kind = bytes.read(12, 4);
  const auto little24 = [&](std::int64_t at) { return bytes.little(at, 2) | bytes.little(at + 2, 2) << 16U; };
  if (kind == "VP8X") return sized((little24(24) & 0xFFFFFFU) + 1, (little24(27) & 0xFFFFFFU) + 1);
  if (kind == "VP8 ") return sized(bytes.little(26, 2) & 0x3FFFU, bytes.little(28, 2) & 0x3FFFU);
  if (kind == "VP8L") {
    const auto bits = bytes.little(21, 4);
    return sized((bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1);
  }
  return std::nullopt;
}

}  // namespace sen::evidence
