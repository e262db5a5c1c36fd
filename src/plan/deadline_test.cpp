#include "plan/deadline.hpp"

#include <gtest/gtest.h>

namespace sen::plan {
namespace {

const PlanDates kPlan{.signed_on = make_date(2024, 4, 1), .plan_year = 2024};
const PlanDates kNext{.signed_on = make_date(2024, 12, 27), .plan_year = 2025};

/// "kind start..end recurrence", so that one line shows all of a reading.
std::string read(const char* text, const PlanDates& plan) {
  const Deadline deadline = read_deadline(text, plan);
  std::string shown = name_of(deadline.kind);
  shown += " " + (deadline.start ? to_string(*deadline.start) : "-");
  shown += " " + (deadline.end ? to_string(*deadline.end) : "-");
  if (deadline.recurring()) shown += std::string(" ") + name_of(deadline.recurrence);
  for (const int quarter : deadline.quarters) shown += " Q" + std::to_string(quarter);
  return shown;
}

TEST(ReadDeadline, WordsOfTheSeedPlan) {
  EXPECT_EQ(read("9 tháng cuối năm 2024", kPlan), "range 2024-04-01 2024-12-31");
  EXPECT_EQ(read("9 tháng cuối năm", kPlan), "range 2024-04-01 2024-12-31");
  EXPECT_EQ(read("Quý II, III năm 2024", kPlan), "quarters 2024-04-01 2024-09-30 Q2 Q3");
  EXPECT_EQ(read("Quý IV/2024", kPlan), "quarters 2024-10-01 2024-12-31 Q4");
  EXPECT_EQ(read("Thường xuyên", kPlan), "continuous 2024-04-01 - continuous");
  EXPECT_EQ(read("9 tháng cuối năm và những năm tiếp theo", kPlan), "range_then_yearly 2024-04-01 2024-12-31 yearly");
  EXPECT_TRUE(read_deadline("Quý IV/2024", kPlan).year_printed);
  EXPECT_FALSE(read_deadline("9 tháng cuối năm", kPlan).year_printed);
}

TEST(ReadDeadline, DaysMonthsAndYears) {
  EXPECT_EQ(read("Trước ngày 30/11/2025", kNext), "date - 2025-11-30");
  EXPECT_EQ(read("Trước ngày 30 tháng 11 năm 2025", kNext), "date - 2025-11-30");
  EXPECT_EQ(read("Trước 15/6", kNext), "date - 2025-06-15");
  EXPECT_EQ(read("15/6/2025", kNext), "date - 2025-06-15");
  EXPECT_EQ(read("Chậm nhất ngày 05.12.2025", kNext), "date - 2025-12-05");
  EXPECT_EQ(read("Xong trước ngày 20-10-2025", kNext), "date - 2025-10-20");
  EXPECT_EQ(read("Đến hết tháng 6/2025", kNext), "date - 2025-06-30");
  EXPECT_EQ(read("Trước tháng 6/2025", kNext), "date - 2025-05-31");
  EXPECT_EQ(read("Tháng 12/2025", kNext), "month 2025-12-01 2025-12-31");
  EXPECT_EQ(read("Tháng 12 năm 2025", kNext), "month 2025-12-01 2025-12-31");
  EXPECT_EQ(read("Trong tháng 2", kNext), "month 2025-02-01 2025-02-28");
  EXPECT_EQ(read("T3/2024", kPlan), "month 2024-03-01 2024-03-31");
  EXPECT_EQ(read("12/2025", kNext), "month 2025-12-01 2025-12-31");
  EXPECT_EQ(read("Tháng 3, 4, 5/2025", kNext), "range 2025-03-01 2025-05-31");
  EXPECT_EQ(read("Trong năm 2025", kNext), "range 2025-01-01 2025-12-31");
  EXPECT_EQ(read("Năm 2025", kNext), "range 2025-01-01 2025-12-31");
  EXPECT_EQ(read("2025", kNext), "range 2025-01-01 2025-12-31");
  EXPECT_EQ(read("Trong năm", kNext), "range 2025-01-01 2025-12-31");
  EXPECT_EQ(read("Cả năm", kNext), "range 2025-01-01 2025-12-31");
  EXPECT_EQ(read("Giai đoạn 2025-2027", kNext), "range 2025-01-01 2027-12-31");
  EXPECT_EQ(read("6 tháng đầu năm 2025", kNext), "range 2025-01-01 2025-06-30");
  EXPECT_EQ(read("6 tháng đầu năm", kNext), "range 2025-01-01 2025-06-30");
  EXPECT_EQ(read("Sáu tháng cuối năm", kNext), "range 2025-07-01 2025-12-31");
  EXPECT_EQ(read("Tuần 1 tháng 4/2025", kNext), "month 2025-04-01 2025-04-30");
  EXPECT_EQ(read("Tháng Mười 2025", kNext), "month 2025-10-01 2025-10-31");
  EXPECT_EQ(read("Xong trong tháng 3/2025", kNext), "month 2025-03-01 2025-03-31");
  EXPECT_EQ(read("Đến hết năm 2025", kNext), "date - 2025-12-31");
  EXPECT_EQ(read("29/02/2024", kPlan), "date - 2024-02-29");
}

TEST(ReadDeadline, FromToAndQuarters) {
  EXPECT_EQ(read("Từ tháng 3 đến tháng 10/2025", kNext), "range 2025-03-01 2025-10-31");
  EXPECT_EQ(read("Tháng 3 - tháng 10/2025", kNext), "range 2025-03-01 2025-10-31");
  EXPECT_EQ(read("Tháng 3-10/2025", kNext), "range 2025-03-01 2025-10-31");
  EXPECT_EQ(read("Từ ngày 01/4/2025 đến ngày 30/6/2025", kNext), "range 2025-04-01 2025-06-30");
  EXPECT_EQ(read("Từ 01/4 đến 30/6", kNext), "range 2025-04-01 2025-06-30");
  EXPECT_EQ(read("01/4/2025 - 30/6/2025", kNext), "range 2025-04-01 2025-06-30");
  EXPECT_EQ(read("Từ Quý II đến Quý IV/2025", kNext), "quarters 2025-04-01 2025-12-31 Q2 Q3 Q4");
  EXPECT_EQ(read("Quý I - III/2025", kNext), "quarters 2025-01-01 2025-09-30 Q1 Q2 Q3");
  EXPECT_EQ(read("Quý I và Quý III năm 2025", kNext), "quarters 2025-01-01 2025-09-30 Q1 Q3");
  EXPECT_EQ(read("Quý 1/2025", kNext), "quarters 2025-01-01 2025-03-31 Q1");
  EXPECT_EQ(read("Trong quý II", kNext), "quarters 2025-04-01 2025-06-30 Q2");
  EXPECT_EQ(read("Trước quý III/2025", kNext), "date - 2025-06-30");
  EXPECT_EQ(read("Từ tháng 12/2024 đến tháng 3/2025", kNext), "range 2024-12-01 2025-03-31");
}

TEST(ReadDeadline, WhatRecursAndWhatStaysOpen) {
  EXPECT_EQ(read("Hằng tháng", kPlan), "continuous 2024-04-01 - monthly");
  EXPECT_EQ(read("Hàng quý", kPlan), "continuous 2024-04-01 - quarterly");
  EXPECT_EQ(read("Hằng năm", kPlan), "continuous 2024-04-01 - yearly");
  EXPECT_EQ(read("Hằng tuần", kPlan), "continuous 2024-04-01 - weekly");
  EXPECT_EQ(read("Định kỳ 6 tháng", kPlan), "continuous 2024-04-01 - half_yearly");
  EXPECT_EQ(read("Trước ngày 20 của tháng cuối quý", kPlan), "continuous 2024-04-01 - quarterly");
  EXPECT_EQ(read("Trước ngày 25 hằng tháng", kPlan), "continuous 2024-04-01 - monthly");
  EXPECT_EQ(read("Trước 15/12 hằng năm", kPlan), "range_then_yearly 2024-04-01 2024-12-15 yearly");
  EXPECT_EQ(read("Năm 2025 và các năm tiếp theo", kNext), "range_then_yearly 2025-01-01 2025-12-31 yearly");
  EXPECT_EQ(read("Quý IV/2025 và những năm tiếp theo", kNext), "range_then_yearly 2025-10-01 2025-12-31 yearly");
  EXPECT_EQ(read("Sau khi có hướng dẫn của Sở Nội vụ", kPlan), "open - -");
  EXPECT_EQ(read("Ngay sau khi Kế hoạch 12/KH-UBND ngày 01/02/2025 được ban hành", kPlan), "open - -");
  EXPECT_EQ(read("Theo kế hoạch của huyện", kPlan), "open - -");
  EXPECT_EQ(read("Khi có yêu cầu", kPlan), "open - -");
  EXPECT_EQ(read("Theo quý", kPlan), "continuous 2024-04-01 - quarterly");
  EXPECT_EQ(read("", kPlan), "open - -");
  EXPECT_EQ(read("x", kPlan), "open - -");
  EXPECT_EQ(read("31/02/2025", kNext), "range 2025-01-01 2025-12-31");
  EXPECT_EQ(read("Quý IV", {.signed_on = {}, .plan_year = 0}), "open - -");
}

}  // namespace
}  // namespace sen::plan
