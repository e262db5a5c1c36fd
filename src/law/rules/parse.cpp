#include "law/rules/parse.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sen::law {
namespace {

const Json kNothing;

bool is_note(std::string_view name) {
  return starts_with(name, "note") || starts_with(name, "source") || starts_with(name, "label_") ||
         name == "interpretation" || name == "as_percent";
}

std::optional<Comparison> comparison_of(std::string_view text) {
  if (text == "==") return Comparison::Equal;
  if (text == "!=") return Comparison::NotEqual;
  if (text == ">=") return Comparison::AtLeast;
  if (text == ">") return Comparison::Above;
  if (text == "<=") return Comparison::AtMost;
  if (text == "<") return Comparison::Below;
  return std::nullopt;
}

std::string joined(std::initializer_list<std::string_view> words) {
  std::string out;
  for (const auto word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

}  // namespace

RuleReader RuleReader::child(const char* name) const {
  return RuleReader(json_[name], slots_, problems_, path_ + "." + name);
}

RuleReader RuleReader::item(const char* name, std::size_t index) const {
  return RuleReader(json_[name].items()[index], slots_, problems_,
                    path_ + "." + name + "[" + std::to_string(index) + "]");
}

void RuleReader::problem(std::string_view name, std::string key, TextArguments arguments) {
  std::string path = path_;
  if (!name.empty()) path += "." + std::string(name);
  problems_.push_back({std::move(path), {std::move(key), std::move(arguments)}});
}

void RuleReader::only(std::initializer_list<std::string_view> known) {
  if (!json_.is_object()) return problem("", "law.rule.not_object");
  for (const auto& [name, value] : json_.members()) {
    const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
    if (!is_known && !is_note(name)) problem(name, "law.rule.unknown_member", {{"member", name}});
  }
}

Points RuleReader::points(const char* name) {
  const Json& json = json_[name];
  if (json.is_null()) {
    problem(name, "law.rule.member_missing", {{"member", name}});
    return {};
  }
  const auto value = json.is_number() ? parse_points(json.text()) : std::nullopt;
  const std::int64_t bound = kPointsMax * Points::kScale;
  if (!value || value->ten_thousandths > bound || value->ten_thousandths < -bound) {
    problem(name, "law.rule.not_points", {{"member", name}});
    return {};
  }
  return *value;
}

Points RuleReader::points_or(const char* name, Points fallback) {
  return json_.has(name) ? points(name) : fallback;
}

Exact RuleReader::number(const char* name) {
  const Json& json = json_[name];
  const auto value = json.is_number() ? parse_number(json.text()) : std::nullopt;
  if (!value || value->decimals > 4) {
    problem(name, json.is_null() ? "law.rule.member_missing" : "law.rule.not_number",
            {{"member", name}});
    return {};
  }
  return value->exact();
}

Exact RuleReader::percent(const char* name) {
  const Exact value = number(name);
  if (value < Exact::whole(0) || value > Exact::whole(kPercentMax)) {
    problem(name, "law.rule.not_percent", {{"member", name}});
    return {};
  }
  return value;
}

std::int64_t RuleReader::whole(const char* name, std::int64_t min, std::int64_t max) {
  const auto value = json_[name].as_int();
  if (!value || *value < min || *value > max) {
    problem(name, "law.rule.not_whole",
            {{"member", name}, {"min", std::to_string(min)}, {"max", std::to_string(max)}});
    return min;
  }
  return *value;
}

bool RuleReader::flag_or(const char* name, bool fallback) {
  const Json& json = json_[name];
  if (json.is_null()) return fallback;
  if (!json.is_bool()) {
    problem(name, "law.rule.not_flag", {{"member", name}});
    return fallback;
  }
  return json.as_bool();
}

std::string RuleReader::word(const char* name, std::initializer_list<std::string_view> allowed) {
  const std::string value = json_.string_or(name);
  if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
    problem(name, "law.rule.not_allowed", {{"member", name}, {"allowed", joined(allowed)}});
  }
  return value;
}

const std::vector<Json>& RuleReader::list(const char* name) {
  const auto& items = json_[name].items();
  if (!json_[name].is_array() || items.empty() || items.size() > kListMax) {
    problem(name, "law.rule.not_list", {{"member", name}, {"max", std::to_string(kListMax)}});
    return kNothing.items();
  }
  return items;
}

Slot RuleReader::measure_named(const std::string& id, std::string_view path) {
  const auto slot = slots_.measure(id);
  if (!slot) problem(path, "law.rule.undeclared_measure", {{"measure", id}});
  return slot.value_or(Slot{0});
}

Slot RuleReader::measure(const char* name) {
  const Json& json = json_[name];
  if (!json.is_string()) {
    problem(name, "law.rule.member_missing", {{"member", name}});
    return 0;
  }
  return measure_named(json.text(), name);
}

Operand RuleReader::operand(const char* name) {
  Operand operand;
  RuleReader inner = child(name);
  inner.only({"sum", "minus"});
  const auto read = [&](const char* part, std::vector<Slot>& slots) {
    const auto& items = json_[name][part].items();
    if (items.size() > kListMax / 4) {
      inner.problem(part, "law.rule.not_list", {{"member", part}, {"max", std::to_string(kListMax / 4)}});
      return;
    }
    for (const auto& item : items) {
      const std::string id = item.is_string() ? item.text() : item.dump();
      slots.push_back(inner.measure_named(id, part));
      const auto type = slots_.type(slots.back());
      if (type == "bool" || type == "date") {
        inner.problem(part, "law.rule.not_countable", {{"measure", id}});
      }
    }
  };
  read("sum", operand.plus);
  read("minus", operand.minus);
  if (operand.plus.empty()) inner.problem("sum", "law.rule.member_missing", {{"member", "sum"}});
  return operand;
}

Clause RuleReader::clause() {
  only({"measure", "op", "value"});
  Clause clause;
  clause.slot = measure("measure");
  const auto comparison = comparison_of(json_.string_or("op"));
  if (!comparison) {
    problem("op", "law.rule.not_allowed", {{"member", "op"}, {"allowed", "== != >= > <= <"}});
    return clause;
  }
  clause.comparison = *comparison;
  const Json& value = json_["value"];
  const auto type = slots_.type(clause.slot);
  std::optional<Fact> fact;
  if (type == "bool") {
    const bool is_order = *comparison != Comparison::Equal && *comparison != Comparison::NotEqual;
    if (value.is_bool() && !is_order) fact = Fact::flag(value.as_bool());
  } else if (type == "date") {
    const auto date = value.is_string() ? parse_date(value.text()) : std::nullopt;
    if (date) fact = Fact::day(*date);
  } else if (value.is_number()) {
    fact = parse_number(value.text());
  }
  if (fact) {
    clause.value = *fact;
  } else {
    problem("value", "law.rule.value_type", {{"measure", json_.string_or("measure")}, {"type", std::string(type)}});
  }
  return clause;
}

Condition RuleReader::condition(const char* name) {
  Condition condition;
  RuleReader inner = child(name);
  inner.only({"all", "any"});
  const bool has_all = json_[name].has("all");
  if (has_all == json_[name].has("any")) {
    problem(name, "law.rule.all_or_any", {{"member", name}});
    return condition;
  }
  condition.all = has_all;
  const char* part = has_all ? "all" : "any";
  const std::size_t count = inner.list(part).size();
  for (std::size_t i = 0; i < count; ++i) condition.clauses.push_back(inner.item(part, i).clause());
  return condition;
}

ZeroCase RuleReader::zero_case(const char* name) {
  if (!json_.has(name)) return ZeroCase::Unspecified;
  const std::string value =
      word(name, {"zero", "full", "not_applicable", "prior_year_share", "unspecified"});
  if (value == "zero") return ZeroCase::Zero;
  if (value == "full") return ZeroCase::Full;
  if (value == "not_applicable") return ZeroCase::NotApplicable;
  if (value == "prior_year_share") return ZeroCase::PriorYearShare;
  return ZeroCase::Unspecified;
}

}  // namespace sen::law
