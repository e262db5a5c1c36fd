#include "record/record_type.hpp"

#include <algorithm>

#include "record/find_code.hpp"
#include "record/record_type_read.hpp"

namespace sen::record {
namespace {

constexpr const char* kAnyState = "*";

}  // namespace

bool Action::allowed_in(const std::string& state) const {
  return std::any_of(from.begin(), from.end(), [&](const std::string& one) { return one == state || one == kAnyState; });
}

bool Action::needs_a(Need need) const { return std::find(needs.begin(), needs.end(), need) != needs.end(); }

const State* RecordType::state(const std::string& code) const { return find_code(states, code); }
const Action* RecordType::action(const std::string& code) const { return find_code(actions, code); }
const ClockRule* RecordType::clock(const std::string& code) const { return find_code(clocks, code); }
const DutyRule* RecordType::duty(const std::string& code) const { return find_code(duties, code); }
const Field* RecordType::field(const std::string& code) const { return find_code(fields, code); }
const Register* RecordType::register_of(const std::string& code) const { return find_code(registers, code); }

const Action& RecordType::opening() const {
  const auto found = std::find_if(actions.begin(), actions.end(), [](const Action& one) { return one.opens(); });
  SEN_ASSERT(found != actions.end());
  return *found;
}

const ClockRule* RecordType::main_clock() const {
  const auto found = std::find_if(clocks.begin(), clocks.end(), [](const ClockRule& one) { return one.main; });
  return found == clocks.end() ? nullptr : &*found;
}

const Register* RecordType::register_for(RegisterUse use) const {
  const auto found = std::find_if(registers.begin(), registers.end(), [&](const Register& one) { return one.use == use; });
  return found == registers.end() ? nullptr : &*found;
}

std::vector<std::string> RecordType::paused_states() const {
  const ClockRule* main = main_clock();
  std::vector<std::string> out;
  for (const Action& one : actions) {
    const bool pauses = main != nullptr && std::find(one.clocks.begin(), one.clocks.end(), std::pair(main->code, ClockEffect::Pause)) != one.clocks.end();
    if (pauses && !one.to.empty()) out.push_back(one.to);
  }
  return out;
}

std::vector<std::string> RecordType::ready_states() const {
  std::vector<std::string> out;
  for (const Action& one : actions) {
    if (one.outcome != Outcome::None && !one.to.empty() && state(one.to)->open) out.push_back(one.to);
  }
  return out;
}

std::vector<const Action*> RecordType::actions_in(const std::string& state) const {
  std::vector<const Action*> out;
  for (const Action& one : actions) {
    if (!one.opens() && one.allowed_in(state)) out.push_back(&one);
  }
  return out;
}

std::optional<Limit> read_limit(const Json& json) {
  const auto unit = law::parse_limit_unit(json.string_or("unit"));
  if (!unit) return std::nullopt;
  const std::int64_t value = json.int_or("value", 0);
  const bool same_day = *unit == law::LimitUnit::SameDay;
  if (value < (same_day ? 0 : 1) || value > law::kLimitMax) return std::nullopt;
  return Limit{value, *unit};
}

Result<RecordType> read_record_type(const Json& json) {
  TypeReader reader;
  RecordType type = reader.read(json);
  if (!reader.error.fields.empty()) return std::move(reader.error);
  return type;
}

}  // namespace sen::record
