#pragma once
// What one criterion is worth today and what it can still become by the end of the period: earned,
// losing (recoverable or gone), not yet due, missing. Pure.

#include <optional>

#include "base/decimal.hpp"
#include "base/instant.hpp"
#include "law/rules/rule.hpp"

namespace sen::index {

/// How lost points behave until the period ends.
enum class Recovery {
  Curable,  ///< work still to be done wins them back (a procedure can still be posted)
  Grows,    ///< bad records stay, good ones go on coming: the share improves but does not heal
  Final     ///< nothing done now changes it (a date was missed)
};

enum class LiveState { Earned, Losing, Gone, NotDue, Missing, NotApplicable, NotKnownBelowProvince };
const char* name_of(LiveState state);  ///< "earned", "losing" … as in docs/api.md

/// What the set says of a criterion besides its rule.
struct Terms {
  Points maximum{};
  std::optional<Date> due{};      ///< before this day a loss is "not yet due"
  Recovery recovery = Recovery::Curable;
  bool known_at_province = false;  ///< scored above the commune; the commune carries its value
  int decimals = 2;
};

struct Outlook {
  LiveState state = LiveState::Earned;
  Points points{};       ///< earned now, rounded once
  Points recoverable{};
  Points gone{};
  Points not_due{};
  Points missing{};
  /// points + recoverable + gone + not_due + missing = maximum, unless not applicable or not known.
  std::vector<law::Slot> lacking{};
};

/// @param period  the measuring period; @param today  the day of the facts
Outlook outlook(const law::Rule& rule, const Terms& terms, law::Facts facts, const Period& period, Date today);

/// The facts at the end of the period if as many records come per day as so far and none of the new
/// ones is bad: numerator and denominator of a share grow alike. Empty when nothing can be projected.
std::optional<std::vector<law::Fact>> projected(const law::Rule& rule, law::Facts facts, const Period& period,
                                                Date today);

}  // namespace sen::index
