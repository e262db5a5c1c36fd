#include "ledger/facts_check.hpp"

#include <algorithm>
#include <array>

namespace sen::ledger {
namespace {

constexpr std::size_t kTextBytesMax = 200;
constexpr std::size_t kFactCountMax = 32;
constexpr std::size_t kCodeBytesMax = 64;
// Identity numbers have 9 or 12 digits, telephone numbers 10 or 11 (with the country's code).
constexpr std::size_t kPersonalDigitsMin = 9;
constexpr std::size_t kPersonalDigitsMax = 12;
// As dates are parsed (base/instant.hpp).
constexpr int kYearMin = 1900;
constexpr int kYearMax = 2999;

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= kCodeBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return ('a' <= c && c <= 'z') || is_digit(c) || c == '_' || c == '.';
         });
}

bool is_plain(std::string_view text) {
  return text.size() <= kTextBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return 0x20 <= c && c < 0x7f; });
}

bool names_a_person(std::string_view fact) {
  constexpr std::array kNames{"name", "full_name",  "phone",       "email",   "address",
                              "cccd", "citizen_id", "identity_no", "birth_on"};
  return std::find(kNames.begin(), kNames.end(), fact) != kNames.end();
}

bool is_personal_length(std::size_t digits) {
  return kPersonalDigitsMin <= digits && digits <= kPersonalDigitsMax;
}

// "84912345678", or "0912 345 678", "001.085.012345": grouped numbers of persons begin with 0,
// while codes of dossiers and procedures are grouped too and begin otherwise.
bool has_personal_number(std::string_view text) {
  std::size_t run = 0;
  std::size_t grouped = 0;
  bool from_zero = false;
  char before = ' ';
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '/';
    if (is_digit(c)) {
      if (grouped == 0) from_zero = c == '0';
      ++run;
      ++grouped;
    } else {
      if (is_personal_length(run)) return true;
      run = 0;
      const bool separates = (c == ' ' || c == '.' || c == '-') && is_digit(before);
      if (!separates) {
        if (from_zero && is_personal_length(grouped)) return true;
        grouped = 0;
      }
    }
    before = c;
  }
  return false;
}

bool is_hex(std::string_view text) {
  return text.size() >= 32 && std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || ('a' <= c && c <= 'f');
         });
}

bool looks_personal(std::string_view text) {
  if (text.find('@') != std::string_view::npos) return true;
  if (is_hex(text) || parse_date(text) || parse_instant(text)) return false;
  return has_personal_number(text);
}

Error refused(const char* rule, const EventDraft& draft, const std::string& fact) {
  Error error = invalid(rule, fact, {{"event", draft.kind}, {"fact", fact}});
  error.detail = draft.kind + "/" + fact;
  return error;
}

const char* fault_of(const std::string& name, const Json& value) {
  if (!is_code(name)) return "ledger.fact_name";
  if (value.is_object() || value.is_array() || value.is_null()) return "ledger.fact_nested";
  if (names_a_person(name)) return "ledger.fact_personal";
  // The number of a legal act is public, and written in Vietnamese.
  if (name == "act" && value.is_string() && value.text().size() <= kTextBytesMax) return nullptr;
  if (value.is_string() && !is_plain(value.text())) return "ledger.fact_text";
  if (value.is_string() && looks_personal(value.text())) return "ledger.fact_personal";
  return nullptr;
}

const char* fault_of(const std::string& name, const Json& value, const pack::EventKind& event) {
  const auto known = event.facts.find(name);
  if (known == event.facts.end()) return event.takes_others ? nullptr : "ledger.fact_unknown";
  return pack::is_of_type(value, known->second) ? nullptr : "ledger.fact_type";
}

}  // namespace

Result<Done> check_facts(const EventDraft& draft, const pack::Vocabulary& words) {
  if (!is_code(draft.kind) || !is_code(draft.subject.kind) || !draft.facts.is_object()) {
    return refused("ledger.event_name", draft, {});
  }
  if (draft.facts.members().size() > kFactCountMax) return refused("ledger.fact_count", draft, {});
  const auto day = draft.effective_at ? date_of(*draft.effective_at) : Date{};
  if (day.year() < kYearMin || kYearMax < day.year()) {
    return refused("ledger.event_time", draft, {});
  }
  const pack::EventKind* event = words.find(draft.kind);
  for (const auto& [name, value] : draft.facts.members()) {
    if (const char* rule = fault_of(name, value)) return refused(rule, draft, name);
    if (event == nullptr) continue;
    if (const char* rule = fault_of(name, value, *event)) return refused(rule, draft, name);
  }
  if (event != nullptr) {
    for (const auto& name : event->required) {
      if (!draft.facts.has(name)) return refused("ledger.fact_missing", draft, name);
    }
  }
  return Done{};
}

}  // namespace sen::ledger
