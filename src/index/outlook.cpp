#include "index/outlook.hpp"

#include <algorithm>

namespace sen::index {
namespace {

using law::Exact;

const law::ScaleRule* share_of(const law::Rule& rule) {
  const auto* scale = std::get_if<law::ScaleRule>(&rule.body);
  if (scale == nullptr || scale->input != law::ScaleRule::Input::Share) return nullptr;
  return scale->numerator.plus.empty() || scale->denominator.plus.empty() ? nullptr : scale;
}

// The day a deadline rule names, in the year the facts name.
std::optional<Date> day_of(const law::Rule& rule, law::Facts facts) {
  const auto* deadline = std::get_if<law::DeadlineRule>(&rule.body);
  if (deadline == nullptr || facts[deadline->year].is_missing()) return std::nullopt;
  return make_date(static_cast<int>(facts[deadline->year].value) + deadline->year_offset, deadline->month,
                   deadline->day);
}

bool is_missed_date(const law::Rule& rule, law::Facts facts) {
  const auto* deadline = std::get_if<law::DeadlineRule>(&rule.body);
  return deadline != nullptr && !facts[deadline->date].is_missing();
}

// Most points the criterion can still reach by the end of the period.
Points best_by_the_end(const law::Rule& rule, const Terms& terms, law::Facts facts, const Period& period,
                       Date today, Points now) {
  if (terms.recovery == Recovery::Final || is_missed_date(rule, facts)) return now;
  if (const auto* deadline = std::get_if<law::DeadlineRule>(&rule.body)) {
    // Nothing dated yet and the day is past: what a paper of today would still get.
    std::vector<law::Fact> then(facts.begin(), facts.end());
    then[deadline->date] = law::Fact::day(today);
    const auto outcome = law::evaluate(rule, terms.maximum, then, nullptr);
    return std::max(now, law::round_half_up(outcome.points, terms.decimals));
  }
  if (terms.recovery == Recovery::Curable) return terms.maximum;
  const auto then = projected(rule, facts, period, today);
  if (!then) return now;
  const auto outcome = law::evaluate(rule, terms.maximum, *then, nullptr);
  if (outcome.state != law::State::Scored) return now;
  return std::max(now, law::round_half_up(outcome.points, terms.decimals));
}

}  // namespace

const char* name_of(LiveState state) {
  switch (state) {
    case LiveState::Earned: return "earned";
    case LiveState::Losing: return "losing";
    case LiveState::Gone: return "gone";
    case LiveState::NotDue: return "not_due";
    case LiveState::Missing: return "missing";
    case LiveState::NotApplicable: return "not_applicable";
    case LiveState::NotKnownBelowProvince: return "not_known_below_province";
  }
  return "";
}

std::optional<std::vector<law::Fact>> projected(const law::Rule& rule, law::Facts facts, const Period& period,
                                                Date today) {
  const auto* share = share_of(rule);
  if (share == nullptr || today < period.start) return std::nullopt;
  const int elapsed = std::min(today, period.end) - period.start + 1;
  const int whole = period.end - period.start + 1;
  const law::Slot done = share->numerator.plus.front();
  const law::Slot asked = share->denominator.plus.front();
  const law::Fact& now = facts[asked];
  if (!now.is_number() || !facts[done].is_number() || now.value <= 0) return std::nullopt;
  if (now.decimals != facts[done].decimals) return std::nullopt;
  // Rounded up: half a record is still one to come.
  const law::Wide scaled = law::Wide{now.value} * whole;
  const auto end = static_cast<std::int64_t>((scaled + elapsed - 1) / elapsed);
  std::vector<law::Fact> then(facts.begin(), facts.end());
  then[done].value += end - now.value;
  then[asked].value = end;
  return then;
}

Outlook outlook(const law::Rule& rule, const Terms& terms, law::Facts facts, const Period& period, Date today) {
  Outlook out;
  if (terms.known_at_province) {
    out.state = LiveState::NotKnownBelowProvince;
    return out;
  }
  const auto outcome = law::evaluate(rule, terms.maximum, facts, nullptr);
  if (outcome.state == law::State::NotApplicable) {
    out.state = LiveState::NotApplicable;
    return out;
  }
  const auto rule_day = day_of(rule, facts);
  const bool awaited = (terms.due && today < *terms.due) || (rule_day && today <= *rule_day && !is_missed_date(rule, facts));
  if (outcome.state == law::State::Missing) {
    out.lacking = outcome.missing;
    out.state = awaited ? LiveState::NotDue : LiveState::Missing;
    (awaited ? out.not_due : out.missing) = terms.maximum;
    return out;
  }
  out.points = law::round_half_up(outcome.points, terms.decimals);
  const Points lost = terms.maximum - out.points;
  if (lost <= Points{}) return out;
  if (awaited) {
    out.state = LiveState::NotDue;
    out.not_due = lost;
    return out;
  }
  const Points best = std::min(terms.maximum, best_by_the_end(rule, terms, facts, period, today, out.points));
  out.recoverable = best - out.points;
  out.gone = terms.maximum - best;
  out.state = out.recoverable > Points{} ? LiveState::Losing : LiveState::Gone;
  return out;
}

}  // namespace sen::index
