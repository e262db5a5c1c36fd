#pragma once
// Time as the administration writes it. Instant: a UTC millisecond. Date: a civil day at UTC+7
// (Việt Nam has one zone and no daylight saving). Nothing here reads a clock.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sen {

/// Civil day at UTC+7, stored as days since 1970-01-01. Range 1900-01-01 … 2999-12-31 when parsed.
struct Date {
  std::int32_t days{};
  friend auto operator<=>(Date, Date) = default;
  friend Date operator+(Date date, int days) { return {date.days + days}; }
  friend Date operator-(Date date, int days) { return {date.days - days}; }
  friend int operator-(Date a, Date b) { return a.days - b.days; }

  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;       ///< 1 … 12
  [[nodiscard]] int day() const;         ///< 1 … 31
  [[nodiscard]] int weekday() const;     ///< 1 Monday … 7 Sunday
};

/// Empty when the day does not exist (2023-02-29).
std::optional<Date> make_date(int year, int month, int day);
/// Last day of a month.
Date month_end(int year, int month);
std::optional<Date> parse_date(std::string_view text);  ///< "2024-04-01" only
std::string to_string(Date date);                       ///< "2024-04-01"

struct Instant {
  std::int64_t milliseconds{};  ///< since 1970-01-01T00:00:00Z
  friend auto operator<=>(Instant, Instant) = default;
  friend Instant operator+(Instant instant, std::int64_t ms) { return {instant.milliseconds + ms}; }
  friend std::int64_t operator-(Instant a, Instant b) { return a.milliseconds - b.milliseconds; }
};

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;

Date date_of(Instant instant);                                ///< the civil day at UTC+7
int minute_of_day(Instant instant);                           ///< 0 … 1439 at UTC+7
Instant at(Date date, int minute_of_day);                     ///< that minute at UTC+7
Instant start_of(Date date);
Instant end_of(Date date);                                    ///< last millisecond of the day

/// RFC 3339 with any offset ("2026-03-12T10:05:00+07:00", "…Z"), or without zone (UTC+7); seconds and
/// fractions are optional; a space may stand for T. Empty when it is not one.
std::optional<Instant> parse_instant(std::string_view text);
std::string to_string(Instant instant);  ///< "2026-03-12T10:05:00+07:00"; milliseconds only when not 0

/// A month, quarter or year as first and last day, inclusive.
struct Period {
  Date start;
  Date end;
  friend auto operator<=>(const Period&, const Period&) = default;
};
Period year_of(int year);
Period month_of(int year, int month);
Period quarter_of(int year, int quarter);  ///< 1 … 4
/// "2024", "2024-Q3", "2024-07" or "2024-01-01/2024-10-15".
std::optional<Period> parse_period(std::string_view text);

}  // namespace sen
