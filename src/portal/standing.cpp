#include "portal/standing.hpp"

#include <algorithm>
#include <array>

#include "identity/person.hpp"
#include "identity/unit.hpp"
#include "ledger/ledger.hpp"
#include "portal/visit.hpp"
#include "record/words.hpp"

namespace sen::portal {
namespace {

constexpr int kStepsRead = 200;
constexpr int kMinutesAnHour = 60;

/// The four steps that a citizen sees, and the states that have reached each.
struct Step {
  const char* key;
  std::array<std::string_view, 4> states;
};
constexpr std::array kSteps{Step{"portal.step.received", {"received"}},
                            Step{"portal.step.in_process", {"in_process", "awaiting_supplement", "awaiting_duty"}},
                            Step{"portal.step.signature", {"awaiting_signature", "signed"}},
                            Step{"portal.step.result", {"ready", "returned"}}};

std::string clock_words(Instant instant) {
  const int minute = minute_of_day(instant);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(minute / kMinutesAnHour) + ":" + two(minute % kMinutesAnHour);
}

class Telling {
 public:
  Telling(const record::Record& record, const record::RecordRules& of, Language language, Instant now)
      : record_(record), of_(of), language_(language), now_(now) {}

  Result<Json> tell(store::ReadTx& tx) {
    SEN_LET(const auto unit, identity::load_unit(tx, tx.unit()));
    SEN_LET(const auto desk, identity::find_body(tx, of_.type->desk));
    unit_ = unit.name;
    desk_ = !desk ? unit_ : language_ == Language::En && !desk->name_en.empty() ? desk->name_en : desk->name;
    out_.set("procedure", Json::string(record::title_of(of_, language_)));
    out_.set("received", Json::string(day_words(language_, date_of(record_.received_at))));
    tell_state();
    tell_steps();
    tell_promise();
    SEN_TRY(tell_missing(tx));
    return std::move(out_);
  }

 private:
  std::string say(const std::string& key, const TextArguments& arguments = {}) const { return render(language_, key, arguments); }
  void put(const char* name, std::string words) { out_.set(name, Json::string(std::move(words))); }

  /// A state that nobody wrote citizen's words for is told by its own label.
  void tell_state() {
    const std::string key = "portal.state." + record_.state;
    const record::State* state = of_.type->state(record_.state);
    put("state", has_text(language_, key) ? say(key) : state == nullptr ? record_.state : state->label.in(language_));
    const std::string next = "portal.next." + record_.state;
    if (has_text(language_, next)) put("next", say(next, {{"desk", desk_}, {"unit", unit_}}));
  }

  void tell_steps() {
    const auto reached = std::find_if(kSteps.begin(), kSteps.end(), [&](const Step& step) {
      return std::find(step.states.begin(), step.states.end(), record_.state) != step.states.end();
    });
    if (reached == kSteps.end()) return;
    Json steps = Json::array();
    for (const auto& step : kSteps) {
      Json one = Json::object();
      one.set("words", Json::string(say(step.key)));
      if (&step < &*reached) one.set("done", Json::boolean(true));
      if (&step == &*reached) one.set("now", Json::boolean(true));
      steps.push(std::move(one));
    }
    out_.set("has_steps", Json::boolean(true));
    out_.set("steps", std::move(steps));
  }

  void tell_promise() {
    const record::CaseClock* clock = record_.main_clock(*of_.type);
    if (clock == nullptr) return;
    if (clock->state == record::CaseClock::State::Paused) return put("promise", say("portal.paused"));
    const std::string day = day_words(language_, clock->due_on);
    put("due", say("portal.before", {{"time", clock_words(clock->due_at)}, {"day", day}}));
    if (clock->promised_on) put("new_due", day_words(language_, *clock->promised_on));
    if (clock->state == record::CaseClock::State::Stopped) return;
    if (clock->promised_on) return apologise(*clock);
    put("promise", say(clock->over(now_) ? "portal.late" : "portal.promise", {{"time", clock_words(clock->due_at)}, {"day", day}, {"desk", desk_}}));
  }

  void apologise(const record::CaseClock& clock) {
    const std::string days = std::to_string(*clock.promised_on - clock.due_on);
    std::string reason;
    for (const auto& duty : record_.duties) {
      if (duty.state == record::CaseDuty::State::Signed || duty.state == record::CaseDuty::State::Sent) reason = duty.reason;
    }
    put("apology", say("portal.apology", {{"unit", unit_}, {"days", days}, {"day", day_words(language_, *clock.promised_on)}, {"desk", desk_}}));
    if (!reason.empty()) put("apology_reason", std::move(reason));
  }

  /// What was asked for when the dossier began to wait, and until when.
  Result<Done> tell_missing(store::ReadTx& tx) {
    if (record_.state != "awaiting_supplement") return Done{};
    SEN_LET(const auto events, ledger::events(tx, {.subject_kind = record_.type, .subject_id = record_.id, .limit = kStepsRead}));
    for (const auto& event : events) {
      const record::Action* action = event.payload.is_object() ? of_.type->action(event.payload.string_or("action")) : nullptr;
      if (action == nullptr || action->to != record_.state) continue;
      put("missing", event.payload.string_or("reason"));
      break;
    }
    const record::ClockRule* main = of_.type->main_clock();
    for (const auto& clock : record_.clocks) {
      if ((main != nullptr && clock.code == main->code) || clock.state != record::CaseClock::State::Running) continue;
      put("missing_by", say("portal.missing_by", {{"day", day_words(language_, clock.due_on)}}));
    }
    return Done{};
  }

  const record::Record& record_;
  const record::RecordRules& of_;
  Language language_;
  Instant now_;
  std::string unit_;
  std::string desk_;
  Json out_ = Json::object();
};

}  // namespace

Result<Json> standing(store::ReadTx& tx, const Context& ctx, record::Rules& rules, const record::Record& record, Language language) {
  SEN_LET(const auto of, record::rules_of(tx, ctx, rules, record));
  return Telling(record, of, language, ctx.clock.now()).tell(tx);
}

}  // namespace sen::portal
