#include "formats/xml.hpp"

#include <charconv>
#include <string>

namespace sen::formats {
namespace {

constexpr int kNumberMax = 1'000'000;

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

Result<Done> parse_xml(pugi::xml_document& document, std::string_view bytes, std::string_view part) {
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype;
  const auto result = document.load_buffer(bytes.data(), bytes.size(), options);
  for (const pugi::xml_node node : document.children()) {
    if (node.type() == pugi::node_doctype) return invalid("formats.xml_doctype");
  }
  if (!result || !document.document_element()) {
    return invalid("formats.xml_broken", std::string(part), {{"part", std::string(part)}});
  }
  return Done{};
}

std::string_view local_name(const pugi::xml_node& node) { return without_prefix(node.name()); }
std::string_view local_name(const pugi::xml_attribute& attribute) {
  return without_prefix(attribute.name());
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node found : node.children()) {
    if (local_name(found) == name) return found;
  }
  return {};
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute found : node.attributes()) {
    if (local_name(found) == name) return found.value();
  }
  return {};
}

bool has_attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute found : node.attributes()) {
    if (local_name(found) == name) return true;
  }
  return false;
}

int int_attribute(const pugi::xml_node& node, std::string_view name, int fallback) {
  const std::string_view text = attribute(node, name);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return fallback;
  return value >= -kNumberMax && value <= kNumberMax ? value : fallback;
}

bool is_on(const pugi::xml_node& property) {
  if (!property) return false;
  const std::string_view value = attribute(property, "val");
  return value != "0" && value != "false" && value != "off";
}

}  // namespace sen::formats
