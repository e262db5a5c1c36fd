#include "law/deadline.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace sen::law {
namespace {

constexpr int kWalkedDaysMax = 40'000;
constexpr std::array<std::pair<const char*, LimitUnit>, 5> kUnits{{
    {"working_day", LimitUnit::WorkingDay},
    {"calendar_day", LimitUnit::CalendarDay},
    {"working_hour", LimitUnit::WorkingHour},
    {"clock_hour", LimitUnit::ClockHour},
    {"same_day", LimitUnit::SameDay},
}};

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }
std::string clock_text(int minute) { return two_digits(minute / 60) + ":" + two_digits(minute % 60); }
std::string day_text(Date date) { return localized_date(to_string(date)); }
std::string number_text(std::int64_t value) { return std::to_string(value); }
std::string moment_text(Instant instant) {
  return clock_text(minute_of_day(instant)) + " " + day_text(date_of(instant));
}

/// A limit walked to its end, one step a day.
class Walk {
 public:
  Walk(const DeadlineInput& input, const Calendar& calendar)
      : input_(input), calendar_(calendar), start_(input.complete.value_or(input.received)) {}

  Result<Deadline> run() {
    if (input_.complete) {
      step(date_of(input_.received), false, {"due.why.incomplete", {{"at", moment_text(start_)}}});
    }
    const bool by_hours = input_.unit == LimitUnit::WorkingHour || input_.unit == LimitUnit::ClockHour;
    SEN_TRY(by_hours ? count_minutes() : count_days());
    // The day before the due day is asked last, so that it leaves no step of its own.
    const auto before = calendar_.previous_working_day(answer_.due_on);
    if (!before) return too_long();
    answer_.apology_by = *before;
    return std::move(answer_);
  }

 private:
  static Error too_long() { return invalid("due.too_long"); }

  void step(Date day, bool counts, Text why) {
    const Day facts = calendar_.day(day);
    const bool provisional = !facts.covered || (facts.entry != nullptr && facts.entry->provisional);
    answer_.provisional = answer_.provisional || provisional;
    answer_.steps.push_back({day, counts, std::move(why), facts.entry, provisional});
  }

  /// The sentence of a day that is not worked.
  Text rest_words(Date day) const {
    const Day facts = calendar_.day(day);
    switch (facts.kind) {
      case DayKind::PublicHoliday:
        return {"due.why.holiday"};
      case DayKind::CompensatoryOff:
        return {"due.why.compensatory"};
      case DayKind::SwappedOff:
        return {"due.why.swapped_off",
                {{"other", facts.entry->swapped_with ? day_text(*facts.entry->swapped_with) : ""}}};
      default:
        return {"due.why.weekly_rest"};
    }
  }

  /// The sentence of a working day that counts as number `number`.
  Text working_words(Date day, std::int64_t number) const {
    const Day facts = calendar_.day(day);
    if (facts.kind != DayKind::MakeUp) return {"due.why.working", {{"number", number_text(number)}}};
    return {"due.why.make_up",
            {{"number", number_text(number)},
             {"other", facts.entry->swapped_with ? day_text(*facts.entry->swapped_with) : ""}}};
  }

  const Pause* pause_on(Date day) const {
    for (const auto& pause : input_.pauses) {
      if (pause.last_day < day && day <= pause.resumed_on) return &pause;
    }
    return nullptr;
  }
  Text pause_words(const Pause& pause, Date day) const {
    if (day == pause.resumed_on) return {"due.why.resumed"};
    return {"due.why.paused",
            {{"last", day_text(pause.last_day)}, {"resumed", day_text(pause.resumed_on)}}};
  }

  /// Day 0: the day of reception, or the next working day when it came too late or on a day of rest.
  Result<Date> day_zero() {
    const Date arrived = date_of(start_);
    const int cutoff = input_.cutoff_minute.value_or(calendar_.closing_minute());
    const bool late = start_ > start_of(arrived) + cutoff * kMinuteMs;
    if (!calendar_.works(arrived)) {
      step(arrived, false, rest_words(arrived));
    } else if (late) {
      step(arrived, false, {"due.why.after_cutoff",
                            {{"time", clock_text(minute_of_day(start_))}, {"cutoff", clock_text(cutoff)}}});
    } else {
      return arrived;
    }
    const auto next = calendar_.next_working_day(arrived);
    if (!next) return too_long();
    for (Date day = arrived + 1; day < *next; day = day + 1) step(day, false, rest_words(day));
    return *next;
  }

  Result<Done> count_days() {
    SEN_LET(const Date zero, day_zero());
    answer_.received_counts_on = zero;
    if (input_.unit == LimitUnit::SameDay) {
      step(zero, true, {"due.why.same_day"});
      return end_with(zero);
    }
    step(zero, false, {"due.why.day_zero"});
    const bool working_days = input_.unit == LimitUnit::WorkingDay;
    std::int64_t counted = 0;
    Date day = zero;
    while (counted < input_.limit) {
      day = day + 1;
      if (day - zero > kWalkedDaysMax) return too_long();
      if (const Pause* pause = pause_on(day)) {
        step(day, false, pause_words(*pause, day));
      } else if (working_days && !calendar_.works(day)) {
        step(day, false, rest_words(day));
      } else {
        ++counted;
        step(day, true, working_days ? working_words(day, counted)
                                     : Text{"due.why.calendar", {{"number", number_text(counted)}}});
      }
    }
    return roll_from(day);
  }

  /// A last day of rest moves to the next working day, never into a pause.
  Result<Done> roll_from(Date last) {
    Date day = last;
    while (!calendar_.works(day) || (day != last && pause_on(day) != nullptr)) {
      if (day - last > kWalkedDaysMax) return too_long();
      day = day + 1;
      if (const Pause* pause = pause_on(day)) {
        step(day, false, pause_words(*pause, day));
      } else {
        step(day, false, calendar_.works(day) ? Text{"due.why.rolled", {{"last", day_text(last)}}}
                                              : rest_words(day));
      }
    }
    return end_with(day);
  }

  Result<Done> end_with(Date day) {
    answer_.due_on = day;
    answer_.due_at = start_of(day) + calendar_.closing_minute() * kMinuteMs;
    return Done{};
  }

  /// Whole minutes from `from` to `to` that no pause takes away, earliest first, as spans.
  std::vector<std::pair<Instant, Instant>> unpaused(Instant from, Instant to) const {
    std::vector<std::pair<Instant, Instant>> spans{{from, to}};
    for (const auto& pause : input_.pauses) {
      std::vector<std::pair<Instant, Instant>> left;
      for (const auto& [start, end] : spans) {
        const Instant before = std::min(end, pause.from);
        const Instant after = std::max(start, pause.until);
        if (pause.until <= pause.from) {
          left.emplace_back(start, end);
          continue;
        }
        if (start < before) left.emplace_back(start, before);
        if (after < end) left.emplace_back(after, end);
      }
      spans = std::move(left);
    }
    return spans;
  }

  std::vector<std::pair<Instant, Instant>> countable_spans(Date day, Instant start) const {
    std::vector<std::pair<Instant, Instant>> spans;
    const auto add = [&](Instant from, Instant to) {
      const Instant begin = std::max(from, start);
      if (begin >= to) return;
      for (const auto& span : unpaused(begin, to)) spans.push_back(span);
    };
    if (input_.unit == LimitUnit::ClockHour) {
      add(start_of(day), start_of(day + 1));
    } else if (calendar_.works(day)) {
      for (const auto& span : calendar_.working_spans()) add(start_of(day) + span.start * kMinuteMs, start_of(day) + span.end * kMinuteMs);
    }
    return spans;
  }

  Result<Done> count_minutes() {
    // The receipt prints hour and minute, and the limit runs from what it prints.
    const Instant start{start_.milliseconds - start_.milliseconds % kMinuteMs};
    std::int64_t left = input_.limit * 60;
    bool begun = false;
    for (Date day = date_of(start); left > 0; day = day + 1) {
      if (day - date_of(start) > kWalkedDaysMax) return too_long();
      const auto spans = countable_spans(day, start);
      std::string words;
      std::int64_t minutes = 0;
      for (const auto& [from, to] : spans) {
        const std::int64_t used = std::min(left, (to - from) / kMinuteMs);
        if (used == 0) continue;
        if (!begun) answer_.received_counts_on = day;
        begun = true;
        left -= used;
        minutes += used;
        answer_.due_at = from + used * kMinuteMs;
        words += (words.empty() ? "" : ", ") + clock_text(minute_of_day(from)) + "–" +
                 (answer_.due_at == start_of(day + 1) ? "24:00" : clock_text(minute_of_day(answer_.due_at)));
      }
      if (minutes > 0) {
        step(day, true, {"due.why.minutes",
                         {{"hours", number_text(minutes / 60)}, {"minutes", number_text(minutes % 60)},
                          {"spans", words}}});
      } else {
        step(day, false, idle_words(day));
      }
    }
    answer_.due_on = date_of(answer_.due_at);
    return Done{};
  }

  Text idle_words(Date day) const {
    if (input_.unit == LimitUnit::WorkingHour && !calendar_.works(day)) return rest_words(day);
    for (const auto& pause : input_.pauses) {
      if (pause.from < start_of(day + 1) && start_of(day) < pause.until) {
        return {"due.why.paused",
                {{"last", day_text(pause.last_day)}, {"resumed", day_text(pause.resumed_on)}}};
      }
    }
    return {"due.why.no_time"};
  }

  const DeadlineInput& input_;
  const Calendar& calendar_;
  Instant start_;
  Deadline answer_;
};

struct Moment {
  Instant instant;
  bool bare_day;
};
std::optional<Moment> parse_moment(std::string_view text) {
  if (const auto date = parse_date(text)) return Moment{start_of(*date), true};
  if (const auto instant = parse_instant(text)) return Moment{*instant, false};
  return std::nullopt;
}

}  // namespace

std::optional<LimitUnit> parse_limit_unit(std::string_view name) {
  for (const auto& [known, unit] : kUnits) {
    if (name == known) return unit;
  }
  return std::nullopt;
}

const char* name_of(LimitUnit unit) {
  for (const auto& [name, known] : kUnits) {
    if (unit == known) return name;
  }
  SEN_ASSERT(false);
  return "";
}

Result<Pause> parse_pause(std::string_view text) {
  const auto slash = text.find('/');
  const auto first = slash == std::string_view::npos ? std::nullopt : parse_moment(trim(text.substr(0, slash)));
  const auto second = first ? parse_moment(trim(text.substr(slash + 1))) : std::nullopt;
  if (!second || second->instant < first->instant) {
    return invalid("due.pause", "pauses", {{"value", std::string(text)}});
  }
  Pause pause{date_of(first->instant), date_of(second->instant), first->instant, second->instant};
  if (first->bare_day) pause.from = start_of(pause.last_day + 1);
  return pause;
}

Result<Deadline> due(const DeadlineInput& input, const Calendar& calendar) {
  const bool same_day = input.unit == LimitUnit::SameDay;
  const std::int64_t limit_max = same_day ? 1 : kLimitMax;
  if (input.limit < (same_day ? 0 : 1) || input.limit > limit_max) {
    return invalid("due.limit", "limit",
                   {{"value", std::to_string(input.limit)}, {"max", std::to_string(limit_max)}});
  }
  if (input.complete && *input.complete < input.received) {
    return invalid("due.complete_early", "complete",
                   {{"complete", moment_text(*input.complete)}, {"received", moment_text(input.received)}});
  }
  return Walk(input, calendar).run();
}

}  // namespace sen::law
