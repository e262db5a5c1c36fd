#include "index/bench.hpp"

#include <algorithm>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "index/flat_score.hpp"
#include "law/rules/scale.hpp"

namespace sen::index {
namespace {

// The parts of a share stay under their whole, as real facts do.
void order_shares(const CriteriaSet& set, std::vector<law::Fact>& facts) {
  for (const auto& leaf : set.leaves) {
    const auto* scale = std::get_if<law::ScaleRule>(&leaf.rule.body);
    if (scale == nullptr || scale->input != law::ScaleRule::Input::Share) continue;
    for (const auto part : scale->numerator.plus) {
      auto& fact = facts[part];
      const auto& whole = facts[scale->denominator.plus.front()];
      fact.value = std::min(fact.value, whole.value);
    }
    const auto taken = static_cast<std::int64_t>(2 * scale->numerator.minus.size());
    for (const auto part : scale->numerator.minus) {
      facts[part].value = std::min(facts[part].value, facts[scale->numerator.plus.front()].value / taken);
    }
  }
}

std::int64_t median(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

std::vector<law::Fact> sample_facts(const CriteriaSet& set, std::uint64_t number) {
  SeededRandom random(number);
  std::vector<law::Fact> facts;
  for (const auto& entry : set.slots) {
    if (entry.kind == SlotEntry::Kind::Year) {
      facts.push_back(law::Fact::number(set.year.value_or(2026)));
    } else if (entry.type == MeasureType::Bool) {
      facts.push_back(law::Fact::flag(random.below(10) != 0));
    } else if (entry.type == MeasureType::Date) {
      facts.push_back(law::Fact::day(year_of(set.year.value_or(2026)).start + static_cast<int>(random.below(60))));
    } else if (entry.type == MeasureType::Percent) {
      facts.push_back(law::Fact::number(static_cast<std::int64_t>(800'000 + random.below(200'001)), 4));
    } else {
      facts.push_back(law::Fact::number(static_cast<std::int64_t>(random.below(3) == 0 ? random.below(5) : random.below(7'000))));
    }
  }
  order_shares(set, facts);
  return facts;
}

ScoreBench bench_score(const CriteriaSet& set, int communes, int runs) {
  SEN_ASSERT(runs >= 3);
  const std::size_t width = set.slots.size();
  std::vector<law::Fact> all;
  all.reserve(width * static_cast<std::size_t>(communes));
  for (int i = 0; i < communes; ++i) {
    const auto facts = sample_facts(set, static_cast<std::uint64_t>(i));
    all.insert(all.end(), facts.begin(), facts.end());
  }
  const FlatSet flat(set);
  std::vector<law::FlatResult> results(flat.leaf_count());
  ScoreBench bench;
  bench.rules = static_cast<std::int64_t>(flat.leaf_count());
  bench.facts = static_cast<std::int64_t>(width);
  const auto score_all = [&] {
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < all.size(); at += width) {
      sum += flat.score(law::Facts(all.data() + at, width), results).earned.ten_thousandths;
    }
    return sum;
  };
  const auto read_all = [&] {
    std::int64_t sum = 0;
    for (const auto& fact : all) sum += fact.kind == law::FactKind::Missing ? 0 : fact.value;
    return sum;
  };
  bench.checksum = score_all() ^ read_all();  // warms both
  for (int run = 0; run < runs; ++run) {
    const std::int64_t began = monotonic_ns();
    bench.checksum ^= read_all();
    const std::int64_t between = monotonic_ns();
    bench.checksum ^= score_all();
    const std::int64_t ended = monotonic_ns();
    bench.read_ns.push_back(between - began);
    bench.score_ns.push_back(ended - between);
  }
  bench.median_read_ns = median(bench.read_ns);
  bench.median_score_ns = median(bench.score_ns);
  return bench;
}

}  // namespace sen::index
