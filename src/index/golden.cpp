#include "index/facts.hpp"
#include "index/score.hpp"

namespace sen::index {
namespace {

using law::Exact;

void compare(const std::string& where, const std::string& code, const Exact& computed, const Exact& published,
             std::vector<Finding>& findings) {
  if (computed == published) return;
  findings.push_back({where, {"index.set.golden", {{"code", code}, {"computed", law::to_decimal(computed, 4)},
                                                   {"published", law::to_decimal(published, 4)}}}});
}

// Points of a field whose criteria all scored.
std::optional<Exact> field_points(const CriteriaSet& set, const ScoreTree& tree, const std::string& code) {
  for (std::size_t i = 0; i < set.fields.size(); ++i) {
    if (set.fields[i].code != code) continue;
    for (std::size_t k = 0; k < set.leaves.size(); ++k) {
      if (set.leaves[k].field == i && tree.leaves[k].state != LeafState::Scored) return std::nullopt;
    }
    return Exact::of(tree.fields[i]);
  }
  return std::nullopt;
}

void check_golden(const CriteriaSet& set, const Golden& golden, const std::string& where, std::vector<Finding>& findings) {
  const auto facts = read_facts(set, golden.facts);
  if (!facts) {
    for (const auto& fault : facts.error().fields) findings.push_back({where + " " + fault.field, {fault.code, fault.arguments}});
    if (facts.error().fields.empty()) findings.push_back({where, {facts.error().rule, facts.error().arguments}});
    return;
  }
  const ScoreTree tree = score(set, *facts, Explain::No);
  for (const auto& [code, published] : golden.expected) {
    const Leaf* leaf = set.leaf(code);
    std::optional<Exact> computed;
    if (leaf != nullptr) {
      const auto& result = tree.leaves[static_cast<std::size_t>(leaf - set.leaves.data())];
      if (result.state == LeafState::Scored) computed = Exact::of(result.points);
    } else {
      computed = field_points(set, tree, code);
    }
    if (computed) {
      compare(where, code, *computed, published, findings);
    } else {
      findings.push_back({where, {"index.set.golden_unscored", {{"code", code}}}});
    }
  }
  Exact sum;
  for (const auto& [code, published] : golden.groups) {
    sum = sum + published;
    const auto computed = field_points(set, tree, code);
    if (computed) compare(where, code, *computed, published, findings);
  }
  if (golden.total && !golden.groups.empty()) compare(where, "total", sum, *golden.total, findings);
}

}  // namespace

std::vector<Finding> check_goldens(const CriteriaSet& set) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < set.goldens.size(); ++i) {
    check_golden(set, set.goldens[i], "worked_example[" + std::to_string(i) + "]", findings);
  }
  return findings;
}

}  // namespace sen::index
