#pragma once
// The cockpit (S1) of a unit, in eighteen statements.

#include "api/cockpit_json.hpp"
#include "api/index_json.hpp"
#include "api/services.hpp"

namespace sen::api {

/// Error NotFound "index.no_set".
Result<CockpitJson> cockpit(Services& services, store::ReadTx& tx, const Context& ctx, const YearQuery& query,
                            const identity::SignedIn& signed_in, Language language);

}  // namespace sen::api
