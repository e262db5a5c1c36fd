#include "base/instant.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace sen {
namespace {

constexpr std::int64_t kOffsetMs = 7 * kHourMs;

std::chrono::year_month_day civil(Date date) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{date.days}}};
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Reads exactly `width` digits.
bool read_digits(std::string_view& text, std::size_t width, int& out) {
  if (text.size() < width) return false;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  out = value;
  text.remove_prefix(width);
  return true;
}

bool read_char(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> read_date(std::string_view& text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!read_digits(text, 4, year) || !read_char(text, '-') || !read_digits(text, 2, month) ||
      !read_char(text, '-') || !read_digits(text, 2, day)) {
    return std::nullopt;
  }
  if (year < 1900 || year > 2999) return std::nullopt;
  return make_date(year, month, day);
}

}  // namespace

int Date::year() const { return static_cast<int>(civil(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(civil(*this).day())); }
int Date::weekday() const {
  return static_cast<int>(
      std::chrono::weekday{std::chrono::sys_days{std::chrono::days{days}}}.iso_encoding());
}

std::optional<Date> make_date(int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day value{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
  if (!value.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(
      std::chrono::sys_days{value}.time_since_epoch().count())};
}

Date month_end(int year, int month) {
  const std::chrono::year_month_day_last last{
      std::chrono::year{year},
      std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{last}.time_since_epoch().count())};
}

std::optional<Date> parse_date(std::string_view text) {
  auto date = read_date(text);
  return text.empty() ? date : std::nullopt;
}

std::string to_string(Date date) {
  const auto value = civil(date);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(value.year()),
                static_cast<unsigned>(value.month()), static_cast<unsigned>(value.day()));
  return text;
}

Date date_of(Instant instant) {
  return Date{static_cast<std::int32_t>(floor_divide(instant.milliseconds + kOffsetMs, kDayMs))};
}

int minute_of_day(Instant instant) {
  const std::int64_t local = instant.milliseconds + kOffsetMs;
  return static_cast<int>((local - floor_divide(local, kDayMs) * kDayMs) / kMinuteMs);
}

Instant at(Date date, int minute) {
  return Instant{std::int64_t{date.days} * kDayMs - kOffsetMs + minute * kMinuteMs};
}
Instant start_of(Date date) { return at(date, 0); }
Instant end_of(Date date) { return Instant{start_of(date + 1).milliseconds - 1}; }

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = read_date(text);
  if (!date || text.empty() || (text.front() != 'T' && text.front() != 't' && text.front() != ' ')) {
    return std::nullopt;
  }
  text.remove_prefix(1);
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t fraction = 0;
  if (!read_digits(text, 2, hour) || !read_char(text, ':') || !read_digits(text, 2, minute)) {
    return std::nullopt;
  }
  if (read_char(text, ':')) {
    if (!read_digits(text, 2, second)) return std::nullopt;
    if (read_char(text, '.')) {
      int scale = 100;
      int count = 0;
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        fraction += (text.front() - '0') * scale;
        scale /= 10;
        text.remove_prefix(1);
        if (++count > 9) return std::nullopt;
      }
      if (count == 0) return std::nullopt;
    }
  }
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  std::int64_t offset = kOffsetMs;
  if (!text.empty()) {
    if (text == "Z" || text == "z") {
      offset = 0;
    } else {
      const bool negative = text.front() == '-';
      if (!negative && text.front() != '+') return std::nullopt;
      text.remove_prefix(1);
      int hours = 0;
      int minutes = 0;
      if (!read_digits(text, 2, hours) || !read_char(text, ':') || !read_digits(text, 2, minutes) ||
          !text.empty() || hours > 14 || minutes > 59) {
        return std::nullopt;
      }
      offset = hours * kHourMs + minutes * kMinuteMs;
      if (negative) offset = -offset;
    }
  }
  return Instant{std::int64_t{date->days} * kDayMs + hour * kHourMs + minute * kMinuteMs +
                 second * 1000 + fraction - offset};
}

std::string to_string(Instant instant) {
  const Date date = date_of(instant);
  const std::int64_t in_day = instant - start_of(date);
  char text[64];
  const auto hour = static_cast<int>(in_day / kHourMs);
  const auto minute = static_cast<int>(in_day / kMinuteMs % 60);
  const auto second = static_cast<int>(in_day / 1000 % 60);
  const auto ms = static_cast<int>(in_day % 1000);
  if (ms == 0) {
    std::snprintf(text, sizeof text, "%sT%02d:%02d:%02d+07:00", to_string(date).c_str(), hour, minute, second);
  } else {
    std::snprintf(text, sizeof text, "%sT%02d:%02d:%02d.%03d+07:00", to_string(date).c_str(), hour, minute,
                  second, ms);
  }
  return text;
}

Period year_of(int year) { return {*make_date(year, 1, 1), *make_date(year, 12, 31)}; }
Period month_of(int year, int month) { return {*make_date(year, month, 1), month_end(year, month)}; }
Period quarter_of(int year, int quarter) {
  return {*make_date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3)};
}

std::optional<Period> parse_period(std::string_view text) {
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto start = parse_date(text.substr(0, slash));
    const auto end = parse_date(text.substr(slash + 1));
    if (!start || !end || *end < *start) return std::nullopt;
    return Period{*start, *end};
  }
  int year = 0;
  if (!read_digits(text, 4, year) || year < 1900 || year > 2999) return std::nullopt;
  if (text.empty()) return year_of(year);
  if (!read_char(text, '-')) return std::nullopt;
  if (read_char(text, 'Q')) {
    int quarter = 0;
    if (!read_digits(text, 1, quarter) || !text.empty() || quarter < 1 || quarter > 4) return std::nullopt;
    return quarter_of(year, quarter);
  }
  int month = 0;
  if (!read_digits(text, 2, month) || !text.empty() || month < 1 || month > 12) return std::nullopt;
  return month_of(year, month);
}

}  // namespace sen
