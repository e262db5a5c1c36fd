// QR codes: the finder patterns stand where readers look for them, and what is too long is refused.

#include "formats/qr.hpp"

#include <gtest/gtest.h>

namespace sen::formats {
namespace {

TEST(QrCode, DrawsTheThreeFinderPatterns) {
  const auto code = qr_code("otpauth://totp/Sen:hoa.nt?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  ASSERT_TRUE(code) << code.error().rule;
  const int width = code->size - 8;
  EXPECT_EQ((width - 17) % 4, 0) << "a size of the standard";
  const auto has = [&](const std::string& part) { return code->path.find(part) != std::string::npos; };
  EXPECT_TRUE(has("M4 4h7v1h-7z"));
  EXPECT_TRUE(has("M" + std::to_string(width - 3) + " 4h7v1h-7z"));
  EXPECT_TRUE(has("M4 " + std::to_string(width + 3) + "h7v1h-7z"));
  EXPECT_EQ(code->runs.front().x, 4);
  EXPECT_EQ(code->runs.front().length, 7);
  EXPECT_EQ(code->path.find_first_not_of("Mhvz-0123456789 "), std::string::npos);
}

TEST(QrCode, RefusesWhatNoCodeHolds) {
  EXPECT_EQ(qr_code(std::string(4000, 'x')).error().rule, "formats.qr_too_long");
  EXPECT_EQ(qr_code("").error().rule, "formats.qr_too_long");
}

}  // namespace
}  // namespace sen::formats
