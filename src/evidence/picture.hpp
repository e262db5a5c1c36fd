#pragma once
// Width and height of pictures from their headers, and whether they end where they should. Nothing is
// decoded.

#include <cstdint>
#include <optional>

#include "evidence/source_bytes.hpp"

namespace sen::evidence {

struct PictureSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// Each is empty when the file is cut off or no such picture.
std::optional<PictureSize> jpeg_size(const SourceBytes& bytes);
std::optional<PictureSize> png_size(const SourceBytes& bytes);
std::optional<PictureSize> webp_size(const SourceBytes& bytes);

}  // namespace sen::evidence
