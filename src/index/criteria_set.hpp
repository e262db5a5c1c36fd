#pragma once
// A criteria set (bộ tiêu chí, `sen.criteria-set/1`) as plain structs: measures, fields, criteria,
// leaves with their rules, rounding, classes, bonus and penalty. Sets are data: they change almost
// every year and differ between provinces, so nothing here knows any of them.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/texts.hpp"
#include "index/outlook.hpp"
#include "law/rules/rule.hpp"

namespace sen::index {

/// Names in both languages; `vi` is never empty. `short_*` fall back to the long name.
struct Names {
  std::string vi;
  std::string en{};
  std::string short_vi{};
  std::string short_en{};
  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::En && !en.empty() ? en : vi;
  }
  [[nodiscard]] const std::string& short_in(Language language) const {
    if (language == Language::En && !short_en.empty()) return short_en;
    if (language == Language::En && !en.empty()) return en;
    return short_vi.empty() ? vi : short_vi;
  }
};

enum class MeasureType { Count, Percent, Number, Bool, Date, Days, Money };
const char* name_of(MeasureType type);  ///< "count", "percent" …

/// What a slot of a set stands for.
struct SlotEntry {
  enum class Kind {
    Measure,   ///< id: of the measure
    Imported,  ///< id: of another set
    Manual,    ///< id: code of the criterion
    Year
  };
  Kind kind = Kind::Measure;
  std::string id;
  Names label{};
  Names unit{};  ///< "hồ sơ", may be empty
  MeasureType type = MeasureType::Count;
};

/// Name under which the ledger keeps a slot: the measure's own id, "points.<code>" for an appraiser's
/// points, "imported.<set>" for another set's result; empty for the year itself.
std::string ledger_measure(const SlotEntry& entry);

struct Leaf {
  std::string code;
  Names name;
  std::size_t field = 0;      ///< index into CriteriaSet::fields
  std::string criterion{};    ///< code of the criterion it is or belongs to
  Points maximum{};
  law::Rule rule{};
  std::vector<std::string> evidence{};  ///< documents wanted
  // What the live index needs besides the rule; all optional in the data.
  struct MonthDay {
    int month = 1;
    int day = 1;
  };
  std::optional<MonthDay> due{};  ///< before this day of the year a loss is "not yet due"
  Recovery recovery = Recovery::Curable;
  std::string owner{};  ///< code of the body that answers for it
  std::vector<std::string> plan_rows{};  ///< rows of the year's plan that win its points ("PAR 7")
  bool known_at_province = false;
};

/// A criterion or sub-criterion, in the order of the set: the tree as a list.
struct Node {
  std::string code;
  Names name;
  std::optional<Points> maximum{};
  std::size_t field = 0;
  int depth = 0;                       ///< 0: criterion, 1: component …
  std::optional<std::size_t> leaf{};   ///< index into CriteriaSet::leaves when it has a rule
};

struct Field {
  std::string code;
  Names name;
  std::optional<Points> maximum{};  ///< empty in skeletons
};

struct Rounding {
  int criterion_decimals = 2;
  int group_decimals = 2;
  int total_decimals = 2;
};

struct Band {
  Names label;
  law::Exact min{};
  std::optional<law::Exact> below{};
};
struct Classification {
  bool on_points = false;  ///< else on the percentage of the points that apply
  std::vector<Band> bands{};
};

struct BonusItem {
  std::string code;
  Names name;
  law::Slot slot{};
  Points points_each{};
};
struct BonusPenalty {
  std::vector<BonusItem> bonus{};
  std::vector<BonusItem> penalty{};
  std::optional<Points> bonus_cap{};
  std::optional<Points> penalty_cap{};
  std::optional<Points> total_cap{};
  std::optional<Points> total_floor{};
};

enum class NotApplicablePolicy { None, PerCriterion, Renormalise };

/// A worked example of the set's own: facts and the results that an authority published for them.
struct Golden {
  Json facts;                                       ///< members: facts, manual_points, imported_index
  std::vector<std::pair<std::string, law::Exact>> expected{};  ///< code of a leaf or a field
  std::vector<std::pair<std::string, law::Exact>> groups{};
  std::optional<law::Exact> total{};
};

struct CriteriaSet {
  std::string id;
  std::string status;  ///< "real", "skeleton", "fragment", "SYNTHETIC"
  Names title;
  std::string level{};
  std::string completeness{};
  std::optional<int> year{};
  Points total{};
  Rounding rounding{};
  Classification classification{};
  NotApplicablePolicy not_applicable = NotApplicablePolicy::None;
  BonusPenalty bonus_penalty{};
  std::vector<SlotEntry> slots{};  ///< the declared measures first, in their order
  std::size_t measure_count = 0;
  std::vector<Field> fields{};
  std::vector<Node> nodes{};
  std::vector<Leaf> leaves{};
  std::vector<Golden> goldens{};
  std::vector<std::string> imports{};  ///< ids of the sets whose result it takes

  /// A set that nobody issued: says so wherever its points show.
  [[nodiscard]] bool is_illustrative() const { return status == "SYNTHETIC"; }
  [[nodiscard]] std::optional<law::Slot> measure(std::string_view measure_id) const;
  /// The slot that people enter under this name: a measure's id, or as `ledger_measure` names the others,
  /// "imported.<set>" and "points.<code>".
  [[nodiscard]] std::optional<law::Slot> entered(std::string_view name) const;
  [[nodiscard]] const Leaf* leaf(std::string_view code) const;
  /// All maxima known and at least one rule; skeletons load but cannot score.
  [[nodiscard]] bool is_scorable() const;

 private:
  friend class SetReader;
  std::map<std::string, law::Slot, std::less<>> measures_{};
};

/// Something wrong with a set: where (code of the node, or JSON path) and what.
struct Finding {
  std::string where;
  Text text;
};
std::string render(Language language, const Finding& finding);

struct SetReading {
  CriteriaSet set{};
  std::vector<Finding> findings{};  ///< empty: the set is sound and may score
};

/// Reads and checks a set: structure, sums of points at each level, every rule's highest result,
/// undeclared measures, bands, ranges. Its golden cases are check_goldens', its imports
/// check_imports'. A set with findings must not score anything.
SetReading read_criteria_set(const Json& json);

/// Cycles among sets that import one another's result ("a → b → a").
std::vector<Finding> check_imports(const CriteriaSet& set,
                                   const std::map<std::string, std::vector<std::string>>& imports_by_id);

/// Recomputes the published results of the set's worked examples, to the last digit.
std::vector<Finding> check_goldens(const CriteriaSet& set);

/// Used by read_criteria_set: sums, highest results, classes. Appends to `findings`.
void check_points(const CriteriaSet& set, std::vector<Finding>& findings);

constexpr std::size_t kMeasuresMax = 2'000;
constexpr std::size_t kLeavesMax = 1'000;

}  // namespace sen::index
