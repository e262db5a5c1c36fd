#pragma once
// Rows of a unit's settings. Inside the identity room only.

#include <optional>
#include <string>

#include "store/store.hpp"

namespace sen::identity {

inline constexpr const char* kSecondFactorRequired = "second_factor_required";

Result<std::optional<std::string>> find_setting(store::ReadTx& tx, const std::string& name);
Result<Done> save_setting(store::WriteTx& tx, const std::string& name, const std::string& value);
/// Has the person an open account with a confirmed second factor?
Result<bool> has_factor(store::ReadTx& tx, PersonId person);

}  // namespace sen::identity
