#include "intake/rows.hpp"

#include <algorithm>

#include "pack/pack_set.hpp"

namespace sen::intake {
namespace {

constexpr std::size_t kShownBytes = 200;

std::string shown(const std::string& text) {
  if (text.size() <= kShownBytes) return text;
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

const formats::GridCell& RowReader::cell(std::string_view field) const {
  static const formats::GridCell kNone;
  const int column = mapping_.column_of(field);
  if (column < 0 || static_cast<std::size_t>(column) >= row_.cells.size()) return kNone;
  return row_.cells[static_cast<std::size_t>(column)];
}

void RowReader::fault(std::string_view field, std::string code, TextArguments arguments) {
  sound_ = false;
  const int column = mapping_.column_of(field);
  CellError error{.line = row_.line, .column = {}, .title = {}, .value = shown(text(field)), .code = std::move(code), .arguments = std::move(arguments)};
  if (column >= 0) {
    error.column = mapping_.columns[static_cast<std::size_t>(column)].name;
    error.title = mapping_.columns[static_cast<std::size_t>(column)].title;
  }
  errors_.push_back(std::move(error));
}

void RowReader::fault(const Error& error) {
  if (error.fields.empty()) return fault(error.field, error.rule, error.arguments);
  for (const FieldError& each : error.fields) fault(each.field, each.code, each.arguments);
}

void RowReader::check_required() {
  for (const FieldSpec& spec : fields_of(kind_)) {
    if (spec.required && text(spec.field).empty()) fault(spec.field, "intake.cell_empty", {});
  }
}

std::string Difference::text(Language language) const {
  const bool days = what == "due_on";
  return render(language, "intake.difference." + what,
                {{"line", std::to_string(line)}, {"subject", subject}, {"file", days ? localized_date(file) : file},
                 {"sen", days ? localized_date(sen) : sen}});
}

index::FactSetting setting_of(const Checked& checked, const FactRow& row) {
  const YearFacts& year = checked.years.at(row.year);
  index::FactSetting setting{.set = *year.set, .year = row.year, .period = year.period.period, .closed = year.period.closed_at.has_value(),
                             .counted = false, .own = true, .facts = {}};
  const auto since = checked.counted_since.find(row.input.measure);
  setting.counted = since != checked.counted_since.end() && since->second && *since->second <= row.input.as_of;
  if (const auto day = year.days.find(row.input.as_of); day != year.days.end()) {
    setting.facts = day->second.with;
    if (const auto slot = year.set->entered(row.input.measure)) setting.facts[*slot] = day->second.before[*slot];
  }
  return setting;
}

Result<Checked> check_rows(store::ReadTx& tx, const Context& ctx, const Sources& sources, Kind kind, const formats::Grid& grid,
                           const Mapping& mapping, const Slice& slice) {
  if (!ctx.actor.may(right_of(kind))) return forbidden(right_of(kind));
  if (!mapping.missing.empty()) {
    Error error = invalid("intake.columns_missing");
    for (const auto& field : mapping.missing) {
      error.fields.push_back({"map", "intake.column_missing", {{"field", find_field(kind, field)->label_vi}, {"name", field}}});
    }
    return error;
  }
  Checked out;
  switch (kind) {
    case Kind::Facts: SEN_TRY(check_facts(tx, ctx, sources.sets, grid, mapping, out)); break;
    case Kind::People: SEN_TRY(check_people(tx, ctx, grid, mapping, out)); break;
    case Kind::Targets: SEN_TRY(check_targets(tx, ctx, grid, mapping, out)); break;
    case Kind::Dossiers: SEN_TRY(check_dossiers(tx, ctx, {sources.rules, grid, mapping, slice}, out)); break;
  }
  for (const CheckedRow& row : out.rows) {
    if (row.state == RowState::Good) ++out.good;
    else if (row.state == RowState::Bad) ++out.bad;
    else ++out.same;
  }
  std::stable_sort(out.errors.begin(), out.errors.end(), [](const CellError& a, const CellError& b) { return a.line < b.line; });
  return out;
}

}  // namespace sen::intake
