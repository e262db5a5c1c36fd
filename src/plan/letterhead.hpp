#pragma once
// What the papers of a unit share at their head. Law: Nghị định 30/2020/NĐ-CP, annex I, part II, section 4.

#include <string>

#include "base/instant.hpp"

namespace sen::plan {

/// "xã Phù Linh" → "Phù Linh": the name of the place without its kind.
std::string place_of(const std::string& short_name);

/// "Phù Linh, ngày 05 tháng 01 năm 2025": days below ten and the months 1 and 2 carry a zero, as the decree asks.
std::string place_and_date(const std::string& place, Date day);

}  // namespace sen::plan
