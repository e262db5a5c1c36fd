// The turn of the year: docs/api.md "Years".
#include "index/years.hpp"

#include "api/index_json.hpp"
#include "api/services.hpp"

namespace sen::api {
namespace {

struct YearFieldJson {
  std::string code;
  std::string name;
  Points points{};
  Points max_points{};
};
void describe(http::Wire& v, YearFieldJson& field) {
  v.text("code", field.code, {.length_max = 32});
  v.text("name", field.name, {.length_max = 1000});
  v.points("points", field.points);
  v.points("max_points", field.max_points);
}

struct OfficialJson {
  Points points{};
  Points max{};
  std::optional<std::int64_t> rank{};
  std::optional<std::int64_t> of{};
  std::string decision;
};
void describe(http::Wire& v, OfficialJson& official) {
  v.points("points", official.points);
  v.points("max", official.max);
  v.integer("rank", official.rank, {});
  v.integer("of", official.of, {});
  v.text("decision", official.decision, {.length_max = 500});
}

struct YearPeriodJson {
  Date start{};
  Date end{};
  std::optional<Instant> closed_at{};
  std::optional<Points> closed_points{};
  std::string reason;
};
void describe(http::Wire& v, YearPeriodJson& period) {
  v.date("start", period.start);
  v.date("end", period.end);
  v.instant("closed_at", period.closed_at);
  v.points("closed_points", period.closed_points);
  v.text("reason", period.reason, {.length_max = 2000});
}

struct YearJson {
  int year = 0;
  std::optional<SetJson> set{};
  YearPeriodJson period;
  std::optional<Points> points{};
  std::optional<Points> max{};
  std::vector<YearFieldJson> fields;
  std::optional<OfficialJson> official{};
  bool illustrative = false;
};
void describe(http::Wire& v, YearJson& year) {
  v.integer("year", year.year, {.min = 1900, .max = 2999, .example = 2024});
  v.object("set", year.set);
  v.object("period", year.period);
  v.points("points", year.points);
  v.points("max", year.max);
  v.list("fields", year.fields);
  v.object("official", year.official);
  v.boolean("illustrative", year.illustrative);
}

struct YearReasonJson {
  int year = 0;
  std::string reason;
};
void describe(http::Wire& v, YearReasonJson& input) {
  v.in_path().integer("year", input.year, {.min = 1900, .max = 2999, .example = 2024});
  v.text("reason", input.reason, {.length_max = 2000, .length_min = 1, .example = "Self-scoring handed in"});
}

struct YearPeriodInputJson {
  int year = 0;
  Date start{};
  Date end{};
  std::string reason;
};
void describe(http::Wire& v, YearPeriodInputJson& input) {
  v.in_path().integer("year", input.year, {.min = 1900, .max = 2999, .example = 2024});
  v.date("start", input.start);
  v.date("end", input.end);
  v.text("reason", input.reason, {.length_max = 2000, .length_min = 1, .example = "The province closes early"});
}

YearPeriodJson period_json(const index::MeasuringPeriod& period) {
  return {period.period.start, period.period.end, period.closed_at, period.closed_points, period.reason};
}

YearJson year_json(const Services& services, const index::YearView& view, Language language) {
  YearJson out{.year = view.year, .period = period_json(view.period)};
  if (view.set) {
    out.set = SetJson{view.set->id, view.set->title.in(language), view.set->status};
    out.illustrative = services.demo || view.set->is_illustrative();
  }
  if (view.live) {
    out.points = view.live->score;
    out.max = view.live->whole.maximum;
    for (std::size_t i = 0; i < view.live->fields.size(); ++i) {
      const auto& field = view.set->fields[i];
      out.fields.push_back({field.code, field.name.in(language), view.live->fields[i].points, view.live->fields[i].maximum});
    }
  }
  if (view.official) {
    out.official = OfficialJson{view.official->points, view.official->max_points, view.official->rank,
                                view.official->rank_of, view.official->decision};
  }
  return out;
}

}  // namespace

void add_year_routes(http::Router& router, Services& services) {
  router.get("/api/years", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<std::vector<YearJson>> {
               return look(services, request,
                           [&](store::ReadTx& tx, const Context& ctx, const http::Nothing&) -> Result<std::vector<YearJson>> {
                             SEN_LET(const auto years, index::years_of(tx, ctx, services.sets));
                             std::vector<YearJson> out;
                             for (const auto& year : years) out.push_back(year_json(services, year, request.call.language));
                             return out;
                           });
             });
  router
      .post("/api/years/{year}/close", access(Right::CriteriaSetLoad), http::Lane::Write,
            [&services](http::Request<YearReasonJson>& request) -> http::Reply<YearPeriodJson> {
              return command<YearPeriodJson>(
                  services, request, [&](store::WriteTx& tx, const Context& ctx, const YearReasonJson& input) -> Result<YearPeriodJson> {
                    SEN_LET(const auto period, index::close_period(tx, ctx, services.sets, {input.year, input.reason}));
                    announce(services, tx, ctx, "period", input.year);
                    return period_json(period);
                  });
            })
      .audit("period.closed");
  router
      .post("/api/years/{year}/open", access(Right::CriteriaSetLoad), http::Lane::Write,
            [&services](http::Request<YearReasonJson>& request) -> http::Reply<YearPeriodJson> {
              return command<YearPeriodJson>(
                  services, request, [&](store::WriteTx& tx, const Context& ctx, const YearReasonJson& input) -> Result<YearPeriodJson> {
                    SEN_LET(const auto period, index::open_period(tx, ctx, {input.year, input.reason}));
                    announce(services, tx, ctx, "period", input.year);
                    return period_json(period);
                  });
            })
      .audit("period.opened");
  router
      .post("/api/years/{year}/period", access(Right::CriteriaSetLoad), http::Lane::Write,
            [&services](http::Request<YearPeriodInputJson>& request) -> http::Reply<YearPeriodJson> {
              return command<YearPeriodJson>(
                  services, request,
                  [&](store::WriteTx& tx, const Context& ctx, const YearPeriodInputJson& input) -> Result<YearPeriodJson> {
                    SEN_LET(const auto period,
                            index::move_period(tx, ctx, {input.year, {input.start, input.end}, input.reason}));
                    announce(services, tx, ctx, "period", input.year);
                    return period_json(period);
                  });
            })
      .audit("period.opened");
}

}  // namespace sen::api
