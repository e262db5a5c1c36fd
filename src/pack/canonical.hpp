#pragma once
// One text for one content: what is hashed and kept.

#include <string>

#include "base/json.hpp"

namespace sen::pack {

/// Members sorted by name, no blanks: the same content gives the same text, whoever wrote it.
std::string canonical(const Json& json);

}  // namespace sen::pack
