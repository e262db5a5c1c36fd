#pragma once
// What the readers of foreign documents answer: paragraphs and tables in reading order, as text. Looks
// are gone but for bold; automatic numbers and bullets are written out, as a reader of the page sees them.

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace sen::formats {

struct TextParagraph {
  int line = 0;       ///< line of a text file, row of a sheet, else ordinal of the paragraph or row
  std::string text;   ///< with its automatic number or bullet in front ("II. …", "- …"); tabs stay
  bool bold = false;  ///< all of it; always false for formats without looks
};

/// One cell on the grid. A cell merged over several columns or rows stands in each of its places, and
/// says so, because an office's merged cell means "the same for all of these".
struct TextCell {
  std::string text;              ///< its paragraphs joined by one space
  std::vector<TextParagraph> paragraphs;  ///< of the first place of a merged cell only
  bool spans_left = false;       ///< continues the cell at its left
  bool spans_above = false;      ///< continues the cell above
  bool bold = false;
};

struct TextRow {
  int line = 0;
  std::vector<TextCell> cells;
  bool repeats_header = false;   ///< marked to be printed again on each page
};

struct TextTable {
  std::vector<TextRow> rows;
};

using TextBlock = std::variant<TextParagraph, TextTable>;

struct TextDocument {
  std::vector<TextBlock> blocks;
};

}  // namespace sen::formats
