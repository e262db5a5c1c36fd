#include "index/flat_score.hpp"

#include <gtest/gtest.h>

#include "base/embedded.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "index/score.hpp"

namespace sen::index {
namespace {

// A fact of a measure's type, often at an edge, now and then missing or very large.
law::Fact some_fact(Random& random, const SlotEntry& entry) {
  if (random.below(20) == 0) return {};
  switch (entry.type) {
    case MeasureType::Bool: return law::Fact::flag(random.below(2) == 1);
    case MeasureType::Date: return law::Fact::day(year_of(2024).start + static_cast<int>(random.below(400)) - 20);
    case MeasureType::Percent:
      if (random.below(20) == 0) return law::Fact::not_held();
      return law::Fact::number(static_cast<std::int64_t>(random.below(1'000'001)), 4);
    case MeasureType::Number: return law::Fact::number(static_cast<std::int64_t>(random.below(100'000)) - 20'000, static_cast<int>(random.below(4)));
    default: break;
  }
  const std::uint64_t sizes[] = {2, 4, 60, 110, 5'000, 2'000'000'000, 9'000'000'000'000};
  const int decimals = entry.type == MeasureType::Money ? static_cast<int>(random.below(3)) : 0;
  return law::Fact::number(static_cast<std::int64_t>(random.below(sizes[random.below(7)])), decimals);
}

// The quick way and the explaining way give the same points, leaf by leaf, on anything.
TEST(FlatSet, AgreesWithTheExplainingWay) {
  SeededRandom random(20240401);
  for (const auto& file : embedded_files()) {
    if (!starts_with(file.path, "packs/criteria-sets/")) continue;
    auto set = read_criteria_set(*parse_json(file.bytes)).set;
    for (const int group_decimals : {2, 1}) {
      set.rounding.group_decimals = group_decimals;
      const FlatSet flat(set);
      std::vector<law::FlatResult> results(set.leaves.size());
      for (int round = 0; round < 400; ++round) {
        std::vector<law::Fact> facts;
        for (const auto& entry : set.slots) {
          facts.push_back(entry.kind == SlotEntry::Kind::Year ? law::Fact::number(random.below(9) == 0 ? 2025 : set.year.value_or(2024))
                                                              : some_fact(random, entry));
        }
        const auto tree = score(set, facts, Explain::No);
        const auto totals = flat.score(facts, results);
        for (std::size_t i = 0; i < results.size(); ++i) {
          const int state = static_cast<int>(results[i].state);
          ASSERT_EQ(state, static_cast<int>(tree.leaves[i].state)) << file.path << " " << set.leaves[i].code;
          ASSERT_EQ(results[i].points, tree.leaves[i].points) << file.path << " " << set.leaves[i].code;
        }
        ASSERT_EQ(totals.earned, tree.earned);
        ASSERT_EQ(totals.applicable, tree.applicable);
        ASSERT_EQ(totals.index, tree.index);
      }
    }
  }
}

}  // namespace
}  // namespace sen::index
