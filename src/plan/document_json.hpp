#pragma once
// Shape A of the contracts, both ways: what `sen plan read --json` prints, what the browser corrects and sends
// back, and what crosses the pipe of the limited child.

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/texts.hpp"
#include "plan/document.hpp"

namespace sen::plan {

/// Messages of problems are written in `language`; their keys and arguments go along in `code` and `arguments`.
std::string to_json(const PlanDocument& document, Language language);

/// Errors: "plan.document_invalid" with one field error for every place at fault.
Result<PlanDocument> plan_from_json(const Json& json);

/// Targets as kept with a task: the `targets` list of shape A.
std::string targets_to_json(const std::vector<Target>& targets);
/// The list must be one that targets_to_json wrote.
std::vector<Target> targets_from_json(std::string_view text);

}  // namespace sen::plan
