#include "record/wake.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "identity/unit.hpp"
#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"
#include "record/record_rows.hpp"
#include "record/words.hpp"

namespace sen::record {
namespace {

constexpr int kBatch = 500;

std::optional<Instant> warn_at(const CaseClock& clock, const ClockRule& rule, const law::Calendar& calendar) {
  if (clock.state != CaseClock::State::Running || clock.warned || rule.warn_working_days == 0) return std::nullopt;
  return at(step_day(calendar, clock.due_on, -rule.warn_working_days), kTellFrom);
}

std::optional<Instant> draft_at(const Record& record, const DutyRule& rule, const law::Calendar& calendar) {
  const CaseClock* clock = record.clock(rule.clock);
  if (clock == nullptr || clock->state != CaseClock::State::Running || record.duty(rule.code) != nullptr) return std::nullopt;
  const Instant wanted = at(step_day(calendar, clock->due_on, -rule.opens_working_days_before), kTellFrom);
  // A result that is due the same day it was asked for leaves no day before: the letter is due when it is late.
  return wanted < clock->received ? clock->late_after() + 1 : wanted;
}

class Waker {
 public:
  Waker(store::WriteTx& tx, const Context& ctx, Rules& rules, const DatedCalendar& calendar)
      : tx_(tx), ctx_(ctx), rules_(rules), calendar_(calendar), now_(ctx.clock.now()) {}

  Result<Done> wake(Record& record) {
    SEN_LET(const auto of, rules_of(tx_, ctx_, rules_, record));
    for (CaseClock& clock : record.clocks) {
      const ClockRule& rule = *of.type->clock(clock.code);
      const auto due = warn_at(clock, rule, calendar_.calendar);
      if (due && *due <= now_) SEN_TRY(warn(record, of, clock, rule));
    }
    for (const DutyRule& rule : of.type->duties) {
      const auto due = draft_at(record, rule, calendar_.calendar);
      if (due && *due <= now_) SEN_TRY(draft(record, of, rule));
    }
    return save(record, of);
  }

  Result<Done> move(Record& record) {
    SEN_LET(const auto of, rules_of(tx_, ctx_, rules_, record));
    for (CaseClock& clock : record.clocks) {
      if (clock.state == CaseClock::State::Stopped || clock.calendar == calendar_.hash) continue;
      const Date before = clock.due_on;
      SEN_TRY(recount(clock, calendar_.calendar, calendar_.hash));
      if (clock.due_on == before) continue;
      if (!clock.first_due_on) clock.first_due_on = before;
      clock.warned = false;
      const ClockRule& rule = *of.type->clock(clock.code);
      if (!rule.main) continue;
      ++report.moved;
      auto event = draft_event(record, of, rule.event_moved);
      event.facts.set("due_on", Json::string(to_string(clock.due_on)));
      event.facts.set("due_before", Json::string(to_string(before)));
      SEN_TRY(ledger::append(tx_, ctx_, event));
      if (clock.state != CaseClock::State::Running) continue;
      SEN_TRY(jobs::set_deadline(tx_, ctx_, {.subject = {of.type->id.c_str(), record.id}, .kind = deadline_kind(*of.type, clock.code),
                                             .due_at = clock.late_after(), .facts = facts_of(record, *of.type)}));
    }
    return save(record, of);
  }

  WakeReport report;

 private:
  ledger::EventDraft draft_event(const Record& record, const RecordRules& of, const std::string& kind) {
    ledger::EventDraft event{.kind = kind, .subject = {of.type->id.c_str(), record.id}, .facts = facts_of(record, *of.type)};
    event.payload.set("code", Json::string(record.code));
    return event;
  }

  Result<Done> save(Record& record, const RecordRules& of) {
    record.wake_at = next_wake(record, *of.type, calendar_.calendar);
    return update_record(tx_, record, *of.type);
  }

  Result<Done> tell(const Record& record, const RecordRules& of, const char* sentence, const CaseClock& clock, const std::string& key) {
    const Text text{sentence, {{"code", record.code}, {"title", title_of(of)}, {"due", localized_date(to_string(clock.due_on))}}};
    const std::string href = of.type->page + std::to_string(record.id);
    const std::string unique = key + "." + std::to_string(record.id) + "." + to_string(clock.due_on);
    if (record.person) return jobs::notify(tx_, ctx_, {.person = *record.person, .text = text, .href = href, .key = unique});
    return jobs::notify_body(tx_, ctx_, {.body = record.body, .text = text, .href = href, .key = unique});
  }

  Result<Done> warn(Record& record, const RecordRules& of, CaseClock& clock, const ClockRule& rule) {
    clock.warned = true;
    ++report.warned;
    auto event = draft_event(record, of, rule.event_warned);
    event.facts.set("due_on", Json::string(to_string(clock.due_on)));
    SEN_TRY(ledger::append(tx_, ctx_, event));
    return tell(record, of, "record.notice.due_soon", clock, "record_warned");
  }

  Result<Done> draft(Record& record, const RecordRules& of, const DutyRule& rule) {
    const CaseClock& clock = *record.clock(rule.clock);
    record.duties.push_back({.code = rule.code, .opened_at = now_, .by = clock.apology_by});
    ++report.drafted;
    auto event = draft_event(record, of, rule.event_opened);
    event.facts.set("due_on", Json::string(to_string(clock.due_on)));
    SEN_TRY(ledger::append(tx_, ctx_, event));
    return tell(record, of, "record.notice.letter", clock, "record_letter");
  }

  store::WriteTx& tx_;
  const Context& ctx_;
  Rules& rules_;
  const DatedCalendar& calendar_;
  Instant now_;
};

}  // namespace

std::optional<Instant> next_wake(const Record& record, const RecordType& type, const law::Calendar& calendar) {
  if (record.kept_elsewhere()) return std::nullopt;  // the other system warns and apologizes
  std::optional<Instant> out;
  const auto sooner = [&](std::optional<Instant> moment) {
    if (moment && (!out || *moment < *out)) out = moment;
  };
  for (const CaseClock& clock : record.clocks) sooner(warn_at(clock, *type.clock(clock.code), calendar));
  for (const DutyRule& rule : type.duties) sooner(draft_at(record, rule, calendar));
  return out;
}

Result<WakeReport> wake_records(store::WriteTx& tx, const Context& ctx, Rules& rules) {
  SEN_LET(const auto place, identity::place_of(tx));
  SEN_LET(const auto calendar, rules.calendar(ctx, date_of(ctx.clock.now()), place));
  Waker waker(tx, ctx, rules, *calendar);
  SEN_LET(auto moved, records_of_other_calendar(tx, calendar->hash, kBatch));
  for (Record& record : moved) SEN_TRY(waker.move(record));
  SEN_LET(auto due, records_to_wake(tx, ctx.clock.now(), kBatch));
  for (Record& record : due) SEN_TRY(waker.wake(record));
  waker.report.more = static_cast<int>(std::max(moved.size(), due.size())) >= kBatch;
  return waker.report;
}

Result<Done> tell_late(store::WriteTx& tx, const Context& ctx, Rules& rules, const jobs::Deadline& deadline) {
  SEN_LET(const auto place, identity::place_of(tx));
  const auto types = rules.type_ids(ctx, date_of(ctx.clock.now()), place);
  if (std::find(types.begin(), types.end(), deadline.subject_kind) == types.end()) return Done{};
  SEN_LET(const auto record, load_record(tx, deadline.subject_id));
  if (record.kept_elsewhere()) return Done{};
  SEN_LET(const auto of, rules_of(tx, ctx, rules, record));
  const Text text{"record.notice.late", {{"code", record.code}, {"title", title_of(of)}}};
  const std::string href = of.type->page + std::to_string(record.id);
  const std::string key = "record_late." + std::to_string(record.id) + "." + std::to_string(deadline.due_at.milliseconds);
  SEN_TRY(jobs::notify_role(tx, ctx, {.role = Role::Chair, .text = text, .href = href, .key = key}));
  if (record.person) return jobs::notify(tx, ctx, {.person = *record.person, .text = text, .href = href, .key = key});
  return jobs::notify_body(tx, ctx, {.body = record.body, .text = text, .href = href, .key = key});
}

}  // namespace sen::record
