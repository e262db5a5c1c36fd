#pragma once
// Makes ZIP archives in memory: the containers of the XLSX and DOCX files that Sen hands out.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace sen::formats {

/// Names and bytes of an archive's entries, in order.
using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// The same entries give the same bytes: entries carry no time of their own.
/// Error Unavailable "formats.zip_failed" when the library reports one.
Result<std::string> write_zip(const ZipEntries& entries);

/// Text for XML, without the control characters that XML 1.0 does not know.
std::string xml_escaped(std::string_view text);

}  // namespace sen::formats
