#include "jobs/recurrence.hpp"

#include <algorithm>
#include <array>

namespace sen::jobs {
namespace {

constexpr int kWorkingDaysLaterMax = 60;
/// Rolling and working days move a time by some weeks at most; start looking that much earlier.
constexpr int kLookBackDays = 120;
constexpr int kDaysPerWeek = 7;
constexpr int kMonthsPerYear = 12;
constexpr int kMonthsPerQuarter = 3;

constexpr std::array<const char*, 5> kEveryNames = {"day", "week", "month", "quarter", "year"};
constexpr std::array<const char*, 3> kRollNames = {"stay", "next_working_day", "previous_working_day"};

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<const char*, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

int month_max(Every every) {
  if (every == Every::Year) return kMonthsPerYear;
  return every == Every::Quarter ? kMonthsPerQuarter : 1;
}

int day_max(Every every) {
  if (every == Every::Day) return 1;
  return every == Every::Week ? kDaysPerWeek : 31;
}

Date day_in_month(int year, int month, int day) {
  const auto last = month_end(year, month);
  return day >= last.day() ? last : *make_date(year, month, day);
}

/// First day of the period that holds the date.
Date period_start(Every every, Date date) {
  switch (every) {
    case Every::Day: return date;
    case Every::Week: return date - (date.weekday() - 1);
    case Every::Month: return *make_date(date.year(), date.month(), 1);
    case Every::Quarter: return *make_date(date.year(), (date.month() - 1) / kMonthsPerQuarter * kMonthsPerQuarter + 1, 1);
    case Every::Year: return *make_date(date.year(), 1, 1);
  }
  SEN_ASSERT(false);
  return date;
}

/// First day of the period after the one that begins on `start`.
Date next_period(Every every, Date start) {
  constexpr int kLongerThanAny = 367;
  switch (every) {
    case Every::Day: return start + 1;
    case Every::Week: return start + kDaysPerWeek;
    case Every::Month: return period_start(every, start + 31);
    case Every::Quarter: return period_start(every, start + 93);
    case Every::Year: return period_start(every, start + kLongerThanAny);
  }
  SEN_ASSERT(false);
  return start;
}

Date named_day(const Recurrence& recurrence, Date start) {
  if (recurrence.every == Every::Day) return start;
  if (recurrence.every == Every::Week) return start + (recurrence.day - 1);
  return day_in_month(start.year(), start.month() + recurrence.month - 1, recurrence.day);
}

/// A calendar that ends leaves the date where it is: better early than never.
Date moved(const Recurrence& recurrence, Date date, const law::Calendar& calendar) {
  if (recurrence.roll != Roll::Stay && !calendar.works(date)) {
    const auto other = recurrence.roll == Roll::NextWorkingDay ? calendar.next_working_day(date)
                                                               : calendar.previous_working_day(date);
    date = other.value_or(date);
  }
  for (int i = 0; i < recurrence.working_days_later; ++i) date = calendar.next_working_day(date).value_or(date);
  return date;
}

}  // namespace

Result<Recurrence> check_recurrence(const Recurrence& recurrence) {
  const auto within = [](int value, int low, int high) { return low <= value && value <= high; };
  const auto refused = [](const char* member) { return invalid("jobs.recurrence", member, {{"member", member}}); };
  if (!within(recurrence.month, 1, month_max(recurrence.every))) return refused("month");
  if (!within(recurrence.day, 1, day_max(recurrence.every))) return refused("day");
  if (!within(recurrence.minute, 0, 24 * 60 - 1)) return refused("minute");
  if (!within(recurrence.working_days_later, 0, kWorkingDaysLaterMax)) return refused("working_days_later");
  return recurrence;
}

Instant next_after(const Recurrence& recurrence, Instant after, const law::Calendar& calendar) {
  SEN_ASSERT(check_recurrence(recurrence).has_value());
  // Moved days keep their order, so the first that lies after is the next one.
  auto start = period_start(recurrence.every, date_of(after) - kLookBackDays);
  for (;; start = next_period(recurrence.every, start)) {
    const auto date = moved(recurrence, named_day(recurrence, start), calendar);
    const auto instant = at(date, recurrence.minute);
    if (instant > after) return instant;
  }
}

std::string to_text(const Recurrence& recurrence) {
  JsonOut out;
  out.begin_object();
  out.member("every", kEveryNames[static_cast<std::size_t>(recurrence.every)]);
  out.member("month", recurrence.month);
  out.member("day", recurrence.day);
  out.member("minute", recurrence.minute);
  out.member("roll", kRollNames[static_cast<std::size_t>(recurrence.roll)]);
  out.member("working_days_later", recurrence.working_days_later);
  out.end_object();
  return out.take();
}

Result<std::optional<Recurrence>> recurrence_of(const std::string& text) {
  if (text.empty()) return std::optional<Recurrence>();
  SEN_LET(const auto json, parse_json(text));
  const auto every = index_of(kEveryNames, json.string_or("every"));
  const auto roll = index_of(kRollNames, json.string_or("roll", "stay"));
  if (!every) return invalid("jobs.recurrence", "every", {{"member", "every"}});
  if (!roll) return invalid("jobs.recurrence", "roll", {{"member", "roll"}});
  Recurrence recurrence;
  recurrence.every = static_cast<Every>(*every);
  recurrence.roll = static_cast<Roll>(*roll);
  recurrence.month = static_cast<int>(json.int_or("month", 1));
  recurrence.day = static_cast<int>(json.int_or("day", 1));
  recurrence.minute = static_cast<int>(json.int_or("minute", recurrence.minute));
  recurrence.working_days_later = static_cast<int>(json.int_or("working_days_later", 0));
  SEN_LET(const auto checked, check_recurrence(recurrence));
  return std::optional<Recurrence>(checked);
}

}  // namespace sen::jobs
