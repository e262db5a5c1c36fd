#include <algorithm>

#include "ledger/count.hpp"
#include "ledger/ledger.hpp"
#include "ledger/ledger_sql.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

struct TallyRow {
  std::string measure;
  Date start_on;
  std::int64_t value;
  Instant ordinal;
  std::string origin;
  static TallyRow from_row(store::Row& row) {
    TallyRow out{};
    out.measure = row.next<std::string>();
    out.start_on = row.next<Date>();
    out.value = row.next<std::int64_t>();
    out.ordinal = row.next<Instant>();
    out.origin = row.next<std::string>();
    return out;
  }
};

struct StockRow {
  std::string measure;
  std::int64_t value;
  Instant ordinal;
  static StockRow from_row(store::Row& row) {
    StockRow out{};
    out.measure = row.next<std::string>();
    out.value = row.next<std::int64_t>();
    out.ordinal = row.next<Instant>();
    return out;
  }
};

std::string json_list(const std::vector<std::string>& names) {
  Json list = Json::array();
  for (const auto& name : names) list.push(Json::string(name));
  return list.dump();
}

// Puts one row of a day on top of what the days before gave.
void merge(pack::MeasureKind kind, std::map<std::string, Reading>& readings, const TallyRow& row) {
  const auto [found, fresh] =
      readings.try_emplace(row.measure, Reading{row.value, row.origin, date_of(row.ordinal)});
  if (fresh) return;
  Reading& reading = found->second;
  switch (kind) {
    case pack::MeasureKind::Count:
    case pack::MeasureKind::Sum:
    case pack::MeasureKind::Stock:
      reading.value += row.value;
      break;
    case pack::MeasureKind::Last:
      reading.value = row.value;
      break;
    case pack::MeasureKind::FirstOn:
      reading.value = std::min(reading.value, row.value);
      break;
  }
  reading.origin = row.origin;
  reading.as_of = std::max(reading.as_of, date_of(row.ordinal));
}

// What stocks held when the year began.
Result<std::map<std::string, Reading>> stocks_before(store::ReadTx& tx,
                                                     const pack::Measures& measures,
                                                     const std::vector<std::string>& names,
                                                     Date year) {
  std::vector<std::string> stocks;
  for (const auto& name : names) {
    if (kind_of(measures, name) == pack::MeasureKind::Stock) stocks.push_back(name);
  }
  std::map<std::string, Reading> out;
  if (stocks.empty()) return out;
  SEN_LET(const auto rows, tx.select<StockRow>(sql::kSelectStockYears, json_list(stocks), year));
  for (const auto& row : rows)
    out.emplace(row.measure, Reading{row.value, "counted", date_of(row.ordinal)});
  return out;
}

/// A row of the year, of a year before, or the first day of a measure.
struct YearRow {
  TallyRow tally;
  bool is_first = false;
  static YearRow from_row(store::Row& row) {
    YearRow out{};
    out.tally.measure = row.next<std::string>();
    out.is_first = row.next<std::string>() == "first";
    out.tally.start_on = row.next<Date>();
    out.tally.value = row.next<std::int64_t>();
    out.tally.ordinal = row.next<Instant>();
    out.tally.origin = row.next<std::string>();
    return out;
  }
};

// What a stock held when the year began is the sum of the years before.
void add_stock(std::map<std::string, Reading>& stocks, const TallyRow& row) {
  const auto [found, fresh] = stocks.try_emplace(row.measure, Reading{row.value, "counted", date_of(row.ordinal)});
  if (fresh) return;
  found->second.value += row.value;
  found->second.as_of = std::max(found->second.as_of, date_of(row.ordinal));
}

Date year_start(Date day) {
  return *make_date(day.year(), 1, 1);
}

// Measures that are zero, not missing, once the unit keeps the records they count; and since when.
using ZeroDays = std::vector<std::pair<Date, std::string>>;

const std::string& keeper_of(const pack::Measure& measure, const std::string& name) {
  return measure.kept_by.empty() ? name : measure.kept_by;
}

// The records that tell since when these measures are zero.
std::vector<std::string> keepers(const pack::Measures& measures, const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const auto& name : names) {
    const pack::Measure* measure = measures.find(name);
    if (measure == nullptr || !measure->empty_is_zero) continue;
    const std::string& keeper = keeper_of(*measure, name);
    if (std::find(out.begin(), out.end(), keeper) == out.end()) out.push_back(keeper);
  }
  return out;
}

Result<std::map<std::string, Date>> first_days(store::ReadTx& tx, const std::vector<std::string>& names, Date until) {
  std::map<std::string, Date> out;
  SEN_TRY(tx.each(
      sql::kSelectFirstDays,
      [&](store::Row& row) {
        std::string name = row.next<std::string>();
        out.emplace(std::move(name), row.next<Date>());
        return true;
      },
      json_list(names), until));
  return out;
}

ZeroDays zero_days(const pack::Measures& measures, const std::vector<std::string>& names,
                   const std::map<std::string, Date>& kept_since) {
  ZeroDays out;
  for (const auto& name : names) {
    const pack::Measure* measure = measures.find(name);
    if (measure == nullptr || !measure->empty_is_zero) continue;
    const auto since = kept_since.find(keeper_of(*measure, name));
    if (since != kept_since.end()) out.emplace_back(since->second, name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// The names, and those under which people's entries of them are kept.
std::vector<std::string> with_entered(const pack::Measures& measures, const std::vector<std::string>& names) {
  std::vector<std::string> out = names;
  for (const auto& name : names) {
    const pack::Measure* measure = measures.find(name);
    if (measure != nullptr && measure->entered_until_kept) out.push_back(entered_name(name));
  }
  return out;
}

/// Since when each of the names is counted, of those that people enter until then.
std::map<std::string, Date> counted_days(const pack::Measures& measures, const std::vector<std::string>& names,
                                         const std::map<std::string, Date>& kept_since) {
  std::map<std::string, Date> out;
  for (const auto& name : names) {
    const pack::Measure* measure = measures.find(name);
    if (measure == nullptr || !measure->entered_until_kept) continue;
    const auto since = kept_since.find(keeper_of(*measure, name));
    if (since != kept_since.end()) out.emplace(entered_name(name), since->second);
  }
  return out;
}

/// What people entered before the unit kept the records, and what was counted since: one figure by the measure's name.
void fold_entered(std::map<std::string, Reading>& readings, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    auto entered = readings.extract(entered_name(name));
    if (entered.empty()) continue;
    entered.key() = name;
    const auto put = readings.insert(std::move(entered));
    if (!put.inserted) put.position->second.value += put.node.mapped().value;
  }
}

}  // namespace

Result<std::optional<Date>> counted_since(store::ReadTx& tx, const Context& ctx, const std::string& measure) {
  const pack::Measure* declared = ctx.packs.measures().find(measure);
  if (declared == nullptr) return std::optional<Date>{};
  if (!declared->entered_until_kept) return std::optional<Date>(Date{INT32_MIN});
  return tx.find<Date>(sql::kSelectFirstDay, keeper_of(*declared, measure), *make_date(2999, 12, 31));
}

Result<bool> is_counted(store::ReadTx& tx, const Context& ctx, const std::string& measure, Date by) {
  SEN_LET(const auto since, counted_since(tx, ctx, measure));
  return since && *since <= by;
}

Result<std::map<std::string, Reading>> readings(store::ReadTx& tx, const Context& ctx,
                                                const std::vector<std::string>& asked,
                                                const Period& period) {
  const pack::Measures& declared = ctx.packs.measures();
  const std::vector<std::string> measures = with_entered(declared, asked);
  const Date year = year_start(period.start);
  std::map<std::string, Reading> out;
  std::map<std::string, Date> kept_since;
  std::vector<TallyRow> of_year;
  // One statement: a page reads dozens of measures, and each question costs a way to the server.
  SEN_TRY(tx.each(
      sql::kSelectYearsAndFirsts,
      [&](store::Row& row) {
        YearRow one = YearRow::from_row(row);
        if (one.is_first) {
          kept_since.emplace(one.tally.measure, one.tally.start_on);
        } else if (one.tally.start_on == year) {
          of_year.push_back(std::move(one.tally));
        } else if (kind_of(declared, one.tally.measure) == pack::MeasureKind::Stock) {
          add_stock(out, one.tally);
        }
        return true;
      },
      json_list(measures), year, json_list(keepers(declared, measures)), period.end));
  // A year row holds everything up to its newest event: exact when that event lies in the period.
  std::vector<std::string> by_days;
  if (period.start == year && period.end.year() == year.year()) {
    for (const auto& row : of_year) {
      if (date_of(row.ordinal) <= period.end) {
        merge(kind_of(declared, row.measure), out, row);
      } else {
        by_days.push_back(row.measure);
      }
    }
  } else {
    by_days = measures;
  }
  if (!by_days.empty()) {
    SEN_LET(const auto rows,
            tx.select<TallyRow>(sql::kSelectDays, json_list(by_days), year, period.end));
    for (const auto& row : rows) {
      const auto kind = kind_of(declared, row.measure);
      // What a stock took in earlier in the year is still there when the period begins.
      if (row.start_on < period.start && kind != pack::MeasureKind::Stock) continue;
      merge(kind, out, row);
    }
  }
  for (const auto& [since, name] : zero_days(declared, measures, kept_since)) out.try_emplace(name, Reading{0, "counted", period.end});
  // What was entered for a day that is counted says the same things twice: only what stood before holds.
  for (const auto& [name, since] : counted_days(declared, asked, kept_since)) {
    const auto found = out.find(name);
    if (found == out.end() || found->second.as_of < since) continue;
    out.erase(found);
    SEN_LET(const auto rows, tx.select<TallyRow>(sql::kSelectDays, json_list({name}), std::max(year, period.start), std::min(period.end, since - 1)));
    for (const auto& row : rows) merge(pack::MeasureKind::Last, out, row);
  }
  std::erase_if(out, [](const auto& entry) { return entry.second.origin == kWithdrawn; });
  fold_entered(out, asked);
  return out;
}

Result<std::map<std::string, Reading>> readings_by_slice(store::ReadTx& tx, const Context& ctx,
                                                         const std::string& measure,
                                                         const Period& period) {
  const auto kind = kind_of(ctx.packs.measures(), measure);
  const Date from = kind == pack::MeasureKind::Stock ? *make_date(1900, 1, 1) : period.start;
  std::map<std::string, Reading> out;
  SEN_LET(const auto rows, tx.select<TallyRow>(sql::kSelectSlices, measure, from, period.end));
  for (const auto& row : rows) merge(kind, out, row);
  return out;
}

Result<std::vector<DayReadings>> readings_by_day(store::ReadTx& tx, const Context& ctx,
                                                 const std::vector<std::string>& asked,
                                                 const Period& period) {
  const pack::Measures& declared = ctx.packs.measures();
  const std::vector<std::string> measures = with_entered(declared, asked);
  const Date year = year_start(period.start);
  SEN_LET(auto state, stocks_before(tx, declared, measures, year));
  SEN_LET(const auto kept_since, first_days(tx, keepers(declared, measures), period.end));
  const auto zeros = zero_days(declared, measures, kept_since);
  SEN_LET(auto rows,
          tx.select<TallyRow>(sql::kSelectDays, json_list(measures), year, period.end));
  std::erase_if(rows, [until = counted_days(declared, asked, kept_since)](const TallyRow& row) {
    const auto since = until.find(row.measure);
    return since != until.end() && since->second <= row.start_on;
  });
  std::map<Date, std::map<std::string, Reading>> changed;
  auto row = rows.begin();
  for (; row != rows.end() && row->start_on < period.start; ++row) {
    const auto kind = kind_of(declared, row->measure);
    if (kind == pack::MeasureKind::Stock) merge(kind, state, *row);
  }
  if (!state.empty()) changed[period.start] = state;
  auto zero = zeros.begin();
  const auto begin_zeros = [&](Date until) {
    for (; zero != zeros.end() && zero->first <= until; ++zero) {
      const Date since = std::max(zero->first, period.start);
      const Reading reading{0, "counted", since};
      if (state.try_emplace(zero->second, reading).second) changed[since][zero->second] = reading;
    }
  };
  for (; row != rows.end(); ++row) {
    begin_zeros(row->start_on);
    merge(kind_of(declared, row->measure), state, *row);
    changed[row->start_on][row->measure] = state.at(row->measure);
  }
  begin_zeros(period.end);
  std::vector<DayReadings> out;
  std::map<std::string, Reading> latest;
  for (auto& [day, values] : changed) {
    for (const auto& [name, reading] : values) latest.insert_or_assign(name, reading);
    // A day on which one half of a figure moved tells the whole figure.
    for (const auto& name : asked) {
      const std::string entered = entered_name(name);
      if (values.contains(name) == values.contains(entered)) continue;
      const std::string& other = values.contains(name) ? entered : name;
      if (const auto found = latest.find(other); found != latest.end()) values.insert(*found);
    }
    fold_entered(values, asked);
    out.push_back({day, std::move(values)});
  }
  return out;
}

}  // namespace sen::ledger
