#pragma once
// QR codes as the outline of an SVG: squares of one unit, so that a page draws them at any size and no picture
// format is needed. Error correction M, as phones read from a screen.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sen::formats {

/// Dark squares side by side.
struct QrRun {
  int x = 0;
  int y = 0;
  int length = 0;
};

struct QrCode {
  int size = 0;      ///< squares on a side, with the quiet zone of four
  std::string path;  ///< `d` of an SVG path over `0 0 size size`
  std::vector<QrRun> runs;  ///< the same, for who draws it otherwise
};

/// Error "formats.qr_too_long": no code holds the text.
Result<QrCode> qr_code(std::string_view text);

}  // namespace sen::formats
