#pragma once
// For *_test.cpp: a unit, a clock that stands still, a seeded random source and an actor per role,
// over a test store. `world.as(Role::Staff).write([&](WriteTx& tx, const Context& ctx) { … })`.

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"
#include "store/store.hpp"

namespace sen::ledger {

class World {
 public:
  explicit World(store::Store& store, std::string_view now = "2024-10-15T08:15+07:00",
                 const pack::PackSet& packs = pack::PackSet::embedded())
      : store_(store), packs_(packs), clock_(*parse_instant(now)) {}

  World& as(Role role, std::int64_t person = 11) {
    actor_ = Actor{.person = PersonId{person}, .role = role, .unit = unit_};
    return *this;
  }
  World& in(UnitId unit) {
    unit_ = unit;
    actor_.unit = unit;
    return *this;
  }
  World& at(std::string_view instant) {
    clock_.set(*parse_instant(instant));
    return *this;
  }
  [[nodiscard]] UnitId unit() const { return unit_; }
  ManualClock& clock() { return clock_; }
  Random& random() { return random_; }
  store::Store& store() { return store_; }
  Context context() { return Context{actor_, unit_, clock_, random_, packs_, key_}; }

  /// Seals the events that follow.
  World& seal_with(const ChainKey& key) {
    key_ = &key;
    return *this;
  }
  template <class Act>
  auto write(Act&& act) {
    return store_.write(unit_, [&](store::WriteTx& tx) { return act(tx, context()); });
  }
  template <class Look>
  auto read(Look&& look) {
    return store_.read(unit_, [&](store::ReadTx& tx) { return look(tx, context()); });
  }

  /// Value of a measure on one day, as the tallies have it ("2026-03-12"); empty when missing.
  std::optional<std::int64_t> tally(const std::string& measure, std::string_view day) {
    const Date date = *parse_date(day);
    const auto found = read([&](store::ReadTx& tx, const Context& ctx) {
      return readings(tx, ctx, {measure}, {date, date});
    });
    SEN_ASSERT(found.has_value());
    const auto reading = found->find(measure);
    if (reading == found->end()) return std::nullopt;
    return reading->second.value;
  }
  /// Runs a command: `world.call(close_task, input)`.
  template <class Output, class Input>
  Result<Output> call(Result<Output> (*command)(store::WriteTx&, const Context&, const Input&),
                      const std::type_identity_t<Input>& input) {
    return write([&](store::WriteTx& tx, const Context& ctx) { return command(tx, ctx, input); });
  }

 private:
  store::Store& store_;
  const pack::PackSet& packs_;
  ManualClock clock_;
  SeededRandom random_{2024};
  UnitId unit_{7};
  const ChainKey* key_ = nullptr;
  Actor actor_{.person = PersonId{11}, .role = Role::Chair, .unit = UnitId{7}};
};

}  // namespace sen::ledger
