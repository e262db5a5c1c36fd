#include "jobs/arguments.hpp"

#include "base/json.hpp"

namespace sen::jobs {

std::string arguments_to_text(const TextArguments& arguments) {
  JsonOut out;
  out.begin_array();
  for (const auto& [name, value] : arguments) {
    out.begin_array();
    out.string(name);
    out.string(value);
    out.end_array();
  }
  out.end_array();
  return out.take();
}

TextArguments arguments_of(const std::string& text) {
  const auto json = parse_json(text);
  SEN_ASSERT(json.has_value());
  TextArguments arguments;
  for (const auto& pair : json->items()) {
    SEN_ASSERT(pair.items().size() == 2);
    arguments.emplace_back(pair.items()[0].text(), pair.items()[1].text());
  }
  return arguments;
}

}  // namespace sen::jobs
