#include "law/flat.hpp"

#include <algorithm>
#include <numeric>

#include "law/rules/deadline.hpp"

namespace sen::law {
namespace {

constexpr std::int64_t kScale = Points::kScale;
// Whole facts up to a thousand million keep every product below inside 64 bits or, at worst, 128.
constexpr std::int64_t kPlainMax = 1'000'000'000;
constexpr std::int64_t kPowers[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

std::int64_t ten_thousandths(const Exact& value) {
  const Exact scaled = value * Exact::whole(kScale);
  SEN_ASSERT(scaled.denominator() == 1);  // the parser takes at most four decimals
  return static_cast<std::int64_t>(scaled.numerator());
}

// Half up for num ≥ 0, den > 0.
std::int64_t divided(Wide numerator, Wide denominator) {
  constexpr Wide kNarrow = std::int64_t{1} << 61;
  if (numerator < kNarrow && denominator < kNarrow) {
    const auto top = static_cast<std::uint64_t>(numerator);
    const auto bottom = static_cast<std::uint64_t>(denominator);
    return static_cast<std::int64_t>((2 * top + bottom) / (2 * bottom));
  }
  return static_cast<std::int64_t>((2 * numerator + denominator) / (2 * denominator));
}

template <class Number>
bool compares(Comparison comparison, Number left, Number right) {
  switch (comparison) {
    case Comparison::Equal: return left == right;
    case Comparison::NotEqual: return left != right;
    case Comparison::AtLeast: return left >= right;
    case Comparison::Above: return left > right;
    case Comparison::AtMost: return left <= right;
    case Comparison::Below: return left < right;
  }
  return false;
}

bool holds(Comparison comparison, const Fact& fact, const Fact& wanted) {
  if (fact.decimals == wanted.decimals) return compares(comparison, fact.value, wanted.value);
  return compares(comparison, Wide{fact.value} * kPowers[wanted.decimals], Wide{wanted.value} * kPowers[fact.decimals]);
}

// Numerators and denominators of a Ratio stay under this many bits.
constexpr int kRatioBits = 30;

}  // namespace

FlatRules::FlatRules(int decimals) : decimals_(decimals), unit_(kPowers[4 - decimals]) {
  SEN_ASSERT(decimals >= 0);
  SEN_ASSERT(decimals <= 4);
}

void FlatRules::add(const Rule& rule, Points maximum, int year) {
  Leaf leaf;
  leaf.rule = &rule;
  leaf.maximum = maximum;
  leaf.rounded_maximum = rounded(maximum.ten_thousandths);
  if (const auto* scale = std::get_if<ScaleRule>(&rule.body)) {
    add_scale(leaf, *scale);
  } else if (const auto* conditions = std::get_if<ConditionsRule>(&rule.body)) {
    if (!conditions->first_only) add_checklist(leaf, *conditions);
  } else if (const auto* deducted = std::get_if<DeductionRule>(&rule.body)) {
    leaf.kind = Kind::Deduction;
    leaf.start = deducted->start.ten_thousandths;
    leaf.floor = deducted->floor.ten_thousandths;
    leaf.first = static_cast<std::uint32_t>(items_.size());
    leaf.plus_count = static_cast<std::uint32_t>(deducted->per.size());
    for (const auto& item : deducted->per) {
      items_.push_back({.slot = item.slot, .points = item.points_each.ten_thousandths});
    }
    leaf.is_round = leaf.start % unit_ == 0 && leaf.floor % unit_ == 0 && are_round(leaf);
  } else if (const auto* dated = std::get_if<DeadlineRule>(&rule.body)) {
    leaf.kind = Kind::Deadline;
    leaf.year = year;
    leaf.due_day = due_on(*dated, year).days;
  } else if (const auto* manual = std::get_if<ManualRule>(&rule.body)) {
    leaf.kind = Kind::Given;
    leaf.value = manual->slot;
  } else if (std::holds_alternative<TrackingRule>(rule.body)) {
    leaf.kind = Kind::Tracking;
  }
  leaves_.push_back(leaf);
}

void FlatRules::add_slots(const std::vector<Slot>& slots) { slots_.insert(slots_.end(), slots.begin(), slots.end()); }

void FlatRules::add_scale(Leaf& leaf, const ScaleRule& rule) {
  const bool is_share = rule.input == ScaleRule::Input::Share;
  leaf.kind = is_share ? Kind::Share : Kind::Value;
  leaf.zero = rule.zero;
  leaf.capped = rule.capped;
  leaf.full_when_missing = rule.full_when_missing;
  leaf.value = rule.value;
  leaf.first = static_cast<std::uint32_t>(slots_.size());
  leaf.plus_count = static_cast<std::uint32_t>(rule.numerator.plus.size());
  leaf.minus_count = static_cast<std::uint32_t>(rule.numerator.minus.size());
  leaf.asked_plus_count = static_cast<std::uint32_t>(rule.denominator.plus.size());
  leaf.asked_minus_count = static_cast<std::uint32_t>(rule.denominator.minus.size());
  for (const auto* operand : {&rule.numerator, &rule.denominator}) {
    add_slots(operand->plus);
    add_slots(operand->minus);
  }
  leaf.piece_first = static_cast<std::uint32_t>(pieces_.size());
  leaf.piece_count = static_cast<std::uint32_t>(rule.segments.size());
  for (const auto& segment : rule.segments) add_piece(segment, leaf.maximum);
  narrow(leaf, rule);
}

// One measure in another, and pieces that are one straight line cut off at 0 and at the maximum: rounding
// keeps the order, so cutting off after it gives the same points without asking which piece holds.
void FlatRules::narrow(Leaf& leaf, const ScaleRule& rule) const {
  const bool is_single = leaf.kind == Kind::Share && leaf.plus_count == 1 && leaf.minus_count == 0 &&
                         leaf.asked_plus_count == 1 && leaf.asked_minus_count == 0;
  if (!is_single) return;
  const Piece* pieces = pieces_.data() + leaf.piece_first;
  const bool is_whole = leaf.piece_count == 1 && pieces[0].kind == Segment::Kind::ScaledTo;
  const bool is_between = leaf.piece_count == 3 && pieces[1].kind == Segment::Kind::Between &&
                          rule.segments[0].points == leaf.maximum && rule.segments[2].points == Points{};
  if (!is_whole && !is_between) return;
  const Piece& line = pieces[is_whole ? 0 : 1];
  const Wide most = std::int64_t{1} << kRatioBits;
  constexpr Wide kNarrow = std::int64_t{1} << 61;
  const bool fits = Wide{line.plus + line.minus} * most * line.factor < kNarrow && line.divisor * most < kNarrow;
  if (!fits) return;
  leaf.kind = Kind::Ratio;
  leaf.done = rule.numerator.plus.front();
  leaf.asked = rule.denominator.plus.front();
  leaf.plus = line.plus;
  leaf.minus = line.minus;
  leaf.factor = line.factor;
  leaf.divisor = line.divisor;
  leaf.most = leaf.rounded_maximum.ten_thousandths;
}

void FlatRules::add_piece(const Segment& segment, Points maximum) {
  Piece piece;
  piece.kind = segment.kind;
  piece.has_min = segment.min.has_value();
  piece.has_below = segment.below.has_value();
  if (segment.min) piece.min = ten_thousandths(*segment.min);
  if (segment.below) piece.below = ten_thousandths(*segment.below);
  piece.points = rounded(segment.points.ten_thousandths);
  if (segment.kind != Segment::Kind::Constant) {
    piece.from = segment.kind == Segment::Kind::Between ? ten_thousandths(segment.from) : 0;
    piece.to = ten_thousandths(segment.to);
    // x = 100 N ÷ D per cent, so x − from = (10^6 N − from D) ÷ (10^4 D).
    const std::int64_t common = std::gcd(std::int64_t{1'000'000}, piece.from);
    piece.plus = 1'000'000 / common;
    piece.minus = piece.from / common;
    const Exact factor = Exact(Wide{common} * maximum.ten_thousandths * kPowers[decimals_],
                               Wide{piece.to - piece.from} * kScale);
    piece.factor = static_cast<std::int64_t>(factor.numerator());
    piece.divisor = static_cast<std::int64_t>(factor.denominator());
  }
  pieces_.push_back(piece);
}

void FlatRules::add_checklist(Leaf& leaf, const ConditionsRule& rule) {
  leaf.kind = Kind::Checklist;
  leaf.first = static_cast<std::uint32_t>(items_.size());
  for (const auto& item : rule.items) {
    for (const auto& clause : item.when.clauses) {
      items_.push_back({clause.slot, clause.comparison, clause.value, 0, false, item.when.all});
    }
    items_.back().ends = true;
    items_.back().points = item.points.ten_thousandths;
  }
  leaf.plus_count = static_cast<std::uint32_t>(items_.size()) - leaf.first;
  leaf.is_round = are_round(leaf);
}

bool FlatRules::are_round(const Leaf& leaf) const {
  const auto first = items_.begin() + leaf.first;
  return std::all_of(first, first + leaf.plus_count, [&](const Item& item) { return item.points % unit_ == 0; });
}

Points FlatRules::rounded(const Leaf& leaf, std::int64_t value) const {
  return leaf.is_round ? Points{value} : rounded(value);
}

Points FlatRules::rounded(std::int64_t value) const {
  const std::int64_t size = value < 0 ? -value : value;
  const std::int64_t whole = (size + unit_ / 2) / unit_ * unit_;
  return Points{value < 0 ? -whole : whole};
}

FlatRules::Sum FlatRules::sum_of(std::uint32_t first, std::uint32_t plus, std::uint32_t minus, Facts facts) const {
  Sum sum;
  for (std::uint32_t i = 0; i < plus + minus; ++i) {
    const Fact& fact = facts[slots_[first + i]];
    sum.known = sum.known && fact.kind == FactKind::Number;
    sum.plain = sum.plain && fact.decimals == 0 && fact.value <= kPlainMax && fact.value >= -kPlainMax;
    sum.value += i < plus ? fact.value : -fact.value;
  }
  return sum;
}

FlatResult FlatRules::exactly(const Leaf& leaf, Facts facts) const {
  const auto outcome = law::evaluate(*leaf.rule, leaf.maximum, facts, nullptr);
  if (outcome.state != State::Scored) return {{}, outcome.state};
  return {round_half_up(outcome.points, decimals_), State::Scored};
}

// Points at done ÷ asked; 0 ≤ done, 0 < asked, both plain.
FlatResult FlatRules::at(const Leaf& leaf, std::int64_t done, std::int64_t asked) const {
  const Wide share = Wide{done} * 1'000'000;  // × 10^4 per cent, times asked
  for (std::uint32_t i = 0; i < leaf.piece_count; ++i) {
    const Piece& piece = pieces_[leaf.piece_first + i];
    if (piece.has_min && share < Wide{piece.min} * asked) continue;
    if (piece.has_below && share >= Wide{piece.below} * asked) continue;
    if (piece.kind == Segment::Kind::Constant) return {piece.points, State::Scored};
    const bool is_full = piece.kind == Segment::Kind::ScaledTo && share >= Wide{piece.to} * asked;
    if (is_full) return {leaf.rounded_maximum, State::Scored};
    const Wide top = (Wide{piece.plus} * done - Wide{piece.minus} * asked) * piece.factor;
    return {Points{divided(top, Wide{piece.divisor} * asked) * unit_}, State::Scored};
  }
  return {};
}

FlatResult FlatRules::ratio(const Leaf& leaf, Facts facts) const {
  const Fact& done = facts[leaf.done];
  const Fact& asked = facts[leaf.asked];
  const bool are_numbers = done.kind == FactKind::Number && asked.kind == FactKind::Number;
  const auto bits = static_cast<std::uint64_t>(done.value | asked.value);
  const bool are_plain = (done.decimals | asked.decimals) == 0 && (bits >> kRatioBits) == 0;
  if (!are_numbers || !are_plain || asked.value == 0) return share(leaf, facts);
  const std::int64_t count = leaf.capped ? std::min(done.value, asked.value) : done.value;
  const std::int64_t top = std::max<std::int64_t>(0, leaf.plus * count - leaf.minus * asked.value) * leaf.factor;
  const std::int64_t bottom = leaf.divisor * asked.value;
  const auto quotient = static_cast<std::uint64_t>(2 * top + bottom) / static_cast<std::uint64_t>(2 * bottom);
  return {Points{std::min(static_cast<std::int64_t>(quotient) * unit_, leaf.most)}, State::Scored};
}

FlatResult FlatRules::share(const Leaf& leaf, Facts facts) const {
  const Sum done = sum_of(leaf.first, leaf.plus_count, leaf.minus_count, facts);
  const Sum asked = sum_of(leaf.first + leaf.plus_count + leaf.minus_count, leaf.asked_plus_count, leaf.asked_minus_count, facts);
  if (!done.known || !asked.known) {
    if (leaf.full_when_missing) return {leaf.rounded_maximum, State::Scored};
    return {{}, State::Missing};
  }
  if (!done.plain || !asked.plain || done.value < 0 || asked.value < 0) return exactly(leaf, facts);
  if (asked.value == 0) {
    if (leaf.zero == ZeroCase::Full) return {leaf.rounded_maximum, State::Scored};
    if (leaf.zero == ZeroCase::NotApplicable) return {{}, State::NotApplicable};
    return {{}, leaf.zero == ZeroCase::Unspecified ? State::Missing : State::Scored};
  }
  return at(leaf, leaf.capped ? std::min(done.value, asked.value) : done.value, asked.value);
}

FlatResult FlatRules::value(const Leaf& leaf, Facts facts) const {
  const Fact& fact = facts[leaf.value];
  const bool is_plain = fact.kind == FactKind::Number && fact.value >= 0 && fact.value <= kPlainMax && fact.decimals <= 6;
  if (!is_plain) return exactly(leaf, facts);
  return at(leaf, fact.value, 100 * kPowers[fact.decimals]);
}

FlatResult FlatRules::checklist(const Leaf& leaf, Facts facts) const {
  std::int64_t total = 0;
  bool all = true;
  bool any = false;
  for (std::uint32_t i = leaf.first; i < leaf.first + leaf.plus_count; ++i) {
    const Item& item = items_[i];
    const Fact& fact = facts[item.slot];
    if (fact.kind != item.value.kind) return {{}, State::Missing};
    const bool held = holds(item.comparison, fact, item.value);
    all = all && held;
    any = any || held;
    if (!item.ends) continue;
    if (item.all ? all : any) total += item.points;
    all = true;
    any = false;
  }
  return {rounded(leaf, total), State::Scored};
}

FlatResult FlatRules::deduction(const Leaf& leaf, Facts facts) const {
  std::int64_t left = leaf.start;
  for (std::uint32_t i = leaf.first; i < leaf.first + leaf.plus_count; ++i) {
    const Fact& fact = facts[items_[i].slot];
    if (fact.kind != FactKind::Number) return {{}, State::Missing};
    if (fact.decimals != 0 || fact.value > kPlainMax || fact.value < -kPlainMax) return exactly(leaf, facts);
    left -= fact.value * items_[i].points;
  }
  return {rounded(leaf, std::max(leaf.floor, left)), State::Scored};
}

FlatResult FlatRules::deadline(const Leaf& leaf, Facts facts) const {
  const auto& rule = std::get<DeadlineRule>(leaf.rule->body);
  const Fact& done = facts[rule.date];
  if (done.kind != FactKind::Day) return {rounded(rule.missing.ten_thousandths), State::Scored};
  const Fact& year = facts[rule.year];
  if (year.kind != FactKind::Number || year.value != leaf.year) return exactly(leaf, facts);
  const Points points = points_when(rule, Date{static_cast<std::int32_t>(leaf.due_day)}, Date{static_cast<std::int32_t>(done.value)});
  return {rounded(points.ten_thousandths), State::Scored};
}

FlatResult FlatRules::given(const Leaf& leaf, Facts facts) const {
  const Fact& fact = facts[leaf.value];
  const bool is_plain = fact.kind == FactKind::Number && fact.decimals <= decimals_ && fact.value <= kPlainMax && fact.value >= 0;
  if (!is_plain) return exactly(leaf, facts);
  return {Points{fact.value * kPowers[4 - fact.decimals]}, State::Scored};
}

void FlatRules::evaluate(Facts facts, std::span<FlatResult> results) const {
  SEN_ASSERT(results.size() == leaves_.size());
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    const Leaf& leaf = leaves_[i];
    switch (leaf.kind) {
      case Kind::Ratio: results[i] = ratio(leaf, facts); break;
      case Kind::Share: results[i] = share(leaf, facts); break;
      case Kind::Value: results[i] = value(leaf, facts); break;
      case Kind::Checklist: results[i] = checklist(leaf, facts); break;
      case Kind::Deduction: results[i] = deduction(leaf, facts); break;
      case Kind::Deadline: results[i] = deadline(leaf, facts); break;
      case Kind::Given: results[i] = given(leaf, facts); break;
      case Kind::Tracking: results[i] = {}; break;
      case Kind::Exact: results[i] = exactly(leaf, facts); break;
    }
  }
}

}  // namespace sen::law
