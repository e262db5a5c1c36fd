#include "intake/mapping.hpp"

#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"

namespace sen::intake {
namespace {

constexpr std::size_t kHeaderRowsMax = 20;

std::string letter(std::size_t index) {
  std::string name;
  for (std::size_t rest = index + 1; rest > 0; rest = (rest - 1) / 26) name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return name;
}

std::string letter_key(const Column& column) { return "column " + lower(column.name); }

std::string known_field(Kind kind, const std::string& key, const Wishes& remembered) {
  if (key.empty()) return {};
  if (const auto found = remembered.find(key); found != remembered.end()) return found->second;
  for (const FieldSpec& spec : fields_of(kind)) {
    if (key == spec.field || std::find(spec.names.begin(), spec.names.end(), key) != spec.names.end()) return spec.field;
  }
  return {};
}

std::size_t known_in(Kind kind, const formats::GridRow& row, const Wishes& chosen, const Wishes& remembered) {
  std::set<std::string> fields;
  for (const auto& cell : row.cells) {
    const std::string key = key_of(cell.text);
    fields.insert(chosen.contains(key) ? chosen.at(key) : known_field(kind, key, remembered));
  }
  fields.erase(std::string());
  return fields.size();
}

std::size_t header_of(Kind kind, const formats::Grid& grid, const Wishes& chosen, const Wishes& remembered) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < grid.rows.size() && i < kHeaderRowsMax; ++i) {
    const std::size_t known = known_in(kind, grid.rows[i], chosen, remembered);
    if (known > most) {
      most = known;
      best = i;
    }
  }
  if (most > 0) return best;
  // Nothing is known: the first row that has several cells.
  const auto wide = std::find_if(grid.rows.begin(), grid.rows.end(), [](const auto& row) { return row.cells.size() > 1; });
  return wide == grid.rows.end() ? 0 : static_cast<std::size_t>(wide - grid.rows.begin());
}

Result<Done> check_wishes(Kind kind, const Wishes& chosen, const std::vector<Column>& columns) {
  Error error = invalid("intake.map_refused");
  for (const auto& [key, field] : chosen) {
    if (!field.empty() && find_field(kind, field) == nullptr) error.fields.push_back({"map", "intake.map_field", {{"field", field}}});
    const bool known = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
      return key == key_of(column.title) || key == letter_key(column);
    });
    if (!known) error.fields.push_back({"map", "intake.map_column", {{"column", key}}});
  }
  if (!error.fields.empty()) return error;
  return Done{};
}

}  // namespace

int Mapping::column_of(std::string_view field) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return column.field == field; });
  return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

Result<Mapping> map_columns(Kind kind, const formats::Grid& grid, const Wishes& chosen, const Wishes& remembered,
                            std::optional<std::size_t> header) {
  if (grid.rows.size() < 2) return invalid("intake.no_rows");
  Mapping out;
  out.header = header ? *header : header_of(kind, grid, chosen, remembered);
  if (out.header + 1 >= grid.rows.size()) return invalid("intake.no_rows");
  const auto& titles = grid.rows[out.header].cells;
  for (std::size_t i = 0; i < titles.size(); ++i) out.columns.push_back({letter(i), titles[i].text, {}});
  SEN_TRY(check_wishes(kind, chosen, out.columns));
  std::set<std::string> taken;
  const auto take = [&](Column& column, const std::string& field) {
    if (!field.empty() && find_field(kind, field) != nullptr && taken.insert(field).second) column.field = field;
  };
  for (Column& column : out.columns) {
    for (const std::string& key : {letter_key(column), key_of(column.title)}) {
      if (const auto wish = chosen.find(key); wish != chosen.end() && column.field.empty()) take(column, wish->second);
    }
  }
  for (Column& column : out.columns) {
    const std::string key = key_of(column.title);
    if (column.field.empty() && !chosen.contains(key) && !chosen.contains(letter_key(column))) take(column, known_field(kind, key, remembered));
  }
  for (const FieldSpec& spec : fields_of(kind)) {
    if (spec.required && !taken.contains(spec.field)) out.missing.push_back(spec.field);
  }
  return out;
}

Result<std::pair<std::string, std::string>> parse_wish(std::string_view text) {
  const auto sign = text.rfind('=');
  if (sign == std::string_view::npos || key_of(text.substr(0, sign)).empty()) return invalid("intake.map_form", "--map", {{"value", std::string(text)}});
  return std::pair{key_of(text.substr(0, sign)), std::string(trim(text.substr(sign + 1)))};
}

Wishes wishes_of(const Mapping& mapping) {
  Wishes out;
  for (const Column& column : mapping.columns) {
    const std::string key = key_of(column.title);
    if (!key.empty()) out.emplace(key, column.field);
  }
  return out;
}

std::string to_json(const Wishes& wishes) {
  JsonOut out;
  out.begin_object();
  for (const auto& [key, field] : wishes) out.member(key, field);
  out.end_object();
  return out.take();
}

Wishes wishes_from_json(std::string_view text) {
  Wishes out;
  const auto json = parse_json(text);
  if (!json) return out;
  for (const auto& [key, field] : json->members()) {
    if (field.is_string()) out.emplace(key, field.text());
  }
  return out;
}

}  // namespace sen::intake
