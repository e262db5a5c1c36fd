#include "pack/measure.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "pack/canonical.hpp"

namespace sen::pack {
namespace {

using Faults = std::vector<std::pair<std::string, Text>>;

constexpr std::array<std::pair<const char*, MeasureKind>, 5> kKinds{
    {{"count", MeasureKind::Count},
     {"sum", MeasureKind::Sum},
     {"stock", MeasureKind::Stock},
     {"last", MeasureKind::Last},
     {"first_on", MeasureKind::FirstOn}}};

constexpr std::array kTypes{"count", "percent", "number", "bool", "date", "days", "money"};
constexpr std::array kMeasureMembers{"id",         "label_vi", "label_en", "type",  "kind",
                                     "slice_fact", "empty",    "kept_by",  "entered", "events"};
constexpr std::array kSelectorMembers{"kind", "where", "sign", "value_fact", "not_before"};

// A member that nobody reads is a slip of the pen that would silently count something else.
template <std::size_t N>
void refuse_unknown(const Json& json, const std::array<const char*, N>& known,
                    const std::string& path, Faults& faults) {
  for (const auto& [name, value] : json.members()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      faults.push_back({path + "/" + name, {"pack.member_unknown", {{"name", name}}}});
    }
  }
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

Selector read_selector(const Json& json, const std::string& path, MeasureKind kind,
                       Faults& faults) {
  Selector out;
  refuse_unknown(json, kSelectorMembers, path, faults);
  out.event = json.string_or("kind");
  if (!is_name(out.event)) faults.push_back({path + "/kind", {"pack.measure_event"}});
  for (const auto& [name, value] : json["where"].members()) {
    if (value.is_array() || value.is_object() || value.is_null()) {
      faults.push_back({path + "/where/" + name, {"pack.measure_where"}});
      continue;
    }
    out.where.emplace_back(name, value);
  }
  out.sign = static_cast<int>(json.int_or("sign", 1));
  const bool may_take_back = kind != MeasureKind::Last && kind != MeasureKind::FirstOn;
  if (out.sign != 1 && (out.sign != -1 || !may_take_back)) {
    faults.push_back({path + "/sign", {"pack.measure_sign"}});
  }
  out.value_fact = json.string_or("value_fact");
  const bool wants_value = kind == MeasureKind::Sum || kind == MeasureKind::Last;
  const bool may_have_value = kind == MeasureKind::Stock || kind == MeasureKind::FirstOn;
  if (wants_value == out.value_fact.empty() && !may_have_value) {
    faults.push_back({path + "/value_fact", {"pack.measure_value"}});
  }
  out.not_before = json.string_or("not_before");
  return out;
}

Measure read_measure(const Json& json, const std::string& path, Faults& faults) {
  Measure out;
  refuse_unknown(json, kMeasureMembers, path, faults);
  out.id = json.string_or("id");
  if (!is_name(out.id)) faults.push_back({path + "/id", {"pack.measure_id"}});
  out.label_vi = json.string_or("label_vi");
  out.label_en = json.string_or("label_en");
  if (out.label_vi.empty() || out.label_en.empty())
    faults.push_back({path, {"pack.measure_label"}});
  out.type = json.string_or("type", "count");
  if (std::find(kTypes.begin(), kTypes.end(), out.type) == kTypes.end()) {
    faults.push_back({path + "/type", {"pack.measure_type"}});
  }
  const std::string kind = json.string_or("kind");
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const auto& known) { return kind == known.first; });
  if (found == kKinds.end()) {
    faults.push_back({path + "/kind", {"pack.measure_kind"}});
  } else {
    out.kind = found->second;
  }
  const auto& events = json["events"].items();
  if (events.empty()) faults.push_back({path + "/events", {"pack.measure_events"}});
  for (std::size_t i = 0; i < events.size(); ++i) {
    out.selectors.push_back(
        read_selector(events[i], path + "/events/" + std::to_string(i), out.kind, faults));
  }
  out.slice_fact = json.string_or("slice_fact");
  out.empty_is_zero = json.string_or("empty") == "zero";
  // Only what is counted can be empty: the latest value or the first day of nothing is unknown.
  const bool may_be_zero = out.kind != MeasureKind::Last && out.kind != MeasureKind::FirstOn;
  if (json.has("empty") && (!out.empty_is_zero || !may_be_zero)) {
    faults.push_back({path + "/empty", {"pack.measure_empty"}});
  }
  out.kept_by = json.string_or("kept_by");
  out.entered_until_kept = json.string_or("entered") == "until_kept";
  // Since when a record is kept is known of measures that are zero then.
  if (json.has("entered") && (!out.entered_until_kept || !out.empty_is_zero)) faults.push_back({path + "/entered", {"pack.measure_entered"}});
  Json counted = Json::object();
  for (const char* name : {"kind", "events", "slice_fact", "entered"}) {
    if (json.has(name)) counted.set(name, json[name]);
  }
  out.definition = sha256_hex(canonical(counted));
  return out;
}

}  // namespace

bool Selector::selects(const Json& facts) const {
  return std::all_of(where.begin(), where.end(),
                     [&](const auto& wanted) { return facts[wanted.first] == wanted.second; });
}

bool Measure::counts_later() const {
  return std::any_of(selectors.begin(), selectors.end(),
                     [](const Selector& selector) { return !selector.not_before.empty(); });
}

void Measures::add(Measure measure) {
  const std::size_t index = all_.size();
  by_id_[measure.id] = index;
  for (const auto& selector : measure.selectors) {
    auto& indexes = by_event_[selector.event];
    if (indexes.empty() || indexes.back() != index) indexes.push_back(index);
  }
  all_.push_back(std::move(measure));
}

const Measure* Measures::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &all_[found->second];
}

const std::vector<std::size_t>& Measures::of_event(std::string_view kind) const {
  static const std::vector<std::size_t> none;
  const auto found = by_event_.find(kind);
  return found == by_event_.end() ? none : found->second;
}

std::vector<Measure> read_measures(const Json& json, Faults& faults) {
  std::vector<Measure> out;
  const auto& items = json["measures"].items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string path = "measures/" + std::to_string(i);
    Measure measure = read_measure(items[i], path, faults);
    const bool doubled = std::any_of(out.begin(), out.end(),
                                     [&](const Measure& other) { return other.id == measure.id; });
    if (doubled) faults.push_back({path + "/id", {"pack.measure_doubled", {{"id", measure.id}}}});
    out.push_back(std::move(measure));
  }
  return out;
}

}  // namespace sen::pack
