#pragma once
// XML of foreign files: no document type, hence no entities of its own; element names without prefix.
// The only header of the program that shows pugixml.

#include <pugixml.hpp>
#include <string_view>

#include "base/result.hpp"

namespace sen::formats {

/// Errors: "formats.xml_doctype" (a DTD, whatever it declares), "formats.xml_broken" naming the part.
Result<Done> parse_xml(pugi::xml_document& document, std::string_view bytes, std::string_view part);

/// Name without its prefix: "w:tbl" → "tbl" (the prefix is the writer's choice).
std::string_view local_name(const pugi::xml_node& node);
std::string_view local_name(const pugi::xml_attribute& attribute);

/// First child, or attribute value, of that local name; null or empty when absent.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
std::string_view attribute(const pugi::xml_node& node, std::string_view name);
bool has_attribute(const pugi::xml_node& node, std::string_view name);
/// Whole number of an attribute, or `fallback` when absent or not one in ±1,000,000.
int int_attribute(const pugi::xml_node& node, std::string_view name, int fallback);
/// An on/off property: present without a value is on; "0", "false", "off" are off.
bool is_on(const pugi::xml_node& property);

}  // namespace sen::formats
