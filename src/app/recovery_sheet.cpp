#include "app/recovery_sheet.hpp"

#include "backup/key_text.hpp"
#include "base/hash.hpp"
#include "base/texts.hpp"
#include "formats/document.hpp"

namespace sen::app {
namespace {

constexpr int kCodeMillimetres = 35;

std::string words(std::string_view key, const TextArguments& arguments = {}) { return render(Language::Vi, key, arguments); }

formats::Paragraph plain(std::string text) { return {.text = std::move(text), .indented = false}; }

formats::Table table_of(std::string_view key) {
  formats::Table table{.header = {words("backup.sheet.line"), words("backup.sheet.groups"), words("backup.sheet.check")},
                       .rows = {}, .widths = {1, 5, 2}, .to_right = {}};
  int number = 0;
  for (const auto& line : backup::key_lines(key)) {
    std::string groups;
    for (const auto& group : line.groups) groups += (groups.empty() ? "" : "   ") + group;
    table.rows.push_back({std::to_string(++number), groups, line.check});
  }
  return table;
}

Result<Done> add_key(formats::Document& document, std::string title, std::string_view key) {
  document.blocks.emplace_back(formats::Paragraph{.text = std::move(title), .bold = true, .indented = false});
  document.blocks.emplace_back(table_of(key));
  SEN_LET(auto code, formats::qr_code(to_hex(key)));
  document.blocks.emplace_back(formats::Picture{std::move(code), kCodeMillimetres});
  return Done{};
}

}  // namespace

Result<std::string> draw_recovery_sheet(const RecoverySheet& sheet, Instant now) {
  formats::Document document;
  document.motto = false;
  document.title = words("backup.sheet.title");
  std::string units;
  for (const auto& unit : sheet.units) units += (units.empty() ? "" : ", ") + unit;
  document.issuer = units;
  document.blocks.emplace_back(plain(words("backup.sheet.what", {{"date", localized_date(to_string(date_of(now)))}})));
  SEN_TRY(add_key(document, words("backup.sheet.recovery_key", {{"key", sheet.fingerprint}}), sheet.recovery_key));
  if (!sheet.data_key.empty()) SEN_TRY(add_key(document, words("backup.sheet.data_key"), sheet.data_key));
  document.blocks.emplace_back(formats::Paragraph{.text = words("backup.sheet.steps"), .bold = true, .indented = false});
  for (const char* step : {"backup.sheet.step_1", "backup.sheet.step_2", "backup.sheet.step_3"}) document.blocks.emplace_back(plain(words(step)));
  document.blocks.emplace_back(plain(words("backup.sheet.keeper")));
  return formats::draw_pdf(document, now);
}

}  // namespace sen::app
