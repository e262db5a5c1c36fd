#include "record/closed.hpp"

#include <array>
#include <utility>

namespace sen::record {
namespace {

template <class E, std::size_t N>
using Names = std::array<std::pair<const char*, E>, N>;

constexpr Names<FieldType, 5> kFieldTypes{{{"text", FieldType::Text}, {"number", FieldType::Number}, {"yes_no", FieldType::YesNo},
                                           {"choice", FieldType::Choice}, {"date", FieldType::Date}}};
constexpr Names<ClockEffect, 6> kClockEffects{{{"start", ClockEffect::Start}, {"pause", ClockEffect::Pause},
                                               {"resume", ClockEffect::Resume}, {"restart", ClockEffect::Restart},
                                               {"extend", ClockEffect::Extend}, {"stop", ClockEffect::Stop}}};
constexpr Names<Need, 6> kNeeds{{{"applicant", Need::Applicant}, {"papers", Need::Papers}, {"reason", Need::Reason},
                                 {"body", Need::Body}, {"new_date", Need::NewDate}, {"receiver", Need::Receiver}}};
constexpr Names<GuardKind, 4> kGuards{{{"pause_named", GuardKind::PauseNamed}, {"not_late", GuardKind::NotLate},
                                       {"clock_over", GuardKind::ClockOver}, {"duty_when_late", GuardKind::DutyWhenLate}}};
constexpr Names<DutyEffect, 2> kDutyEffects{{{"sign", DutyEffect::Sign}, {"send", DutyEffect::Send}}};
constexpr Names<Outcome, 2> kOutcomes{{{"granted", Outcome::Granted}, {"refused", Outcome::Refused}}};
constexpr Names<Who, 2> kWho{{{"act", Who::Act}, {"decide", Who::Decide}}};
constexpr Names<Holder, 3> kHolders{{{"same", Holder::Same}, {"input", Holder::Input}, {"desk", Holder::Desk}}};
constexpr Names<RegisterUse, 3> kUses{{{"code", RegisterUse::Code}, {"number", RegisterUse::Number}, {"letter", RegisterUse::Letter}}};
constexpr Names<RegisterPeriod, 2> kPeriods{{{"day", RegisterPeriod::Day}, {"year", RegisterPeriod::Year}}};

template <class E, std::size_t N>
std::optional<E> find(const Names<E, N>& names, std::string_view name) {
  for (const auto& [word, value] : names) {
    if (name == word) return value;
  }
  return std::nullopt;
}

template <class E, std::size_t N>
const char* name_in(const Names<E, N>& names, E wanted) {
  for (const auto& [word, value] : names) {
    if (value == wanted) return word;
  }
  return "";
}

}  // namespace

std::optional<FieldType> parse_field_type(std::string_view name) { return find(kFieldTypes, name); }
std::optional<ClockEffect> parse_clock_effect(std::string_view name) { return find(kClockEffects, name); }
std::optional<Need> parse_need(std::string_view name) { return find(kNeeds, name); }
std::optional<GuardKind> parse_guard(std::string_view name) { return find(kGuards, name); }
std::optional<DutyEffect> parse_duty_effect(std::string_view name) { return find(kDutyEffects, name); }
std::optional<Outcome> parse_outcome(std::string_view name) { return find(kOutcomes, name); }
std::optional<Who> parse_who(std::string_view name) { return find(kWho, name); }
std::optional<Holder> parse_holder(std::string_view name) { return find(kHolders, name); }
std::optional<RegisterUse> parse_register_use(std::string_view name) { return find(kUses, name); }
std::optional<RegisterPeriod> parse_register_period(std::string_view name) { return find(kPeriods, name); }

const char* name_of(FieldType type) { return name_in(kFieldTypes, type); }
const char* name_of(Need need) { return name_in(kNeeds, need); }
const char* name_of(Outcome outcome) { return name_in(kOutcomes, outcome); }
const char* name_of(Who who) { return name_in(kWho, who); }

}  // namespace sen::record
