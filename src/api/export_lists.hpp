#pragma once
// Lists as they stand on the screen, for spreadsheets: the same rows under the same filters.

#include "api/services.hpp"
#include "formats/sheet_write.hpp"

namespace sen::api {

/// What the screen's address filters by; each list knows its own.
struct ExportFilter {
  std::optional<int> year{};
  std::optional<PlanId> plan{};
  std::string state;         ///< of index: a live state; of facts: "wanted", "missing", "enterable", "counted"; of plan: a state, or "soon"
  std::string field;         ///< of index: a field's code
  std::string text;          ///< of facts, people: words in the name
  std::string subject_kind;  ///< of audit
  std::int64_t subject_id = 0;
};

/// Names: "index", "facts", "plan", "people", "notices", "audit". Errors: forbidden; "api.export_state" (no such
/// state of the list); "api.export_plan" (a plan is wanted); those of the lists themselves.
Result<formats::SheetTable> export_table(Services& services, store::ReadTx& tx, const Context& ctx, const std::string& list,
                                         const ExportFilter& filter, Language language);

/// "so-lieu_15-10-2024.xlsx": what and when.
std::string export_name(const std::string& list, Date day, const std::string& format, Language language);

}  // namespace sen::api
