#include "pack/pack_set.hpp"

#include <algorithm>

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

void append_canonical(std::string& out, const Json& json) {
  if (json.is_object()) {
    std::vector<const Json::Member*> members;
    for (const auto& member : json.members()) members.push_back(&member);
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    out.push_back('{');
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) out.push_back(',');
      append_json_string(out, members[i]->first);
      out.push_back(':');
      append_canonical(out, members[i]->second);
    }
    out.push_back('}');
  } else if (json.is_array()) {
    out.push_back('[');
    for (std::size_t i = 0; i < json.items().size(); ++i) {
      if (i > 0) out.push_back(',');
      append_canonical(out, json.items()[i]);
    }
    out.push_back(']');
  } else {
    out += json.dump();
  }
}

}  // namespace

std::string canonical(const Json& json) {
  std::string out;
  append_canonical(out, json);
  return out;
}

const PackSet& PackSet::embedded() {
  static const PackSet set = [] {
    PackSet made;
    for (const auto& file : embedded_files()) {
      if (!starts_with(file.path, "packs/") || file.path.size() < 5) continue;
      if (file.path.substr(file.path.size() - 5) != ".json") continue;
      const auto inner = file.path.substr(6);
      const auto slash = inner.find('/');
      if (slash == std::string_view::npos) continue;
      const auto added = made.add(std::string(inner.substr(0, slash)), std::string(inner), file.bytes);
      SEN_ASSERT(added.has_value());
    }
    SEN_ASSERT(made.compile().has_value());
    return made;
  }();
  return set;
}

Result<Done> PackSet::add(std::string kind, std::string file, std::string_view json) {
  SEN_LET(Json body, parse_json(json));
  auto entry = std::make_unique<Entry>();
  entry->kind = std::move(kind);
  entry->id = body.string_or("id", stem(file));
  if (entry->id.empty()) return invalid("pack.no_id", file);
  entry->file = std::move(file);
  entry->hash = sha256_hex(canonical(body));
  entry->layer = layer_of(body);
  entry->effective_from = date_member(body, "effective_from");
  entry->effective_to = date_member(body, "effective_to");
  entry->act = body.string_or("act");
  entry->body = std::move(body);
  entries_.push_back(std::move(entry));
  return Done{};
}

Result<Done> PackSet::compile() {
  measures_ = Measures{};
  Error error = invalid("pack.measure_invalid");
  for (const auto* entry : all("measures")) {
    std::vector<std::pair<std::string, Text>> faults;
    for (auto& measure : read_measures(entry->body, faults)) {
      if (measures_.find(measure.id) != nullptr) {
        faults.push_back({measure.id, {"pack.measure_doubled", {{"id", measure.id}}}});
        continue;
      }
      measures_.add(std::move(measure));
    }
    for (auto& [path, text] : faults) {
      error.fields.push_back({entry->file + "/" + path, text.key, std::move(text.arguments)});
    }
  }
  if (!error.fields.empty()) return error;
  return Done{};
}

const Entry* PackSet::in_force(std::string_view kind, std::string_view id, Date on) const {
  const Entry* best = nullptr;
  for (const auto& entry : entries_) {
    if (entry->kind != kind || entry->id != id) continue;
    if (entry->effective_from && on < *entry->effective_from) continue;
    if (entry->effective_to && *entry->effective_to < on) continue;
    if (best == nullptr || best->layer <= entry->layer) best = entry.get();
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
  std::sort(out.begin(), out.end(), [](const Entry* a, const Entry* b) { return a->id < b->id; });
  return out;
}

}  // namespace sen::pack
