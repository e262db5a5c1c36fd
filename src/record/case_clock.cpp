#include "record/case_clock.hpp"

#include <array>
#include <utility>

namespace sen::record {
namespace {

constexpr std::array<std::pair<const char*, CaseClock::State>, 3> kStates{
    {{"running", CaseClock::State::Running}, {"paused", CaseClock::State::Paused}, {"stopped", CaseClock::State::Stopped}}};

Json moment_json(const std::optional<Instant>& at) { return at ? Json::number(at->milliseconds) : Json(); }
Json day_json(const std::optional<Date>& day) { return day ? Json::string(to_string(*day)) : Json(); }

std::optional<Instant> moment_from(const Json& json) {
  const auto value = json.as_int();
  return value ? std::optional(Instant{*value}) : std::nullopt;
}
std::optional<Date> day_from(const Json& json) { return json.is_string() ? parse_date(json.text()) : std::nullopt; }

}  // namespace

const char* name_of(CaseClock::State state) { return kStates[static_cast<std::size_t>(state)].first; }

Result<law::Deadline> walk(const CaseClock& clock, const law::Calendar& calendar) {
  law::DeadlineInput input{.received = clock.received, .limit = clock.limit.value, .unit = clock.limit.unit,
                           .cutoff_minute = clock.cutoff_minute, .pauses = clock.pauses, .complete = clock.complete};
  return law::due(input, calendar);
}

Result<Done> recount(CaseClock& clock, const law::Calendar& calendar, const std::string& calendar_hash) {
  SEN_LET(const auto due, walk(clock, calendar));
  clock.due_on = due.due_on;
  clock.due_at = due.due_at;
  clock.apology_by = due.apology_by;
  clock.provisional = due.provisional;
  // A new date that the due day has caught up with promises nothing.
  if (clock.promised_on && *clock.promised_on <= clock.due_on) clock.promised_on.reset();
  clock.calendar = calendar_hash;
  return Done{};
}

Result<CaseClock> start_clock(const ClockRule& rule, const Limit& limit, const Moment& moment) {
  CaseClock clock{.code = rule.code, .limit = limit, .cutoff_minute = rule.cutoff_minute, .received = moment.now};
  SEN_TRY(recount(clock, moment.calendar, moment.calendar_hash));
  return clock;
}

Result<Done> apply(CaseClock& clock, ClockEffect effect, std::optional<Date> new_date, const Moment& moment) {
  const bool running = clock.state == CaseClock::State::Running;
  const bool paused = clock.state == CaseClock::State::Paused;
  switch (effect) {
    case ClockEffect::Start:
      return conflict("record.clock_not_running", {}, {{"clock", clock.code}});
    case ClockEffect::Pause:
      if (!running) return conflict("record.clock_not_running", {}, {{"clock", clock.code}});
      clock.state = CaseClock::State::Paused;
      clock.paused_at = moment.now;
      return Done{};
    case ClockEffect::Resume:
      if (!paused) return conflict("record.clock_not_paused", {}, {{"clock", clock.code}});
      clock.pauses.push_back({date_of(*clock.paused_at), date_of(moment.now), *clock.paused_at, moment.now});
      break;
    case ClockEffect::Restart:
      if (!paused && !running) return conflict("record.clock_not_paused", {}, {{"clock", clock.code}});
      clock.complete = moment.now;
      clock.pauses.clear();
      break;
    case ClockEffect::Extend: {
      if (clock.state == CaseClock::State::Stopped) return Done{};  // a late result is there already: nothing to promise
      const Date promised = clock.promised_on.value_or(clock.due_on);
      if (!new_date || *new_date <= promised || *new_date < date_of(moment.now)) return invalid("record.date_not_later", "new_date");
      clock.promised_on = new_date;
      return Done{};
    }
    case ClockEffect::Stop:
      if (clock.state == CaseClock::State::Stopped) return conflict("record.clock_not_running", {}, {{"clock", clock.code}});
      clock.state = CaseClock::State::Stopped;
      clock.stopped_at = moment.now;
      return Done{};
  }
  clock.state = CaseClock::State::Running;
  clock.paused_at.reset();
  clock.warned = false;
  return recount(clock, moment.calendar, moment.calendar_hash);
}

void put_verdict(Json& facts, const CaseClock& clock, Instant when) {
  const bool late = clock.was_late(when);
  facts.set("on_time", Json::boolean(!late));
  facts.set("early", Json::boolean(date_of(when) < clock.due_on));
  facts.set("days_late", Json::number(late ? date_of(when) - clock.due_on : 0));
  facts.set("due_on", Json::string(to_string(clock.due_on)));
}

Json json_of(const CaseClock& clock) {
  Json out = Json::object();
  out.set("code", Json::string(clock.code));
  out.set("state", Json::string(name_of(clock.state)));
  Json limit = Json::object();
  limit.set("value", Json::number(clock.limit.value));
  limit.set("unit", Json::string(law::name_of(clock.limit.unit)));
  out.set("limit", std::move(limit));
  if (clock.cutoff_minute) out.set("cutoff", Json::number(*clock.cutoff_minute));
  out.set("received", Json::number(clock.received.milliseconds));
  out.set("complete", moment_json(clock.complete));
  Json pauses = Json::array();
  for (const auto& pause : clock.pauses) {
    Json one = Json::array();
    one.push(Json::number(pause.from.milliseconds));
    one.push(Json::number(pause.until.milliseconds));
    pauses.push(std::move(one));
  }
  out.set("pauses", std::move(pauses));
  out.set("paused_at", moment_json(clock.paused_at));
  out.set("stopped_at", moment_json(clock.stopped_at));
  out.set("calendar", Json::string(clock.calendar));
  out.set("due_on", Json::string(to_string(clock.due_on)));
  out.set("due_at", Json::number(clock.due_at.milliseconds));
  out.set("apology_by", Json::string(to_string(clock.apology_by)));
  out.set("provisional", Json::boolean(clock.provisional));
  out.set("first_due_on", day_json(clock.first_due_on));
  out.set("promised_on", day_json(clock.promised_on));
  out.set("warned", Json::boolean(clock.warned));
  return out;
}

CaseClock clock_from(const Json& json) {
  CaseClock out;
  out.code = json.string_or("code");
  for (const auto& [name, state] : kStates) {
    if (json.string_or("state") == name) out.state = state;
  }
  out.limit = read_limit(json["limit"]).value_or(Limit{});
  if (json.has("cutoff")) out.cutoff_minute = static_cast<int>(json.int_or("cutoff", 0));
  out.received = Instant{json.int_or("received", 0)};
  out.complete = moment_from(json["complete"]);
  for (const Json& one : json["pauses"].items()) {
    const Instant from{one.items()[0].as_int().value_or(0)};
    const Instant until{one.items()[1].as_int().value_or(0)};
    out.pauses.push_back({date_of(from), date_of(until), from, until});
  }
  out.paused_at = moment_from(json["paused_at"]);
  out.stopped_at = moment_from(json["stopped_at"]);
  out.calendar = json.string_or("calendar");
  out.due_on = day_from(json["due_on"]).value_or(Date{});
  out.due_at = Instant{json.int_or("due_at", 0)};
  out.apology_by = day_from(json["apology_by"]).value_or(Date{});
  out.provisional = json.bool_or("provisional", false);
  out.first_due_on = day_from(json["first_due_on"]);
  out.promised_on = day_from(json["promised_on"]);
  out.warned = json.bool_or("warned", false);
  return out;
}

}  // namespace sen::record
