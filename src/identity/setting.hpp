#pragma once
// Rules that a unit chooses for itself. Each is changed by one who configures, and leaves an event.

#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::identity {

struct UnitSettings {
  /// Chair, administrators, auditors and appraisers sign in with a second factor. Off until somebody who has one
  /// turns it on.
  bool second_factor_required = false;
};

Result<UnitSettings> settings_of(store::ReadTx& tx);
/// Errors: forbidden, Conflict "identity.enrol_first" (who requires a second factor has one).
Result<Done> change_settings(store::WriteTx& tx, const Context& ctx, const UnitSettings& input);

}  // namespace sen::identity
