// Evidence on request, and how complete each criterion's evidence is: docs/api.md "Evidence on request".
#include "index/evidence_request.hpp"

#include "api/criterion_parts.hpp"
#include "api/evidence_links.hpp"
#include "api/live_view.hpp"

namespace sen::api {
namespace {

using RequestId = Id<struct EvidenceRequestTag>;

struct RequestJson {
  RequestId id{};
  std::string code;
  std::string wanted;
  std::string body;
  std::string body_code;
  Date due_on{};
  std::string due;
  std::string state;
  std::string asked_by;
  Instant asked_at{};
  std::optional<std::string> answered_by{};
  std::optional<Instant> answered_at{};
  std::string answer;
  std::vector<EvidenceJson> evidence;
};
void describe(http::Wire& v, RequestJson& request) {
  v.id("id", request.id);
  v.text("code", request.code, {.length_max = 32});
  v.text("wanted", request.wanted, {.length_max = 2000});
  v.text("body", request.body, {.length_max = 200});
  v.text("body_code", request.body_code, {.length_max = 64});
  v.date("due_on", request.due_on);
  v.choice("due", request.due, {"overdue", "today", "soon", "later", "none"});
  v.choice("state", request.state, {"open", "supplied", "explained", "withdrawn"});
  v.text("asked_by", request.asked_by, {.length_max = 200});
  v.instant("asked_at", request.asked_at);
  v.text("answered_by", request.answered_by, {.length_max = 200});
  v.instant("answered_at", request.answered_at);
  v.text("answer", request.answer, {.length_max = 2000});
  v.list("evidence", request.evidence);
}

struct CompletenessJson {
  std::string code;
  std::string name;
  std::int64_t wanted = 0;
  std::int64_t files = 0;
  std::int64_t requests_open = 0;
};
void describe(http::Wire& v, CompletenessJson& line) {
  v.text("code", line.code, {.length_max = 32});
  v.text("name", line.name, {.length_max = 1000});
  v.integer("wanted", line.wanted, {});
  v.integer("files", line.files, {});
  v.integer("requests_open", line.requests_open, {});
}

struct RequestsJson {
  int year = 0;
  std::vector<RequestJson> requests;
  std::vector<CompletenessJson> completeness;
};
void describe(http::Wire& v, RequestsJson& requests) {
  v.integer("year", requests.year, {.min = 1900, .max = 2999});
  v.list("requests", requests.requests);
  v.list("completeness", requests.completeness);
}

struct NewRequestJson {
  int year = 0;
  std::string code;
  std::string wanted;
  std::string body;
  Date due_on{};
};
void describe(http::Wire& v, NewRequestJson& input) {
  v.integer("year", input.year, {.min = 1900, .max = 2999, .example = 2024});
  v.text("code", input.code, {.length_max = 32, .length_min = 1, .example = "1.3"});
  v.text("wanted", input.wanted, {.length_max = 2000, .length_min = 1, .example = "Quarterly report"});
  v.code("body", input.body, {.length_max = 64, .length_min = 1, .example = "office_statistics"});
  v.date("due_on", input.due_on);
}

struct SupplyJson {
  RequestId id{};
  std::vector<EvidenceId> evidence;
  std::optional<std::string> note{};
};
void describe(http::Wire& v, SupplyJson& input) {
  v.in_path().id("id", input.id);
  v.list("evidence", input.evidence, {.count_max = 50, .example = "1"});
  v.text("note", input.note, {.length_max = 2000, .when_empty = http::WhenEmpty::Omitted});
}

struct AnswerJson {
  RequestId id{};
  std::string note;
};
void describe(http::Wire& v, AnswerJson& input) {
  v.in_path().id("id", input.id);
  v.text("note", input.note, {.length_max = 2000, .example = "No such paper this quarter"});
}

std::string name_of_person(const LiveView& view, PersonId person) {
  const auto found = view.person_names.find(person.value);
  return found == view.person_names.end() ? std::string() : found->second;
}

Result<RequestJson> request_json(store::ReadTx& tx, const LiveView& view, const index::EvidenceRequest& request,
                                 Language language) {
  RequestJson out{.id = {request.id}, .code = request.code, .wanted = request.wanted,
                  .body = body_name(view, request.body, language), .body_code = request.body, .due_on = request.due_on,
                  .due = request.state == "open" ? due_word(request.due_on, view.today) : "none", .state = request.state,
                  .asked_by = name_of_person(view, request.asked_by), .asked_at = request.asked_at,
                  .answered_at = request.answered_at, .answer = request.answer};
  if (request.answered_by) out.answered_by = name_of_person(view, *request.answered_by);
  SEN_LET(out.evidence, evidence_of(tx, "evidence_request", request.id));
  return out;
}

Result<RequestsJson> requests_page(Services& services, store::ReadTx& tx, const Context& ctx, const YearQuery& query,
                                   Language language) {
  SEN_LET(const LiveView view, live_view(services, tx, ctx, query.year));
  SEN_LET(const auto requests, index::requests_of(tx, view.year));
  RequestsJson out{.year = view.year, .requests = {}, .completeness = {}};
  std::map<std::string, std::int64_t> open;
  for (const auto& request : requests) {
    SEN_LET(auto one, request_json(tx, view, request, language));
    out.requests.push_back(std::move(one));
    if (request.state == "open") ++open[request.code];
  }
  for (const auto& leaf : view.set->leaves) {
    if (leaf.evidence.empty()) continue;
    SEN_LET(const auto files, evidence_of_criterion(services, tx, view, leaf));
    out.completeness.push_back({leaf.code, leaf.name.in(language), static_cast<std::int64_t>(leaf.evidence.size()),
                                static_cast<std::int64_t>(files.size()), open[leaf.code]});
  }
  return out;
}

// After a change: the request as it stands now, and the news to open browsers.
Result<RequestJson> changed(Services& services, store::WriteTx& tx, const Context& ctx,
                            const Result<index::EvidenceRequest>& request, Language language) {
  if (!request) return request.error();
  SEN_LET(const LiveView view, live_view(services, tx, ctx, request->year));
  announce(services, tx, ctx, "evidence_request", request->id);
  return request_json(tx, view, *request, language);
}

}  // namespace

void add_evidence_request_routes(http::Router& router, Services& services) {
  router.get("/api/evidence-requests", access(Right::EvidenceRead), http::Lane::Read,
             [&services](http::Request<YearQuery>& request) -> http::Reply<RequestsJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const YearQuery& query) {
                 return requests_page(services, tx, ctx, query, request.call.language);
               });
             });
  router
      .post("/api/evidence-requests", access(Right::TaskAssign), http::Lane::Write,
            [&services](http::Request<NewRequestJson>& request) -> http::Reply<RequestJson> {
              return command<RequestJson>(
                  services, request, [&](store::WriteTx& tx, const Context& ctx, const NewRequestJson& input) -> Result<RequestJson> {
                    SEN_LET(const auto set, index::set_in_force(tx, ctx, services.sets, input.year));
                    if (set->leaf(input.code) == nullptr) return not_found("index.criterion_unknown", "code");
                    const auto made = index::ask_evidence(tx, ctx, {input.year, input.code, input.wanted, input.body, input.due_on});
                    return changed(services, tx, ctx, made, request.call.language);
                  });
            })
      .creates()
      .audit("evidence.requested");
  router
      .post("/api/evidence-requests/{id}/supply", access(Right::EvidenceAdd), http::Lane::Write,
            [&services](http::Request<SupplyJson>& request) -> http::Reply<RequestJson> {
              return command<RequestJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const SupplyJson& input) {
                const auto done = index::supply_evidence(tx, ctx, {input.id.value, input.evidence, input.note.value_or("")});
                return changed(services, tx, ctx, done, request.call.language);
              });
            })
      .idempotent()
      .audit("evidence.supplied");
  router
      .post("/api/evidence-requests/{id}/explain", access(Right::EvidenceAdd), http::Lane::Write,
            [&services](http::Request<AnswerJson>& request) -> http::Reply<RequestJson> {
              return command<RequestJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const AnswerJson& input) {
                const auto done = index::explain_evidence(tx, ctx, {input.id.value, input.note});
                return changed(services, tx, ctx, done, request.call.language);
              });
            })
      .audit("evidence.explained");
  router
      .post("/api/evidence-requests/{id}/withdraw", access(Right::TaskAssign), http::Lane::Write,
            [&services](http::Request<AnswerJson>& request) -> http::Reply<RequestJson> {
              return command<RequestJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const AnswerJson& input) {
                const auto done = index::withdraw_request(tx, ctx, {input.id.value, input.note});
                return changed(services, tx, ctx, done, request.call.language);
              });
            })
      .audit("evidence.request_withdrawn");
}

}  // namespace sen::api
