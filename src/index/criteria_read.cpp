#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "index/criteria_set.hpp"
#include "law/rules/parse.hpp"

namespace sen::index {

/// Reads the tree of a set; collects findings instead of stopping at the first.
class SetReader {
 public:
  SetReader(const Json& json, SetReading& reading) : json_(json), set_(reading.set), findings_(reading.findings) {}

  void read() {
    if (!json_.is_object()) return finding("", "index.set.not_object");
    if (json_.string_or("schema") != "sen.criteria-set/1") return finding("schema", "index.set.schema");
    only(json_, "", {"schema", "id", "status", "completeness", "title_vi", "title_en", "legal_basis", "sources",
                     "level", "year", "period", "total", "rounding", "classification", "ranking", "not_applicable",
                     "bonus_penalty", "measures", "fields", "worked_example", "worked_examples", "real_parts",
                     "known_facts", "name_note", "deadlines", "extra", "partial_steps_source", "effective_from",
                     "effective_to"});
    read_head();
    read_rounding();
    read_measures();
    read_classification();
    read_bonus_penalty();
    read_fields();
    read_goldens();
  }

 private:
  void finding(std::string where, std::string key, TextArguments arguments = {}) {
    findings_.push_back({std::move(where), {std::move(key), std::move(arguments)}});
  }

  // Notes and sources are free; any other member must be known, so that a slip of the pen is seen.
  void only(const Json& json, const std::string& where, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : json.members()) {
      const bool is_note = starts_with(name, "note") || starts_with(name, "source") || starts_with(name, "x_");
      if (is_note || std::find(known.begin(), known.end(), name) != known.end()) continue;
      finding(where.empty() ? name : where + "." + name, "index.set.unknown_member", {{"member", name}});
    }
  }

  std::string word(const Json& json, const char* name, const std::string& where) {
    const std::string value = json.string_or(name);
    if (value.empty()) finding(where.empty() ? name : where + "." + name, "index.set.text_missing", {{"member", name}});
    return value;
  }

  Names names(const Json& json, const char* vi, const char* en, const std::string& where) {
    return {word(json, vi, where), json.string_or(en), json.string_or("short_name_vi"), json.string_or("short_name_en")};
  }

  std::optional<Points> points_or_null(const Json& json, const char* name, const std::string& where) {
    const Json& value = json[name];
    if (value.is_null()) return std::nullopt;
    const auto points = value.is_number() ? parse_points(value.text()) : std::nullopt;
    if (!points || *points < Points{} || points->ten_thousandths > law::kPointsMax * Points::kScale) {
      finding(where.empty() ? name : where + "." + name, "index.set.not_points", {{"member", name}});
      return Points{};
    }
    return points;
  }

  int decimals(const Json& json, const char* name, int fallback) {
    if (json[name].is_null()) return fallback;
    const auto value = json[name].as_int();
    if (value && *value >= 0 && *value <= 4) return static_cast<int>(*value);
    finding(std::string("rounding.") + name, "index.set.decimals", {{"member", name}});
    return fallback;
  }

  void read_head() {
    set_.id = word(json_, "id", "");
    set_.status = json_.string_or("status");
    static constexpr std::string_view kStatuses[] = {"real", "skeleton", "fragment", "SYNTHETIC"};
    if (std::find(std::begin(kStatuses), std::end(kStatuses), set_.status) == std::end(kStatuses)) {
      finding("status", "index.set.status");
    }
    set_.title = {word(json_, "title_vi", ""), json_.string_or("title_en"), {}, {}};
    set_.level = json_.string_or("level");
    set_.completeness = json_.string_or("completeness");
    if (!json_["year"].is_null()) {
      const auto year = json_["year"].as_int();
      if (year && *year >= 1990 && *year <= 2990) {
        set_.year = static_cast<int>(*year);
      } else {
        finding("year", "index.set.year");
      }
    }
    if (const auto total = points_or_null(json_, "total", "")) {
      set_.total = *total;
    } else {
      finding("total", "index.set.total_missing");
    }
    const Json& policy = json_["not_applicable"];
    only(policy, "not_applicable", {"policy", "formula", "see"});
    const std::string name = policy.string_or("policy", "none");
    if (name == "renormalise") {
      set_.not_applicable = NotApplicablePolicy::Renormalise;
    } else if (name == "per_criterion") {
      set_.not_applicable = NotApplicablePolicy::PerCriterion;
    } else if (name != "none") {
      finding("not_applicable.policy", "index.set.policy");
    }
  }

  void read_rounding() {
    const Json& rounding = json_["rounding"];
    only(rounding, "rounding", {"criterion_decimals", "group_decimals", "total_decimals", "percent_decimals", "mode"});
    set_.rounding.criterion_decimals = decimals(rounding, "criterion_decimals", 2);
    set_.rounding.group_decimals = decimals(rounding, "group_decimals", set_.rounding.criterion_decimals);
    set_.rounding.total_decimals = decimals(rounding, "total_decimals", set_.rounding.group_decimals);
    if (!rounding["mode"].is_null() && !starts_with(rounding.string_or("mode"), "half_up")) {
      finding("rounding.mode", "index.set.rounding_mode");
    }
  }

  std::optional<MeasureType> type_of(std::string_view name) {
    for (const auto type : {MeasureType::Count, MeasureType::Percent, MeasureType::Number, MeasureType::Bool,
                            MeasureType::Date, MeasureType::Days, MeasureType::Money}) {
      if (name == name_of(type)) return type;
    }
    return std::nullopt;
  }

  static bool is_measure_id(std::string_view id) {
    const auto is_good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), is_good);
  }

  void read_measures() {
    const auto& list = json_["measures"].items();
    if (list.size() > kMeasuresMax) return finding("measures", "index.set.too_many", {{"max", std::to_string(kMeasuresMax)}});
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string where = "measures[" + std::to_string(i) + "]";
      only(list[i], where, {"id", "label_vi", "label_en", "type", "unit", "unit_vi", "unit_en"});
      SlotEntry entry;
      entry.id = word(list[i], "id", where);
      entry.label = {word(list[i], "label_vi", where), list[i].string_or("label_en"), {}, {}};
      entry.unit = {list[i].string_or("unit_vi", list[i].string_or("unit")), list[i].string_or("unit_en"), {}, {}};
      if (!is_measure_id(entry.id) || entry.id == "year") finding(where + ".id", "index.set.measure_id", {{"measure", entry.id}});
      const auto type = type_of(list[i].string_or("type"));
      if (!type) finding(where + ".type", "index.set.measure_type", {{"measure", entry.id}});
      entry.type = type.value_or(MeasureType::Count);
      const auto slot = static_cast<law::Slot>(set_.slots.size());
      if (!set_.measures_.emplace(entry.id, slot).second) {
        finding(where + ".id", "index.set.measure_doubled", {{"measure", entry.id}});
      }
      set_.slots.push_back(std::move(entry));
    }
    set_.measure_count = set_.slots.size();
  }

  void read_classification() {
    const Json& json = json_["classification"];
    only(json, "classification", {"on", "bands", "basis_vi"});
    if (json.is_null()) return;
    const std::string on = json.string_or("on");
    if (on != "points" && on != "percent_of_applicable") finding("classification.on", "index.set.class_basis");
    set_.classification.on_points = on == "points";
    const auto& bands = json["bands"].items();
    for (std::size_t i = 0; i < std::min(bands.size(), law::kListMax); ++i) {
      const std::string where = "classification.bands[" + std::to_string(i) + "]";
      only(bands[i], where, {"label_vi", "label_en", "min", "max", "max_exclusive"});
      Band band;
      band.label = {word(bands[i], "label_vi", where), bands[i].string_or("label_en"), {}, {}};
      band.min = law::Exact::of(points_or_null(bands[i], "min", where).value_or(Points{}));
      const auto below = points_or_null(bands[i], "max_exclusive", where);
      if (below) band.below = law::Exact::of(*below);
      set_.classification.bands.push_back(std::move(band));
    }
  }

  std::vector<BonusItem> read_bonus_items(const Json& list, const std::string& where) {
    std::vector<BonusItem> items;
    for (std::size_t i = 0; i < std::min(list.items().size(), law::kListMax); ++i) {
      const Json& json = list.items()[i];
      const std::string place = where + "[" + std::to_string(i) + "]";
      only(json, place, {"code", "name_vi", "name_en", "per", "evidence"});
      only(json["per"], place + ".per", {"measure", "points_each"});
      BonusItem item;
      item.code = word(json, "code", place);
      item.name = names(json, "name_vi", "name_en", place);
      item.points_each = points_or_null(json["per"], "points_each", place + ".per").value_or(Points{});
      const auto slot = set_.measure(json["per"].string_or("measure"));
      if (!slot) {
        finding(item.code, "law.rule.undeclared_measure", {{"measure", json["per"].string_or("measure")}});
      } else if (set_.slots[*slot].type == MeasureType::Bool || set_.slots[*slot].type == MeasureType::Date) {
        finding(item.code, "law.rule.not_countable", {{"measure", json["per"].string_or("measure")}});
      }
      item.slot = slot.value_or(law::Slot{0});
      items.push_back(std::move(item));
    }
    return items;
  }

  void read_bonus_penalty() {
    const Json& json = json_["bonus_penalty"];
    only(json, "bonus_penalty", {"bonus_cap", "penalty_cap", "total_cap", "total_floor", "bonus", "penalty", "name_vi", "name_en"});
    auto& target = set_.bonus_penalty;
    target.bonus_cap = points_or_null(json, "bonus_cap", "bonus_penalty");
    target.penalty_cap = points_or_null(json, "penalty_cap", "bonus_penalty");
    target.total_cap = points_or_null(json, "total_cap", "bonus_penalty");
    target.total_floor = points_or_null(json, "total_floor", "bonus_penalty");
    target.bonus = read_bonus_items(json["bonus"], "bonus_penalty.bonus");
    target.penalty = read_bonus_items(json["penalty"], "bonus_penalty.penalty");
  }

  law::Slot extra_slot(SlotEntry::Kind kind, const std::string& id) {
    for (std::size_t i = set_.measure_count; i < set_.slots.size(); ++i) {
      if (set_.slots[i].kind == kind && set_.slots[i].id == id) return static_cast<law::Slot>(i);
    }
    set_.slots.push_back({kind, id, {id, {}, {}, {}}, {}, MeasureType::Number});
    return static_cast<law::Slot>(set_.slots.size() - 1);
  }

  law::Slots slots_for(const std::string& code) {
    return {[this](std::string_view id) { return set_.measure(id); },
            [this](std::string_view set) {
              if (std::find(set_.imports.begin(), set_.imports.end(), set) == set_.imports.end()) set_.imports.emplace_back(set);
              return extra_slot(SlotEntry::Kind::Imported, std::string(set));
            },
            [this, code] { return extra_slot(SlotEntry::Kind::Manual, code); },
            [this] { return extra_slot(SlotEntry::Kind::Year, "year"); },
            [this](law::Slot slot) -> std::string_view {
              return slot < set_.slots.size() ? name_of(set_.slots[slot].type) : "number";
            }};
  }

  void read_fields() {
    const auto& fields = json_["fields"].items();
    if (fields.empty()) finding("fields", "index.set.no_fields");
    std::set<std::string> codes;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string where = "fields[" + std::to_string(i) + "]";
      only(fields[i], where, {"code", "api_code", "name_vi", "name_en", "short_name_vi", "short_name_en", "max_points",
                              "criteria", "contents"});
      Field field{word(fields[i], "code", where), names(fields[i], "name_vi", "name_en", where),
                  points_or_null(fields[i], "max_points", where)};
      if (!codes.insert(field.code).second) finding(field.code, "index.set.code_doubled", {{"code", field.code}});
      if (!field.maximum && !is_skeleton()) finding(field.code, "index.set.points_unknown");
      set_.fields.push_back(std::move(field));
      const auto& criteria = fields[i]["criteria"].items();
      for (std::size_t k = 0; k < criteria.size(); ++k) {
        read_node(criteria[k], where + ".criteria[" + std::to_string(k) + "]", 0, {});
      }
    }
    if (set_.leaves.size() > kLeavesMax) finding("fields", "index.set.too_many", {{"max", std::to_string(kLeavesMax)}});
  }

  [[nodiscard]] bool is_skeleton() const { return set_.status == "skeleton"; }

  void read_node(const Json& json, const std::string& where, int depth, const std::string& criterion) {
    only(json, where, {"code", "api_code", "name_vi", "name_en", "short_name_vi", "short_name_en", "max_points", "rule",
                       "components", "evidence", "pattern_from", "due", "recovery", "owner", "known_at", "plan_rows"});
    Node node{word(json, "code", where), names(json, "name_vi", "name_en", where),
              points_or_null(json, "max_points", where), set_.fields.size() - 1, depth, {}};
    if (!node_codes_.insert(node.code).second) finding(node.code, "index.set.code_doubled", {{"code", node.code}});
    if (!node.maximum && !is_skeleton()) finding(node.code, "index.set.points_unknown");
    const bool has_parts = !json["components"].items().empty();
    if (has_parts == json["rule"].is_object() && !is_skeleton()) finding(node.code, "index.set.rule_or_components");
    if (depth > 8) return finding(node.code, "index.set.too_deep");
    const std::string top = criterion.empty() ? node.code : criterion;
    if (json["rule"].is_object()) node.leaf = read_leaf(json, node, top);
    set_.nodes.push_back(node);
    const auto& parts = json["components"].items();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      read_node(parts[i], where + ".components[" + std::to_string(i) + "]", depth + 1, top);
    }
  }

  std::size_t read_leaf(const Json& json, const Node& node, const std::string& criterion) {
    Leaf leaf;
    leaf.code = node.code;
    leaf.name = node.name;
    leaf.field = node.field;
    leaf.criterion = criterion;
    leaf.maximum = node.maximum.value_or(Points{});
    std::vector<law::Problem> problems;
    leaf.rule = law::parse_rule(json["rule"], slots_for(node.code), leaf.maximum, problems);
    if (!problems.empty()) leaf.rule = {};  // its highest result is not looked at
    for (auto& problem : problems) {
      findings_.push_back({node.code + " " + problem.path, std::move(problem.text)});
    }
    for (const auto& paper : json["evidence"].items()) {
      if (paper.is_string()) leaf.evidence.push_back(paper.text());
    }
    for (const auto& row : json["plan_rows"].items()) {
      if (row.is_string()) leaf.plan_rows.push_back(row.text());
    }
    read_live_terms(json, leaf);
    set_.leaves.push_back(std::move(leaf));
    return set_.leaves.size() - 1;
  }

  void read_live_terms(const Json& json, Leaf& leaf) {
    const Json& due = json["due"];
    if (!due.is_null()) {
      only(due, leaf.code + ".due", {"month", "day"});
      const auto month = due["month"].as_int().value_or(0);
      const auto day = due["day"].as_int().value_or(0);
      const bool in_range = month >= 1 && month <= 12 && day >= 1 && day <= 31;
      if (in_range && make_date(2023, static_cast<int>(month), static_cast<int>(day))) {
        leaf.due = Leaf::MonthDay{static_cast<int>(month), static_cast<int>(day)};
      } else {
        finding(leaf.code, "law.rule.no_such_day");
      }
    }
    // A deadline looks after itself: a dated paper is final, an undated one can still earn its late points.
    const std::string recovery = json.string_or("recovery", "curable");
    if (recovery == "grows") {
      leaf.recovery = Recovery::Grows;
    } else if (recovery == "final") {
      leaf.recovery = Recovery::Final;
    } else if (recovery != "curable") {
      finding(leaf.code, "index.set.recovery");
    }
    leaf.owner = json.string_or("owner");
    const std::string known_at = json.string_or("known_at");
    if (!known_at.empty() && known_at != "province") finding(leaf.code, "index.set.known_at");
    leaf.known_at_province = known_at == "province";
  }

  void read_goldens() {
    if (json_["worked_example"].is_object()) read_golden(json_["worked_example"], "worked_example");
    const auto& more = json_["worked_examples"].items();
    for (std::size_t i = 0; i < more.size(); ++i) read_golden(more[i], "worked_examples[" + std::to_string(i) + "]");
  }

  void read_numbers(const Json& json, const std::string& where, std::vector<std::pair<std::string, law::Exact>>& out) {
    for (const auto& [code, value] : json.members()) {
      const auto number = value.is_number() ? law::parse_number(value.text()) : std::nullopt;
      if (number) {
        out.emplace_back(code, number->exact());
      } else {
        finding(where + "." + code, "law.rule.not_number", {{"member", code}});
      }
    }
  }

  void read_golden(const Json& json, const std::string& where) {
    Golden golden;
    golden.facts = Json::object();
    for (const char* name : {"facts", "manual_points", "imported_index"}) {
      if (json.has(name)) golden.facts.set(name, json[name]);
    }
    read_numbers(json[json.has("expected") ? "expected" : "expected_by_rule"], where + ".expected", golden.expected);
    read_numbers(json["groups_published"], where + ".groups_published", golden.groups);
    if (json["total_published"].is_number()) {
      const auto total = law::parse_number(json["total_published"].text());
      if (total) golden.total = total->exact();
    }
    set_.goldens.push_back(std::move(golden));
  }

  const Json& json_;
  CriteriaSet& set_;
  std::vector<Finding>& findings_;
  std::set<std::string> node_codes_;
};

SetReading read_criteria_set(const Json& json) {
  SetReading reading;
  SetReader(json, reading).read();
  check_points(reading.set, reading.findings);
  return reading;
}

}  // namespace sen::index
