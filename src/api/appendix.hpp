#pragma once
// The table of a plan as it was printed, with a column for how far each task is: what a commune sends back.

#include "formats/document.hpp"
#include "plan/view.hpp"

namespace sen::api {

struct Appendix {
  formats::Document document;
  std::string file_name;  ///< "phu-luc-97-KH-UBND_15-10-2024.docx"
  std::size_t task_count = 0;
};

/// Columns and groups of the source, in its words and order; the last column is ours. The document is the
/// administration's, so it is in Vietnamese. NotFound "plan.plan_unknown".
Result<Appendix> plan_appendix(store::ReadTx& tx, const Context& ctx, PlanId id, bool illustrative);

}  // namespace sen::api
