#include "law/calendar.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sen::law {
namespace {

constexpr int kSearchDaysMax = 731;
constexpr std::array<const char*, 8> kWeekdays{"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::pair<const char*, DayKind>, 4> kTypes{{
    {"public_holiday", DayKind::PublicHoliday},
    {"compensatory_day_off", DayKind::CompensatoryOff},
    {"swapped_day_off", DayKind::SwappedOff},
    {"swapped_working_day", DayKind::MakeUp},
}};

bool by_date(const CalendarEntry& a, const CalendarEntry& b) { return a.date < b.date; }

/// "08:00" … "24:00" as minutes after midnight.
std::optional<int> minutes_of(const Json& json) {
  if (!json.is_string()) return std::nullopt;
  const std::string& text = json.text();
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int minutes = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
  if (text[3] > '5' || minutes > 24 * 60) return std::nullopt;
  return minutes;
}

}  // namespace

/// Reads, and collects every fault before it answers.
class CalendarReader {
 public:
  Result<Calendar> read(const Json& json, Pending pending) {
    if (json.string_or("schema") != "sen.holidays/1") return invalid("calendar.schema", "schema");
    read_rest(json["weekly_rest"]);
    read_hours(json["working_hours"]);
    for (const auto& item : json["entries"].items()) read_entry(item, pending);
    std::stable_sort(calendar_.entries_.begin(), calendar_.entries_.end(), by_date);
    read_covers(json["covers"]);
    check_once();
    check_swaps();
    if (faults_.empty()) return std::move(calendar_);
    Error error = invalid("calendar.invalid", faults_.front().field,
                          {{"count", std::to_string(faults_.size())}});
    error.fields = std::move(faults_);
    return error;
  }

 private:
  void fault(std::string where, const char* code, TextArguments arguments = {}) {
    faults_.push_back({std::move(where), code, std::move(arguments)});
  }

  void read_rest(const Json& json) {
    if (json.is_null()) return;
    std::fill(std::begin(calendar_.rests_), std::end(calendar_.rests_), false);
    bool good = json.is_array();
    for (const auto& item : json.items()) {
      const auto found = std::find_if(kWeekdays.begin() + 1, kWeekdays.end(), [&](const char* name) {
        return item.is_string() && item.text() == name;
      });
      if (found == kWeekdays.end()) {
        good = false;
      } else {
        calendar_.rests_[found - kWeekdays.begin()] = true;
      }
    }
    // A week without a working day would never let a limit end.
    if (std::count(std::begin(calendar_.rests_) + 1, std::end(calendar_.rests_), true) == 7) good = false;
    if (!good) fault("weekly_rest", "calendar.rest");
  }

  void read_hours(const Json& json) {
    if (json.is_null()) return;
    std::vector<WorkingSpan> spans;
    int previous = 0;
    for (const auto& item : json.items()) {
      const auto start = item.items().size() == 2 ? minutes_of(item.items()[0]) : std::nullopt;
      const auto end = item.items().size() == 2 ? minutes_of(item.items()[1]) : std::nullopt;
      if (!start || !end || *start < previous || *end <= *start) {
        fault("working_hours", "calendar.hours");
        return;
      }
      spans.push_back({*start, *end});
      previous = *end;
    }
    if (spans.empty()) return fault("working_hours", "calendar.hours");
    calendar_.spans_ = std::move(spans);
  }

  void read_entry(const Json& json, Pending pending) {
    const std::string written = json.string_or("date");
    const auto date = parse_date(written);
    if (!date) return fault(written, "calendar.date", {{"value", written}});
    CalendarEntry entry{.date = *date};
    const std::string weekday = json.string_or("weekday");
    const char* real = kWeekdays[static_cast<std::size_t>(date->weekday())];
    if (!weekday.empty() && weekday != real) {
      fault(written, "calendar.weekday", {{"written", weekday}, {"real", real}});
    }
    const auto type = std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& known) {
      return json.string_or("type") == known.first;
    });
    if (type == kTypes.end()) {
      return fault(written, "calendar.type", {{"value", json.string_or("type")}});
    }
    entry.kind = type->second;
    const std::string status = json.string_or("status", "official");
    entry.provisional = status == "provisional";
    entry.pending = status == "pending_enactment";
    if (!entry.provisional && !entry.pending && status != "official") {
      return fault(written, "calendar.status", {{"value", status}});
    }
    entry.name_en = json.string_or("name");
    entry.name_vi = json.string_or("name_vi", entry.name_en);
    if (entry.name_en.empty()) entry.name_en = entry.name_vi;
    entry.source = json.string_or("source");
    if (json.has("swapped_with")) {
      entry.swapped_with = parse_date(json.string_or("swapped_with"));
      if (!entry.swapped_with) fault(written, "calendar.date", {{"value", json.string_or("swapped_with")}});
    }
    if (!entry.pending || pending == Pending::Apply) calendar_.entries_.push_back(std::move(entry));
  }

  void read_covers(const Json& json) {
    if (!json.is_null()) {
      const auto first = json.items().size() == 2 ? json.items()[0].as_int() : std::nullopt;
      const auto last = json.items().size() == 2 ? json.items()[1].as_int() : std::nullopt;
      if (!first || !last || *first < 1900 || *last > 2999 || *last < *first) {
        return fault("covers", "calendar.covers");
      }
      calendar_.first_year_ = static_cast<int>(*first);
      calendar_.last_year_ = static_cast<int>(*last);
    } else if (!calendar_.entries_.empty()) {
      calendar_.first_year_ = calendar_.entries_.front().date.year();
      calendar_.last_year_ = calendar_.entries_.back().date.year();
    }
  }

  /// Two holidays may meet on one day; a day cannot both rest and work.
  void check_once() {
    const auto& entries = calendar_.entries_;
    for (std::size_t i = 1; i < entries.size(); ++i) {
      const bool works = entries[i].kind == DayKind::MakeUp;
      if (entries[i].date == entries[i - 1].date && works != (entries[i - 1].kind == DayKind::MakeUp)) {
        fault(to_string(entries[i].date), "calendar.twice");
      }
    }
  }

  void check_swaps() {
    for (const auto& entry : calendar_.entries_) {
      const bool rests = calendar_.rests_[entry.date.weekday()];
      if (entry.kind == DayKind::MakeUp && !rests) fault(to_string(entry.date), "calendar.make_up");
      if (entry.kind == DayKind::SwappedOff && rests) fault(to_string(entry.date), "calendar.day_off");
      if (entry.kind != DayKind::MakeUp && entry.kind != DayKind::SwappedOff) continue;
      const DayKind other = entry.kind == DayKind::MakeUp ? DayKind::SwappedOff : DayKind::MakeUp;
      // A file that says nothing of the other half is taken at its word; one that names it must agree.
      if (!entry.swapped_with) continue;
      const bool agrees = std::any_of(
          calendar_.entries_.begin(), calendar_.entries_.end(), [&](const CalendarEntry& half) {
            return half.kind == other && half.date == *entry.swapped_with &&
                   (!half.swapped_with || *half.swapped_with == entry.date);
          });
      if (!agrees) {
        fault(to_string(entry.date), "calendar.swap", {{"other", to_string(*entry.swapped_with)}});
      }
    }
  }

  Calendar calendar_;
  std::vector<FieldError> faults_;
};

Result<Calendar> read_calendar(const Json& json, Pending pending) {
  return CalendarReader().read(json, pending);
}

Day Calendar::day(Date date) const {
  Day found;
  const int year = date.year();
  found.covered = first_year_ <= year && year <= last_year_;
  CalendarEntry wanted;
  wanted.date = date;
  const auto entry = std::lower_bound(entries_.begin(), entries_.end(), wanted, by_date);
  if (entry != entries_.end() && entry->date == date) {
    found.entry = &*entry;
    found.kind = entry->kind;
  } else if (rests_[date.weekday()]) {
    found.kind = DayKind::WeeklyRest;
  }
  return found;
}

std::optional<Date> Calendar::next_working_day(Date date) const {
  for (int step = 1; step <= kSearchDaysMax; ++step) {
    if (works(date + step)) return date + step;
  }
  return std::nullopt;
}

std::optional<Date> Calendar::previous_working_day(Date date) const {
  for (int step = 1; step <= kSearchDaysMax; ++step) {
    if (works(date - step)) return date - step;
  }
  return std::nullopt;
}

namespace {

/// The working day itself, or the one before.
Date worked(const Calendar& calendar, Date day) {
  if (calendar.works(day)) return day;
  return calendar.previous_working_day(day).value_or(day);
}

}  // namespace

Date step_day(const Calendar& calendar, Date due, int working_days) {
  Date day = worked(calendar, due);
  for (int i = 0; i < working_days; ++i) day = calendar.next_working_day(day).value_or(day + 1);
  for (int i = 0; i > working_days; --i) day = calendar.previous_working_day(day).value_or(day - 1);
  return day;
}

int working_days_until(const Calendar& calendar, Date today, Date due) {
  const Date end = worked(calendar, due);
  int days = 0;
  for (Date day = today + 1; day <= end; day = day + 1) days += calendar.works(day) ? 1 : 0;
  for (Date day = end + 1; day <= today; day = day + 1) days -= calendar.works(day) ? 1 : 0;
  return days;
}

std::int64_t working_minutes(const Calendar& calendar, Instant from, Instant to) {
  std::int64_t minutes = 0;
  for (Date day = date_of(from); day <= date_of(to); day = day + 1) {
    if (!calendar.works(day)) continue;
    for (const WorkingSpan& span : calendar.working_spans()) {
      const Instant begin = std::max(from, at(day, span.start));
      const Instant end = std::min(to, at(day, span.end));
      if (begin < end) minutes += (end - begin) / kMinuteMs;
    }
  }
  return minutes;
}

}  // namespace sen::law
