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
  const auto [found, fresh] = readings.try_emplace(row.measure, Reading{row.value, row.origin, date_of(row.ordinal)});
  if (fresh) return;
  Reading& reading = found->second;
  switch (kind) {
    case pack::MeasureKind::Count:
    case pack::MeasureKind::Sum:
    case pack::MeasureKind::Stock: reading.value += row.value; break;
    case pack::MeasureKind::Last: reading.value = row.value; break;
    case pack::MeasureKind::FirstOn: reading.value = std::min(reading.value, row.value); break;
  }
  reading.origin = row.origin;
  reading.as_of = std::max(reading.as_of, date_of(row.ordinal));
}

// What stocks held when the year began.
Result<std::map<std::string, Reading>> stocks_before(store::ReadTx& tx, const pack::Measures& measures,
                                                     const std::vector<std::string>& names, Date year) {
  std::vector<std::string> stocks;
  for (const auto& name : names) {
    if (kind_of(measures, name) == pack::MeasureKind::Stock) stocks.push_back(name);
  }
  std::map<std::string, Reading> out;
  if (stocks.empty()) return out;
  SEN_LET(const auto rows, tx.select<StockRow>(sql::kSelectStockYears, json_list(stocks), year));
  for (const auto& row : rows) out.emplace(row.measure, Reading{row.value, "counted", date_of(row.ordinal)});
  return out;
}

// Measures that say so are zero, not missing, once the unit keeps the records they count.
Result<Done> add_zeros(store::ReadTx& tx, const pack::Measures& measures, const std::vector<std::string>& names,
                       Date as_of, std::map<std::string, Reading>& readings) {
  std::map<std::string, bool> kept;
  for (const auto& name : names) {
    const pack::Measure* measure = measures.find(name);
    if (measure == nullptr || !measure->empty_is_zero || readings.contains(name)) continue;
    const std::string& kind = measure->selectors.front().event;
    if (!kept.contains(kind)) {
      SEN_LET(const auto any, tx.find<std::int64_t>(sql::kSelectAnyEvent, kind));
      kept[kind] = any.has_value();
    }
    if (kept[kind]) readings.emplace(name, Reading{0, "counted", as_of});
  }
  return Done{};
}

Event event_from(store::Row& row) {
  Event out;
  out.seq = row.next<std::int64_t>();
  out.at = row.next<Instant>();
  out.effective_at = row.next<Instant>();
  out.actor = row.next<std::int64_t>();
  out.kind = row.next<std::string>();
  out.subject_kind = row.next<std::string>();
  out.subject_id = row.next<std::int64_t>();
  if (auto facts = parse_json(row.next<std::string>())) out.facts = *std::move(facts);
  if (const auto payload = row.next<std::optional<std::string>>()) {
    if (auto body = parse_json(*payload)) out.payload = *std::move(body);
  }
  return out;
}

struct EventRow {
  Event event;
  static EventRow from_row(store::Row& row) { return {event_from(row)}; }
};

std::vector<Event> unwrapped(std::vector<EventRow> rows) {
  std::vector<Event> out;
  out.reserve(rows.size());
  for (auto& row : rows) out.push_back(std::move(row.event));
  return out;
}

}  // namespace

Result<std::map<std::string, Reading>> readings(store::ReadTx& tx, const Context& ctx,
                                                const std::vector<std::string>& measures, const Period& period) {
  const pack::Measures& declared = ctx.packs.measures();
  const Date year = *make_date(period.start.year(), 1, 1);
  SEN_LET(auto out, stocks_before(tx, declared, measures, year));
  // A year row holds everything up to its newest event: exact when that event lies inside the period.
  std::vector<std::string> by_days;
  std::map<std::string, TallyRow> years;
  SEN_LET(auto rows, tx.select<TallyRow>(sql::kSelectYears, json_list(measures), year));
  for (auto& row : rows) {
    if (period.start == year && date_of(row.ordinal) <= period.end) {
      merge(kind_of(declared, row.measure), out, row);
    } else {
      by_days.push_back(row.measure);
    }
  }
  if (period.end.year() != year.year()) by_days = measures;
  if (!by_days.empty()) {
    if (period.end.year() != year.year()) {
      SEN_LET(out, stocks_before(tx, declared, measures, year));
    }
    SEN_LET(const auto days, tx.select<TallyRow>(sql::kSelectDays, json_list(by_days), year, period.end));
    for (const auto& row : days) {
      const auto kind = kind_of(declared, row.measure);
      if (row.start_on < period.start && kind != pack::MeasureKind::Stock) continue;
      merge(kind, out, row);
    }
  }
  SEN_TRY(add_zeros(tx, declared, measures, period.end, out));
  return out;
}

Result<std::vector<DayReadings>> readings_by_day(store::ReadTx& tx, const Context& ctx,
                                                 const std::vector<std::string>& measures, const Period& period) {
  const pack::Measures& declared = ctx.packs.measures();
  SEN_LET(auto state, stocks_before(tx, declared, measures, *make_date(period.start.year(), 1, 1)));
  SEN_TRY(add_zeros(tx, declared, measures, period.start, state));
  std::vector<DayReadings> out;
  if (!state.empty()) out.push_back({period.start, state});
  SEN_LET(const auto rows, tx.select<TallyRow>(sql::kSelectDays, json_list(measures), period.start, period.end));
  for (const auto& row : rows) {
    if (out.empty() || out.back().day != row.start_on) out.push_back({row.start_on, {}});
    merge(kind_of(declared, row.measure), state, row);
    out.back().changed[row.measure] = state.at(row.measure);
  }
  return out;
}

Result<std::vector<Event>> events_of_measure(store::ReadTx& tx, const Context& ctx, const std::string& measure,
                                             const Period& period, int limit) {
  const pack::Measure* declared = ctx.packs.measures().find(measure);
  std::vector<std::string> kinds;
  if (declared == nullptr) {
    kinds.emplace_back("fact.entered");
  } else {
    for (const auto& selector : declared->selectors) {
      if (std::find(kinds.begin(), kinds.end(), selector.event) == kinds.end()) kinds.push_back(selector.event);
    }
  }
  std::vector<Event> out;
  for (const auto& kind : kinds) {
    int kept = 0;
    SEN_TRY(tx.each(sql::kSelectEventsByKind, [&](store::Row& row) {
      Event event = event_from(row);
      const auto moves = moves_of(ctx.packs.measures(), event.kind, event.facts, event.effective_at);
      const bool moved =
          std::any_of(moves.begin(), moves.end(), [&](const Move& move) { return move.measure == measure; });
      if (!moved) return true;
      out.push_back(std::move(event));
      return ++kept < limit;
    }, kind, start_of(period.start), end_of(period.end), 20'000));
  }
  std::sort(out.begin(), out.end(), [](const Event& a, const Event& b) {
    return a.effective_at != b.effective_at ? a.effective_at > b.effective_at : a.seq > b.seq;
  });
  if (out.size() > static_cast<std::size_t>(limit)) out.resize(static_cast<std::size_t>(limit));
  return out;
}

Result<std::vector<Event>> events(store::ReadTx& tx, const EventFilter& filter) {
  if (filter.subject_kind.empty()) {
    SEN_LET(auto rows, tx.select<EventRow>(sql::kSelectEvents, filter.before_seq, filter.limit));
    return unwrapped(std::move(rows));
  }
  if (filter.subject_id == 0) {
    SEN_LET(auto rows, tx.select<EventRow>(sql::kSelectEventsOfKind, filter.subject_kind, filter.before_seq,
                                           filter.limit));
    return unwrapped(std::move(rows));
  }
  SEN_LET(auto rows, tx.select<EventRow>(sql::kSelectEventsOfSubject, filter.subject_kind, filter.subject_id,
                                         filter.before_seq, filter.limit));
  return unwrapped(std::move(rows));
}

}  // namespace sen::ledger
