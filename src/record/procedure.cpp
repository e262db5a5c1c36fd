#include "record/procedure.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "record/find_code.hpp"

namespace sen::record {
namespace {

constexpr std::array kOnline{"full", "partial", "none"};

class Reader {
 public:
  Error error = invalid("record.procedures_invalid");

  Procedure read(const Json& json, const std::string& where) {
    Procedure out;
    out.code = named(json, where, out.name);
    out.shortcut = json.string_or("shortcut");
    out.limit = limit(json, where);
    for (std::size_t i = 0; i < json["cases"].items().size(); ++i) {
      const Json& one = json["cases"].items()[i];
      const std::string at = where + "/cases/" + std::to_string(i);
      ProcedureCase made;
      made.code = named(one, at, made.name);
      made.limit = limit(one, at);
      out.cases.push_back(std::move(made));
    }
    for (std::size_t i = 0; i < json["papers"].items().size(); ++i) {
      const Json& one = json["papers"].items()[i];
      ListedPaper made;
      made.code = named(one, where + "/papers/" + std::to_string(i), made.name);
      made.required = one.bool_or("required", true);
      out.papers.push_back(std::move(made));
    }
    for (std::size_t i = 0; i < json["pauses"].items().size(); ++i) {
      const Json& one = json["pauses"].items()[i];
      const std::string at = where + "/pauses/" + std::to_string(i);
      PauseGround made;
      made.code = named(one, at, made.name);
      made.law = one.string_or("law");
      if (made.law.empty()) fault(at + "/law");  // a clock stops only where an act says so
      out.pauses.push_back(std::move(made));
    }
    out.result = json.string_or("result_vi");
    out.online = json.string_or("online", "none");
    if (std::find(kOnline.begin(), kOnline.end(), out.online) == kOnline.end()) fault(where + "/online");
    out.fee = json["fee"].as_int();
    if (json.has("fee") && (!out.fee || *out.fee < 0)) fault(where + "/fee");
    out.law = json.string_or("law");
    out.from = day(json, "effective_from", where);
    out.to = day(json, "effective_to", where);
    return out;
  }

  void fault(const std::string& where) { error.fields.push_back({where, "record.procedures_field", {}}); }

 private:
  std::string named(const Json& json, const std::string& where, std::string& name) {
    name = json.string_or("name_vi");
    if (name.empty()) fault(where + "/name_vi");
    std::string code = json.string_or("code");
    if (code.empty() || code.size() > 60) fault(where + "/code");
    return code;
  }
  Limit limit(const Json& json, const std::string& where) {
    const auto found = read_limit(json["limit"]);
    if (!found) fault(where + "/limit");
    return found.value_or(Limit{});
  }
  std::optional<Date> day(const Json& json, const char* name, const std::string& where) {
    if (!json.has(name)) return std::nullopt;
    const auto out = parse_date(json.string_or(name));
    if (!out) fault(where + "/" + name);
    return out;
  }
};

}  // namespace

const ProcedureCase* Procedure::find_case(const std::string& wanted) const { return find_code(cases, wanted); }
const ListedPaper* Procedure::paper(const std::string& wanted) const { return find_code(papers, wanted); }
const PauseGround* Procedure::pause(const std::string& wanted) const { return find_code(pauses, wanted); }

Limit Procedure::limit_of(const std::string& case_code) const {
  const ProcedureCase* found = find_case(case_code);
  return found == nullptr ? limit : found->limit;
}

Result<ProcedureField> read_procedures(const Json& json, const std::string& entry_hash) {
  Reader reader;
  if (json.string_or("schema") != "sen.procedures/1") reader.fault("/schema");
  ProcedureField out;
  out.code = json["field"].string_or("code");
  out.label = {json["field"].string_or("name_vi"), json["field"].string_or("name_en")};
  if (out.code.empty()) reader.fault("/field/code");
  if (out.label.vi.empty()) reader.fault("/field/name_vi");
  const std::string body = json.string_or("body");
  if (body.empty()) reader.fault("/body");
  std::set<std::string> codes;
  for (std::size_t i = 0; i < json["procedures"].items().size(); ++i) {
    const std::string where = "/procedures/" + std::to_string(i);
    Procedure one = reader.read(json["procedures"].items()[i], where);
    if (!codes.insert(one.code).second) reader.fault(where + "/code");
    one.field = out.code;
    one.body = json["procedures"].items()[i].string_or("body", body);
    one.entry = entry_hash;
    out.procedures.push_back(std::move(one));
  }
  if (!reader.error.fields.empty()) return std::move(reader.error);
  return out;
}

}  // namespace sen::record
