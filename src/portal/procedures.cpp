// /thu-tuc and /thu-tuc/{code}: what may be asked for, and what each procedure needs, in the order in which people ask.
// Law: Nghị định 118/2025/NĐ-CP Điều 5; before 01/07/2025 Nghị định 61/2018/NĐ-CP Điều 5.

#include <algorithm>

#include "base/text.hpp"
#include "identity/person.hpp"
#include "portal/pages.hpp"
#include "portal/search.hpp"
#include "record/words.hpp"

namespace sen::portal {
namespace {

constexpr std::size_t kTypedMax = 100;
constexpr const char* kNationalPortal = "https://dichvucong.gov.vn";

Json words(std::string text) { return Json::string(std::move(text)); }

/// A list, and whether there is one: its heading goes with it.
void put_list(Json& out, const std::string& name, Json list) {
  out.set("has_" + name, Json::boolean(!list.items().empty()));
  out.set(name, std::move(list));
}

Json line_of(const Visit& visit, const record::Procedure& procedure) {
  Json out = Json::object();
  out.set("href", words(visit.here({"thu-tuc", procedure.code})));
  out.set("name", words(procedure.name));
  out.set("limit", words(record::limit_text(visit.language, procedure.limit)));
  return out;
}

Json fields_json(const Visit& visit, const record::Catalogue& catalogue, const Search& search) {
  Json fields = Json::array();
  for (const auto& field : catalogue.fields) {
    Json lines = Json::array();
    for (const auto& procedure : field->procedures) {
      const bool wanted = search.matches(procedure.name + " " + procedure.shortcut + " " + procedure.code + " " + field->label.vi + " " + field->label.en);
      if (procedure.in_force(catalogue.day) && wanted) lines.push(line_of(visit, procedure));
    }
    if (lines.items().empty()) continue;
    Json one = Json::object();
    one.set("label", words(field->label.in(visit.language)));
    one.set("procedures", std::move(lines));
    fields.push(std::move(one));
  }
  return fields;
}

std::size_t count_of(const Json& fields) {
  std::size_t out = 0;
  for (const auto& field : fields.items()) out += field["procedures"].items().size();
  return out;
}

/// Who receives dossiers of the catalogue.
Result<std::string> desk_words(store::ReadTx& tx, const Context& ctx, record::Rules& rules, const pack::Place& place, Language language) {
  const Date today = date_of(ctx.clock.now());
  for (const auto& id : rules.type_ids(ctx, today, place)) {
    SEN_LET(const auto type, rules.type_on(ctx, id, today, place));
    if (!type->has_catalogue) continue;
    SEN_LET(const auto desk, identity::find_body(tx, type->desk));
    if (desk) return language == Language::En && !desk->name_en.empty() ? desk->name_en : desk->name;
  }
  return std::string();
}

Json papers_json(const record::Procedure& procedure, bool required) {
  Json out = Json::array();
  for (const auto& paper : procedure.papers) {
    if (paper.required == required) out.push(words(paper.name));
  }
  return out;
}

/// Its own act, else those of its field.
Json laws_json(const Context& ctx, const record::Procedure& procedure, Json& values) {
  Json out = Json::array();
  if (!procedure.law.empty()) out.push(words(procedure.law));
  const auto* entry = ctx.packs.by_hash(procedure.entry);
  if (entry == nullptr) return out;
  values.set("source", words(entry->body.string_or("source")));
  if (!procedure.law.empty()) return out;
  for (const auto& act : entry->body["legal_basis"].items()) {
    if (act.is_string()) out.push(act);
  }
  return out;
}

Json procedure_json(const Visit& visit, const Context& ctx, const record::Procedure& procedure, const record::ProcedureField& field) {
  Json out = Json::object();
  out.set("name", words(procedure.name));
  out.set("code", words(procedure.code));
  out.set("field", words(field.label.in(visit.language)));
  put_list(out, "papers", papers_json(procedure, true));
  put_list(out, "papers_when", papers_json(procedure, false));
  out.set("no_papers", Json::boolean(procedure.papers.empty()));
  out.set("limit", words(record::limit_text(visit.language, procedure.limit)));
  Json cases = Json::array();
  for (const auto& one : procedure.cases) {
    Json made = Json::object();
    made.set("name", words(one.name));
    made.set("limit", words(record::limit_text(visit.language, one.limit)));
    cases.push(std::move(made));
  }
  put_list(out, "cases", std::move(cases));
  if (procedure.fee) {
    const std::string amount = localized_number(visit.language, std::to_string(*procedure.fee));
    out.set("fee", *procedure.fee == 0 ? visit.text("portal.free") : visit.text("portal.dong", {{"amount", amount}}));
  }
  out.set("result", words(procedure.result));
  out.set("laws", laws_json(ctx, procedure, out));
  out.set("online", visit.text("portal.online." + procedure.online));
  out.set("online_href", procedure.online == "none" ? words({}) : words(kNationalPortal));
  return out;
}

http::Reply<http::Page> unknown_procedure(const Services& services, const Visit& visit) {
  Json values = Json::object();
  values.set("title", visit.text("portal.procedure_unknown"));
  values.set("all_href", words(visit.here({"thu-tuc"})));
  return page(services, visit, "procedure", std::move(values), 404);
}

}  // namespace

http::Reply<http::Page> procedures_page(Services& services, const http::Call& call) {
  auto visit = visit_of(services, call);
  if (!visit) return visit.error();
  if (!visit->unit) return ask_commune(services, *std::move(visit));
  std::string typed = visit->value("tim");
  if (typed.size() > kTypedMax) typed.clear();
  const auto found = look(services, *visit, [&](store::ReadTx& tx, const Context& ctx) -> Result<Json> {
    SEN_LET(const auto place, identity::place_of(tx));
    SEN_LET(const auto catalogue, services.records.catalogue(ctx, date_of(ctx.clock.now()), place));
    Json exact = fields_json(*visit, catalogue, Search(typed, Search::Slips::None));
    return exact.items().empty() ? fields_json(*visit, catalogue, Search(typed, Search::Slips::One)) : exact;
  });
  if (!found) return found.error();
  Json values = Json::object();
  values.set("title", visit->text("portal.procedures"));
  values.set("action", words(visit->here_plain({"thu-tuc"})));
  values.set("all_href", words(visit->here({"thu-tuc"})));
  values.set("typed", words(typed));
  values.set("count", visit->text(typed.empty() ? "portal.count_all" : "portal.count_found", {{"count", std::to_string(count_of(*found))}}));
  values.set("fields_listed", Json::boolean(!found->items().empty()));
  values.set("fields", *found);
  return page(services, *visit, "procedures", std::move(values));
}

http::Reply<http::Page> procedure_page(Services& services, const http::Call& call) {
  auto visit = visit_of(services, call);
  if (!visit) return visit.error();
  if (!visit->unit) return ask_commune(services, *std::move(visit));
  const std::string& code = visit->segments.back();
  const auto found = look(services, *visit, [&](store::ReadTx& tx, const Context& ctx) -> Result<Json> {
    SEN_LET(const auto place, identity::place_of(tx));
    SEN_LET(const auto catalogue, services.records.catalogue(ctx, date_of(ctx.clock.now()), place));
    const record::Procedure* procedure = catalogue.find(code);
    if (procedure == nullptr) return Json();
    const auto field = std::find_if(catalogue.fields.begin(), catalogue.fields.end(), [&](const auto& one) { return one->code == procedure->field; });
    Json out = procedure_json(*visit, ctx, *procedure, **field);
    SEN_LET(const auto desk, desk_words(tx, ctx, services.records, place, visit->language));
    out.set("desk", words(desk));
    return out;
  });
  if (!found) return found.error();
  if (found->is_null()) return unknown_procedure(services, *visit);
  Json values = Json::object();
  values.set("title", (*found)["name"]);
  values.set("all_href", words(visit->here({"thu-tuc"})));
  values.set("procedure", *found);
  return page(services, *visit, "procedure", std::move(values));
}

}  // namespace sen::portal
