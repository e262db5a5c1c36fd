#include <algorithm>

#include "index/criteria_set.hpp"

namespace sen::index {
namespace {

using law::Exact;

void check_sum(const std::string& where, Points sum, Points declared, std::vector<Finding>& findings) {
  if (sum == declared) return;
  findings.push_back({where, {"index.set.sum", {{"sum", to_string(sum, 0)}, {"declared", to_string(declared, 0)}}}});
}

void check_fields(const CriteriaSet& set, std::vector<Finding>& findings) {
  Points total;
  bool all_known = !set.fields.empty();
  for (std::size_t i = 0; i < set.fields.size(); ++i) {
    const auto& field = set.fields[i];
    all_known = all_known && field.maximum.has_value();
    if (field.maximum) total += *field.maximum;
    Points sum;
    bool known = false;
    for (const auto& node : set.nodes) {
      if (node.field != i || node.depth != 0) continue;
      known = node.maximum.has_value();
      if (!known) break;
      sum += *node.maximum;
    }
    if (known && field.maximum) check_sum(field.code, sum, *field.maximum, findings);
  }
  if (all_known) check_sum("total", total, set.total, findings);
}

void check_components(const CriteriaSet& set, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < set.nodes.size(); ++i) {
    const auto& parent = set.nodes[i];
    if (parent.leaf || !parent.maximum) continue;
    Points sum;
    bool known = false;
    for (std::size_t k = i + 1; k < set.nodes.size() && set.nodes[k].depth > parent.depth; ++k) {
      if (set.nodes[k].depth != parent.depth + 1) continue;
      known = set.nodes[k].maximum.has_value();
      if (!known) break;
      sum += *set.nodes[k].maximum;
    }
    if (known) check_sum(parent.code, sum, *parent.maximum, findings);
  }
}

void check_highest(const CriteriaSet& set, std::vector<Finding>& findings) {
  for (const auto& leaf : set.leaves) {
    if (leaf.rule.type.empty()) continue;
    const Exact best = law::reach(leaf.rule, leaf.maximum).best;
    if (best == Exact::of(leaf.maximum)) continue;
    findings.push_back({leaf.code, {"index.set.highest", {{"reaches", law::to_decimal(best, 4)}, {"max", to_string(leaf.maximum, 0)}}}});
  }
}

// Every result must fall into exactly one class.
void check_classes(const CriteriaSet& set, std::vector<Finding>& findings) {
  auto bands = set.classification.bands;
  if (bands.empty()) return;
  std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.min < b.min; });
  const auto say = [&](const char* key, TextArguments arguments) {
    findings.push_back({"classification.bands", {key, std::move(arguments)}});
  };
  if (bands.front().min > Exact()) {
    say("index.set.classes_gap", {{"from", "0"}, {"to", law::to_decimal(bands.front().min, 4)}});
  }
  if (bands.back().below) say("index.set.classes_open_end", {{"to", law::to_decimal(*bands.back().below, 4)}});
  for (std::size_t i = 0; i + 1 < bands.size(); ++i) {
    const Exact next = bands[i + 1].min;
    if (!bands[i].below || *bands[i].below > next) {
      say("index.set.classes_overlap", {{"at", law::to_decimal(next, 4)}});
    } else if (*bands[i].below < next) {
      say("index.set.classes_gap", {{"from", law::to_decimal(*bands[i].below, 4)}, {"to", law::to_decimal(next, 4)}});
    }
  }
}

}  // namespace

void check_points(const CriteriaSet& set, std::vector<Finding>& findings) {
  check_fields(set, findings);
  check_components(set, findings);
  check_highest(set, findings);
  check_classes(set, findings);
}

}  // namespace sen::index
