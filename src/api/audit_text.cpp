#include "api/audit_text.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "base/texts.hpp"
#include "evidence/evidence.hpp"
#include "index/explain.hpp"
#include "pack/pack_set.hpp"
#include "plan/task.hpp"

namespace sen::api {
namespace {

constexpr std::size_t kTypedMax = 300;   // bytes of what somebody typed
constexpr std::size_t kTitleMax = 120;   // of a task
constexpr std::size_t kDigitsMin = 9;
constexpr std::size_t kIdentityDigits = 12;
constexpr const char* kStars = "******";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Cut at a word, with an ellipsis.
std::string shortened(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  std::size_t end = text.rfind(' ', bytes_max);
  if (end == std::string_view::npos || end == 0) {
    // No word ends there: not inside a letter.
    for (end = bytes_max; end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U; --end) {}
  }
  return std::string(text.substr(0, end)) + " …";
}

std::string quoted(const std::string& text) { return text.empty() ? text : "“" + text + "”"; }

/// Facts that are codes of a closed list, and where their words are.
std::string word_of(Language language, const std::string& name, const std::string& code) {
  static const std::map<std::string, std::string> kLists = {
      {"role", "identity.role."}, {"before", "identity.role."}, {"kind", "audit.kind."}, {"purpose", "audit.purpose."},
      {"method", "audit.method."}, {"setting", "audit.setting."}, {"list", "audit.list."}};
  const auto list = kLists.find(name);
  if (list == kLists.end()) return code;
  const auto key = list->second + code;
  return has_text(language, key) ? render(language, key) : code;
}

std::string key_of(const std::string& kind) {
  std::string key = "audit." + kind;
  std::replace(key.begin() + 6, key.end(), '.', '_');
  return key;
}

bool is_date(const std::string& text) { return parse_date(text).has_value(); }

}  // namespace

std::string mask_numbers(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1]))) {
      out.push_back(text[at++]);
      continue;
    }
    // Digits with single signs between them, as people write phone numbers.
    std::string digits;
    std::size_t end = at;
    bool parted = false;
    for (std::size_t i = at; i < text.size(); ++i) {
      if (is_digit(text[i])) {
        digits.push_back(text[i]);
        end = i + 1;
      } else if ((text[i] == ' ' || text[i] == '.' || text[i] == '-') && i + 1 < text.size() && is_digit(text[i + 1])) {
        parted = true;
      } else {
        break;
      }
    }
    const bool like_people = digits.front() == '0' || digits.starts_with("84") || !parted;
    if (digits.size() < kDigitsMin || !like_people) {
      out.append(text.substr(at, end - at));
    } else {
      out.append(digits.substr(0, digits.size() >= kIdentityDigits ? 4 : 2)).append(kStars).append(digits.substr(digits.size() - 2));
    }
    at = end;
  }
  return out;
}

Result<std::string> AuditWriter::person(std::int64_t id) {
  if (id == 0) return render(language_, "api.event.by_system");
  if (people_.empty()) {
    SEN_LET(const auto everybody, identity::everybody(tx_));
    for (const auto& one : everybody) people_.emplace(one.id.value, one.name.reveal(Purpose::Show));
  }
  const auto found = people_.find(id);
  return found == people_.end() ? render(language_, "audit.somebody") : found->second;
}

Result<std::string> AuditWriter::actor(const ledger::Event& event) { return person(event.actor); }

Result<std::string> AuditWriter::task(std::int64_t id) {
  const auto known = tasks_.find(id);
  if (known != tasks_.end()) return known->second;
  const auto found = plan::load_task(tx_, TaskId{id});
  if (!found && found.error().code != ErrorCode::NotFound) return found.error();
  std::string name;
  if (found) name = render(language_, "audit.task", {{"stt", found->stt}, {"title", shortened(plan::title_of(*found), kTitleMax)}});
  return tasks_.emplace(id, name).first->second;
}

Result<std::string> AuditWriter::evidence(std::int64_t id) {
  const auto known = evidence_.find(id);
  if (known != evidence_.end()) return known->second;
  const auto found = evidence::load_evidence(tx_, EvidenceId{id});
  if (!found && found.error().code != ErrorCode::NotFound) return found.error();
  return evidence_.emplace(id, found ? quoted(mask_numbers(found->name)) : std::string()).first->second;
}

Result<std::string> AuditWriter::body(const std::string& code) {
  if (bodies_.empty()) {
    SEN_LET(const auto bodies, identity::bodies_of(tx_));
    for (const auto& one : bodies) bodies_.emplace(one.code, language_ == Language::En && !one.name_en.empty() ? one.name_en : one.name);
  }
  const auto found = bodies_.find(code);
  return found == bodies_.end() ? code : found->second;
}

Result<std::string> AuditWriter::measure(const std::string& id, int year) {
  if (const auto* counted = ctx_.packs.measures().find(id)) {
    return language_ == Language::En ? counted->label_en : counted->label_vi;
  }
  if (!sets_.contains(year)) {
    auto set = index::set_in_force(tx_, ctx_, services_.sets, year);
    if (!set && set.error().code != ErrorCode::NotFound) return set.error();
    sets_.emplace(year, set ? *std::move(set) : index::SharedSet{});
  }
  const auto& set = sets_.at(year);
  const auto slot = set ? set->entered(id) : std::nullopt;
  return slot ? index::label_of(*set, *slot, language_) : id;
}

Result<std::string> AuditWriter::criterion(const std::string& code, int year) {
  SEN_TRY(measure({}, year));  // reads the year's set
  const auto& set = sets_[year];
  const auto* leaf = set ? set->leaf(code) : nullptr;
  return leaf == nullptr ? code : code + " " + quoted(leaf->name.in(language_));
}

Result<std::string> AuditWriter::subject(const std::string& kind, std::int64_t id, int year) {
  if (kind == "person") return person(id);
  if (kind == "task") return task(id);
  if (kind == "evidence") return evidence(id);
  if (kind == "period" || kind == "baseline") return std::to_string(id);
  if (kind == "criterion") return criterion(std::to_string(id), year);
  const auto key = "audit.thing." + kind;
  return has_text(language_, key) ? render(language_, key) : std::string();
}

Result<std::string> AuditWriter::fact_before(const ledger::Event& event) {
  const int year = date_of(event.effective_at).year();
  const std::string measure = event.facts.string_or("measure");
  if (!entries_.contains({measure, year})) {
    SEN_LET(auto entries, index::fact_entries(tx_, measure, year));
    entries_.emplace(std::pair(measure, year), std::move(entries));
  }
  const Date day = date_of(event.effective_at);
  // Newest day first, and of one day the latest first: the first that this one found there.
  for (const auto& entry : entries_.at({measure, year})) {
    if (entry.event_seq < event.seq && entry.as_of <= day) return entry.value_text;
  }
  return std::string();
}

Result<std::string> AuditWriter::fact_value(const Json& facts, const std::string& name, int year) {
  const std::string text = facts.string_or(name);
  if (name == "measure") return measure(text, year);
  if (name == "code") return criterion(text, year);
  if (name == "body" || name == "lead") return body(text);
  if (name == "person") {
    const auto id = facts.int_or(name, 0);
    return id == 0 ? std::string() : person(id);
  }
  if (is_date(text)) return localized_date(text);
  if (!text.empty()) return word_of(language_, name, text);
  return std::string();
}

Result<Done> AuditWriter::add_payload(const ledger::Event& event, TextArguments& out) {
  const auto put = [&](const std::string& name, std::string value) {
    const bool there = std::any_of(out.begin(), out.end(), [&](const auto& argument) { return argument.first == name; });
    if (!there) out.emplace_back(name, std::move(value));
  };
  for (const auto& [name, value] : event.payload.members()) {
    const std::string text = event.payload.string_or(name);
    if (name == "person" && !text.empty()) {
      SEN_LET(auto who, person(std::strtoll(text.c_str(), nullptr, 10)));
      put(name, std::move(who));
    } else if (name == "codes") {
      std::string codes;
      for (const auto& code : value.items()) codes += (codes.empty() ? "" : ", ") + code.text();
      put(name, codes);
    } else if (const auto number = value.as_int()) {
      put(name, localized_number(language_, std::to_string(*number)));
    } else if (!text.empty()) {
      put(name, shortened(mask_numbers(squeeze(text)), kTypedMax));
    }
  }
  return Done{};
}

Result<TextArguments> AuditWriter::arguments(const ledger::Event& event) {
  const Date day = date_of(event.effective_at);
  const int year = static_cast<int>(event.facts.int_or("year", day.year()));
  TextArguments out;
  SEN_LET(auto who, actor(event));
  out.emplace_back("who", std::move(who));
  SEN_LET(auto what, subject(event.subject_kind, event.subject_id, year));
  out.emplace_back("subject", std::move(what));
  out.emplace_back("day", localized_date(to_string(day)));
  if (event.kind == "fact.entered" || event.kind == "fact.withdrawn") {
    SEN_LET(const auto before, fact_before(event));
    const std::string value = event.payload.string_or("value");
    out.emplace_back("before", localized_number(language_, before));
    out.emplace_back("value", is_date(value) ? localized_date(value) : localized_number(language_, value));
  }
  for (const auto& [name, value] : event.facts.members()) {
    if (name == "value" || (name == "before" && event.kind.starts_with("fact."))) continue;
    std::string text;
    if (const auto number = value.as_int(); number && name != "person") {
      text = name == "year" ? std::to_string(*number) : localized_number(language_, std::to_string(*number));
    } else {
      SEN_LET(text, fact_value(event.facts, name, year));
    }
    out.emplace_back(name, std::move(text));
  }
  if (event.kind == "evidence.linked") {
    SEN_LET(auto target, subject(event.facts.string_or("subject_kind"), event.facts.int_or("subject_id", 0), year));
    out.emplace_back("target", std::move(target));
  }
  if (event.kind == "setting.changed") out.emplace_back("value", render(language_, "audit.value." + event.facts.string_or("value")));
  SEN_TRY(add_payload(event, out));
  return out;
}

Result<std::string> AuditWriter::sentence(const ledger::Event& event) {
  SEN_LET(auto given, arguments(event));
  const auto value_of = [&](const char* name) {
    const auto found = std::find_if(given.begin(), given.end(), [&](const auto& argument) { return argument.first == name; });
    return found == given.end() ? std::string() : found->second;
  };
  auto key = key_of(event.kind);
  // A first figure has nothing before it, a task's event may have no reading of the task any more.
  if (event.kind == "fact.entered" && value_of("before").empty()) key += "_first";
  if (event.kind == "task.assigned" && value_of("person").empty()) key += "_nobody";
  if (event.kind.starts_with("proposal.")) key += "_" + event.facts.string_or("kind");
  std::string out;
  if (has_text(language_, key)) {
    out = render(language_, key, given);
  } else {
    const auto* kind = ctx_.packs.vocabulary().find(event.kind);
    std::string label = event.kind;
    if (kind != nullptr) label = language_ == Language::En ? kind->label_en : kind->label_vi;
    const auto what = value_of("subject");
    out = render(language_, what.empty() ? "audit.plain" : "audit.plain_of", {{"who", value_of("who")}, {"what", label}, {"subject", what}});
  }
  for (const char* name : {"note", "reason"}) {
    const auto typed = value_of(name);
    if (!typed.empty()) out += render(language_, std::string("audit.with_") + name, {{name, typed}});
  }
  return out;
}

}  // namespace sen::api
