#pragma once
// What a file is: by its name's ending and by its bytes, which must agree. The list is closed; what is
// not on it is refused, and so is what hides something else: macros, locks, a second file within,
// contents that burst when unpacked. Nothing here unpacks or draws anything.
// Rules: OWASP ASVS 5.0 5.2.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "evidence/source_bytes.hpp"

namespace sen::evidence {

enum class FileType { Pdf, Jpeg, Png, Webp, Docx, Xlsx, Odt, Ods };

constexpr std::int64_t kFileBytesMax = std::int64_t{25} << 20;
constexpr std::size_t kNameBytesMax = 200;
constexpr std::int64_t kPixelsMax = 40'000'000;

/// "pdf", "jpeg" … as rows and events say it.
const char* name_of(FileType type);
std::optional<FileType> parse_type(std::string_view name);
/// "application/pdf" …
const char* media_type_of(FileType type);

/// The user's name of a file as it is kept: composed, trimmed. Error "evidence.name_invalid": empty,
/// over 200 bytes, a path, control characters or signs that turn the reading direction.
Result<std::string> check_name(std::string_view name);

/// What the file is. Errors: "evidence.empty", "evidence.too_large", "evidence.type_refused" (the
/// ending is not on the list), "evidence.type_lies" (the bytes are something else), "evidence.incomplete"
/// (cut off or damaged), "evidence.encrypted", "evidence.macros", "evidence.zip_bomb", "evidence.two_files"
/// (another file is hidden in it), "evidence.picture_large".
Result<FileType> check_file(const SourceBytes& bytes, std::string_view name);

}  // namespace sen::evidence
