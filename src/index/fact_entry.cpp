#include "index/fact_entry.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "index/live_sql.hpp"

namespace sen::index {
namespace {

constexpr const char* kNote = "fact_entry.note";

constexpr std::size_t kNoteMax = 2'000;
constexpr int kScaledDecimals = 4;

bool is_scaled(MeasureType type) { return type == MeasureType::Percent || type == MeasureType::Number; }

// The value as JSON would carry it, so that one reader serves files and forms.
Json json_value(MeasureType type, const std::string& text) {
  if (type == MeasureType::Date) return Json::string(text);
  if (type == MeasureType::Bool) {
    if (text == "true" || text == "false") return Json::boolean(text == "true");
    return Json::string(text);
  }
  return parse_ratio(text) ? Json::number(text) : Json::string(text);
}

struct Checked {
  law::Fact fact{};
  std::int64_t value{};
};

Result<Checked> check(const Context& ctx, const FactSetting& setting, const FactInput& input) {
  Error error = invalid("index.fact_refused");
  const auto slot = setting.set.entered(input.measure);
  if (!slot) {
    error.fields.push_back({"measure", "index.fact_unknown", {{"measure", input.measure}}});
    return error;
  }
  const SlotEntry& entry = setting.set.slots[*slot];
  if (setting.counted) error.fields.push_back({"measure", "index.fact_counted", {{"label", entry.label.vi}}});
  if (input.as_of < setting.period.start || setting.period.end < input.as_of) {
    error.fields.push_back({"as_of", "index.fact_day",
                            {{"start", to_string(setting.period.start)}, {"end", to_string(setting.period.end)}}});
  } else if (date_of(ctx.clock.now()) < input.as_of) {
    error.fields.push_back({"as_of", "index.fact_future", {}});
  }
  if (code_point_count(input.note) > kNoteMax) {
    error.fields.push_back({"note", "index.fact_note", {{"max", std::to_string(kNoteMax)}}});
  }
  auto reading = read_value(setting.set, *slot, input.value);
  std::optional<std::int64_t> value;
  if (!reading.error) {
    value = ledger_value(entry, reading.fact);
    if (!value) reading.error = FieldError{"value", "index.fact_number", {{"measure", input.measure}}};
  }
  if (reading.error) {
    reading.error->field = "value";
    error.fields.push_back(std::move(*reading.error));
  } else {
    std::vector<law::Fact> then = setting.facts;
    then[*slot] = reading.fact;
    const auto before = check_shares(setting.set, setting.facts);
    for (auto& fault : check_shares(setting.set, then)) {
      const auto same = [&](const FieldError& old) { return old.field == fault.field; };
      if (std::any_of(before.begin(), before.end(), same)) continue;
      fault.field = "value";
      error.fields.push_back(std::move(fault));
    }
  }
  if (!error.fields.empty()) return error;
  return Checked{reading.fact, *value};
}

constexpr const char* kWithdrawn = "withdrawn";

/// Event and row of an entry. `origin` is that of the value: a withdrawn entry carries on what held before it.
Result<Done> record(store::WriteTx& tx, const Context& ctx, FactEntry& entry, const std::string& origin) {
  const bool entered = entry.origin != kWithdrawn;
  ledger::EventDraft event{.kind = entered ? "fact.entered" : "fact.withdrawn", .subject = {"fact", entry.id}};
  event.facts.set("measure", Json::string(entry.measure));
  event.facts.set("value", Json::number(entry.value));
  event.facts.set("origin", Json::string(origin));
  if (entry.corrects) event.facts.set("corrects", Json::number(*entry.corrects));
  event.payload.set("value", Json::string(entry.value_text));
  event.payload.set("note", Json::string(entry.note));
  event.effective_at = at(entry.as_of, 12 * 60);
  SEN_LET(entry.event_seq, ledger::append(tx, ctx, event));
  SEN_TRY(tx.execute(sql::kInsertFact, entry.id, entry.measure, entry.year, entry.value, entry.value_text,
                     entry.as_of, entry.origin, entry.entered_by, entry.entered_at, entry.corrects, entry.event_seq,
                     store::Sealed{{kNote, entry.id}, entry.note}));
  return Done{};
}

/// Origin of the value that an entry stands for: its own, or of the entered one that a withdrawn entry carries on.
Result<std::string> origin_of(store::ReadTx& tx, const FactEntry& entry) {
  if (entry.origin != kWithdrawn || entry.value_text.empty()) return entry.origin;
  SEN_LET(const auto entries, fact_entries(tx, entry.measure, entry.year));
  for (const auto& each : entries) {
    if (each.as_of <= entry.as_of && each.origin != kWithdrawn && each.value_text == entry.value_text) return each.origin;
  }
  return std::string("attested");
}

/// Days after this one whose entry was taken back stand for what holds here from now on.
Result<Done> settle_following(store::WriteTx& tx, const Context& ctx, const FactEntry& changed, const std::string& origin) {
  Date day = changed.as_of;
  for (;;) {
    SEN_LET(const auto next, tx.find<FactEntry>(sql::kSelectNextFact, changed.measure, changed.year, day));
    if (!next || next->origin != kWithdrawn) return Done{};
    day = next->as_of;
    FactEntry entry = *next;
    entry.id = ctx.random.id();
    entry.value = changed.value;
    entry.value_text = changed.value_text;
    entry.entered_by = ctx.actor.person;
    entry.entered_at = ctx.clock.now();
    entry.corrects = next->id;
    SEN_TRY(record(tx, ctx, entry, origin));
  }
}

}  // namespace

FactEntry FactEntry::from_row(store::Row& row) {
  FactEntry out;
  out.id = row.next<std::int64_t>();
  out.measure = row.next<std::string>();
  out.year = row.next<int>();
  out.value = row.next<std::int64_t>();
  out.value_text = row.next<std::string>();
  out.as_of = row.next<Date>();
  out.note = row.next_sealed({kNote, out.id});
  out.origin = row.next<std::string>();
  out.entered_by = PersonId{row.next<std::int64_t>()};
  out.entered_at = row.next<Instant>();
  out.corrects = row.next<std::optional<std::int64_t>>();
  out.event_seq = row.next<std::int64_t>();
  return out;
}

Result<FactEntry> enter_fact(store::WriteTx& tx, const Context& ctx, const FactSetting& setting,
                             const FactInput& input) {
  if (!ctx.actor.may(Right::FactEnter)) return forbidden(Right::FactEnter);
  if (!setting.own && !ctx.actor.may(Right::FactEnterAny)) return forbidden(Right::FactEnterAny);
  if (setting.closed) return conflict("index.fact_closed", "as_of", {{"year", std::to_string(setting.year)}});
  SEN_LET(const auto checked, check(ctx, setting, input));
  if (input.corrects) {
    SEN_LET(const auto old, tx.find<FactEntry>(sql::kSelectFact, *input.corrects));
    if (!old || old->measure != input.measure || old->as_of != input.as_of) {
      return invalid("index.fact_corrects", "corrects");
    }
  }
  FactEntry entry{.id = ctx.random.id(), .measure = input.measure, .year = setting.year, .value = checked.value,
                  .value_text = fact_text(setting.set.slots[*setting.set.entered(input.measure)], checked.fact),
                  .as_of = input.as_of, .note = nfc(input.note), .origin = input.origin,
                  .entered_by = ctx.actor.person, .entered_at = ctx.clock.now(), .corrects = input.corrects};
  SEN_TRY(record(tx, ctx, entry, entry.origin));
  SEN_TRY(settle_following(tx, ctx, entry, entry.origin));
  return entry;
}

FactReading read_value(const CriteriaSet& set, law::Slot slot, const std::string& text) {
  const SlotEntry& entry = set.slots[slot];
  auto reading = read_fact(set, slot, json_value(entry.type, text));
  if (!reading.error) reading.error = check_fact(entry, reading.fact);
  return reading;
}

Result<Done> check_entry(const Context& ctx, const FactSetting& setting, const FactInput& input) {
  if (!ctx.actor.may(Right::FactEnter)) return forbidden(Right::FactEnter);
  if (!setting.own && !ctx.actor.may(Right::FactEnterAny)) return forbidden(Right::FactEnterAny);
  if (setting.closed) return conflict("index.fact_closed", "as_of", {{"year", std::to_string(setting.year)}});
  SEN_TRY(check(ctx, setting, input));
  return Done{};
}

Result<FactEntry> withdraw_fact(store::WriteTx& tx, const Context& ctx, const FactSetting& setting,
                                const FactWithdrawal& input) {
  if (!ctx.actor.may(Right::FactEnter)) return forbidden(Right::FactEnter);
  if (!setting.own && !ctx.actor.may(Right::FactEnterAny)) return forbidden(Right::FactEnterAny);
  if (setting.closed) return conflict("index.fact_closed", "as_of", {{"year", std::to_string(setting.year)}});
  SEN_LET(const auto old, load_fact(tx, input.entry));
  SEN_LET(const auto entries, fact_entries(tx, old.measure, old.year));
  const auto newest = std::find_if(entries.begin(), entries.end(), [&](const auto& each) { return each.as_of == old.as_of; });
  if (newest == entries.end() || newest->id != old.id) return conflict("index.fact_superseded", "id");
  const auto before = std::next(newest);  // of the same day, else the day before: what held until then
  FactEntry entry{.id = ctx.random.id(), .measure = old.measure, .year = old.year, .as_of = old.as_of,
                  .note = nfc(input.reason), .origin = kWithdrawn, .entered_by = ctx.actor.person,
                  .entered_at = ctx.clock.now(), .corrects = old.id};
  std::string origin = kWithdrawn;
  if (before != entries.end() && !before->value_text.empty()) {
    entry.value = before->value;
    entry.value_text = before->value_text;
    SEN_LET(origin, origin_of(tx, *before));
    if (before->as_of == old.as_of) entry.origin = before->origin;
  }
  SEN_TRY(record(tx, ctx, entry, origin));
  SEN_TRY(settle_following(tx, ctx, entry, origin));
  return entry;
}

Result<FactEntry> load_fact(store::ReadTx& tx, std::int64_t id) {
  SEN_LET(auto found, tx.find<FactEntry>(sql::kSelectFact, id));
  if (!found) return not_found("index.fact_entry_unknown", "id");
  return *std::move(found);
}

Result<std::vector<FactEntry>> fact_entries(store::ReadTx& tx, const std::string& measure, int year) {
  return tx.select<FactEntry>(sql::kSelectFactsOfMeasure, measure, year);
}

Result<std::map<std::string, int>> fact_entry_counts(store::ReadTx& tx, int year) {
  std::map<std::string, int> out;
  SEN_TRY(tx.each(sql::kCountFactsByMeasure, [&](store::Row& row) {
    auto measure = row.next<std::string>();
    out.emplace(std::move(measure), row.next<int>());
    return true;
  }, year));
  return out;
}

std::optional<std::int64_t> ledger_value(const SlotEntry& entry, const law::Fact& fact) {
  if (!is_scaled(entry.type)) return fact.value;
  if (fact.decimals > kScaledDecimals) return std::nullopt;
  std::int64_t value = fact.value;
  for (int i = fact.decimals; i < kScaledDecimals; ++i) {
    if (value > INT64_MAX / 10 || value < INT64_MIN / 10) return std::nullopt;
    value *= 10;
  }
  return value;
}

law::Fact fact_of_ledger(const SlotEntry& entry, std::int64_t value) {
  switch (entry.type) {
    case MeasureType::Bool: return law::Fact::flag(value != 0);
    case MeasureType::Date: return law::Fact::day(Date{static_cast<std::int32_t>(value)});
    case MeasureType::Percent:
    case MeasureType::Number: {
      int decimals = kScaledDecimals;
      while (decimals > 0 && value % 10 == 0) {
        value /= 10;
        --decimals;
      }
      return law::Fact::number(value, decimals);
    }
    case MeasureType::Count:
    case MeasureType::Days:
    case MeasureType::Money: return law::Fact::number(value);
  }
  return {};
}

std::string fact_text(const SlotEntry& entry, const law::Fact& fact) {
  if (entry.type == MeasureType::Bool) return fact.value != 0 ? "true" : "false";
  if (entry.type == MeasureType::Date) return to_string(Date{static_cast<std::int32_t>(fact.value)});
  return law::to_decimal(fact.exact(), 9);
}

}  // namespace sen::index
