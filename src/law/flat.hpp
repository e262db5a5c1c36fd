#pragma once
// The same rules without explanations, for scoring thousands of units at once: parameters turned into
// integers beforehand, no allocation, no fractions. What does not fit 64 bits, and the rare kinds, go
// the exact way of rules/; a test holds the two ways equal.

#include <cstdint>
#include <vector>

#include "law/rules/rule.hpp"

namespace sen::law {

struct FlatResult {
  Points points{};  ///< rounded once, half up; 0 unless scored
  State state = State::Scored;
};

/// The rules of one set, compiled. Holds pointers into `rules`' owner: it must outlive this.
class FlatRules {
 public:
  explicit FlatRules(int decimals);

  /// Adds a rule; results come in the order of adding. @param year  the assessed year, for deadlines
  void add(const Rule& rule, Points maximum, int year);

  [[nodiscard]] std::size_t size() const { return leaves_.size(); }
  /// One result per rule. `facts` are checked facts, one per slot of the set.
  void evaluate(Facts facts, std::span<FlatResult> results) const;

 private:
  /// Ratio: a share of one measure in another on one straight piece, the commonest rule by far.
  enum class Kind : std::uint8_t { Ratio, Share, Value, Checklist, Deduction, Deadline, Given, Tracking, Exact };
  struct Piece {
    Segment::Kind kind = Segment::Kind::Constant;
    bool has_min = false;
    bool has_below = false;
    std::int64_t min = 0;    ///< in ten-thousandths, as all below
    std::int64_t below = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
    Points points{};         ///< of a constant, rounded
    // Points × 10^decimals = (plus × N − minus × D) × factor ÷ (divisor × D), before rounding.
    std::int64_t plus = 0;
    std::int64_t minus = 0;
    std::int64_t factor = 0;
    std::int64_t divisor = 1;
  };
  struct Item {
    Slot slot = 0;
    Comparison comparison = Comparison::Equal;
    Fact value{};
    std::int64_t points = 0;  ///< of the item (checklist) or each (deduction), ten-thousandths
    bool ends = false;        ///< last clause of its item
    bool all = true;
  };
  struct Leaf {
    Kind kind = Kind::Exact;
    ZeroCase zero = ZeroCase::Unspecified;
    bool capped = false;
    bool full_when_missing = false;
    bool is_round = false;  ///< its points are multiples of the smallest unit: nothing to round
    Points maximum{};
    Points rounded_maximum{};
    Slot value = 0;
    Slot done = 0;   ///< of a Ratio
    Slot asked = 0;
    // Ratio: points in the set's smallest unit = clamp((plus × N − minus × D) × factor ÷ (divisor × D), 0, most).
    std::int64_t plus = 0;
    std::int64_t minus = 0;
    std::int64_t factor = 0;
    std::int64_t divisor = 1;
    std::int64_t most = 0;
    std::uint32_t first = 0;       ///< into slots_, pieces_ or items_
    std::uint32_t plus_count = 0;  ///< of the numerator
    std::uint32_t minus_count = 0;
    std::uint32_t asked_plus_count = 0;
    std::uint32_t asked_minus_count = 0;
    std::uint32_t piece_first = 0;
    std::uint32_t piece_count = 0;
    std::int64_t start = 0;
    std::int64_t floor = 0;
    std::int64_t due_day = 0;
    std::int64_t year = 0;
    const Rule* rule = nullptr;
  };
  struct Sum {
    std::int64_t value = 0;
    bool known = true;
    bool plain = true;  ///< whole numbers of a size that 64 bits multiply
  };

  void add_scale(Leaf& leaf, const ScaleRule& rule);
  void add_piece(const Segment& segment, Points maximum);
  void add_checklist(Leaf& leaf, const ConditionsRule& rule);
  void add_slots(const std::vector<Slot>& slots);
  void narrow(Leaf& leaf, const ScaleRule& rule) const;
  [[nodiscard]] FlatResult ratio(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] Sum sum_of(std::uint32_t first, std::uint32_t plus, std::uint32_t minus, Facts facts) const;
  [[nodiscard]] FlatResult share(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] FlatResult value(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] FlatResult at(const Leaf& leaf, std::int64_t done, std::int64_t asked) const;
  [[nodiscard]] FlatResult checklist(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] FlatResult deduction(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] FlatResult deadline(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] FlatResult given(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] FlatResult exactly(const Leaf& leaf, Facts facts) const;
  [[nodiscard]] Points rounded(std::int64_t ten_thousandths) const;
  [[nodiscard]] Points rounded(const Leaf& leaf, std::int64_t ten_thousandths) const;
  [[nodiscard]] bool are_round(const Leaf& leaf) const;

  int decimals_;
  std::int64_t unit_;  ///< ten-thousandths of the smallest unit of points: 100 with two decimals
  std::vector<Leaf> leaves_;
  std::vector<Slot> slots_;
  std::vector<Piece> pieces_;
  std::vector<Item> items_;
};

}  // namespace sen::law
