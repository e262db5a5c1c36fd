#include <algorithm>

#include "ledger/chain.hpp"
#include "ledger/count.hpp"
#include "ledger/ledger.hpp"
#include "ledger/ledger_sql.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

constexpr int kPage = 200;

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
  if (const auto payload = row.next_sealed_if(payload_place(out.seq))) {
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

// Kinds of the events that may move a measure.
std::vector<std::string> kinds_of(const pack::Measure* declared) {
  if (declared == nullptr) return {kFactEntered, kFactWithdrawn};
  std::vector<std::string> kinds;
  for (const auto& selector : declared->selectors) {
    if (std::find(kinds.begin(), kinds.end(), selector.event) == kinds.end()) {
      kinds.push_back(selector.event);
    }
  }
  return kinds;
}

bool moves_within(const pack::Measures& measures, const Event& event, const std::string& measure,
                  Instant from, Instant to) {
  const auto moves = moves_of(measures, event.kind, event.facts, event.effective_at);
  return std::any_of(moves.begin(), moves.end(), [&](const Move& move) {
    return move.measure == measure && from <= move.at && move.at <= to;
  });
}

}  // namespace

Result<std::vector<Event>> events_of_measure(store::ReadTx& tx, const Context& ctx,
                                             const std::string& measure, const Period& period,
                                             int limit) {
  const pack::Measures& measures = ctx.packs.measures();
  const pack::Measure* declared = measures.find(measure);
  std::string moved = measure;
  if (declared != nullptr) {
    SEN_LET(const bool counted, is_counted(tx, ctx, measure, period.end));
    if (!counted) moved = entered_name(measure);
    if (!counted) declared = nullptr;
  }
  // A stock is made of all that ever came in and went out.
  const bool is_stock = declared != nullptr && declared->kind == pack::MeasureKind::Stock;
  const Instant from = is_stock ? Instant{INT64_MIN} : start_of(period.start);
  const Instant to = end_of(period.end);
  // An event never counts before it happens, but it may count later.
  const bool looks_back = declared != nullptr && declared->counts_later();
  const Instant happens_from = looks_back ? Instant{INT64_MIN} : from;
  std::vector<Event> out;
  for (const auto& kind : kinds_of(declared)) {
    int kept = 0;
    Instant before = to;
    std::int64_t before_seq = INT64_MAX;
    for (bool more = true; more && kept < limit;) {
      SEN_LET(auto page, tx.select<EventRow>(sql::kSelectEventsByKind, kind, happens_from, before,
                                             before_seq, kPage));
      more = page.size() == static_cast<std::size_t>(kPage);
      for (auto& row : page) {
        before = row.event.effective_at;
        before_seq = row.event.seq;
        if (kept >= limit || !moves_within(measures, row.event, moved, from, to)) continue;
        out.push_back(std::move(row.event));
        ++kept;
      }
    }
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
    SEN_LET(auto rows, tx.select<EventRow>(sql::kSelectEventsOfKind, filter.subject_kind,
                                           filter.before_seq, filter.limit));
    return unwrapped(std::move(rows));
  }
  SEN_LET(auto rows, tx.select<EventRow>(sql::kSelectEventsOfSubject, filter.subject_kind,
                                         filter.subject_id, filter.before_seq, filter.limit));
  return unwrapped(std::move(rows));
}

}  // namespace sen::ledger
