#include "formats/docx_numbering.hpp"

#include <array>
#include <utility>

#include "formats/xml.hpp"

namespace sen::formats {
namespace {

constexpr int kLevelMax = 8;
constexpr int kStyleDepthMax = 20;

std::string upper_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

/// Bullets drawn with symbol fonts live in the private use area; a plain bullet stands for them.
std::string bullet_text(const std::string& text) {
  if (text.empty() || text.substr(0, 1) == "\xEE" || text.substr(0, 2) == "\xEF\x80" ||
      text.substr(0, 2) == "\xEF\x81" || text.substr(0, 2) == "\xEF\x82") {
    return "•";
  }
  return text;
}

std::string number_in(const std::string& format, int value) {
  if (format == "upperRoman") return roman_number(value, true);
  if (format == "lowerRoman") return roman_number(value, false);
  if (format == "upperLetter") return letter_number(value, true);
  if (format == "lowerLetter") return letter_number(value, false);
  if (format == "none") return {};
  const std::string plain = std::to_string(value);
  return format == "decimalZero" && plain.size() == 1 ? "0" + plain : plain;
}

}  // namespace

std::string roman_number(int value, bool upper) {
  if (value < 1 || value > 3999) return {};
  constexpr std::array<std::pair<int, const char*>, 13> kSigns{{{1000, "m"}, {900, "cm"}, {500, "d"},
      {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"},
      {4, "iv"}, {1, "i"}}};
  std::string text;
  for (const auto& [worth, sign] : kSigns) {
    for (; value >= worth; value -= worth) text += sign;
  }
  return upper ? upper_ascii(text) : text;
}

std::string letter_number(int value, bool upper) {
  if (value < 1 || value > 26 * 10) return {};
  const std::string text(static_cast<std::size_t>((value - 1) / 26 + 1),
                         static_cast<char>('a' + (value - 1) % 26));
  return upper ? upper_ascii(text) : text;
}

DocxNumbering::Level DocxNumbering::read_level(const pugi::xml_node& node) {
  Level level;
  level.start = int_attribute(child(node, "start"), "val", 1);
  level.format = attribute(child(node, "numFmt"), "val");
  level.text = attribute(child(node, "lvlText"), "val");
  level.all_decimal = is_on(child(node, "isLgl"));
  return level;
}

void DocxNumbering::read_list(const pugi::xml_node& node) {
  List list;
  list.abstract = int_attribute(child(node, "abstractNumId"), "val", -1);
  for (const pugi::xml_node changed : node.children()) {
    if (local_name(changed) != "lvlOverride") continue;
    const int level = int_attribute(changed, "ilvl", 0);
    if (const auto start = child(changed, "startOverride")) {
      list.starts[level] = int_attribute(start, "val", 1);
    }
    if (const auto own = child(changed, "lvl")) list.overrides[level] = read_level(own);
  }
  lists_[int_attribute(node, "numId", -1)] = list;
}

void DocxNumbering::read_style(const pugi::xml_node& node) {
  Style style;
  style.parent = attribute(child(node, "basedOn"), "val");
  const auto numbering = child(child(node, "pPr"), "numPr");
  style.list = int_attribute(child(numbering, "numId"), "val", -1);
  style.level = int_attribute(child(numbering, "ilvl"), "val", -1);
  if (const auto bold = child(child(node, "rPr"), "b")) style.bold = is_on(bold) ? 1 : 0;
  styles_[std::string(attribute(node, "styleId"))] = style;
}

void DocxNumbering::read(const pugi::xml_document& numbering, const pugi::xml_document& styles) {
  for (const pugi::xml_node node : numbering.document_element().children()) {
    if (local_name(node) == "abstractNum") {
      auto& levels = abstracts_[int_attribute(node, "abstractNumId", -1)];
      for (const pugi::xml_node level : node.children()) {
        if (local_name(level) == "lvl") levels[int_attribute(level, "ilvl", 0)] = read_level(level);
      }
    }
    if (local_name(node) == "num") read_list(node);
  }
  for (const pugi::xml_node node : styles.document_element().children()) {
    if (local_name(node) == "style") read_style(node);
  }
}

bool DocxNumbering::is_bold_style(std::string_view style) const {
  for (int depth = 0; depth < kStyleDepthMax; ++depth) {
    const auto found = styles_.find(style);
    if (found == styles_.end()) return false;
    if (found->second.bold >= 0) return found->second.bold == 1;
    style = found->second.parent;
  }
  return false;
}

const DocxNumbering::Level* DocxNumbering::level_of(const List& list, int level) const {
  if (const auto own = list.overrides.find(level); own != list.overrides.end()) return &own->second;
  const auto levels = abstracts_.find(list.abstract);
  if (levels == abstracts_.end()) return nullptr;
  const auto found = levels->second.find(level);
  return found == levels->second.end() ? nullptr : &found->second;
}

std::string DocxNumbering::number_text(const List& list, int level) {
  const Level* own = level_of(list, level);
  if (own == nullptr) return {};
  if (own->format == "bullet") return bullet_text(own->text);
  std::string text;
  for (std::size_t i = 0; i < own->text.size(); ++i) {
    const char c = own->text[i];
    const bool place = c == '%' && i + 1 < own->text.size() && own->text[i + 1] >= '1' && own->text[i + 1] <= '9';
    if (!place) {
      text.push_back(c);
      continue;
    }
    const int wanted = own->text[++i] - '1';
    const Level* outer = level_of(list, wanted);
    if (outer == nullptr) continue;
    auto& counters = counters_[list.abstract];
    if (!counters.contains(wanted)) counters[wanted] = outer->start;
    text += number_in(own->all_decimal ? "decimal" : outer->format, counters[wanted]);
  }
  return text;
}

std::string DocxNumbering::next(const pugi::xml_node& paragraph_properties) {
  const auto numbering = child(paragraph_properties, "numPr");
  int id = int_attribute(child(numbering, "numId"), "val", -1);
  int level = int_attribute(child(numbering, "ilvl"), "val", -1);
  std::string style(attribute(child(paragraph_properties, "pStyle"), "val"));
  for (int depth = 0; depth < kStyleDepthMax && (id < 0 || level < 0); ++depth) {
    const auto found = styles_.find(style);
    if (found == styles_.end()) break;
    if (id < 0) id = found->second.list;
    if (level < 0) level = found->second.level;
    style = found->second.parent;
  }
  const auto found = lists_.find(id);
  if (id <= 0 || found == lists_.end()) return {};
  if (level < 0) level = 0;
  if (level > kLevelMax) return {};
  List& list = found->second;
  const Level* own = level_of(list, level);
  if (own == nullptr) return {};
  auto& counters = counters_[list.abstract];
  if (!list.used) {
    list.used = true;
    for (const auto& [restarted, start] : list.starts) counters[restarted] = start - 1;
  }
  if (const auto counter = counters.find(level); counter != counters.end()) {
    ++counter->second;
  } else {
    counters[level] = own->start;
  }
  counters.erase(counters.upper_bound(level), counters.end());
  return number_text(list, level);
}

}  // namespace sen::formats
