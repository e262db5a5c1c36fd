#pragma once
// Pages of web/portal filled with values. The only place where a value becomes HTML, so that nothing is ever put in
// unescaped: there is no way to say "as it stands". A small part of Mustache:
//
//   {{name}}              the value, escaped, also inside a quoted attribute; a name that is not there is a mistake (Broken)
//   {{t:portal.title}}    words of the catalogue in the page's language
//   {{#name}} … {{/name}} once for each item of a list, once for an object, true or a text; left out when empty or absent
//   {{^name}} … {{/name}} when that would be left out
//   {{>top}}              another page of the folder
//   {{.}}                 the item itself

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/texts.hpp"

namespace sen::portal {

/// `name` is a file of web/portal without ".html".
std::string fill(std::string_view name, const Json& values, Language language);
/// The same with the page's own text.
std::string fill_text(std::string_view page, const Json& values, Language language);

}  // namespace sen::portal
