#include "index/criteria_set.hpp"

#include <algorithm>

namespace sen::index {

const char* name_of(MeasureType type) {
  switch (type) {
    case MeasureType::Count: return "count";
    case MeasureType::Percent: return "percent";
    case MeasureType::Number: return "number";
    case MeasureType::Bool: return "bool";
    case MeasureType::Date: return "date";
    case MeasureType::Days: return "days";
    case MeasureType::Money: return "money";
  }
  return "";
}

std::optional<law::Slot> CriteriaSet::measure(std::string_view measure_id) const {
  const auto found = measures_.find(measure_id);
  if (found == measures_.end()) return std::nullopt;
  return found->second;
}

std::optional<law::Slot> CriteriaSet::entered(std::string_view name) const {
  if (const auto slot = measure(name)) return slot;
  for (std::size_t i = measure_count; i < slots.size(); ++i) {
    if (slots[i].kind != SlotEntry::Kind::Year && ledger_measure(slots[i]) == name) return static_cast<law::Slot>(i);
  }
  return std::nullopt;
}

std::string ledger_measure(const SlotEntry& entry) {
  switch (entry.kind) {
    case SlotEntry::Kind::Measure: return entry.id;
    case SlotEntry::Kind::Imported: return "imported." + entry.id;
    case SlotEntry::Kind::Manual: return "points." + entry.id;
    case SlotEntry::Kind::Year: return {};
  }
  return {};
}

const Leaf* CriteriaSet::leaf(std::string_view code) const {
  const auto found = std::find_if(leaves.begin(), leaves.end(), [&](const Leaf& leaf) { return leaf.code == code; });
  return found == leaves.end() ? nullptr : &*found;
}

bool CriteriaSet::is_scorable() const {
  if (leaves.empty()) return false;
  const bool fields_known = std::all_of(fields.begin(), fields.end(), [](const Field& field) { return field.maximum.has_value(); });
  return fields_known && std::all_of(nodes.begin(), nodes.end(), [](const Node& node) { return node.maximum.has_value(); });
}

std::string render(Language language, const Finding& finding) {
  return (finding.where.empty() ? std::string() : finding.where + ": ") + render(language, finding.text);
}

std::vector<Finding> check_imports(const CriteriaSet& set,
                                   const std::map<std::string, std::vector<std::string>>& imports_by_id) {
  // Depth first from this set; a path that comes back to it is a cycle through it.
  std::vector<std::vector<std::string>> paths;
  for (const auto& id : set.imports) paths.push_back({set.id, id});
  std::vector<std::string> seen;
  while (!paths.empty()) {
    const auto path = std::move(paths.back());
    paths.pop_back();
    if (path.back() == set.id) {
      std::string chain;
      for (const auto& id : path) chain += (chain.empty() ? "" : " → ") + id;
      return {{set.id, {"index.set.import_cycle", {{"chain", chain}}}}};
    }
    if (std::find(seen.begin(), seen.end(), path.back()) != seen.end()) continue;
    seen.push_back(path.back());
    const auto found = imports_by_id.find(path.back());
    if (found == imports_by_id.end()) continue;
    for (const auto& id : found->second) {
      auto longer = path;
      longer.push_back(id);
      paths.push_back(std::move(longer));
    }
  }
  return {};
}

}  // namespace sen::index
