#include "plan/letterhead.hpp"

#include "base/texts.hpp"

namespace sen::plan {
namespace {

std::string two(int number) { return number < 10 ? "0" + std::to_string(number) : std::to_string(number); }

}  // namespace

std::string place_and_date(const std::string& place, Date day) {
  return render(Language::Vi, "plan.letter.date",
                {{"place", place}, {"day", two(day.day())}, {"month", day.month() < 3 ? two(day.month()) : std::to_string(day.month())},
                 {"year", std::to_string(day.year())}});
}

std::string place_of(const std::string& short_name) {
  const auto blank = short_name.find(' ');
  return blank == std::string::npos ? short_name : short_name.substr(blank + 1);
}

}  // namespace sen::plan
