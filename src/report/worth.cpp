#include "report/worth.hpp"

#include "index/baseline.hpp"
#include "index/live_facts.hpp"

namespace sen::report {

plan::CriteriaKey criteria_key(const index::CriteriaSet& set) {
  plan::CriteriaKey key;
  key.set_id = set.id;
  for (const auto& leaf : set.leaves) {
    for (const auto slot : law::slots_of(leaf.rule)) {
      const auto& entry = set.slots[slot];
      if (entry.kind == index::SlotEntry::Kind::Measure) key.codes_by_measure[entry.id].push_back(leaf.code);
    }
  }
  return key;
}

std::map<std::string, Points> stakes(const index::CriteriaSet& set, const index::LiveIndex& live) {
  std::map<std::string, Points> out;
  for (const auto& leaf : live.leaves) out[set.leaves[leaf.leaf].code] = leaf.outlook.recoverable + leaf.outlook.missing;
  return out;
}

Result<plan::Worth> worth_of(store::ReadTx& tx, const Context& ctx, index::Sets& sets) {
  SEN_LET(const int year, index::current_year(tx, ctx));
  const auto set = index::set_in_force(tx, ctx, sets, year);
  if (!set) {
    if (set.error().code == ErrorCode::NotFound) return plan::Worth{};
    return set.error();
  }
  SEN_LET(const auto period, index::measuring_period(tx, year));
  const Date today = date_of(ctx.clock.now());
  SEN_LET(const auto facts, index::live_facts(tx, ctx, **set, period.period, today));
  const auto live = index::live_index(**set, facts.facts, period.period, today);
  return plan::Worth{criteria_key(**set), stakes(**set, live)};
}

}  // namespace sen::report
