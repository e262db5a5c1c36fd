#pragma once
// A record type as pack data (packs/record-types/, schema sen.record-type/1): its fields, states, actions, clocks,
// duties, registers and forms, each a word of a closed set (closed.hpp). A case keeps the entry of the day it was
// received; another day's entry of the same id is another act's rule.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/texts.hpp"
#include "law/deadline.hpp"
#include "record/closed.hpp"

namespace sen::record {

constexpr std::size_t kStatesMax = 16;

struct Label {
  std::string vi;
  std::string en;
  [[nodiscard]] const std::string& in(Language language) const { return language == Language::En && !en.empty() ? en : vi; }
};

/// How long by law: so many working days, hours …
struct Limit {
  std::int64_t value = 0;
  law::LimitUnit unit = law::LimitUnit::WorkingDay;
};
/// Reads {"value": 3, "unit": "working_day"}; empty when it is none.
std::optional<Limit> read_limit(const Json& json);

struct Choice {
  std::string code;
  Label label;
};

struct Field {
  std::string code;
  Label label;
  FieldType type = FieldType::Text;
  bool required = false;
  bool fact = false;        ///< goes into every event of the record
  std::int64_t min = 0;     ///< of a number
  std::int64_t max = 2'000; ///< of a number, or characters of a text
  std::vector<Choice> choices;
};

struct State {
  std::string code;
  Label label;
  bool open = true;   ///< somebody has something to do
  std::string next;   ///< the action that leads on, what pages offer first; empty: none
  int national = 0;   ///< status code used for synchronisation with the national portal; 0: none
};

struct ClockRule {
  std::string code;
  Label label;
  bool main = false;                  ///< what "due" means for the record
  std::optional<Limit> limit;         ///< empty: the catalogue's entry says it
  std::optional<int> cutoff_minute;   ///< empty: the closing hour
  int warn_working_days = 0;          ///< before the due day; 0: nobody is warned
  std::string event_warned;
  std::string event_moved;            ///< the calendar changed, and the due day with it
  std::string law;
};

/// A letter that becomes due when a clock runs out: drafted by itself, signed, sent.
struct DutyRule {
  std::string code;
  Label label;
  std::string clock;
  int opens_working_days_before = 0;
  std::string number_register;
  std::string event_opened;
  std::string event_dropped;
};

struct Register {
  std::string code;
  Label label;
  RegisterUse use = RegisterUse::Number;
  RegisterPeriod period = RegisterPeriod::Year;
  std::string pattern;  ///< {unit} {yymmdd} {year} {number}
  int digits = 1;       ///< of {number}, filled with zeros
};

struct Form {
  std::string code;
  std::string name;
  std::string law;
  std::string paper;  ///< id of its template (packs/papers/)
};

struct Guard {
  GuardKind kind = GuardKind::NotLate;
  std::string of;  ///< code of a clock or a duty; empty for others
};

struct Action {
  std::string code;
  Label label;
  std::vector<std::string> from;  ///< empty: opens a record; "*": any state
  std::string to;                 ///< empty: the state stays
  Who who = Who::Act;
  std::string event;
  std::vector<Need> needs;
  std::vector<Guard> guards;
  int times_max = 0;  ///< 0: as often as wanted
  std::vector<std::pair<std::string, ClockEffect>> clocks;
  std::vector<std::pair<std::string, DutyEffect>> duties;
  Outcome outcome = Outcome::None;
  Holder holder = Holder::Same;
  std::string form;
  std::string law;
  [[nodiscard]] bool opens() const { return from.empty(); }
  [[nodiscard]] bool allowed_in(const std::string& state) const;
  [[nodiscard]] bool needs_a(Need need) const;
};

struct RecordType {
  std::string id;
  std::string hash;  ///< of its pack entry
  std::string act;
  Label label;
  std::string desk;           ///< body that receives and returns
  std::string page;           ///< path of its pages in the staff app, "/mot-cua/"
  bool has_catalogue = false; ///< each record names an entry of the catalogue of procedures
  bool has_applicant = false;
  bool has_lookup = false;    ///< a code that cannot be guessed is given out
  std::vector<Field> fields;
  std::vector<State> states;
  std::vector<Action> actions;
  std::vector<ClockRule> clocks;
  std::vector<DutyRule> duties;
  std::vector<Register> registers;
  std::vector<Form> forms;

  [[nodiscard]] const State* state(const std::string& code) const;
  [[nodiscard]] const Action* action(const std::string& code) const;
  /// The first action that opens a record.
  [[nodiscard]] const Action& opening() const;
  [[nodiscard]] const ClockRule* clock(const std::string& code) const;
  [[nodiscard]] const ClockRule* main_clock() const;
  [[nodiscard]] const DutyRule* duty(const std::string& code) const;
  [[nodiscard]] const Field* field(const std::string& code) const;
  [[nodiscard]] const Register* register_for(RegisterUse use) const;
  [[nodiscard]] const Register* register_of(const std::string& code) const;
  /// States in which the main clock stands still.
  [[nodiscard]] std::vector<std::string> paused_states() const;
  /// Open states that a decision leads to: the result waits for its owner.
  [[nodiscard]] std::vector<std::string> ready_states() const;
  /// What may be done in a state, as far as the type alone says.
  [[nodiscard]] std::vector<const Action*> actions_in(const std::string& state) const;
};

/// Errors: "record.type_invalid" with one field error "record.type_field" a fault, at its JSON pointer: an unknown
/// word, a name that stands nowhere, two of one code, more than 16 states, no opening action, a state that nothing
/// leads to, an open state without a way out.
Result<RecordType> read_record_type(const Json& json);

}  // namespace sen::record
