#pragma once
// What a file is, by its bytes and never by its name.

#include <string_view>

namespace sen::formats {

enum class FileKind { Empty, Text, Docx, Xlsx, OldOffice, Pdf, Zip, Other };

/// Text: no NUL in the first 4 KiB and none of the known magic numbers (UTF-8 is checked elsewhere). A ZIP
/// is Docx or Xlsx by the parts it names; that it is sound is for its reader to find.
FileKind kind_of(std::string_view bytes);

/// Number of the first line that is not UTF-8, from 1; 0 when all are.
int first_bad_line(std::string_view text);

}  // namespace sen::formats
