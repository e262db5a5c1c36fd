#include "record/record_type_read.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sen::record {
namespace {

constexpr int kWorkingDaysMax = 60;
constexpr int kDigitsMax = 8;

bool is_code(const std::string& text) {
  return !text.empty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// "dossier.received": thing, then what happened to it.
bool is_event(const std::string& text) {
  const auto dot = text.find('.');
  return dot != std::string::npos && is_code(text.substr(0, dot)) && is_code(text.substr(dot + 1));
}

std::string at(const char* list, std::size_t index) { return std::string("/") + list + "/" + std::to_string(index); }

Label label_of(const Json& json) { return {json.string_or("label_vi"), json.string_or("label_en")}; }

/// "15:00" → minutes after midnight; "closing" → empty.
bool read_cutoff(const std::string& text, std::optional<int>& out) {
  if (text == "closing") return true;
  const auto time = text.size() == 5 ? parse_instant("2000-01-01T" + text) : std::nullopt;
  if (time) out = minute_of_day(*time);
  return time.has_value();
}

}  // namespace

template <class T>
void TypeReader::begin(T& part, const Json& json, const std::string& where, std::set<std::string>& codes) {
  part.code = json.string_or("code");
  if (!is_code(part.code) || !codes.insert(part.code).second) fault(where + "/code");
  if constexpr (requires { part.label; }) {
    part.label = label_of(json);
    if (part.label.vi.empty()) fault(where + "/label_vi");
    if (part.label.en.empty()) fault(where + "/label_en");
  }
}

void TypeReader::read_fields(RecordType& type, const Json& list) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    const Json& json = list.items()[i];
    const std::string where = at("fields", i);
    Field field;
    begin(field, json, where, codes);
    const auto kind = parse_field_type(json.string_or("type"));
    if (kind) field.type = *kind;
    else fault(where + "/type");
    field.required = json.bool_or("required", false);
    field.fact = json.bool_or("fact", false);
    // Facts are coded and stay for ever: free words never go there.
    if (field.fact && field.type == FieldType::Text) fault(where + "/fact");
    field.min = json.int_or("min", 0);
    field.max = json.int_or("max", field.type == FieldType::Number ? INT32_MAX : 2'000);
    if (field.max < field.min) fault(where + "/max");
    std::set<std::string> choices;
    for (std::size_t k = 0; k < json["choices"].items().size(); ++k) {
      Choice choice;
      begin(choice, json["choices"].items()[k], where + "/choices/" + std::to_string(k), choices);
      field.choices.push_back(std::move(choice));
    }
    if (field.choices.empty() == (field.type == FieldType::Choice)) fault(where + "/choices");
    type.fields.push_back(std::move(field));
  }
}

void TypeReader::read_states(RecordType& type, const Json& list) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    const Json& json = list.items()[i];
    State state;
    begin(state, json, at("states", i), codes);
    state.open = json.bool_or("open", true);
    state.next = json.string_or("next");
    state.national = static_cast<int>(json.int_or("national", 0));
    type.states.push_back(std::move(state));
  }
  if (type.states.empty() || type.states.size() > kStatesMax) fault("/states");
}

void TypeReader::read_clocks(RecordType& type, const Json& list) {
  std::set<std::string> codes;
  int mains = 0;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    const Json& json = list.items()[i];
    const std::string where = at("clocks", i);
    ClockRule clock;
    begin(clock, json, where, codes);
    clock.main = json.bool_or("main", false);
    mains += clock.main ? 1 : 0;
    if (json.string_or("limit") == "catalogue") {
      if (!type.has_catalogue) fault(where + "/limit");
    } else {
      clock.limit = read_limit(json["limit"]);
      if (!clock.limit) fault(where + "/limit");
    }
    if (!read_cutoff(json.string_or("cutoff"), clock.cutoff_minute)) fault(where + "/cutoff");
    clock.warn_working_days = static_cast<int>(json.int_or("warn_working_days", 0));
    if (clock.warn_working_days < 0 || clock.warn_working_days > kWorkingDaysMax) fault(where + "/warn_working_days");
    clock.event_warned = json.string_or("event_warned");
    if (clock.warn_working_days > 0 && !is_event(clock.event_warned)) fault(where + "/event_warned");
    clock.event_moved = json.string_or("event_moved");
    if (clock.main && !is_event(clock.event_moved)) fault(where + "/event_moved");
    clock.law = json.string_or("law");
    if (clock.law.empty()) fault(where + "/law");
    type.clocks.push_back(std::move(clock));
  }
  if (mains > 1 || (mains == 0 && !type.clocks.empty())) fault("/clocks");
}

void TypeReader::read_duties(RecordType& type, const Json& list) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    const Json& json = list.items()[i];
    const std::string where = at("duties", i);
    DutyRule duty;
    begin(duty, json, where, codes);
    duty.clock = json.string_or("clock");
    if (type.clock(duty.clock) == nullptr) fault(where + "/clock");
    duty.opens_working_days_before = static_cast<int>(json.int_or("opens_working_days_before", -1));
    if (duty.opens_working_days_before < 0 || duty.opens_working_days_before > kWorkingDaysMax) fault(where + "/opens_working_days_before");
    duty.number_register = json.string_or("register");
    if (type.register_of(duty.number_register) == nullptr) fault(where + "/register");
    duty.event_opened = json.string_or("event_opened");
    duty.event_dropped = json.string_or("event_dropped");
    if (!is_event(duty.event_opened)) fault(where + "/event_opened");
    if (!is_event(duty.event_dropped)) fault(where + "/event_dropped");
    type.duties.push_back(std::move(duty));
  }
}

void TypeReader::read_registers(RecordType& type, const Json& list) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    const Json& json = list.items()[i];
    const std::string where = at("registers", i);
    Register book;
    begin(book, json, where, codes);
    const auto use = parse_register_use(json.string_or("use"));
    const auto period = parse_register_period(json.string_or("period"));
    if (use) book.use = *use;
    else fault(where + "/use");
    if (period) book.period = *period;
    else fault(where + "/period");
    book.pattern = json.string_or("pattern");
    if (book.pattern.find("{number}") == std::string::npos) fault(where + "/pattern");
    book.digits = static_cast<int>(json.int_or("digits", 1));
    if (book.digits < 1 || book.digits > kDigitsMax) fault(where + "/digits");
    type.registers.push_back(std::move(book));
  }
  if (type.register_for(RegisterUse::Code) == nullptr) fault("/registers");
}

void TypeReader::read_forms(RecordType& type, const Json& list) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    const Json& json = list.items()[i];
    Form form;
    begin(form, json, at("forms", i), codes);
    form.name = json.string_or("name_vi");
    form.law = json.string_or("law");
    form.paper = json.string_or("template");
    if (form.name.empty()) fault(at("forms", i) + "/name_vi");
    type.forms.push_back(std::move(form));
  }
}

void TypeReader::read_effects(const RecordType& type, Action& action, const Json& json, const std::string& where) {
  for (const auto& [clock, word] : json["clocks"].members()) {
    const auto effect = parse_clock_effect(word.is_string() ? word.text() : "");
    if (!effect || type.clock(clock) == nullptr) fault(where + "/clocks/" + clock);
    else action.clocks.emplace_back(clock, *effect);
  }
  for (const auto& [duty, word] : json["duties"].members()) {
    const auto effect = parse_duty_effect(word.is_string() ? word.text() : "");
    if (!effect || type.duty(duty) == nullptr) fault(where + "/duties/" + duty);
    else action.duties.emplace_back(duty, *effect);
  }
  if (json.has("outcome")) {
    const auto outcome = parse_outcome(json.string_or("outcome"));
    if (!outcome || type.main_clock() == nullptr) fault(where + "/outcome");
    else action.outcome = *outcome;
  }
  if (json.has("holder")) {
    const auto holder = parse_holder(json.string_or("holder"));
    if (holder) action.holder = *holder;
    else fault(where + "/holder");
  }
}

void TypeReader::read_action(RecordType& type, const Json& json, const std::string& where) {
  Action& action = type.actions.back();
  for (const Json& state : json["from"].items()) {
    const std::string code = state.is_string() ? state.text() : std::string();
    if (code != "*" && type.state(code) == nullptr) fault(where + "/from");
    action.from.push_back(code);
  }
  action.to = json.string_or("to");
  if (action.to.empty() ? action.opens() : type.state(action.to) == nullptr) fault(where + "/to");
  const auto who = parse_who(json.string_or("who"));
  if (who) action.who = *who;
  else fault(where + "/who");
  action.event = json.string_or("event");
  if (!is_event(action.event)) fault(where + "/event");
  for (const Json& word : json["needs"].items()) {
    const auto need = parse_need(word.is_string() ? word.text() : "");
    if (need) action.needs.push_back(*need);
    else fault(where + "/needs");
  }
  for (const Json& word : json["guards"].items()) {
    const auto parts = split(word.is_string() ? word.text() : "", ':');
    const auto kind = parse_guard(parts.empty() ? "" : parts.front());
    Guard guard{kind.value_or(GuardKind::NotLate), parts.size() > 1 ? parts[1] : std::string()};
    const bool of_clock = guard.kind == GuardKind::NotLate || guard.kind == GuardKind::ClockOver;
    const bool known = of_clock ? type.clock(guard.of) != nullptr : (guard.kind != GuardKind::DutyWhenLate || type.duty(guard.of) != nullptr);
    if (!kind || !known) fault(where + "/guards");
    action.guards.push_back(std::move(guard));
  }
  action.times_max = static_cast<int>(json.int_or("times", 0));
  if (action.times_max < 0) fault(where + "/times");
  action.form = json.string_or("form");
  const bool has_form = std::any_of(type.forms.begin(), type.forms.end(), [&](const Form& form) { return form.code == action.form; });
  if (!action.form.empty() && !has_form) fault(where + "/form");
  action.law = json.string_or("law");
  read_effects(type, action, json, where);
}

void TypeReader::read_actions(RecordType& type, const Json& list) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    type.actions.emplace_back();
    begin(type.actions.back(), list.items()[i], at("actions", i), codes);
    read_action(type, list.items()[i], at("actions", i));
  }
}

/// Every state is reached, and whoever waits in an open one can leave it.
void TypeReader::check_ways(const RecordType& type) {
  if (std::none_of(type.actions.begin(), type.actions.end(), [](const Action& one) { return one.opens(); })) fault("/actions");
  for (std::size_t i = 0; i < type.states.size(); ++i) {
    const State& state = type.states[i];
    const bool reached = std::any_of(type.actions.begin(), type.actions.end(), [&](const Action& one) { return one.to == state.code; });
    const bool left = std::any_of(type.actions.begin(), type.actions.end(), [&](const Action& one) {
      return !one.opens() && one.allowed_in(state.code) && !one.to.empty() && one.to != state.code;
    });
    if (!reached || left != state.open) fault(at("states", i));
    const Action* next = type.action(state.next);
    if (!state.next.empty() && (next == nullptr || next->opens() || !next->allowed_in(state.code))) fault(at("states", i) + "/next");
  }
}

RecordType TypeReader::read(const Json& json) {
  RecordType type;
  if (json.string_or("schema") != "sen.record-type/1") fault("/schema");
  type.id = json.string_or("id");
  if (!is_code(type.id)) fault("/id");
  type.act = json.string_or("act");
  type.label = label_of(json);
  if (type.label.vi.empty()) fault("/label_vi");
  type.desk = json.string_or("desk");
  if (!is_code(type.desk)) fault("/desk");
  type.page = json.string_or("page", "/ho-so/");
  type.has_catalogue = json.string_or("catalogue") == "procedures";
  if (json.has("catalogue") && !type.has_catalogue) fault("/catalogue");
  type.has_applicant = json.string_or("person") == "applicant";
  if (json.has("person") && !type.has_applicant) fault("/person");
  type.has_lookup = json.bool_or("lookup", false);
  read_fields(type, json["fields"]);
  read_states(type, json["states"]);
  read_clocks(type, json["clocks"]);
  read_registers(type, json["registers"]);
  read_duties(type, json["duties"]);
  read_forms(type, json["forms"]);
  read_actions(type, json["actions"]);
  check_ways(type);
  return type;
}

}  // namespace sen::record
