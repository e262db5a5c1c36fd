#pragma once
// The list of figures: what the screen shows and the export writes.

#include "api/index_json.hpp"
#include "api/services.hpp"

namespace sen::api {

/// Wanted ones first, then by the points at stake. Error NotFound "index.no_set".
Result<FactListJson> fact_list(Services& services, store::ReadTx& tx, const Context& ctx, const YearQuery& query, Language language);

}  // namespace sen::api
