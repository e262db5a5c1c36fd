#include "ledger/rebuild.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/ledger_sql.hpp"
#include "ledger/lines.hpp"
#include "ledger/replay.hpp"
#include "ledger/verify.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

constexpr std::size_t kRowsPerStatement = 10;

using Names = std::set<std::string>;

struct Basis {
  std::string measure;
  std::string definition;
  static Basis from_row(store::Row& row) {
    Basis out;
    out.measure = row.next<std::string>();
    out.definition = row.next<std::string>();
    return out;
  }
};

Result<Done> remove_tallies(store::WriteTx& tx, const Names& only) {
  if (only.empty()) SEN_TRY(tx.execute(sql::kDeleteTallies));
  for (const auto& measure : only) SEN_TRY(tx.execute(sql::kDeleteTalliesOf, measure));
  return Done{};
}

void add_values(std::vector<store::Value>& values, const TallyKey& key, const TallyValue& value) {
  values.insert(values.end(), {store::to_value(key.measure), store::to_value(name_of(key.grain)),
                               store::to_value(key.start_on), store::to_value(key.slice),
                               store::to_value(value.value), store::to_value(value.ordinal),
                               store::to_value(value.origin)});
}

Result<std::int64_t> write_tallies(store::WriteTx& tx, const Replay& replay) {
  const auto keys = replay.keys();
  std::vector<store::Value> values;
  std::size_t next = 0;
  while (next < keys.size()) {
    const bool many = keys.size() - next >= kRowsPerStatement;
    const std::size_t end = next + (many ? kRowsPerStatement : 1);
    values.clear();
    for (; next < end; ++next) add_values(values, keys[next], *replay.find(keys[next]));
    SEN_TRY(tx.change(many ? sql::kInsertTallies10 : sql::kInsertTally, values));
  }
  return static_cast<std::int64_t>(keys.size());
}

Result<std::int64_t> recount(store::WriteTx& tx, const pack::Measures& measures,
                             const Names& names) {
  Names only = names;
  for (const auto& name : names) only.insert(entered_name(name));
  SEN_TRY(remove_tallies(tx, only));
  Replay replay(measures, only);
  std::optional<std::int64_t> unreadable;
  SEN_TRY(each_line(tx, [&](const StoredLine& stored) {
    if (!replay.add(stored.line.kind, stored.line.facts, stored.line.effective_at)) {
      unreadable = stored.line.seq;
    }
    return !unreadable;
  }));
  if (unreadable) {
    return invalid("ledger.verify_hash", "seq", {{"seq", std::to_string(*unreadable)}});
  }
  return write_tallies(tx, replay);
}

Result<std::map<std::string, std::string>> noted_definitions(store::ReadTx& tx) {
  SEN_LET(auto rows, tx.select<Basis>(sql::kSelectBasis));
  std::map<std::string, std::string> out;
  for (auto& row : rows) out.emplace(std::move(row.measure), std::move(row.definition));
  return out;
}

Names differences(const std::map<std::string, std::string>& noted, const pack::Measures& measures) {
  Names out;
  for (const auto& measure : measures.all()) {
    const auto found = noted.find(measure.id);
    if (found == noted.end() || found->second != measure.definition) out.insert(measure.id);
  }
  for (const auto& [measure, definition] : noted) {
    if (measures.find(measure) == nullptr) out.insert(measure);
  }
  return out;
}

Result<Done> note_definitions(store::WriteTx& tx, const pack::Measures& measures,
                              const Names& changed) {
  for (const auto& name : changed) {
    const pack::Measure* measure = measures.find(name);
    if (measure == nullptr) {
      SEN_TRY(tx.execute(sql::kDeleteBasis, name));
    } else {
      SEN_TRY(tx.execute(sql::kUpsertBasis, name, measure->definition));
    }
  }
  return Done{};
}

}  // namespace

Result<std::int64_t> rebuild(store::Store& store, const pack::PackSet& packs, UnitId unit,
                             const std::string& measure) {
  Names only;
  if (!measure.empty()) only.insert(measure);
  return store.write(unit, [&](store::WriteTx& tx) { return recount(tx, packs.measures(), only); });
}

Result<std::vector<std::string>> changed_measures(store::ReadTx& tx,
                                                  const pack::Measures& measures) {
  SEN_LET(const auto noted, noted_definitions(tx));
  if (noted.empty()) return std::vector<std::string>{};
  const Names names = differences(noted, measures);
  return std::vector<std::string>(names.begin(), names.end());
}

namespace {

Result<Recount> recount_units(store::Store& store, const pack::Measures& measures,
                              const std::vector<UnitId>& units, const Names& only) {
  Recount out;
  out.measures.assign(only.begin(), only.end());
  for (const UnitId unit : units) {
    SEN_LET(const auto rows,
            store.write(unit, [&](store::WriteTx& tx) { return recount(tx, measures, only); }));
    out.row_count += rows;
    ++out.unit_count;
  }
  return out;
}

Result<bool> is_counted_somewhere(store::Store& store, const std::vector<UnitId>& units,
                                  const std::string& measure) {
  const Date last = *make_date(2999, 12, 31);
  for (const UnitId unit : units) {
    SEN_LET(const auto day, store.read(unit, [&](store::ReadTx& tx) {
      return tx.find<Date>(sql::kSelectFirstDay, measure, last);
    }));
    if (day) return true;
  }
  return false;
}

}  // namespace

Result<Recount> rebuild_all(store::Store& store, const pack::PackSet& packs,
                            const RebuildOptions& options) {
  const pack::Measures& measures = packs.measures();
  SEN_LET(auto units, units_with_events(store));
  if (options.unit) {
    std::erase_if(units, [&](UnitId unit) { return unit != *options.unit; });
    if (units.empty()) {
      return invalid("ledger.unit_unknown", "unit",
                     {{"unit", std::to_string(options.unit->value)}});
    }
  }
  Names only;
  if (!options.measure.empty()) {
    SEN_LET(const bool entered, is_counted_somewhere(store, units, options.measure));
    if (!entered && measures.find(options.measure) == nullptr) {
      return invalid("ledger.measure_unknown", "measure", {{"measure", options.measure}});
    }
    only.insert(options.measure);
  }
  SEN_LET(auto done, recount_units(store, measures, units, only));
  if (options.unit) return done;
  SEN_TRY(store.write(UnitId{0}, [&](store::WriteTx& tx) -> Result<Done> {
    SEN_LET(const auto noted, noted_definitions(tx));
    if (only.empty()) return note_definitions(tx, measures, differences(noted, measures));
    // Before anything was noted there is nothing that the note of one measure could be true of.
    return noted.empty() ? Result<Done>(Done{}) : note_definitions(tx, measures, only);
  }));
  return done;
}

Result<Recount> recount_changed(store::Store& store, const pack::PackSet& packs) {
  const pack::Measures& measures = packs.measures();
  SEN_LET(const auto noted, store.read(UnitId{0}, noted_definitions));
  const Names changed = differences(noted, measures);
  if (changed.empty()) return Recount{};
  SEN_LET(const auto units, units_with_events(store));
  SEN_LET(auto done, recount_units(store, measures, units, changed));
  SEN_TRY(store.write(UnitId{0},
                      [&](store::WriteTx& tx) { return note_definitions(tx, measures, changed); }));
  return done;
}

}  // namespace sen::ledger
