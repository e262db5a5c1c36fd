#pragma once
// Automatic numbers of Word lists: what the page shows before the text ("II.", "1.2.", "a)", "-").

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pugi {
class xml_node;
class xml_document;
}

namespace sen::formats {

/// "iv", "XIX": empty outside 1 … 3999.
std::string roman_number(int value, bool upper);
/// a … z, aa, bb … as Word counts.
std::string letter_number(int value, bool upper);

class DocxNumbering {
 public:
  /// Reads word/numbering.xml and, for lists that hang on paragraph styles, word/styles.xml.
  void read(const pugi::xml_document& numbering, const pugi::xml_document& styles);
  /// The number of the next paragraph with these properties (w:pPr), counting it; empty when none.
  std::string next(const pugi::xml_node& paragraph_properties);
  /// True when the paragraph's style is bold throughout.
  [[nodiscard]] bool is_bold_style(std::string_view style) const;

 private:
  struct Level {
    int start = 1;
    std::string format = "decimal";
    std::string text;
    bool all_decimal = false;
  };
  struct List {
    int abstract = 0;
    std::map<int, Level> overrides;
    std::map<int, int> starts;
    bool used = false;
  };
  struct Style {
    std::string parent;
    int list = -1;
    int level = -1;
    int bold = -1;
  };
  static Level read_level(const pugi::xml_node& node);
  void read_list(const pugi::xml_node& node);
  void read_style(const pugi::xml_node& node);
  const Level* level_of(const List& list, int level) const;
  std::string number_text(const List& list, int level);
  std::map<int, std::map<int, Level>> abstracts_;
  std::map<int, List> lists_;
  std::map<std::string, Style, std::less<>> styles_;
  std::map<int, std::map<int, int>> counters_;  ///< by abstract list, then level
};

}  // namespace sen::formats
