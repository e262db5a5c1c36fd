#pragma once
// Cells as people write them: "1.248", "81,4 %", "5/3/2024", "Có". Pure.

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "formats/grid.hpp"

namespace sen::intake {

/// "1.248,5", "1,248.5", "81,4 %" → "1248.5", "1248.5", "81.4". A single sign before exactly three digits parts
/// thousands when the number is `whole`, and decimals otherwise; a number cell of a sheet is taken as it is.
/// Empty when it is no number.
std::optional<std::string> read_number(const formats::GridCell& cell, bool whole);
/// "2024-03-05", "5/3/2024", "05-03-2024", "5.3.2024"; an hour beside it is left aside.
std::optional<Date> read_day(std::string_view text);
/// A day, with the minute when it is said: "15/10/2024 08:30", "08:30:12 15/10/2024", "2024-10-15T08:30:00".
struct DayTime {
  Date day;
  std::optional<int> minute;
};
std::optional<DayTime> read_day_time(std::string_view text);
/// "Có", "Đạt", "x", "1", "yes" → true; "Không", "Chưa", "0", "no" → false.
std::optional<bool> read_flag(std::string_view text);

}  // namespace sen::intake
