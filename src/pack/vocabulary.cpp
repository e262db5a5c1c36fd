#include "pack/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "base/instant.hpp"

namespace sen::pack {
namespace {

using Faults = std::vector<std::pair<std::string, Text>>;

constexpr std::array<std::pair<const char*, FactType>, 5> kTypes{{{"bool", FactType::Bool},
                                                                  {"number", FactType::Number},
                                                                  {"code", FactType::Code},
                                                                  {"date", FactType::Date},
                                                                  {"id", FactType::Id}}};

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() <= 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
}

void read_fact(const std::string& name, const Json& value, const std::string& path, EventKind& out,
               Faults& faults) {
  const std::string type = value.is_string() ? value.text() : std::string();
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const auto& known) { return type == known.first; });
  if (found == kTypes.end()) {
    faults.push_back({path + "/facts/" + name, {"pack.event_fact_type"}});
    return;
  }
  out.facts.emplace(name, found->second);
}

EventKind read_event(const Json& json, const std::string& path, Faults& faults) {
  EventKind out;
  out.id = json.string_or("kind");
  if (out.id.empty()) faults.push_back({path + "/kind", {"pack.measure_event"}});
  out.label_vi = json.string_or("label_vi");
  out.label_en = json.string_or("label_en");
  if (out.label_vi.empty() || out.label_en.empty()) faults.push_back({path, {"pack.event_label"}});
  for (const auto& [name, value] : json["facts"].members()) {
    read_fact(name, value, path, out, faults);
  }
  out.takes_others = json.bool_or("others", false);
  for (const auto& name : json["required"].items()) {
    if (!name.is_string() || !out.facts.contains(name.text())) {
      faults.push_back({path + "/required", {"pack.event_required"}});
      continue;
    }
    out.required.push_back(name.text());
  }
  return out;
}

}  // namespace

bool is_of_type(const Json& value, FactType type) {
  switch (type) {
    case FactType::Bool:
      return value.is_bool();
    case FactType::Number:
      return value.as_int().has_value();
    case FactType::Code:
      return value.is_string() || value.as_int().has_value();
    case FactType::Date:
      return value.is_string() && parse_date(value.text()).has_value();
    case FactType::Id:
      return value.as_int().has_value() || (value.is_string() && is_digits(value.text()));
  }
  return false;
}

bool Vocabulary::add(EventKind kind) {
  std::string id = kind.id;
  return kinds_.emplace(std::move(id), std::move(kind)).second;
}

const EventKind* Vocabulary::find(std::string_view kind) const {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? nullptr : &found->second;
}

std::vector<EventKind> read_events(const Json& json, Faults& faults) {
  std::vector<EventKind> out;
  const auto& items = json["events"].items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    out.push_back(read_event(items[i], "events/" + std::to_string(i), faults));
  }
  return out;
}

}  // namespace sen::pack
