#pragma once
// A paper of the administration (formats/document.hpp) as DOCX, to be worked on in Word: the layout that
// draw_pdf prints, with real tables whose header repeats on each page.

#include <string>

#include "base/result.hpp"
#include "formats/document.hpp"

namespace sen::formats {

enum class Orientation : bool { Portrait, Landscape };

/// A4 with the margins of Decree 30/2020/NĐ-CP, Times New Roman. The same document gives the same bytes.
/// Error "formats.zip_failed".
Result<std::string> write_docx(const Document& document, Orientation orientation);

}  // namespace sen::formats
