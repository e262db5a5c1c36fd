#pragma once
// Capitals, as heads of administrative papers are printed in.

#include <string>
#include <string_view>

namespace sen {

/// Capitals of Vietnamese text ("UBND xã Phù Linh" → "UBND XÃ PHÙ LINH").
std::string upper(std::string_view text);

}  // namespace sen
