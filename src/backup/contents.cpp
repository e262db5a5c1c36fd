#include "backup/contents.hpp"

namespace sen::backup {

std::string contents_text(const Contents& contents) {
  JsonOut out;
  out.begin_object();
  out.key("members");
  out.begin_array();
  for (const auto& member : contents.members) {
    out.begin_object();
    out.member("name", member.name);
    out.member("size", member.size);
    out.member("sha256", member.sha256);
    out.end_object();
  }
  out.end_array();
  out.key("heads");
  out.begin_array();
  for (const auto& head : contents.heads) out.string(head);
  out.end_array();
  out.member("findings", contents.findings);
  out.end_object();
  return out.take();
}

Result<Contents> parse_contents(std::string_view text) {
  const auto json = parse_json(text);
  if (!json || !(*json)["members"].is_array()) return invalid("backup.damaged");
  Contents out;
  for (const auto& member : (*json)["members"].items()) {
    out.members.push_back({member.string_or("name"), member.int_or("size", -1), member.string_or("sha256")});
  }
  for (const auto& head : (*json)["heads"].items()) out.heads.push_back(head.is_string() ? head.text() : std::string());
  out.findings = json->int_or("findings", 0);
  return out;
}

}  // namespace sen::backup
