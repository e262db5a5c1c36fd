#include "plan/conditions.hpp"

#include <algorithm>

#include "plan/dictionary.hpp"

namespace sen::plan {
namespace {

constexpr std::int64_t kPercentScale = 10'000;  ///< a percent measure is kept in ten-thousandths

std::optional<std::int64_t> reading(const Readings& readings, const std::string& measure) {
  const auto found = readings.find(measure);
  if (measure.empty() || found == readings.end()) return std::nullopt;
  return found->second.value;
}

}  // namespace

std::vector<std::string> measures_of(const std::vector<Target>& targets) {
  std::vector<std::string> measures;
  for (const Target& target : targets) {
    if (target.measure.empty()) continue;
    const MeasureBinding binding = Dictionary::shipped().binding_of(target.measure);
    for (const std::string& name : {binding.percent, binding.numerator, binding.denominator, binding.count, binding.less}) {
      if (!name.empty() && std::find(measures.begin(), measures.end(), name) == measures.end()) measures.push_back(name);
    }
  }
  return measures;
}

std::optional<Ratio> value_of(const Target& target, const Readings& readings) {
  if (target.measure.empty()) return std::nullopt;
  const MeasureBinding binding = Dictionary::shipped().binding_of(target.measure);
  if (!binding.count.empty()) {
    const auto count = reading(readings, binding.count);
    const auto less = binding.less.empty() ? std::optional<std::int64_t>{0} : reading(readings, binding.less);
    if (!count || !less) return std::nullopt;
    return Ratio::whole(*count - *less);
  }
  const auto numerator = reading(readings, binding.numerator);
  const auto denominator = reading(readings, binding.denominator);
  if (numerator && denominator && *denominator > 0) return Ratio(*numerator, *denominator) * Ratio::whole(100);
  if (const auto percent = reading(readings, binding.percent)) return Ratio(*percent, kPercentScale);
  return std::nullopt;
}

std::optional<bool> holds(const Target& target, const Readings& readings) {
  const auto value = value_of(target, readings);
  const auto wanted = parse_ratio(target.value);
  if (!value || !wanted) return std::nullopt;
  if (target.op == "==") return *value == *wanted;
  return target.op == "<=" ? *value <= *wanted : *value >= *wanted;
}

std::optional<int> progress_to(const Target& target, const Readings& readings) {
  const auto value = value_of(target, readings);
  const auto wanted = parse_ratio(target.value);
  if (!value || !wanted || target.op != ">=" || wanted->numerator() <= 0) return std::nullopt;
  const Ratio share = *value / *wanted * Ratio::whole(100);
  return static_cast<int>(std::clamp<std::int64_t>(share.numerator() / share.denominator(), 0, 100));
}

}  // namespace sen::plan
