#include "pack/canonical.hpp"

#include <algorithm>
#include <vector>

namespace sen::pack {
namespace {

void append_canonical(std::string& out, const Json& json) {
  if (json.is_object()) {
    std::vector<const Json::Member*> members;
    for (const auto& member : json.members()) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    out.push_back('{');
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) out.push_back(',');
      append_json_string(out, members[i]->first);
      out.push_back(':');
      append_canonical(out, members[i]->second);
    }
    out.push_back('}');
  } else if (json.is_array()) {
    out.push_back('[');
    for (std::size_t i = 0; i < json.items().size(); ++i) {
      if (i > 0) out.push_back(',');
      append_canonical(out, json.items()[i]);
    }
    out.push_back(']');
  } else {
    out += json.dump();
  }
}

}  // namespace

std::string canonical(const Json& json) {
  std::string out;
  append_canonical(out, json);
  return out;
}

}  // namespace sen::pack
