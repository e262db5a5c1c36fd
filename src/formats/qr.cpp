#include "formats/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace sen::formats {
namespace {

constexpr int kQuietZone = 4;

}  // namespace

Result<QrCode> qr_code(std::string_view text) {
  const std::string copy(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(copy.size()), reinterpret_cast<const unsigned char*>(copy.data()), 0, QR_ECLEVEL_M),
      &QRcode_free);
  if (code == nullptr) return invalid("formats.qr_too_long");
  QrCode out{code->width + 2 * kQuietZone, {}, {}};
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      const auto dark = [&](int at) { return (code->data[y * code->width + at] & 1U) != 0; };
      if (!dark(x)) continue;
      int run = 1;
      while (x + run < code->width && dark(x + run)) ++run;
      out.path += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h" + std::to_string(run) +
                  "v1h-" + std::to_string(run) + "z";
      out.runs.push_back({x + kQuietZone, y + kQuietZone, run});
      x += run;
    }
  }
  return out;
}

}  // namespace sen::formats
