#include "record/paper_template.hpp"

#include <algorithm>
#include <array>

namespace sen::record {
namespace {

constexpr std::array<std::pair<const char*, PaperSigner>, 4> kSigners{
    {{"", PaperSigner::None}, {"opened_by", PaperSigner::OpenedBy}, {"acted_by", PaperSigner::ActedBy}, {"signed_by", PaperSigner::SignedBy}}};

bool is_value(const std::string& name) {
  const auto& known = paper_values();
  return std::find(known.begin(), known.end(), name) != known.end();
}

/// Names in braces that are no values.
bool uses_unknown(const std::string& text) {
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const auto end = text.find('}', at);
    if (end == std::string::npos || !is_value(text.substr(at + 1, end - at - 1))) return true;
  }
  return false;
}

}  // namespace

const std::vector<std::string>& paper_values() {
  static const std::vector<std::string> names{"code",    "number",  "lookup", "applicant", "identity_number", "born_on",       "address",
                                              "phone",   "mail",    "submitter", "procedure", "case",          "result",        "limit",
                                              "sets",    "content", "result_way", "received", "due",           "promised",      "reason",
                                              "letter_number", "letter_reason", "handler", "desk", "unit",      "receiver",      "state"};
  return names;
}

std::string filled(const std::string& text, const PaperValues& values) {
  std::string out;
  std::size_t from = 0;
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', from)) {
    const auto end = text.find('}', at);
    if (end == std::string::npos) break;
    out += text.substr(from, at - from);
    const auto found = values.find(text.substr(at + 1, end - at - 1));
    if (found != values.end()) out += found->second;
    from = end + 1;
  }
  return out + text.substr(from);
}

Result<PaperTemplate> read_paper(const Json& json) {
  Error error = invalid("record.paper_invalid");
  const auto fault = [&](const std::string& where) { error.fields.push_back({where, "record.paper_field", {}}); };
  if (json.string_or("schema") != "sen.paper/1") fault("/schema");
  PaperTemplate out{.title = json.string_or("title"), .number = json.string_or("number"), .authority = json.string_or("authority"),
                    .role = json.string_or("role"), .deputy = json.string_or("deputy")};
  if (out.title.empty()) fault("/title");
  if (uses_unknown(out.number)) fault("/number");
  const std::string signer = json.string_or("signer");
  const auto known = std::find_if(kSigners.begin(), kSigners.end(), [&](const auto& one) { return signer == one.first; });
  if (known == kSigners.end()) fault("/signer");
  else out.signer = known->second;
  for (std::size_t i = 0; i < json["blocks"].items().size(); ++i) {
    const Json& one = json["blocks"].items()[i];
    const std::string where = "/blocks/" + std::to_string(i);
    PaperBlock block{.text = one.string_or("text"), .bold = one.bool_or("bold", false), .centred = one.bool_or("centred", false),
                     .qr = one.string_or("qr"), .when = one.string_or("when"), .when_not = one.string_or("when_not")};
    const std::string table = one.string_or("table");
    if (table == "papers") block.table = PaperTable::Papers;
    else if (table == "steps") block.table = PaperTable::Steps;
    else if (!table.empty()) fault(where + "/table");
    const bool is_something = !block.text.empty() || block.table != PaperTable::None || !block.qr.empty();
    const auto is_known = [](const std::string& name) { return name.empty() || is_value(name); };
    if (!is_something || uses_unknown(block.text) || !is_known(block.qr) || !is_known(block.when) || !is_known(block.when_not)) fault(where);
    out.blocks.push_back(std::move(block));
  }
  if (!error.fields.empty()) return error;
  return out;
}

}  // namespace sen::record
