// Criteria sets of a unit, and the live stream: docs/api.md.
#include "api/services.hpp"

namespace sen::api {
namespace {

struct AssignmentJson {
  int year = 0;
  std::string id;
  std::string title;
  std::string hash;
  Instant assigned_at{};
  bool illustrative = false;
};
void describe(http::Wire& v, AssignmentJson& assignment) {
  v.integer("year", assignment.year, {.min = 1900, .max = 2999});
  v.text("id", assignment.id, {.length_max = 100});
  v.text("title", assignment.title, {.length_max = 500});
  v.text("hash", assignment.hash, {.length_max = 64});
  v.instant("assigned_at", assignment.assigned_at);
  v.boolean("illustrative", assignment.illustrative);
}

struct SetInputJson {
  int year = 0;
  Json body;
};
void describe(http::Wire& v, SetInputJson& input) {
  v.integer("year", input.year, {.min = 2012, .max = 2999, .example = 2024});
  v.json("body", input.body, {.example = R"({"schema":"sen.criteria-set/1","id":"example","status":"SYNTHETIC",)"
                                         R"("completeness":"complete","title_vi":"Bộ ví dụ","level":"commune","total":1,)"
                                         R"("rounding":{"criterion_decimals":2,"group_decimals":2,"total_decimals":2,"mode":"half_up"},)"
                                         R"("measures":[{"id":"plan_issued","label_vi":"Đã ban hành kế hoạch","type":"bool"}],)"
                                         R"("fields":[{"code":"1","name_vi":"Chỉ đạo","max_points":1,"criteria":[{"code":"1.1",)"
                                         R"("name_vi":"Kế hoạch","max_points":1,"rule":{"type":"all_or_nothing","points":1,)"
                                         R"("when":{"all":[{"measure":"plan_issued","op":"==","value":true}]}}}]}]})"});
}

Result<std::vector<AssignmentJson>> sets_of(Services& services, store::ReadTx& tx, Language language) {
  SEN_LET(const auto found, index::set_assignments(tx));
  std::vector<AssignmentJson> out;
  for (const auto& assignment : found) {
    AssignmentJson one{.year = assignment.year, .id = assignment.set_id, .hash = assignment.set_hash,
                       .assigned_at = assignment.assigned_at};
    SEN_LET(const auto set, services.sets.by_hash(tx, assignment.set_hash));
    one.title = set->title.in(language);
    one.illustrative = set->is_illustrative();
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void add_set_routes(http::Router& router, Services& services) {
  router.get("/api/criteria-sets", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<std::vector<AssignmentJson>> {
               return look(services, request, [&](store::ReadTx& tx, const Context&, const http::Nothing&) {
                 return sets_of(services, tx, request.call.language);
               });
             });
  router
      .post("/api/criteria-sets", access(Right::CriteriaSetLoad), http::Lane::Write,
            [&services](http::Request<SetInputJson>& request) -> http::Reply<AssignmentJson> {
              return command<AssignmentJson>(
                  services, request,
                  [&](store::WriteTx& tx, const Context& ctx, const SetInputJson& input) -> Result<AssignmentJson> {
                    SEN_LET(const auto made, index::load_set(tx, ctx, {input.year, input.body}));
                    announce(services, tx, ctx, "criteria_set", input.year);
                    return AssignmentJson{.year = made.year, .id = made.set_id, .hash = made.set_hash,
                                          .assigned_at = made.assigned_at};
                  });
            })
      .creates()
      .audit("criteria_set.assigned");
}

void add_live_routes(http::Router& router, Services& services) {
  router.get("/api/live", signed_in(), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<http::Stream> {
               const identity::SignedIn& me = who(request.call);
               auto subscription = services.live.subscribe(
                   me.person.id.value, {channel(me.unit.id), "person:" + std::to_string(me.person.id.value)});
               if (!subscription) return http::Reply<http::Stream>(subscription.error());
               return http::Reply<http::Stream>(http::Stream{*std::move(subscription)});
             });
}

}  // namespace sen::api
