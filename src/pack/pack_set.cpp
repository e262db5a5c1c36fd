#include "pack/pack_set.hpp"

#include <algorithm>
#include <tuple>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace sen::pack {
namespace {

Layer layer_of(const Json& body) {
  const std::string name = body.string_or("layer", "nation");
  if (name == "unit") return Layer::Unit;
  return name == "province" ? Layer::Province : Layer::Nation;
}

std::optional<Date> date_member(const Json& body, std::string_view name) {
  const Json& value = body[name];
  return value.is_string() ? parse_date(value.text()) : std::nullopt;
}

// "phu-linh" out of "criteria-sets/phu-linh.json".
std::string stem(std::string_view file) {
  const auto slash = file.rfind('/');
  std::string name(slash == std::string_view::npos ? file : file.substr(slash + 1));
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(0, dot);
}

// Acts are named in three ways: by one text, by the list of legal bases, or not at all.
std::string act_of(const Json& body) {
  if (body["act"].is_string()) return body["act"].text();
  const auto& bases = body["legal_basis"].items();
  if (bases.empty()) return {};
  return bases.front().is_string() ? bases.front().text() : bases.front().string_or("number");
}

std::vector<const Entry*> latest_of_each_id(const std::vector<std::unique_ptr<Entry>>& entries,
                                            std::string_view kind) {
  std::map<std::string, const Entry*> latest;
  for (const auto& entry : entries) {
    if (entry->kind != kind) continue;
    const Entry*& best = latest[entry->id];
    if (best == nullptr || best->layer <= entry->layer) best = entry.get();
  }
  std::vector<const Entry*> out;
  for (const auto& [id, entry] : latest) out.push_back(entry);
  return out;
}

using Faults = std::vector<std::pair<std::string, Text>>;

void add_faults(Error& error, const Entry& entry, Faults& faults) {
  for (auto& [path, text] : faults) {
    error.fields.push_back({entry.file + "/" + path, text.key, std::move(text.arguments)});
  }
  faults.clear();
}

// Facts that a selector reads must be facts that its event may carry.
void check_selector(const Selector& selector, const Measure& measure, const Vocabulary& words,
                    const std::string& path, Faults& faults) {
  const EventKind* event = words.find(selector.event);
  if (event == nullptr) {
    faults.push_back({path, {"pack.event_unknown", {{"event", selector.event}}}});
    return;
  }
  const auto must_know = [&](const std::string& fact, const Json* value) {
    if (fact.empty()) return;
    const auto known = event->facts.find(fact);
    if (known == event->facts.end() || (value != nullptr && !is_of_type(*value, known->second))) {
      faults.push_back({path, {"pack.fact_unknown", {{"event", selector.event}, {"fact", fact}}}});
    }
  };
  for (const auto& [fact, value] : selector.where) must_know(fact, &value);
  must_know(selector.value_fact, nullptr);
  must_know(selector.not_before, nullptr);
  must_know(measure.slice_fact, nullptr);
}

}  // namespace

bool Entry::holds_in(const Place& place) const {
  if (holds_for.empty()) return true;
  return layer == Layer::Province ? holds_for == place.province : holds_for == place.unit;
}

PackSet PackSet::with_embedded() {
  PackSet made;
  for (const auto& file : embedded_files()) {
    if (!starts_with(file.path, "packs/") || !file.path.ends_with(".json")) continue;
    const auto inner = file.path.substr(6);
    const auto slash = inner.find('/');
    if (slash == std::string_view::npos) continue;
    const auto added =
        made.add(std::string(inner.substr(0, slash)), std::string(inner), file.bytes);
    SEN_ASSERT(added.has_value());
  }
  SEN_ASSERT(made.compile().has_value());
  return made;
}

const PackSet& PackSet::embedded() {
  static const PackSet set = with_embedded();
  return set;
}

Result<Done> PackSet::add(std::string kind, std::string file, std::string_view json) {
  SEN_LET(Json body, parse_json(json));
  auto entry = std::make_unique<Entry>();
  entry->kind = std::move(kind);
  entry->id = body.string_or("id", stem(file));
  if (entry->id.empty()) return invalid("pack.no_id", file, {{"file", file}});
  entry->file = std::move(file);
  entry->hash = sha256_hex(canonical(body));
  entry->schema = body.string_or("schema");
  entry->layer = layer_of(body);
  entry->holds_for = body.string_or("for");
  entry->issued_on = date_member(body, "issued_on");
  entry->effective_from = date_member(body, "effective_from");
  entry->effective_to = date_member(body, "effective_to");
  entry->act = act_of(body);
  entry->body = std::move(body);
  const bool known = std::any_of(entries_.begin(), entries_.end(), [&](const auto& other) {
    return other->hash == entry->hash && other->kind == entry->kind && other->id == entry->id;
  });
  if (!known) entries_.push_back(std::move(entry));
  return Done{};
}

Result<Done> PackSet::compile() {
  measures_ = Measures{};
  vocabulary_ = Vocabulary{};
  Error error = invalid("pack.measure_invalid");
  Faults faults;
  for (const auto* entry : latest_of_each_id(entries_, "events")) {
    for (auto& event : read_events(entry->body, faults)) {
      const std::string id = event.id;
      if (!vocabulary_.add(std::move(event))) {
        faults.push_back({id, {"pack.event_doubled", {{"event", id}}}});
      }
    }
    add_faults(error, *entry, faults);
  }
  std::map<std::string, std::string> file_of;
  for (const auto* entry : latest_of_each_id(entries_, "measures")) {
    for (auto& measure : read_measures(entry->body, faults)) {
      if (measures_.find(measure.id) != nullptr) {
        faults.push_back({measure.id, {"pack.measure_doubled", {{"id", measure.id}}}});
        continue;
      }
      for (const auto& selector : measure.selectors) {
        if (!vocabulary_.empty())
          check_selector(selector, measure, vocabulary_, measure.id, faults);
      }
      file_of[measure.id] = entry->file;
      measures_.add(std::move(measure));
    }
    add_faults(error, *entry, faults);
  }
  for (const auto& measure : measures_.all()) {
    if (measure.kept_by.empty() || measures_.find(measure.kept_by) != nullptr) continue;
    error.fields.push_back({file_of[measure.id] + "/" + measure.id,
                            "pack.measure_kept_by",
                            {{"id", measure.kept_by}}});
  }
  if (!error.fields.empty()) return error;
  return Done{};
}

const Entry* PackSet::in_force(std::string_view kind, std::string_view id, Date on,
                               const Place& place) const {
  const Entry* best = nullptr;
  for (const auto& entry : entries_) {
    if (entry->kind != kind || entry->id != id) continue;
    if (!entry->in_force(on) || !entry->holds_in(place)) continue;
    const bool better =
        best == nullptr || best->layer < entry->layer ||
        (best->layer == entry->layer && best->effective_from <= entry->effective_from);
    if (better) best = entry.get();
  }
  return best;
}

const Entry* PackSet::by_hash(std::string_view hash) const {
  for (const auto& entry : entries_) {
    if (entry->hash == hash) return entry.get();
  }
  return nullptr;
}

std::vector<const Entry*> PackSet::all(std::string_view kind) const {
  std::vector<const Entry*> out;
  for (const auto& entry : entries_) {
    if (entry->kind == kind) out.push_back(entry.get());
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Entry* a, const Entry* b) { return a->id < b->id; });
  return out;
}

std::vector<const Entry*> PackSet::all() const {
  std::vector<const Entry*> out;
  for (const auto& entry : entries_) out.push_back(entry.get());
  std::stable_sort(out.begin(), out.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->kind, a->id) < std::tie(b->kind, b->id);
  });
  return out;
}

}  // namespace sen::pack
