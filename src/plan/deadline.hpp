#pragma once
// Words of a deadline → dates. "9 tháng cuối năm", "Quý II, III năm 2024", "Thường xuyên", "Sau khi có …".
// Fine print: contracts, shape A. Pure.

#include <optional>
#include <string_view>

#include "plan/document.hpp"

namespace sen::plan {

/// What a deadline without a year or a beginning leans on.
struct PlanDates {
  std::optional<Date> signed_on;
  int plan_year = 0;  ///< 0 when unknown: words without a year then stay open
};

/// Answers kind Open when the words give no date ("Sau khi có hướng dẫn") or are not understood.
Deadline read_deadline(std::string_view text, const PlanDates& plan);

/// True for words that name no date on purpose, so that Open is the right reading of them.
bool is_open_on_purpose(std::string_view text);

}  // namespace sen::plan
