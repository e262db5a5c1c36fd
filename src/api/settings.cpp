// What a unit chooses for itself: docs/api.md "People and accounts".
#include "api/people_json.hpp"
#include "api/proof.hpp"
#include "identity/setting.hpp"

namespace sen::api {
namespace {

struct SettingsJson {
  bool second_factor_required = false;
};
void describe(http::Wire& v, SettingsJson& settings) { v.boolean("second_factor_required", settings.second_factor_required); }

struct UnitSettingsJson {
  std::string code;
  std::string name;
  std::string short_name;
  std::string level;
  Date valid_from{};
  SettingsJson settings;
};
void describe(http::Wire& v, UnitSettingsJson& unit) {
  v.text("code", unit.code, {.length_max = 20});
  v.text("name", unit.name, {.length_max = 200});
  v.text("short_name", unit.short_name, {.length_max = 200});
  v.text("level", unit.level, {.length_max = 20});
  v.date("valid_from", unit.valid_from);
  v.object("settings", unit.settings);
}

struct NewBodyJson {
  std::string code;
  std::string name;
  std::optional<std::string> name_en{};
  bool outside = false;
};
void describe(http::Wire& v, NewBodyJson& input) {
  v.code("code", input.code, {.length_max = 60, .length_min = 1, .example = "military_command"});
  v.text("name", input.name, {.length_max = 200, .length_min = 1, .example = "Military command"});
  v.text("name_en", input.name_en, {.length_max = 200, .when_empty = http::WhenEmpty::Omitted});
  v.boolean("outside", input.outside);
}

}  // namespace

void add_setting_routes(http::Router& router, Services& services) {
  router.get("/api/settings", access(Right::AuditRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<UnitSettingsJson> {
               const identity::Unit& unit = who(request.call).unit;
               return look(services, request, [&](store::ReadTx& tx, const Context&, const http::Nothing&) -> Result<UnitSettingsJson> {
                 SEN_LET(const auto settings, identity::settings_of(tx));
                 return UnitSettingsJson{unit.code, unit.name, unit.short_name, identity::name_of(unit.level), unit.valid_from,
                                 {settings.second_factor_required}};
               });
             });
  router
      .post("/api/settings", access(Right::UnitManage), http::Lane::Write,
            [&services](http::Request<SettingsJson>& request) -> http::Reply<SettingsJson> {
              const auto fresh = need_fresh_proof(services, request.call);
              if (!fresh) return http::Reply<SettingsJson>(fresh.error());
              return command<SettingsJson>(services, request, [](store::WriteTx& tx, const Context& ctx, const SettingsJson& input) -> Result<SettingsJson> {
                SEN_TRY(identity::change_settings(tx, ctx, {input.second_factor_required}));
                return input;
              });
            })
      .audit("setting.changed");
  router.get("/api/bodies", access(Right::PlanRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<std::vector<BodyJson>> {
               return look(services, request, [&](store::ReadTx& tx, const Context&, const http::Nothing&) -> Result<std::vector<BodyJson>> {
                 SEN_LET(const auto bodies, identity::bodies_of(tx));
                 std::vector<BodyJson> out;
                 for (const auto& body : bodies) out.push_back(body_json(body, request.call.language));
                 return out;
               });
             });
  router
      .post("/api/bodies", access(Right::UnitManage), http::Lane::Write,
            [&services](http::Request<NewBodyJson>& request) -> http::Reply<http::Nothing> {
              return command<http::Nothing>(services, request, [](store::WriteTx& tx, const Context& ctx, const NewBodyJson& input) -> Result<http::Nothing> {
                SEN_LET(const auto bodies, identity::bodies_of(tx));
                const int rank = bodies.empty() ? 1 : bodies.back().rank + 1;
                SEN_TRY(identity::add_body(tx, ctx, {input.code, input.name, input.name_en.value_or(""), input.outside, rank}));
                return http::Nothing{};
              });
            })
      .creates()
      .audit("body.added");
}

}  // namespace sen::api
