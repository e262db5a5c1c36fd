#pragma once
// The closed sets of the record engine: what a record type may say, and nothing else. A type is data over these
// words; a word that is missing here is a new line in closed.cpp, never an expression.

#include <optional>
#include <string_view>

namespace sen::record {

enum class FieldType { Text, Number, YesNo, Choice, Date };

/// What an action does to a clock.
enum class ClockEffect {
  Start,    ///< from now, from zero
  Pause,    ///< the days used are kept; nothing counts until Resume or Restart
  Resume,   ///< goes on; the day of resumption is a new day 0
  Restart,  ///< from now, from zero, because the papers are complete only now
  Extend,   ///< moves the day that was promised; what is due by law stays
  Stop      ///< the thing is done
};

/// What an action cannot be done without.
enum class Need { Applicant, Papers, Reason, Body, NewDate, Receiver };

/// What must hold before an action; some speak of a clock or a duty by its code.
enum class GuardKind {
  PauseNamed,    ///< the catalogue's entry names this ground for a pause
  NotLate,       ///< the clock's due time has not passed
  ClockOver,     ///< the clock's due time has passed
  DutyWhenLate   ///< if the main clock's due time has passed, the duty's letter is signed
};

enum class DutyEffect { Sign, Send };

/// What an action decides; both are compared with the due time of the main clock.
enum class Outcome { None, Granted, Refused };

/// Act: desk and handlers. Decide: who leads or chairs.
enum class Who { Act, Decide };

/// Who has the record afterwards.
enum class Holder { Same, Input, Desk };

enum class RegisterUse { Code, Number, Letter };
enum class RegisterPeriod { Day, Year };

std::optional<FieldType> parse_field_type(std::string_view name);
std::optional<ClockEffect> parse_clock_effect(std::string_view name);
std::optional<Need> parse_need(std::string_view name);
std::optional<GuardKind> parse_guard(std::string_view name);
std::optional<DutyEffect> parse_duty_effect(std::string_view name);
std::optional<Outcome> parse_outcome(std::string_view name);
std::optional<Who> parse_who(std::string_view name);
std::optional<Holder> parse_holder(std::string_view name);
std::optional<RegisterUse> parse_register_use(std::string_view name);
std::optional<RegisterPeriod> parse_register_period(std::string_view name);

const char* name_of(FieldType type);
const char* name_of(Need need);
const char* name_of(Outcome outcome);
const char* name_of(Who who);

}  // namespace sen::record
