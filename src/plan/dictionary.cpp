#include "plan/dictionary.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/assert.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

Json shipped_json(const char* path) {
  const auto bytes = embedded_file(path);
  SEN_ASSERT(bytes.has_value());
  auto json = parse_json(*bytes);
  SEN_ASSERT(json.has_value());
  return *std::move(json);
}

std::vector<std::string> texts_of(const Json& json) {
  std::vector<std::string> texts;
  for (const Json& item : json.items()) texts.push_back(item.text());
  return texts;
}

Role role_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Role>, 9> kRoles{{{"stt", Role::Stt}, {"content", Role::Content},
      {"solution", Role::Solution}, {"product", Role::Product}, {"lead", Role::Lead}, {"coordinating", Role::Coordinating},
      {"deadline", Role::Deadline}, {"note", Role::Note}, {"money", Role::Money}}};
  for (const auto& [known, role] : kRoles) {
    if (known == name) return role;
  }
  return Role::None;
}

/// "95 % trở lên" sets a floor, "không quá 5 %" a ceiling.
std::string op_around(std::string_view lead, std::string_view tail) {
  const std::string before_key = word_key(lead);
  const std::string after_key = word_key(tail);
  const auto ends = [&](std::string_view words) {
    return before_key.size() >= words.size() && before_key.substr(before_key.size() - words.size()) == words;
  };
  if (ends("duoi") || ends("khong qua") || ends("toi da") || ends("khong vuot qua")) return "<=";
  if (starts_with_words(after_key, "tro xuong")) return "<=";
  return ">=";
}

/// The clause that holds a figure: between sentence ends and semicolons.
std::string_view clause_around(std::string_view text, std::size_t at) {
  std::size_t start = 0;
  for (const std::string_view sign : {"; ", ". "}) {
    const auto found = text.rfind(sign, at);
    if (found != std::string_view::npos) start = std::max(start, found + sign.size());
  }
  std::size_t end = text.size();
  for (const std::string_view sign : {"; ", ". "}) end = std::min(end, text.find(sign, at));
  return trim(text.substr(start, end - start));
}

constexpr std::size_t kCellPartsMax = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Dictionary::Dictionary() {
  read_bodies();
  read_columns();
  read_targets();
  const Json spelling = shipped_json("packs/plans/spelling.json");
  for (const Json& slip : spelling["slips"].items()) {
    slips_.push_back({slip.string_or("wrong"), slip.string_or("right"), texts_of(slip["unless_next"])});
  }
}

const Dictionary& Dictionary::shipped() {
  static const Dictionary dictionary;
  return dictionary;
}

Dictionary::Words Dictionary::read_words(const Json& json) {
  return {texts_of(json["exact"]), texts_of(json["all"]), texts_of(json["any"]), texts_of(json["none"])};
}

bool Dictionary::Words::fit(std::string_view key) const {
  const auto stands = [&](const std::string& words) { return has_words(key, words); };
  if (!exact.empty() && std::find(exact.begin(), exact.end(), key) == exact.end()) return false;
  if (!std::all_of(all.begin(), all.end(), stands)) return false;
  if (!any.empty() && std::none_of(any.begin(), any.end(), stands)) return false;
  return std::none_of(none.begin(), none.end(), stands);
}

void Dictionary::read_bodies() {
  const Json json = shipped_json("packs/plans/bodies.json");
  dropped_ = texts_of(json["dropped"]);
  for (const Json& body : json["bodies"].items()) {
    bodies_.push_back({body.string_or("code"), body.string_or("name"), body.string_or("name_en"), body.bool_or("outside", false)});
    for (const Json& name : body["names"].items()) names_.push_back({body_key(name.text()), bodies_.size() - 1});
  }
}

void Dictionary::read_columns() {
  const Json json = shipped_json("packs/plans/columns.json");
  for (const Json& column : json["columns"].items()) {
    const Role role = role_named(column.string_or("role"));
    SEN_ASSERT(role != Role::None);
    columns_.push_back({role, read_words(column)});
  }
}

void Dictionary::read_targets() {
  const Json json = shipped_json("packs/plans/targets.json");
  for (const char* list : {"percent", "implied"}) {
    for (const Json& item : json[list].items()) {
      Figure figure;
      figure.words = read_words(item);
      figure.target.measure = item.string_or("measure");
      figure.target.op = item.string_or("op", ">=");
      figure.target.value = item.string_or("value");
      figure.target.unit = item.string_or("unit", "%");
      figure.quote_from = item.string_or("quote_from");
      figure.binding = {item.string_or("percent"), item["counts"].string_or("numerator"), item["counts"].string_or("denominator"),
                        item["count"].string_or("of"), item["count"].string_or("less"), item.bool_or("closes", false)};
      (std::string_view(list) == "percent" ? percents_ : implied_).push_back(std::move(figure));
    }
  }
  for (const Json& field : json["fields"].items()) fields_.push_back({field.string_or("field"), read_words(field)});
  for (const Json& kind : json["kinds"].items()) kinds_.push_back({kind.string_or("kind"), read_words(kind)});
}

std::string Dictionary::body_key(std::string_view text) const {
  std::string key = " " + word_key(text) + " ";
  for (const std::string& word : dropped_) {
    const std::string padded = " " + word + " ";
    for (auto at = key.find(padded); at != std::string::npos; at = key.find(padded, at)) key.replace(at, padded.size(), " ");
  }
  key = std::string(trim(key));
  // A name that is nothing but such words ("Các xã") keeps them.
  return key.empty() ? word_key(text) : key;
}

const Body* Dictionary::body_of(std::string_view text) const {
  const std::string whole = word_key(text);
  const std::string key = body_key(text);
  const Body* found = nullptr;
  for (const Name& name : names_) {
    if (name.key != key) continue;
    // "UBND xã" and "UBND huyện" differ in a word that is dropped from one of them only.
    if (found == nullptr) found = &bodies_[name.body];
  }
  return whole.empty() ? nullptr : found;
}

const Body* Dictionary::body_by_code(std::string_view code) const {
  for (const Body& body : bodies_) {
    if (body.code == code) return &body;
  }
  return nullptr;
}

BodyNames Dictionary::bodies_in(std::string_view text) const {
  BodyNames names;
  names.text = std::string(text);
  const auto add = [&](const Body* body) {
    if (body == nullptr || std::find(names.bodies.begin(), names.bodies.end(), body->code) != names.bodies.end()) return;
    if (names.bodies.empty()) names.outside = body->outside;
    names.bodies.push_back(body->code);
  };
  add(body_of(text));
  if (!names.bodies.empty()) return names;
  for (const char separator : {';', ',', '/'}) {
    // "Các ban, ngành, công chức chuyên môn": a name may itself hold the separator, so the longest run wins.
    const std::vector<std::string> parts = split(text, separator);
    for (std::size_t i = 0; i < parts.size() && parts.size() <= kCellPartsMax; ++i) {
      for (std::size_t end = parts.size(); end > i; --end) {
        std::string run = parts[i];
        for (std::size_t k = i + 1; k < end; ++k) run += " " + parts[k];
        const Body* body = body_of(run);
        if (body == nullptr) continue;
        add(body);
        i = end - 1;
        break;
      }
    }
    if (!names.bodies.empty()) return names;
  }
  return names;
}

const Body* Dictionary::body_at_start(std::string_view text) const {
  const std::string_view head = before(text, ":");
  if (head.size() < text.size()) {
    if (const Body* body = body_of(head)) return body;
  }
  std::string key = word_key(text);
  for (const std::string_view opening : {"giao cho ", "giao ", "yeu cau ", "de nghi "}) {
    if (starts_with(key, opening)) key.erase(0, opening.size());
  }
  key = body_key(key.substr(0, 160));
  const Name* longest = nullptr;
  for (const Name& name : names_) {
    // One-word names ("Công an") begin too many sentences by chance.
    if (name.key.find(' ') == std::string::npos || !starts_with_words(key, name.key)) continue;
    if (longest == nullptr || name.key.size() > longest->key.size()) longest = &name;
  }
  return longest == nullptr ? nullptr : &bodies_[longest->body];
}

Role Dictionary::role_of(std::string_view heading) const {
  constexpr std::size_t kHeadingMax = 120;
  const std::string key = word_key(heading);
  if (key.empty() || key.size() > kHeadingMax) return Role::None;
  for (const Column& column : columns_) {
    if (column.words.fit(key)) return column.role;
  }
  return Role::None;
}

const Dictionary::Figure* Dictionary::figure_of(std::string_view key) const {
  for (const Figure& figure : percents_) {
    if (figure.words.fit(key)) return &figure;
  }
  return nullptr;
}

std::vector<Target> Dictionary::targets_in(std::string_view text) const {
  std::vector<Target> targets;
  for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    std::size_t end = at;
    while (end > 0 && text[end - 1] == ' ') --end;
    std::size_t start = end;
    while (start > 0 && (is_digit(text[start - 1]) || text[start - 1] == ',' || text[start - 1] == '.')) --start;
    std::string value(text.substr(start, end - start));
    std::replace(value.begin(), value.end(), ',', '.');
    if (value.empty() || !is_digit(value.front()) || !is_digit(value.back()) || value.size() > 7) continue;
    const std::string_view clause = clause_around(text, start);
    const Figure* figure = figure_of(word_key(clause));
    if (figure == nullptr) figure = figure_of(word_key(text));
    Target target;
    if (figure != nullptr) target.measure = figure->target.measure;
    target.op = op_around(text.substr(0, start), text.substr(at + 1));
    target.value = value;
    target.basis = std::string(clause);
    targets.push_back(std::move(target));
  }
  const std::string key = word_key(text);
  for (const Figure& figure : implied_) {
    if (!figure.words.fit(key)) continue;
    Target target = figure.target;
    target.number_printed = false;
    const auto quoted = text.find(figure.quote_from);
    target.basis = std::string(quoted == std::string_view::npos ? text : clause_around(text.substr(quoted), 0));
    targets.push_back(std::move(target));
  }
  return targets;
}

MeasureBinding Dictionary::binding_of(std::string_view measure) const {
  for (const auto* list : {&percents_, &implied_}) {
    for (const Figure& figure : *list) {
      if (figure.target.measure == measure) return figure.binding;
    }
  }
  return {};
}

std::string Dictionary::kind_of_plan(std::string_view title) const {
  const std::string key = word_key(title);
  for (const Field& kind : kinds_) {
    if (kind.words.fit(key)) return kind.field;
  }
  return "other";
}

std::string Dictionary::field_of(std::string_view title) const {
  const std::string key = word_key(title);
  for (const Field& field : fields_) {
    if (field.words.fit(key)) return field.field;
  }
  return {};
}

}  // namespace sen::plan
