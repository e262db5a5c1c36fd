#include "base/capitals.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace sen {

std::string upper(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .toUpper(icu::Locale("vi"))
      .toUTF8String(out);
  return out;
}

}  // namespace sen
