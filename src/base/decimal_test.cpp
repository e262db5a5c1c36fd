#include "base/decimal.hpp"

#include <gtest/gtest.h>

namespace sen {
namespace {

// A point value keeps every digit it was written with.
TEST(Decimal, PointsKeepTheirDigits) {
  EXPECT_EQ(parse_points("93.86")->ten_thousandths, 938'600);
  EXPECT_EQ(to_string(*parse_points("93.86")), "93.86");
  EXPECT_EQ(to_string(*parse_points("-0.0125")), "-0.0125");
  EXPECT_EQ(to_string(Points{20'000}), "2.00");
  EXPECT_FALSE(parse_points("1.23456"));
  EXPECT_FALSE(parse_points("1,5"));
  EXPECT_FALSE(parse_points(""));
}

// 2 × 106/109 is 1.94, not the 1.95 that rounding at a ten-thousandth first would give.
TEST(Decimal, RoundsOnce) {
  EXPECT_EQ(round_half_up(Ratio::whole(2) * Ratio(106, 109), 2), Points{19'400 + 0});
  EXPECT_EQ(round_half_up(Ratio(3855, 1000), 2), Points{38'600});
  EXPECT_EQ(round_half_up(Ratio(-3855, 1000), 2), Points{-38'600});
  EXPECT_EQ(round_half_up(Ratio(3854999, 1000000), 2), Points{38'500});
}

TEST(Decimal, ShowsIntermediateSteps) {
  EXPECT_EQ(to_decimal(Ratio(1231, 1248) * Ratio::whole(100), 7), "98.6378205");
  EXPECT_EQ(to_decimal(Ratio(1, 2), 7), "0.5");
  EXPECT_EQ(*parse_ratio("0.036"), Ratio(36, 1000));
  EXPECT_EQ(*parse_ratio("1e2"), Ratio::whole(100));
}

TEST(Decimal, ComparesExactly) { EXPECT_LT(Ratio(1, 3), Ratio(3333334, 10000000)); }

}  // namespace
}  // namespace sen
